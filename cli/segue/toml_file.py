"""A TOML file with the line of each key, which the standard parser does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from segue import files
from segue.errors import Problem, SegueError

HINT = 'a line reads key = "value"; texts stand in quotes'


def read(file: Path) -> tuple[dict[str, Any], Mapping[str, int]]:
    """What a TOML file holds, and the lines of its tables and keys, dotted (`audio.intro`).

    Raises SegueError when it is missing or no TOML.
    """
    text = files.read_text(file)
    try:
        return tomllib.loads(text), _lines(text)
    except (ValueError, RecursionError) as error:
        raise _no_toml(file, error) from error


def fault(error: Exception) -> tuple[str, int | None]:
    """What tomllib says is wrong with a text, and on which line of it."""
    message, _, place = str(error).partition(" (at ")
    line = re.match(r"line (\d+)", place)
    return message, int(line[1]) if line else None


def _lines(text: str) -> Mapping[str, int]:
    """The line of each table and key; of two alike, the first."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([\w.-]+)\s*\]+", line):
            table = header[1]
            found.setdefault(table, number)
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            found.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return found


def _no_toml(file: Path, error: Exception) -> SegueError:
    message, line = fault(error)
    return SegueError(
        Problem(
            code="toml",
            message=f"this is no TOML: {message}",
            file=file,
            line=line,
            hint=HINT,
            unreadable=True,
        )
    )
