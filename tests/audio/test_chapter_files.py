"""Chapters typed in a file are read as people write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segue.audio import chapter_files
from segue.errors import SegueError
from segue.model import Mark


def read(tmp_path: Path, text: str) -> list[tuple[float, str, str | None]]:
    """Time, title and link of each chapter."""
    file = tmp_path / "chapters.txt"
    file.write_text(text, encoding="utf-8")
    return [(mark.seconds, mark.title, mark.url) for mark in chapter_files.read(file)]


@pytest.mark.parametrize(
    ("line", "chapter"),
    [
        ("0:00 Hello", (0.0, "Hello", None)),
        ("1:02:03 Late", (3723.0, "Late", None)),
        ("90 In seconds", (90.0, "In seconds", None)),
        ("00:12.250\tTabbed", (12.25, "Tabbed", None)),
        ("(12:30) - The book", (750.0, "The book", None)),
        ("[12:30] The book", (750.0, "The book", None)),
        ("12:30 – Grüße 🎧", (750.0, "Grüße 🎧", None)),
        ("12:30 The book https://example.org/b", (750.0, "The book", "https://example.org/b")),
        ("12:30 The book <https://example.org/b>", (750.0, "The book", "https://example.org/b")),
        ("12:30 9 to 5", (750.0, "9 to 5", None)),
        ("12:30 -40 degrees", (750.0, "-40 degrees", None)),
    ],
)
def test_a_line_is_a_time_and_a_title(
    tmp_path: Path, line: str, chapter: tuple[float, str, str | None]
) -> None:
    """As in YouTube descriptions, with or without brackets and dashes, and a link at the end."""
    assert read(tmp_path, f"\n{line}\r\n\n") == [chapter]


def test_every_line_that_is_no_chapter_is_told(tmp_path: Path) -> None:
    """With its number, all at once."""
    with pytest.raises(SegueError) as caught:
        read(tmp_path, "0:00 Hello\nThe end\n12:75 Wrong\n5:00 https://example.org\n")
    told = [(problem.code, problem.line) for problem in caught.value.problems]
    assert told == [("chapter-file", 2), ("chapter-file", 3), ("chapter-file", 4)]


def test_json_chapters_are_read_with_links_and_pictures(tmp_path: Path) -> None:
    """As podcast apps write them; a picture where it lies beside the file."""
    (tmp_path / "a.png").write_bytes(b"")
    record = {"startTime": 12.345, "title": "B", "url": "https://example.org", "img": "a.png"}
    file = tmp_path / "chapters.json"
    file.write_text(json.dumps({"version": "1.2.0", "chapters": [{"startTime": 0}, record]}))
    assert chapter_files.read(file) == (
        Mark(0.0, "Chapter 1"),
        Mark(12.345, "B", "https://example.org", tmp_path / "a.png"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '{"chapters": 5}',
        '{"chapters": [5]}',
        '{"chapters": [{"startTime": "0:00"}]}',
        '{"chapters": [{"startTime": -1}]}',
        '{"chapters": [{"startTime": NaN}]}',
        '{"chapters": [{"startTime": true}]}',
    ],
)
def test_json_that_holds_no_chapters_is_told(tmp_path: Path, text: str) -> None:
    """With the file's name."""
    with pytest.raises(SegueError) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("chapter-file", tmp_path / "chapters.txt")


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_chapters_or_an_error(tmp_path: Path, text: str) -> None:
    """Nothing else can happen."""
    file = tmp_path / "any.txt"
    file.write_bytes(text.encode(errors="surrogatepass"))
    try:
        marks = chapter_files.read(file)
    except SegueError as error:
        assert all(problem.file == file for problem in error.problems)
    else:
        assert all(mark.title and mark.seconds >= 0 for mark in marks)
