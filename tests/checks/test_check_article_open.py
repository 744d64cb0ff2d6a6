"""What was begun in the article and is not ended."""

from __future__ import annotations

import pytest

from samples import a_release, an_episode
from segue.checks import article_open
from segue.release import Bundle


def found(text: str) -> list[tuple[str, int | None]]:
    """The code and the line of each finding in an article that begins in line 1."""
    release = a_release(an_episode(text))
    bundle = Bundle(release.episode.show, (release,))
    return [(problem.code, problem.line) for problem in article_open.check(bundle)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A claim.[^1]\n\n[^1]: From here.", []),
        ("Words.\n\nA claim.[^1] Another.[^b]\n\n[^b]: From here.", [("footnote-missing", 3)]),
        ("Use `a[^1]` or\n\n```\na[^1]\n```\n\nas you like.", []),
        ("Any of [^a-z] will do.", []),
        ("Words.\n\n<!-- a note to myself\n\nMore.", [("open-mark", 3)]),
        ("Words.\n\n<!-- a note\nto myself -->\n\nMore.", []),
        ("Write `<!--` to hide it.", []),
        ("Words.\n\n```\ncode\n\nMore.", [("open-mark", 3)]),
        ("Words.\n\n~~~\n```\n~~~\n\nMore.", []),
    ],
)
def test_what_is_not_ended_is_told_with_its_line(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    """A mark without a footnote vanishes, an open comment is shown: neither goes out untold."""
    assert found(text) == expected
