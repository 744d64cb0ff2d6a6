"""Chapters typed in a file of their own: a time and a title on each line, or JSON chapters."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from segue import files, timestamps
from segue.characters import one_line
from segue.errors import Problem, SegueError
from segue.model import Mark

_HINT = "write a time and a title on each line, as 12:30 The book"


def read(file: Path) -> tuple[Mark, ...]:
    """The chapters in a file; SegueError tells every line that is none."""
    text = files.read_text(file)
    if text.lstrip().startswith(("{", "[{")):
        return tuple(_from_json(file, text))
    problems: list[Problem] = []
    marks = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            marks.append(timestamps.mark(line.strip(), number))
        except ValueError as error:
            problems.append(_wrong(file, str(error), number))
    if problems:
        raise SegueError(*problems)
    return tuple(marks)


def _from_json(file: Path, text: str) -> Iterator[Mark]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise SegueError(_wrong(file, "this is no JSON", line)) from error
    listed = told.get("chapters") if isinstance(told, dict) else told
    if not isinstance(listed, list):
        raise SegueError(_wrong(file, 'there is no list "chapters" in this JSON', None))
    for number, chapter in enumerate(listed, start=1):
        yield _from_record(file, chapter if isinstance(chapter, dict) else {}, number)


def _from_record(file: Path, chapter: Mapping[str, Any], number: int) -> Mark:
    """One of the JSON chapters: `startTime` in seconds, `title`, `url`, `img`."""
    seconds = chapter.get("startTime")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not _is_time(seconds):
        raise SegueError(_wrong(file, f'chapter {number} has no "startTime" in seconds', None))
    title, url, picture = (chapter.get(key) for key in ("title", "url", "img"))
    link = url if isinstance(url, str) and url.startswith(("https://", "http://")) else None
    image = file.parent / picture if isinstance(picture, str) else None
    return Mark(
        float(seconds),
        one_line(title) if isinstance(title, str) and title.strip() else f"Chapter {number}",
        link,
        image if image and files.exists(image) else None,
    )


def _is_time(seconds: float) -> bool:
    return math.isfinite(seconds) and seconds >= 0


def _wrong(file: Path, message: str, line: int | None) -> Problem:
    return Problem(
        code="chapter-file", message=message, file=file, line=line, hint=_HINT, unreadable=True
    )
