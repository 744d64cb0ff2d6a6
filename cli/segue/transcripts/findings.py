"""What is wrong with a transcript's file, each with its line; of many alike the first are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from segue.errors import Problem

_MOST = 10


@dataclass(slots=True)
class Findings:
    """Collects what is wrong with a file while it is read."""

    file: Path
    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def lost(self, line: int | None, message: str, hint: str | None = None) -> None:
        """Note an error: words that can't be placed, and are left out."""
        if len(self.problems) < _MOST:
            found = Problem(
                code="transcript", message=message, file=self.file, line=line, hint=hint
            )
            self.problems.append(found)
        else:
            self.more += 1

    def told(self) -> tuple[Problem, ...]:
        """Everything that was noted, and how much more there is."""
        if not self.more:
            return tuple(self.problems)
        message = f"{self.more} more of these follow"
        return (*self.problems, Problem(code="transcript", message=message, file=self.file))
