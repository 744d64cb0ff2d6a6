"""The folders of imported episodes, written whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segue import files, library, slugs, workshops
from segue.episode import FILE_NAME, FOLDER_NAME
from segue.errors import Problem, SegueError
from segue.intake import finishing, pictures
from segue.intake.episode_text import written
from segue.intake.manuscript import Imported

FOLDERS = ("audio", pictures.FOLDER)


@dataclass(frozen=True, slots=True)
class Shelving:
    """Which episodes are new, and of the others why they stay as they are."""

    new: tuple[Imported, ...]
    there: tuple[Problem, ...]


def named(imported: Sequence[Imported], slug: str | None) -> tuple[Imported, ...]:
    """The episodes, the only one under the slug that somebody chose.

    Raises SegueError where there are several, or where it is no slug.
    """
    if slug is None:
        return tuple(imported)
    if len(imported) > 1:
        raise _unfit(
            f"there are {len(imported)} episodes in it, which can't all be called {slug}",
            "leave out --slug: each gets a name of its own",
        )
    if not slugs.is_slug(slug):
        message = f'"{slug}" is no slug: use lower-case letters, digits and hyphens'
        raise _unfit(message, f"--slug {slugs.nearest(slug, 'my-episode')}", "wrong-slug")
    return (finishing.renamed(imported[0], slug),)


def sorted_out(imported: Sequence[Imported], root: Path) -> Shelving:
    """Which of the episodes the show does not have yet, by folder and by slug.

    Raises SegueError where it has them all: nothing is ever written over.
    """
    shelf = root / FOLDER_NAME
    taken = {library.slug_of(file): file.parent for file in library.episodes(root)}
    new, there = [], []
    for each in imported:
        folder = taken.get(each.slug, shelf / each.slug)
        if each.slug in taken or folder.exists() or folder.is_symlink():
            there.append(_exists(folder, each))
        else:
            new.append(each)
    if not new:
        raise SegueError(*(replace(problem, severity="error") for problem in there))
    return Shelving(tuple(new), tuple(there))


def write(imported: Sequence[Imported], root: Path, *, keep_removed: bool = False) -> None:
    """Write the folder of each episode: all of them, or none where one of them can't be."""
    shelf = root / FOLDER_NAME
    if not files.is_within(shelf, root):
        message = "this folder leads out of the show, so nothing is written there"
        raise _unfit(message, "put a folder in its place", "not-written", shelf)
    files.make_folder(shelf)
    moved: list[Path] = []
    with workshops.bench(shelf) as bench:
        for each in imported:
            _fill(bench / each.slug, each, keep_removed=keep_removed)
        try:
            for each in imported:
                (bench / each.slug).rename(shelf / each.slug)
                moved.append(shelf / each.slug)
        except BaseException as error:
            for folder in moved:
                shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise files.unwritable(shelf, error) from error
            raise


def _fill(folder: Path, imported: Imported, *, keep_removed: bool) -> None:
    for name in FOLDERS:
        files.make_folder(folder / name)
    for picture in imported.pictures:
        content = picture.content
        body = files.read_bytes(content) if isinstance(content, Path) else content
        files.write(folder / pictures.FOLDER / picture.name, body)
    text = written(imported, keep_removed=keep_removed)
    files.write(folder / FILE_NAME, text.encode())


def _exists(folder: Path, imported: Imported) -> Problem:
    message = f'there is an episode of this name already, so "{imported.title}" was not imported'
    hint = "give it another name with --slug, or remove the folder first"
    return Problem(
        severity="warning",
        code="episode-exists",
        message=message,
        file=folder,
        hint=hint,
    )


def _unfit(
    message: str, hint: str, code: str = "import-several", file: Path | None = None
) -> SegueError:
    return SegueError(Problem(code=code, message=message, file=file, hint=hint, unreadable=True))
