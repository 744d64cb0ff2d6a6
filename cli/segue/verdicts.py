"""How much a finding weighs: as `segue.toml` says, or nothing where a comment silences it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segue import explanations
from segue.errors import Code, Problem, did_you_mean
from segue.ignoring import Ignore
from segue.show import Weight

_ALL_CODES = "`segue check --explain all` lists them"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What somebody decided about findings: `weights` for the show, `ignores` for single lines.

    Only warnings can be decided about: an error stops something from being made, or made right.
    """

    weights: Mapping[Code, Weight]
    ignores: Sequence[Ignore]

    def settled(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that are told, each with the severity that it has here."""
        for problem in problems:
            weight = self.weights.get(Code(problem.code))
            if problem.severity == "error":
                yield problem
            elif weight != "off" and not self._silencing(problem):
                yield replace(problem, severity=weight) if weight else problem

    def idle(self, problems: Sequence[Problem], judged: Iterable[Path]) -> Iterator[Problem]:
        """Decisions that do nothing: comments in the `judged` files, and errors kept all the same.

        `problems` are all that were found.
        """
        files = set(judged)
        used = {ignore for problem in problems for ignore in self._silencing(problem)}
        for ignore in self.ignores:
            if ignore.code not in explanations.explanations():
                yield _unknown(ignore)
            elif ignore not in used and ignore.file in files:
                yield _unused(ignore)
        for problem in problems:
            is_softened = self.weights.get(Code(problem.code), "error") != "error"
            if problem.severity == "error" and (is_softened or self._silencing(problem)):
                yield _kept(problem)

    def _silencing(self, problem: Problem) -> list[Ignore]:
        place = problem.code, problem.file, problem.line
        return [ignore for ignore in self.ignores if ignore.silences(*place)]


def _unknown(ignore: Ignore) -> Problem:
    message = f'there is no finding "{ignore.code}" to ignore'
    hint = did_you_mean(ignore.code, explanations.explanations()) or _ALL_CODES
    if not ignore.code:
        message, hint = "this comment does not say what to ignore", "segue: ignore long-sentence"
    return _told(ignore, message, hint)


def _unused(ignore: Ignore) -> Problem:
    message = f"{ignore.code} is ignored for line {ignore.covers}, where it is not found"
    return _told(ignore, message, f"take {ignore.code} out of the comment")


def _told(ignore: Ignore, message: str, hint: str) -> Problem:
    return Problem(
        severity="warning",
        code="ignore-unused",
        message=message,
        file=ignore.file,
        line=ignore.line,
        hint=hint,
    )


def _kept(problem: Problem) -> Problem:
    return Problem(
        severity="warning",
        code="error-kept",
        message=f"{problem.code} is an error here and can't be silenced",
        file=problem.file,
        line=problem.line,
        hint="mend what it tells; only warnings can be silenced",
    )
