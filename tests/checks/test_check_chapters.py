"""A chapter that goes back in time is told: somebody mistyped it."""

from __future__ import annotations

from samples import a_release, an_episode
from segue.checks import chapters
from segue.model import Mark
from segue.release import Bundle


def found(*marks: Mark) -> list[tuple[int | None, str]]:
    """Line and message of all that is told."""
    release = a_release(an_episode(marks=marks))
    bundle = Bundle(release.episode.show, (release,))
    return [(problem.line, problem.message) for problem in chapters.check(bundle)]


def test_a_chapter_that_goes_back_has_its_line() -> None:
    """Those that ascend have none."""
    marks = [Mark(0, "One", line=5), Mark(754, "Two", line=6), Mark(75, "Three", line=7)]
    assert found(*marks) == [(7, 'the chapter "Three" at 01:15 stands after "Two" at 12:34')]
    assert found(*marks[:2]) == []


def test_front_matter_and_article_are_two_lists() -> None:
    """Each begins at its own first."""
    assert found(Mark(50, "Front"), Mark(0, "Article", is_timestamp=True)) == []
