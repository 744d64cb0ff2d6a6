"""What is wrong with an episode, as the review page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from segue.errors import Problem, Severity
from segue.model import Episode

_HOLD_EPISODES = ("episodes", "output")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose place is told from the show's root, as `episodes/x/episode.md:12`."""

    severity: Severity
    code: str
    message: str
    place: str
    hint: str | None


def concerning(episode: Episode, problems: Sequence[Problem]) -> Iterator[Finding]:
    """The problems of this episode and of the show as a whole, errors first."""
    for problem in sorted(problems, key=lambda problem: problem.severity):
        file = _from_root(problem.file, episode.show.root)
        if file is None or not _is_of_another(file, episode):
            yield Finding(
                problem.severity,
                problem.code,
                problem.message,
                _place(file, problem.line),
                problem.hint,
            )


def _from_root(file: Path | None, root: Path) -> Path | None:
    """The path below the show's root; of a file elsewhere only its name, the rest is nobody's."""
    if file is None or not file.is_absolute():
        return file
    return file.relative_to(root) if file.is_relative_to(root) else Path(file.name)


def _is_of_another(file: Path, episode: Episode) -> bool:
    """Whether the file belongs to another episode."""
    own = {episode.slug, episode.folder.name}
    return len(file.parts) > 2 and file.parts[0] in _HOLD_EPISODES and file.parts[1] not in own  # noqa: PLR2004 (folder, episode, file)


def _place(file: Path | None, line: int | None) -> str:
    if file is None:
        return ""
    return file.as_posix() if line is None else f"{file.as_posix()}:{line}"
