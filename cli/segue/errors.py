"""What can be wrong with a show, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, NewType

if TYPE_CHECKING:
    from pathlib import Path

Severity = Literal["error", "warning"]
Code = NewType("Code", str)
"""A setting that names findings; it must be a code of docs/problems.md."""


class ExitCode(IntEnum):
    """The program's exit codes; a contract with scripts (docs/cli.md)."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: where it is, what is wrong, what to do.

    `unreadable` marks a file that can't be read as what it is (exit code 2 instead of 1).
    """

    severity: Severity = "error"
    code: str
    message: str
    file: Path | None = None
    line: int | None = None
    hint: str | None = None
    unreadable: bool = False

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file.as_posix()}:"
        if place and self.line is not None:
            place += f"{self.line}:"
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place} {self.message} [{self.code}]".lstrip() + hint


class SegueError(Exception):
    """The one error a user can cause; carries everything that was found wrong."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def exit_code(problems: Iterable[Problem]) -> ExitCode:
    """The exit code that a run with these findings ends with."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if any(problem.unreadable for problem in errors):
        return ExitCode.USAGE
    return ExitCode.CONTENT if errors else ExitCode.DONE


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """`did you mean "cover"?` when one of the known words is close to `word`."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else None
