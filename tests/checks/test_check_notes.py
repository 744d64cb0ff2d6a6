"""What is said about show notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samples import a_release, a_show, a_timeline, an_episode
from segue.checks.notes import check
from segue.errors import Problem
from segue.model import Guest, Link, Mark
from segue.release import Bundle, Chapter, Release


def found(release: Release) -> dict[str, Problem]:
    """The findings about a release, by their code."""
    return {problem.code: problem for problem in check(Bundle(a_show(), (release,)))}


def with_chapters(*chapters: Chapter) -> Release:
    """A release of 100 seconds with those chapters."""
    release = a_release()
    timeline = a_timeline(*chapters, seconds=100)
    return replace(release, shared=replace(release.shared, timeline=timeline))


def test_good_notes_have_no_findings() -> None:
    """The sample episode is fine as it is."""
    assert found(a_release()) == {}


def test_links_that_the_short_notes_lose_are_counted() -> None:
    """A list of links longer than 4,000 bytes is told, with the first that is lost."""
    links = tuple(Link(f"Paper {at}", f"https://example.org/{at}", 3) for at in range(200))
    problem = found(a_release(an_episode(links=links)))["notes-cut"]
    assert problem.severity == "warning"
    assert "links of the notes stand past the 4000 bytes" in problem.message


@pytest.mark.parametrize(
    ("moments", "reason"),
    [
        ([0.0, 50.0], "at least 3 chapters, there are 2"),
        ([5.0, 30.0, 60.0], "must begin at 0, not at 5 s"),
        ([0.0, 30.0, 39.9], "chapter 2 lasts only 9 s"),
        ([0.0, 30.0, 95.0], "chapter 3 lasts only 5 s"),
    ],
)
def test_chapters_that_youtube_ignores_are_told_with_the_reason(
    moments: list[float], reason: str
) -> None:
    """The creator hears why before a video is out without its chapters."""
    chapters = [Chapter(seconds, f"Part {at}") for at, seconds in enumerate(moments)]
    problem = found(with_chapters(*chapters))["chapters-not-shown"]
    assert problem.message.startswith("YouTube shows none of the chapters")
    assert reason in problem.message
    assert problem.line == 19


def test_a_long_chapter_title_is_told_with_its_line() -> None:
    """Players cut a title at about 40 characters."""
    title = "A title that goes on and on and on and on"
    release = a_release(an_episode(marks=(Mark(0, title, line=21),)))
    timeline = a_timeline(Chapter(0, title), Chapter(20, "B"), Chapter(40, "C"))
    release = replace(release, shared=replace(release.shared, timeline=timeline))
    assert found(release)["chapter-title-long"].line == 21


def test_links_that_apps_refuse_are_told_with_their_line() -> None:
    """Front matter, article and guests: each http link once, where it is written."""
    episode = an_episode(
        "Read [this](http://old.example/page).\n",
        links=(Link("Old", "http://old.example", 5),),
        guests=(Guest("Ada", None, "http://ada.example"),),
        lines={"guests": 7},
    )
    problems = list(check(Bundle(a_show(), (a_release(episode),))))
    assert {(problem.code, problem.line) for problem in problems} == {
        ("link-not-https", 5),
        ("link-not-https", 1),
        ("link-not-https", 7),
    }
    assert "https://old.example/page" in (problems[1].hint or "")


def test_a_description_like_everybodys_is_told() -> None:
    """The first words are all that people see in a list."""
    episode = an_episode(description="In this episode, we discuss cells.")
    assert found(a_release(episode))["stock-phrase"].severity == "warning"


def test_an_address_for_letters_only_is_left_alone() -> None:
    """No podcast app ever sees it."""
    text = "Hello.\n\n/// only | newsletter\nSee [this](http://example.org/old).\n///\n"
    assert found(a_release(an_episode(text))) == {}


def test_long_notes_without_a_page_for_the_rest_are_told() -> None:
    """With one the short notes lead to it, and that is enough."""
    long = "A paragraph of the article, which is long.\n\n" * 200
    bare = a_release(an_episode(long, show=a_show(link=None)))
    assert "notes-cut" in found(bare)
    assert "notes-cut" not in found(a_release(an_episode(long)))


def test_a_template_that_loses_the_disclaimer_is_told() -> None:
    """Each file of notes must hold it, however it writes it."""
    release = a_release(an_episode(show=a_show(disclaimer="No <b> & *advice*: ask  someone.")))
    assert "disclaimer-lost" not in found(release)
    lost = tuple(
        replace(output, body=b"Words.") if output.path.name == "notes.md" else output
        for output in release.outputs
    )
    assert found(replace(release, outputs=lost))["disclaimer-lost"].message.startswith("notes.md ")
