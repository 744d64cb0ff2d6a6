"""What a command answers, as text for people or as one JSON envelope for programs."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Literal, TypeAlias

import click

from segue.errors import ExitCode, Problem, exit_code

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
Status = Literal["success", "partial", "error"]

ENVELOPE_VERSION = 1
_CONTROLS = {
    code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"
}
_CLOSED = {errno.EPIPE, errno.EINVAL} if os.name == "nt" else {errno.EPIPE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command gives.

    `result` goes to stdout, `talk` to stderr, line by line; `data` replaces both with --json.
    `made` tells that something came of it although there are errors. `judged` says that the
    problems are themselves the result, as those of `segue check`; `told` is how they are printed
    then, where that is not for people.
    """

    result: Sequence[str] | bytes = ()
    talk: Sequence[str] = ()
    data: Json = None
    problems: Sequence[Problem] = ()
    made: bool = False
    judged: bool = False
    told: Sequence[str] | None = None
    code: int | None = None

    @property
    def exit_code(self) -> int:
        """What the program ends with."""
        return exit_code(self.problems) if self.code is None else self.code

    @property
    def status(self) -> Status:
        """The envelope's word for it."""
        if self.exit_code == ExitCode.DONE:
            return "success"
        return "partial" if self.made else "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to answer: for which command, for whom, and which show file names are relative to."""

    command: str = ""
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    root: Path | None = None


def give(answer: Answer, manner: Manner) -> int:
    """Print an answer; gives the exit code, which is another one when stdout takes no more."""
    try:
        if manner.as_json:
            _print(envelope(answer, manner))
        else:
            _give_text(answer, manner)
    except OSError as error:
        if error.errno in _CLOSED:
            # The reader has seen enough, as `head` does: no reason to complain.
            _abandon(sys.stdout)
            _abandon(sys.stderr)
            return answer.exit_code
        _abandon(sys.stdout)
        return _complain(error, manner)
    return answer.exit_code


def envelope(answer: Answer, manner: Manner) -> str:
    """The answer as the versioned JSON that DESIGN.md promises, on one line, in ASCII."""
    import json

    return json.dumps(
        {
            "version": ENVELOPE_VERSION,
            "command": manner.command,
            "status": answer.status,
            "exit_code": answer.exit_code,
            "data": answer.data,
            "problems": [_record(problem, manner.root) for problem in sort(answer.problems)],
        }
    )


def sort(problems: Iterable[Problem]) -> list[Problem]:
    """File by file, those with errors last, where they are seen; in each errors last, by line."""
    told = list(dict.fromkeys(problems))
    faulty = {problem.file for problem in told if problem.severity == "error"}
    return sorted(
        told,
        key=lambda problem: (
            problem.file in faulty,
            "" if problem.file is None else problem.file.as_posix(),
            problem.severity == "error",
            problem.line or 0,
        ),
    )


def listed(problems: Iterable[Problem], root: Path | None = None) -> list[str]:
    """Sorted findings as text, a blank line between the files."""
    told: list[str] = []
    before: PurePath | None = None
    for problem in problems:
        gap = "\n" if told and problem.file != before else ""
        told.append(gap + tell(problem, root))
        before = problem.file
    return told


def name(file: PurePath, root: Path | None) -> str:
    """A file as its user knows it: relative to the show's root, or absolute when it is outside."""
    if not file.is_absolute() or root is None:
        return file.as_posix()
    for base in (root, root.resolve()):
        if file.is_relative_to(base):
            return file.relative_to(base).as_posix()
    return file.as_posix()


def tell(problem: Problem, root: Path | None = None) -> str:
    """A finding as text: `file:line: message [code]`, and what to do on a line of its own."""
    place = "" if problem.file is None else f"{name(problem.file, root)}:"
    if place and problem.line is not None:
        place += f"{problem.line}:"
    colour = "red" if problem.severity == "error" else "yellow"
    kind = click.style("warning: ", fg=colour) if problem.severity == "warning" else ""
    told = f"{printable(place)} {kind}{printable(problem.message)} " + click.style(
        f"[{problem.code}]", fg=colour
    )
    hint = f"\n  hint: {printable(problem.hint)}" if problem.hint else ""
    return told.lstrip() + hint


def count(problems: Iterable[Problem]) -> str:
    """How many of each, as `2 errors, 1 warning`."""
    severities = [problem.severity for problem in problems]
    told = [
        plural(severities.count(severity), severity)
        for severity in ("error", "warning")
        if severity in severities
    ]
    return ", ".join(told) or "no findings"


def loud(problems: Iterable[Problem], manner: Manner) -> list[Problem]:
    """The findings to print, sorted: with --quiet only errors."""
    return [each for each in sort(problems) if each.severity == "error" or not manner.quiet]


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _give_text(answer: Answer, manner: Manner) -> None:
    problems = loud(answer.problems, manner)
    shown = listed(problems, manner.root) if answer.told is None else answer.told
    if isinstance(answer.result, bytes):
        _print_bytes(answer.result)
    for line in (*_lines(answer.result), *(shown if answer.judged else ())):
        _print(line)
    talk = () if manner.quiet else answer.talk
    for line in (*talk, *(() if answer.judged else shown)):
        _print(line, err=True)


def _lines(result: Sequence[str] | bytes) -> Sequence[str]:
    return () if isinstance(result, bytes) else result


def _print(line: str, *, err: bool = False) -> None:
    # Click strips colours where there is no terminal, but does not know https://no-color.org.
    click.echo(line, err=err, color=False if os.environ.get("NO_COLOR") else None)


def _print_bytes(content: bytes) -> None:
    """Write bytes as they are: no line end added, none changed."""
    click.echo(content, nl=False)


def _complain(error: OSError, manner: Manner) -> ExitCode:
    """Say on stderr that stdout took no more, as on a full disk."""
    problem = Problem(
        code="not-written",
        message=f"can't write the result: {error.strerror or error}",
        hint="make room where the output of this command goes, and run it again",
    )
    with contextlib.suppress(OSError):
        _print(tell(problem, manner.root), err=True)
    return exit_code([problem])


def _abandon(stream: IO[str] | None) -> None:
    """Let what is still unwritten go nowhere, so that Python's own flush at the end stays quiet."""
    if stream is None:
        return
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _record(problem: Problem, root: Path | None) -> dict[str, Json]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "file": None if problem.file is None else name(problem.file, root),
        "line": problem.line,
        "message": problem.message,
        "hint": problem.hint,
    }


def printable(text: str) -> str:
    """Text from a file, made harmless for a terminal: control characters shown, not obeyed."""
    return text.translate(_CONTROLS)
