"""Which episodes a show has, and which of them somebody means."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from segue import files, front_matter
from segue.episode import FILE_NAME, FOLDER_NAME
from segue.errors import Problem, SegueError, did_you_mean
from segue.model import Episode


def episodes(root: Path) -> tuple[Path, ...]:
    """The `episode.md` of every episode, by folder name; links out of the show are none."""
    found = (root / FOLDER_NAME).glob(f"*/{FILE_NAME}")
    return tuple(sorted(file for file in found if files.is_within(file, root)))


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
    """The slug of an episode: its front matter's, or its folder's name."""
    return _slug(file)[0]


def same_slug(root: Path) -> Iterator[Problem]:
    """Episodes with the slug of another: each reported with the place of both."""
    return _twins("slug", [(*_slug(file), file) for file in episodes(root)], root)


def same_guid(read: Sequence[Episode]) -> Iterator[Problem]:
    """Episodes with the guid of another: each reported with the place of both."""
    found = [(each.guid, each.lines.get("guid", 1), each.source) for each in read]
    return _twins("guid", found, read[0].show.root) if read else iter(())


def _twins(key: str, found: Sequence[tuple[str, int, Path]], root: Path) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for value, line, file in found:
        if value in seen:
            yield Problem(
                code=f"duplicate-{key}",
                message=f'the {key} "{value}" is also that of {seen[value]}',
                file=file,
                line=line,
                hint=f"give one of the two episodes another {key}",
            )
        seen.setdefault(value, f"{file.relative_to(root).as_posix()}:{line}")


def _slug(file: Path) -> tuple[str, int]:
    """Slug and its line; the front matter is read as YAML only where it may name one."""
    try:
        text = files.read_text(file)
        if "slug" in text.partition("\n---")[0]:
            matter = front_matter.split(text, file)
            slug = matter.data.get("slug")
            if isinstance(slug, str):
                return slug.strip(), matter.lines["slug"]
    except SegueError:
        pass  # what is wrong with the file is told where it is read
    return file.parent.name, 1


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
