"""Findings as workflow commands, by which GitHub marks the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from segue.errors import Problem
from segue.report import name, printable

# https://docs.github.com/actions/reference/workflow-commands, checked 2026-11.
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {":": "%3A", ",": "%2C"}


def for_github(problems: Iterable[Problem], folder: Path | None) -> list[str]:
    """A line for each finding, its file named from `folder`, the root of the repository."""
    return [_annotation(problem, folder) for problem in problems]


def _annotation(problem: Problem, folder: Path | None) -> str:
    properties = {"title": problem.code}
    if problem.file is not None:
        properties = {"file": name(problem.file, folder), "line": str(problem.line or 1)}
        properties["title"] = problem.code
    listed = ",".join(f"{key}={_escaped(text, _IN_PROPERTY)}" for key, text in properties.items())
    hint = f"\nhint: {problem.hint}" if problem.hint else ""
    return f"::{problem.severity} {listed}::{_escaped(problem.message + hint, _IN_MESSAGE)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return printable("".join(signs.get(sign, sign) for sign in text))
