"""The whole job on small shows: what is built, what is not, and what stays as it was."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segue.build import Report, build
from segue.errors import SegueError
from segue.request import Request

ShowMaker = Callable[..., Path]

TEXT_OUTPUTS = {
    "index.html",
    "manifest.json",
    "newsletter/fragment.html",
    "newsletter/newsletter.eml",
    "newsletter/newsletter.html",
    "newsletter/newsletter.md",
    "newsletter/newsletter.mjml",
    "newsletter/newsletter.txt",
    "notes/apple.html",
    "notes/buzzsprout.html",
    "notes/notes.html",
    "notes/notes.md",
    "notes/notes.txt",
    "notes/short.html",
    "notes/spotify.html",
    "notes/transistor.html",
    "notes/youtube.txt",
    "social/bluesky.txt",
    "social/facebook.txt",
    "social/instagram.txt",
    "social/linkedin.txt",
    "social/mastodon.txt",
    "social/posts.json",
    "social/threads.txt",
    "social/x.txt",
}


def run(root: Path, *episodes: str, only: str = "", dry_run: bool = False) -> Report:
    """Build a show."""
    rooms = frozenset(only.split(",")) if only else frozenset[str]()
    return build(Request(root=root, episodes=episodes, only=rooms, dry_run=dry_run))


def made(folder: Path) -> set[str]:
    """Every file below a folder, but for the lock and the cards, which other tests count."""
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return {name for name in found if name != ".segue-lock" and "/cards/" not in name}


def codes(report: Report, severity: str = "error") -> list[str]:
    """The codes of a report's findings."""
    return [problem.code for problem in report.problems if problem.severity == severity]


def test_an_episode_without_recordings_has_everything_but_audio(make_show: ShowMaker) -> None:
    """And no entry in a feed that is valid all the same."""
    root = make_show()
    assert codes(run(root)) == []
    assert made(root / "output/pilot") == TEXT_OUTPUTS
    feed = (root / "output/feed.xml").read_text(encoding="utf-8")
    assert "<channel>" in feed
    assert "<item>" not in feed


def test_a_second_build_writes_nothing(make_show: ShowMaker) -> None:
    """Not one file is touched."""
    root = make_show()
    run(root)
    for file in (root / "output").rglob("*"):
        os.utime(file, (1, 1))
    assert {each.status for each in run(root).written} == {"unchanged"}
    files = [file for file in (root / "output").rglob("*") if file.is_file()]
    assert all(file.stat().st_mtime == 1 for file in files if file.name != ".segue-lock")


def test_two_shows_alike_are_built_alike(make_show: ShowMaker, tmp_path: Path) -> None:
    """Byte for byte, wherever they lie."""
    root = make_show(front="date: 2026-01-02")
    run(root)
    other = tmp_path / "elsewhere" / "show"
    other.parent.mkdir()
    root.rename(other)
    first = {name: (other / "output" / name).read_bytes() for name in made(other / "output")}
    for file in (other / "output").rglob("*"):
        if file.is_file():
            file.unlink()
    run(other)
    again = {name: (other / "output" / name).read_bytes() for name in made(other / "output")}
    assert again == first


def test_only_writes_what_is_asked_for(make_show: ShowMaker) -> None:
    """One room, one folder, and the manifest."""
    root = make_show()
    run(root, only="notes")
    assert {name.partition("/")[0] for name in made(root / "output/pilot")} == {
        "notes",
        "manifest.json",
    }


def test_the_manifest_tells_what_each_output_was_made_from(make_show: ShowMaker) -> None:
    """Settings and article at least, as paths of the show."""
    root = make_show()
    run(root)
    for name in ("output/pilot/manifest.json", "output/manifest.json"):
        for row in json.loads((root / name).read_bytes())["outputs"]:
            assert {"segue.toml", "episodes/pilot/episode.md"} <= set(row["inputs"])
            assert all((root / each).is_file() for each in row["inputs"])


def test_drafts_are_built_only_when_named(make_show: ShowMaker) -> None:
    """A draft stays out of everything that is for all."""
    root = make_show(front="draft: true")
    run(root)
    assert not (root / "output/pilot").exists()
    run(root, "pilot")
    assert made(root / "output/pilot") == TEXT_OUTPUTS


def test_an_unfinished_draft_is_nobodys_business(make_show: ShowMaker) -> None:
    """Its errors are told to who names it; the feed can do without it."""
    make_show("later", title="", front="draft: true")
    root = make_show()
    assert codes(run(root)) == []
    assert (root / "output/feed.xml").exists()
    assert "missing-key" in codes(run(root, "later"))


def test_many_workers_make_what_one_makes(make_show: ShowMaker) -> None:
    """Episodes that are built side by side don't mix."""
    settings_ = "[newsletter]\nprofile = 'mailchimp'\nlayout = 'full'\n"
    for number in range(8):
        article = f"Hello *|FNAME|*, this is **number {number}**.\n\n- one\n- {number}\n"
        root = make_show(f"e{number}", article=article, settings=settings_)
    assert codes(build(Request(root=root, jobs=8))) == []
    assert {each.status for each in build(Request(root=root, jobs=1)).written} == {"unchanged"}


def test_one_broken_episode_leaves_the_others_built(make_show: ShowMaker) -> None:
    """But for the feed, from which it would vanish."""
    make_show("broken", front="title: a: b")
    root = make_show()
    report = run(root)
    assert codes(report) == ["front-matter", "feed-incomplete"]
    assert made(root / "output/pilot") == TEXT_OUTPUTS
    assert not (root / "output/feed.xml").exists()


def test_a_faulty_setting_builds_nothing(make_show: ShowMaker) -> None:
    """It would be wrong in every output; the episode's own errors are told in the same breath."""
    root = make_show(front="tagz: [a]", settings="[look]\naccent = 'red'\n")
    with pytest.raises(SegueError) as caught:
        run(root)
    assert [problem.code for problem in caught.value.problems] == ["wrong-value", "unknown-key"]
    assert not made(root / "output")


def test_a_broken_template_fails_its_room_alone(make_show: ShowMaker) -> None:
    """The old notes stay, everything else is built."""
    root = make_show()
    run(root)
    before = (root / "output/pilot/notes/notes.txt").read_bytes()
    template = root / "templates/notes/notes.txt.j2"
    template.parent.mkdir(parents=True)
    template.write_text("ok\n{% if %}", encoding="utf-8")
    report = run(root, only="notes,social")
    (problem,) = [each for each in report.problems if each.severity == "error"]
    assert (problem.code, problem.file, problem.line) == ("template", template, 2)
    assert (root / "output/pilot/notes/notes.txt").read_bytes() == before
    assert any(each.path.parts[1] == "social" for each in report.written)


def test_two_episodes_with_one_slug_build_nothing(make_show: ShowMaker) -> None:
    """One would overwrite the other."""
    make_show()
    root = make_show("second", front="slug: pilot")
    with pytest.raises(SegueError, match="also that of"):
        run(root)


def test_outputs_of_a_removed_episode_are_pruned(make_show: ShowMaker) -> None:
    """But for what a person edited; a build of one episode prunes no other."""
    make_show("second")
    root = make_show()
    run(root)
    edited = root / "output/second/notes/notes.txt"
    edited.write_text("mine", encoding="utf-8")
    (root / "episodes/second/episode.md").unlink()
    run(root, "pilot")
    assert (root / "output/second/index.html").exists()
    assert "pruned" in {each.status for each in run(root).written}
    assert made(root / "output/second") == {"notes/notes.txt"}
    assert made(root / "output/pilot") == TEXT_OUTPUTS


def test_a_platform_that_is_skipped_later_is_pruned(make_show: ShowMaker) -> None:
    """Its post would be out of date."""
    root = make_show()
    run(root)
    file = root / "episodes/pilot/episode.md"
    text = file.read_text(encoding="utf-8").replace("---\n\n", "social: {skip: [x]}\n---\n\n")
    file.write_text(text, encoding="utf-8")
    run(root)
    assert not (root / "output/pilot/social/x.txt").exists()
    assert (root / "output/pilot/social/bluesky.txt").exists()


def test_a_dry_run_leaves_no_trace(make_show: ShowMaker) -> None:
    """It says what would be written, and nothing is."""
    root = make_show()
    report = run(root, dry_run=True)
    assert {each.status for each in report.written} == {"planned"}
    assert not (root / "output").exists()


def test_an_output_folder_that_leads_out_of_the_show_is_refused(
    make_show: ShowMaker, tmp_path: Path
) -> None:
    """Nothing outside of the show is ever written."""
    root = make_show()
    (tmp_path / "outside").mkdir()
    (root / "output").mkdir()
    try:
        (root / "output/pilot").symlink_to(tmp_path / "outside")
    except OSError:
        pytest.skip("only on systems that let this user make links")
    assert "output-outside" in codes(run(root))
    assert not made(tmp_path / "outside")


@given(title=st.text(min_size=1, max_size=60).filter(str.strip), text=st.text(max_size=500))
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_as_an_article_is_built_or_refused(
    make_show: ShowMaker, title: str, text: str
) -> None:
    """Outputs, or a clear error; never a crash."""
    slug = f"e{uuid.uuid4().hex}"
    root = make_show(slug, article="")
    file = root / "episodes" / slug / "episode.md"
    matter = f"---\ntitle: {json.dumps(title)}\nguid: {slug}\n---\n"
    file.write_bytes((matter + text).encode("utf-8", "surrogatepass"))
    with contextlib.suppress(SegueError):
        report = run(root, slug, only="newsletter,social,notes")
        assert report.written or codes(report)
    file.unlink()


def test_the_example_is_built_alike_wherever_and_whenever(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Audio and pictures included, byte for byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    other = tmp_path / "another place" / "show"
    shutil.copytree(example, other)
    for root in (example, other):
        assert codes(run(root)) == []
    names = made(example / "output")
    assert "car-t/audio/car-t.mp3" in names
    assert names == made(other / "output")
    different = [
        name
        for name in names
        if (example / "output" / name).read_bytes() != (other / "output" / name).read_bytes()
    ]
    assert different == []
