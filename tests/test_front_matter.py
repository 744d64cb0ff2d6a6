"""The front matter loader: text as typed, lines, and an error that says what to type."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import front_matter
from segue.errors import Problem, SegueError

FILE = Path("episode.md")


def problem_of(text: str) -> Problem:
    """The one problem of a text."""
    with pytest.raises(SegueError) as caught:
        front_matter.split(text, FILE)
    (problem,) = caught.value.problems
    return problem


def test_values_stay_as_typed() -> None:
    """A time, a number with a zero and a `no` are not turned into something else."""
    matter = front_matter.split("---\na: 12:34\nb: 010\nc: no\nd: 2026-01-02\ne:\n---\nText", FILE)
    assert matter.data == {"a": "12:34", "b": "010", "c": "no", "d": "2026-01-02", "e": None}


def test_an_emoji_written_as_json_does_is_one_character() -> None:
    """Programs that write front matter escape it so."""
    matter = front_matter.split('---\ntitle: "\\ud83d\\ude00"\n---\n', FILE)
    assert matter.data == {"title": "😀"}


def test_the_article_begins_after_the_fence() -> None:
    """Body and the line it begins on."""
    matter = front_matter.split("---\ntitle: a\n---\n\nText\n", FILE)
    assert (matter.body, matter.body_line) == ("\nText\n", 4)


def test_an_article_without_front_matter_is_all_body() -> None:
    """No fence, no keys."""
    assert front_matter.split("Just text\n", FILE).body == "Just text\n"


def test_nested_values_know_their_lines() -> None:
    """Lines are told by dotted path."""
    matter = front_matter.split(
        "---\naudio:\n  segments:\n    - file: a.wav\n    - file: b.wav\n---\n", FILE
    )
    assert matter.lines["audio.segments.1.file"] == 5


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("---\ntitle: One: two\n---\n", 2, 'contains ": "', 'title: "One: two"'),
        ("---\na: b\nauthor: @me\n---\n", 3, 'begins with "@"', 'author: "@me"'),
        ("---\na: b\n\tc: d\n---\n", 3, "tab", "indent it with spaces"),
        ("---\na: b\na: c\n---\n", 3, "stands twice", "line 2"),
        ("---\ntitle: a\n\nText\n", 1, "not closed", "---"),
        ('---\ntitle: "a\n---\n', None, "not closed", "close it"),
        ("---\n- a\n---\n", 2, "holds no keys", None),
        ('---\ntitle: "\\ud83d"\n---\n', 2, "half a character", None),
        ("---\na: &x 1\nb: *x\n---\n", 3, "aliases", None),
        ("---\na: " + "[" * 3000 + "\n---\n", 2, None, None),
    ],
)
def test_an_error_names_the_line_and_what_to_type(
    text: str, line: int | None, said: str | None, hint: str | None
) -> None:
    """Each fault that authors make gets its own words."""
    problem = problem_of(text)
    assert problem.code == "front-matter"
    assert line is None or problem.line == line
    assert said is None or said in problem.message
    assert hint is None or hint in (problem.hint or "")


def test_an_alias_bomb_is_refused_at_once() -> None:
    """A few lines that would unfold to billions of values."""
    bomb = "---\na: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert "aliases" in problem_of(bomb + "---\n").message


@given(st.text(max_size=200))
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    """Never anything but a value or one error."""
    with contextlib.suppress(SegueError):
        assert isinstance(front_matter.split(f"---\n{text}\n---\n", FILE).data, dict)
