"""`segue init`: a new show that builds at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from segue.commands import Session, verb
from segue.commands.new import FOLDERS, episode_text, today
from segue.errors import Problem, SegueError
from segue.report import Answer

_FIRST_EPISODE = "first-episode"
_IGNORED = "# What segue builds; `segue build` makes it anew.\noutput/\n"


class _Names(NamedTuple):
    """What a show is called, and who makes it."""

    title: str
    author: str


@verb(
    ("segue init my-show", "a show in a new folder; asks for its title and author"),
    ("segue init", "a show in this folder"),
    ('segue init my-show --yes --title "My Show" --author "Me"', "no questions"),
    writes=True,
)
@click.argument(
    "folder_to_be", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing.")
@click.option("--title", help="The show's name.  [default: the folder's name]")
@click.option("--author", help="Who makes it.  [default: the show's name]")
def command(
    session: Session, folder_to_be: Path, title: str | None, author: str | None, *, yes: bool
) -> Answer:
    """Make a new show, which builds at once.

    It gets its settings, a first episode, and the folders for the rest. A file that is already
    there is never touched.
    """
    root = (session.folder / folder_to_be).resolve()
    _refuse_existing(root)
    asking = _is_terminal() and not (yes or session.as_json)
    names = _names(root, title, author, asking=asking)
    files_to_be = {root / name: text for name, text in _files(root, names, session)}
    new = {file: text for file, text in files_to_be.items() if not file.exists()}
    if not session.dry_run:
        _write(root, new)
    shown = [_shown(file) for file in new]
    kept = [
        f"{_shown(file)} was there already and stays as it is"
        for file in files_to_be
        if file not in new
    ]
    where = _shown(root)
    step = "segue build" if where == "." else f"cd {where} && segue build"
    return Answer(
        result=shown,
        talk=[*kept, f"{names.title} by {names.author}: change it in segue.toml", f"next: {step}"],
        data={
            "root": root.as_posix(),
            "files": [
                {
                    "path": file.relative_to(root).as_posix(),
                    "status": "planned" if session.dry_run else "written",
                }
                for file in new
            ],
        },
    )


def _refuse_existing(root: Path) -> None:
    from segue.settings import FILE_NAME

    settings = root / FILE_NAME
    if settings.exists():
        raise SegueError(
            Problem(
                code="show-exists",
                message="there is a show here already",
                file=settings,
                hint="`segue new SLUG` adds an episode; `segue init DIR` makes a show elsewhere",
            )
        )


def _names(root: Path, title: str | None, author: str | None, *, asking: bool) -> _Names:
    """The show's names as typed, asked for, or taken from its folder."""
    from_folder = root.name.replace("-", " ").replace("_", " ").strip()
    usual = (from_folder.title() if from_folder.islower() else from_folder) or "My Show"
    if title is None:
        title = click.prompt("The show's name", default=usual, err=True) if asking else usual
    if author is None:
        author = click.prompt("Who makes it", default=title, err=True) if asking else title
    return _Names(title.strip() or usual, author.strip() or title.strip() or usual)


def _files(root: Path, names: _Names, session: Session) -> Iterator[tuple[str, str]]:
    """Each file of a new show with its text; last the one that makes a folder a show."""
    import uuid

    from segue import templating
    from segue.settings import FILE_NAME
    from segue.show import Show

    show = Show(root=root, title=names.title, author=names.author)
    yield (
        f"episodes/{_FIRST_EPISODE}/episode.md",
        episode_text(
            show,
            slug=_FIRST_EPISODE,
            title="The first episode",
            date=today("UTC", session.environ),
            guid=uuid.uuid4(),
        ),
    )
    yield ".gitignore", _IGNORED
    yield FILE_NAME, templating.render(show, "new/segue.toml.j2")


def _write(root: Path, new: dict[Path, str]) -> None:
    from segue import files

    episode = root / "episodes" / _FIRST_EPISODE
    folders = [root / "assets", root / "templates", *(episode / name for name in FOLDERS)]
    for folder in folders:
        files.refuse_outside(folder, root)
        files.make_folder(folder)
    for file, text in new.items():
        files.write(file, text.encode())


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _shown(file: Path) -> str:
    """A file's name as seen from where the command was typed."""
    here = Path.cwd()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else file.as_posix()
