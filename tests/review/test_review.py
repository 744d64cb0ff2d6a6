"""The review page: everything that was made on one page that needs no network."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from samples import ROOT, a_release, a_show, an_episode
from segue import review
from segue.errors import Problem
from segue.model import Image, Recording, Segment
from segue.release import Clip, Output, Release, Timeline
from segue.review import letter
from segue.show import NewsletterSettings
from segue.speech import Correction, Cue, Transcript

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="y">&amp;'
LOADING = {"src", "srcset", "poster", "data", "action"}
VOID = {"br", "meta", "img", "input", "hr"}


class Elements(HTMLParser):
    """Every tag with its attributes, and a check that tags close in turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up an opening tag."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take up a closing tag."""
        assert self.open.pop() == tag


def a_post(**changes: object) -> dict[str, object]:
    """A post as posts.json holds it."""
    return {
        "platform": "mastodon",
        "id": "quote-1",
        "kind": "quote",
        "part": 1,
        "parts": 1,
        "text": "A cell listens.",
        "count": 15,
        "limit": 500,
        "unit": "characters",
        "source": [{"text": "A cell listens to its neighbours.", "line": 12}],
        "hashtags": [],
        "link": None,
        "image": None,
        "alt": None,
    } | changes


def made(*posts: dict[str, object]) -> Release:
    """A release with a letter and those posts."""
    files = {
        "newsletter/newsletter.html": "<p>Letter</p>",
        "newsletter/newsletter.txt": "Letter <plain>",
        "social/posts.json": json.dumps(posts),
    }
    outputs = [Output(PurePosixPath("pilot", name), body.encode()) for name, body in files.items()]
    return a_release(extra=tuple(outputs))


def page_of(release: Release, *problems: Problem) -> str:
    """The page of a release with those findings."""
    outputs = [output for job in review.plan(release, problems) for output in review.render(job)]
    assert [output.path.as_posix() for output in outputs] == [f"{release.episode.slug}/index.html"]
    assert isinstance(outputs[0].body, bytes)
    return outputs[0].body.decode()


def sections(page: str) -> list[str]:
    """The ids of the page's sections."""
    return re.findall(r'<section id="(\w+)"', page)


def test_everything_that_was_made_has_its_place() -> None:
    """Letter, posts, audio, notes and files are all on the page."""
    page = page_of(made(a_post()))
    expected = ["findings", "newsletter", "posts", "audio", "notes", "upload", "files"]
    assert sections(page) == expected
    assert "output/pilot/audio/pilot.mp3</a>" in page
    assert "<code>https://example.org/audio/pilot.mp3</code>" in page
    assert page.count('<iframe srcdoc="&lt;p&gt;Letter&lt;/p&gt;"') == 2
    assert '<audio controls preload="metadata" src="audio/pilot.mp3">' in page
    assert "Letter &lt;plain&gt;" in page
    assert "social/posts.json" in page


def test_what_was_not_made_has_no_place() -> None:
    """A build of the notes alone shows the notes alone, and no link leads nowhere."""
    page = page_of(a_release(with_audio=False))
    assert sections(page) == ["findings", "notes", "upload", "files"]
    targets = re.findall(r'href="#(\w+)"', page)
    assert sorted(targets) == sorted(sections(page))


def test_a_page_of_an_episode_without_outputs_is_whole() -> None:
    """Even where every room failed, the findings can be read."""
    page = page_of(replace(a_release(with_audio=False), outputs=()))
    assert sections(page) == ["findings", "files"]
    Elements(page)


def test_nothing_is_loaded_from_elsewhere() -> None:
    """The page works from disk and tells no host that somebody looks at it."""
    episode = an_episode("![Far away](https://far.example/cell.png)\n\nText.\n")
    page = page_of(replace(made(a_post()), outputs=a_release(episode).outputs))
    for tag, attributes in Elements(page).found:
        for name in LOADING & set(attributes):
            assert not re.match(r"[a-z]+:|/", attributes[name]), (tag, attributes)
        assert tag != "link"
    assert "url(" not in page
    assert "@import" not in page


def test_the_letter_shows_the_shows_own_pictures() -> None:
    """Before anything is uploaded, hosted addresses become files at home; others stay."""
    look = replace(a_show().look, logo=ROOT / "assets" / "my logo.png")
    folder = ROOT / "episodes" / "pilot"
    episode = an_episode(show=a_show(look=look))
    image = Image("images/cover.png", "A cell", 3, folder / "images" / "cover.png")
    episode = replace(episode, article=replace(episode.article, images=(image,)))
    sources = {
        "https://h.example/letters/my%20logo.png": "../../assets/my%20logo.png",
        "https://h.example/audio/cover.png": "../../assets/cover.png",
        "https://h.example/letters/pilot/cover.png": "../../episodes/pilot/images/cover.png",
        "https://other.example/?a=1&amp;b=2": "https://other.example/?a=1&amp;b=2",
    }
    html = "<head></head>" + "".join(f'<img alt="" src="{source}">' for source in sources)
    shown = letter.preview(html, episode)
    assert re.findall('src="([^"]*)"', shown) == list(sources.values())
    assert shown.startswith('<head><base target="_blank"></head>')


def test_the_page_forbids_itself_the_network() -> None:
    """The letter inside it inherits the rule, so no picture in it tells anybody of the look."""
    rule = next(a for tag, a in Elements(page_of(made())).found if "http-equiv" in a)["content"]
    assert rule.startswith("default-src 'none'; img-src 'self' file: data:;")
    assert "http:" not in rule
    assert "https:" not in rule


def test_the_letter_comes_with_how_to_paste_it() -> None:
    """And with the tags of its service that nobody has tried."""
    show = a_show(newsletter=NewsletterSettings(profile="sendgrid"))
    page = page_of(replace(made(), episode=an_episode(show=show)))
    assert "SendGrid: Choose Marketing, Single Sends" in page
    assert "<code>{{first_name}}</code>" in page
    assert "nobody has tried" not in page_of(made()).lower()


def test_a_post_shows_how_full_it_is_and_what_it_stands_on() -> None:
    """Whoever posts sees count, limit and the article's sentence with its line."""
    page = page_of(made(a_post(part=2, parts=3, kind="thread"), a_post(count=501)))
    assert "thread · 2 of 3" in page
    assert "15 of 500 characters" in page
    assert "<span>line 12</span> A cell listens to its neighbours." in page
    assert page.count('class="post over"') == 1


def test_chapters_lead_to_their_place_in_the_audio() -> None:
    """A press on a chapter jumps there, to the millisecond."""
    page = page_of(made())
    assert (
        '<button type="button" data-seconds="72.345"><time>01:12</time> The book</button>' in page
    )
    assert "-16.0 LUFS" in page
    assert "-1.1 dBTP" in page


def test_findings_are_those_of_the_episode_and_of_the_show() -> None:
    """Errors come first; another episode's findings stay away, and so does this machine's path."""
    episode = ROOT / "episodes" / "pilot" / "episode.md"
    page = page_of(
        made(),
        Problem(code="slow", message="Wait", severity="warning", file=ROOT / "segue.toml"),
        Problem(code="title", message="No <title>", file=episode, line=2, hint="add it"),
        Problem(code="other", message="Not here", file=ROOT / "episodes" / "other" / "episode.md"),
        Problem(code="far", message="Elsewhere", file=Path("/home/somebody/private.md")),
    )
    assert page.index("No &lt;title&gt;") < page.index("Wait")
    assert "episodes/pilot/episode.md:2" in page
    assert "Not here" not in page
    assert str(ROOT) + "/" not in page
    assert "/home/somebody" not in page


def test_hostile_text_stays_text() -> None:
    """Titles, posts, findings and colours can't add an element to the page."""
    show = a_show(title=HOSTILE, author=HOSTILE)
    look = replace(show.look, font="x}</style><script>", accent="red;}</style>")
    episode = an_episode(title=HOSTILE, show=replace(show, look=look), subject=HOSTILE)
    post = a_post(text=HOSTILE, alt=HOSTILE, image=HOSTILE, unit=HOSTILE)
    release = replace(made(post), episode=episode)
    page = page_of(release, Problem(code="x", message=HOSTILE, hint=HOSTILE))
    tags = [tag for tag, _ in Elements(page).found]
    assert tags.count("script") == tags.count("style") == 1
    assert not [attributes for _, attributes in Elements(page).found if "onerror" in attributes]


def test_the_page_is_the_same_every_time() -> None:
    """No clock and no order of chance shows on it."""
    assert page_of(made(a_post())) == page_of(made(a_post()))


@settings(max_examples=40)
@given(st.text(), st.text())
def test_any_text_gives_a_whole_page(title: str, text: str) -> None:
    """Every tag is closed in turn, whatever was typed."""
    episode = an_episode("One line.", title=title, subject=text)
    release = replace(made(a_post(text=text)), episode=episode)
    Elements(page_of(release, Problem(code="x", message=text, hint=title)))


def test_the_transcript_can_be_read_and_clicked_on() -> None:
    """Who says what since when, what the glossary set right, and the files to open."""
    cues = (Cue(61.5, 62.0, HOSTILE, "Wren <b>"), Cue(62.0, 63.0, "More.", "Wren <b>"))
    corrected = (Correction("car tee", "CAR-T", 2),)
    said = Transcript(cues, corrections=corrected)
    recording = Recording(Path("talk.wav"), "0" * 64, 100, 1, 10_000)
    clip = Clip(Segment(recording, transcript=said), 0, 10_000)
    release = made()
    shared = replace(release.shared, timeline=Timeline(100, 10_000, (clip,), ()))
    files = Output(PurePosixPath("pilot/audio/transcript.vtt"), b"WEBVTT")
    page = page_of(replace(release, shared=shared, outputs=(*release.outputs, files)))
    assert '<button type="button" data-seconds="61.500"><time>01:01</time></button>' in page
    assert "<b>Wren &lt;b&gt;</b> &lt;/script&gt;" in page
    assert "“car tee” is “CAR-T” now, 2 times" in page
    assert '<a href="audio/transcript.vtt">' in page
    Elements(page)
    assert 'id="transcript"' not in page_of(made())
