"""Which episodes a show has, and which of them somebody means."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from segue import files
from segue.episode import FILE_NAME, FOLDER_NAME
from segue.errors import Problem, SegueError, did_you_mean

_IDENTITY = re.compile(
    r"""^(slug|guid):[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$""", re.MULTILINE
)


def episodes(root: Path) -> tuple[Path, ...]:
    """The `episode.md` of every episode, by folder name."""
    return tuple(sorted((root / FOLDER_NAME).glob(f"*/{FILE_NAME}")))


def find(root: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """The `episode.md` of each named episode: a slug, a folder or a path.

    Raises SegueError for every name that means none.
    """
    known = episodes(root)
    found, problems = [], []
    for name in names:
        file = _meant(root, known, name)
        if file is None:
            problems.append(_unknown(root, known, name))
        elif file not in found:
            found.append(file)
    if problems:
        raise SegueError(*problems)
    return tuple(found)


def slug_of(file: Path) -> str:
    """The slug of an episode, read no further than needed."""
    return _identity(file).get("slug", (file.parent.name, 1))[0]


def duplicates(root: Path) -> Iterator[Problem]:
    """Two episodes with one slug or guid: each reported with the place of both."""
    seen: dict[tuple[str, str], tuple[Path, int]] = {}
    for file in episodes(root):
        identity = _identity(file)
        identity.setdefault("slug", (file.parent.name, 1))
        for key, (value, line) in identity.items():
            if (key, value) not in seen:
                seen[key, value] = (file, line)
                continue
            other, other_line = seen[key, value]
            place = f"{other.relative_to(root).as_posix()}:{other_line}"
            yield Problem(
                code=f"duplicate-{key}",
                message=f'the {key} "{value}" is also that of {place}',
                file=file,
                line=line,
                hint=f"give one of the two episodes another {key}",
            )


def _identity(file: Path) -> dict[str, tuple[str, int]]:
    """Slug and guid of an episode with their lines; a file that can't be read has none here."""
    try:
        text = files.read_text(file)
    except SegueError:
        return {}
    end = text.find("\n---", 3)
    matter = text[: max(0, end)] if text.startswith("---") else ""
    return {
        match[1]: (match[2].strip(), matter[: match.start()].count("\n") + 1)
        for match in _IDENTITY.finditer(matter)
    }


def _meant(root: Path, known: Sequence[Path], name: str) -> Path | None:
    by_slug = {slug_of(file): file for file in known}
    by_folder = {file.parent.name: file for file in known}
    if name in by_slug or name in by_folder:
        return by_slug.get(name) or by_folder[name]
    for base in (Path.cwd(), root):
        path = Path(os.path.normpath(base / name))
        for candidate in (path, path / FILE_NAME):
            if candidate.resolve() in {file.resolve() for file in known}:
                return next(file for file in known if file.resolve() == candidate.resolve())
    return None


def _unknown(root: Path, known: Sequence[Path], name: str) -> Problem:
    slugs = [slug_of(file) for file in known]
    hint = did_you_mean(name, slugs)
    if hint is None:
        hint = "episodes: " + ", ".join(slugs) if slugs else "`segue new NAME` makes an episode"
    return Problem(
        code="no-episode",
        message=f'there is no episode "{name}"',
        file=root / FOLDER_NAME,
        hint=hint,
        unreadable=True,
    )
