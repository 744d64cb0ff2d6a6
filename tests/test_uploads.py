"""The checklist of what to upload where."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

from conftest import ShowMaker
from samples import ROOT, a_show, an_article, an_episode
from segue import uploads
from segue.build import build
from segue.model import Image
from segue.release import Upload
from segue.request import Request
from segue.show import AudioSettings, Look, NewsletterSettings, SocialSettings

OUTPUTS = [
    PurePosixPath("pilot", name)
    for name in (
        "audio/chapters.json",
        "audio/pilot.mp3",
        "audio/pilot.opus",
        "audio/report.json",
        "audio/transcript.vtt",
        "newsletter/newsletter.html",
        "notes/notes.html",
        "notes/notes.md",
        "social/cards/x-quote.png",
        "index.html",
    )
]


def told(found: tuple[Upload, ...]) -> list[tuple[str, str]]:
    """Each file with its address."""
    return [(str(each.file), each.url) for each in found]


def test_what_addresses_lead_to_is_uploaded_and_nothing_else() -> None:
    """Audio, what lies beside it, the picture; the page that leads to them comes last."""
    episode = an_episode(image=ROOT / "episodes/pilot/images/art.jpg")
    at = "https://example.org/audio"
    assert told(uploads.of_episode(episode, OUTPUTS)) == [
        ("output/pilot/audio/pilot.mp3", f"{at}/pilot.mp3"),
        ("output/pilot/audio/chapters.json", f"{at}/pilot.chapters.json"),
        ("output/pilot/audio/transcript.vtt", f"{at}/pilot.transcript.vtt"),
        ("episodes/pilot/images/art.jpg", f"{at}/pilot.art.jpg"),
        ("output/pilot/notes/notes.html", "https://example.org/small-talk/pilot"),
    ]


def test_the_audio_is_that_of_the_feed() -> None:
    """Of several formats the first one is named by the feed."""
    show = a_show(audio=AudioSettings(formats=("opus", "mp3")))
    first, *_ = told(uploads.of_episode(an_episode(show=show), OUTPUTS))
    assert first == ("output/pilot/audio/pilot.opus", "https://example.org/audio/pilot.opus")


def test_pictures_of_letter_and_posts_go_where_those_look_for_them() -> None:
    """Each in a folder of the episode's slug; the article's only where it is sent whole."""
    show = a_show(
        newsletter=NewsletterSettings(layout="full", image_url="https://e.example/letters"),
        social=SocialSettings(image_url="https://e.example/posts/"),
    )
    pictures = (
        Image("images/a b.png", "A", 3, ROOT / "episodes/pilot/images/a b.png"),
        Image("https://elsewhere.example/c.png", "C", 4),
        Image("images/d.png", "D", 5, ROOT / "d.png", only=frozenset({"notes"})),
    )
    episode = an_episode(show=show, article=replace(an_article(), images=pictures))
    listed = dict(told(uploads.of_episode(episode, OUTPUTS)))
    assert listed["episodes/pilot/images/a b.png"] == "https://e.example/letters/pilot/a%20b.png"
    assert listed["output/pilot/social/cards/x-quote.png"] == (
        "https://e.example/posts/pilot/x-quote.png"
    )
    assert "d.png" not in listed
    digest = replace(show, newsletter=replace(show.newsletter, layout="digest"))
    brief = dict(told(uploads.of_episode(replace(episode, show=digest), OUTPUTS)))
    assert "episodes/pilot/images/a b.png" not in brief


def test_the_show_uploads_its_feed_last_and_the_first_page_last_of_all() -> None:
    """What a feed names must be there before it is."""
    show = a_show(
        look=Look(logo=ROOT / "assets/logo.png"),
        newsletter=NewsletterSettings(image_url="https://e.example/letters"),
    )
    pages = [PurePosixPath(name) for name in ("feed.xml", "feed-10.xml", "feed-2.xml")]
    assert told(uploads.of_show(show, pages)) == [
        ("assets/cover.png", "https://example.org/audio/cover.png"),
        ("assets/logo.png", "https://e.example/letters/logo.png"),
        ("output/feed-10.xml", "https://example.org/feed-10.xml"),
        ("output/feed-2.xml", "https://example.org/feed-2.xml"),
        ("output/feed.xml", "https://example.org/feed.xml"),
    ]


def test_a_draft_and_a_show_without_addresses_upload_nothing() -> None:
    """Who lets a host do all that is not troubled with it."""
    bare = a_show(media_url=None, link=None, feed_url=None)
    assert uploads.of_episode(an_episode(show=bare), OUTPUTS) == ()
    assert uploads.of_show(bare, [PurePosixPath("feed.xml")]) == ()
    assert uploads.of_episode(an_episode(draft=True), OUTPUTS) == ()


def of_manifest(file: Path) -> list[str]:
    """The files that a manifest lists to be uploaded."""
    return [each["path"] for each in json.loads(file.read_text("utf-8"))["uploads"]]


def test_the_manifest_keeps_the_list_whatever_is_built(make_show: ShowMaker) -> None:
    """A build of one output forgets nothing of what the others need."""
    root = make_show()
    report = build(Request(root=root, only=frozenset({"notes", "feed"})))
    notes = "output/pilot/notes/notes.html"
    assert of_manifest(root / "output/pilot/manifest.json") == [notes]
    assert [str(each.file) for each in report.uploads] == [notes, "output/feed.xml"]
    build(Request(root=root, only=frozenset({"newsletter"})))
    assert of_manifest(root / "output/pilot/manifest.json") == [notes]
    assert of_manifest(root / "output/manifest.json") == ["output/feed.xml"]
