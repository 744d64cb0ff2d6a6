"""A comment silences a finding for the line that it stands on or above."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from segue.ignoring import Ignore, read

FILE = Path("episode.md")


def found(text: str, article_line: int = 1) -> list[tuple[int, int, str]]:
    """Line, line that is covered and code of each comment."""
    return [(one.line, one.covers, one.code) for one in read(FILE, text, article_line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Long. <!-- segue: ignore long-sentence -->", [(1, 1, "long-sentence")]),
        ("<!-- segue: ignore long-sentence -->\nLong.", [(1, 2, "long-sentence")]),
        ("<!-- segue: ignore long-sentence -->\n\n\nLong.", [(1, 4, "long-sentence")]),
        ("<!--segue:ignore a, b-->\nLong.", [(1, 2, "a"), (1, 2, "b")]),
        ("<!-- segue: ignore a -->\n<!-- segue: ignore b -->\nX", [(1, 3, "a"), (2, 3, "b")]),
        ("<!-- segue: ignore -->\nX", [(1, 2, "")]),
        ("<!-- segue: ignore a -->", [(1, 1, "a")]),
        ("Words about segue: ignore them.", []),
        ("# segue: ignore a", []),
    ],
)
def test_a_comment_is_for_its_line_or_the_next_with_words(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    """Blank lines and other such comments in between don't count."""
    assert found(text) == expected


def test_front_matter_and_settings_have_comments_of_their_own() -> None:
    """`#` begins a comment above the article only; in a text it stays a sign like any other."""
    text = 'title: "A" # segue: ignore title-long\nurl: a#segue: ignore b\n---\n# segue: ignore c'
    assert found(text, 4) == [(1, 1, "title-long")]
    assert found("# segue: ignore toml\n[show]", sys.maxsize) == [(1, 2, "toml")]


def test_only_the_same_code_file_and_line_are_silenced() -> None:
    """Everything else is told."""
    one = Ignore(FILE, 1, 2, "long-sentence")
    assert one.silences("long-sentence", FILE, 2)
    assert not one.silences("long-sentence", FILE, 1)
    assert not one.silences("link-text", FILE, 2)
    assert not one.silences("long-sentence", Path("social.md"), 2)
