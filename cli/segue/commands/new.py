"""`segue new`: the folder of a new episode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from segue import slugs
from segue.commands import Session, verb
from segue.errors import Problem, SegueError
from segue.report import Answer

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path
    from uuid import UUID

    from segue.show import Show

FOLDERS = ("audio", "images")


@verb(
    ("segue new sleep", "episodes/sleep/episode.md, ready to be written"),
    ('segue new sleep --title "Why we sleep"', "with its title"),
    writes=True,
)
@click.argument("slug")
@click.option("--title", help="The episode's title.  [default: from the slug]")
def command(session: Session, slug: str, title: str | None) -> Answer:
    """Make a new episode's folder, ready to be written.

    Its episode.md has a guid of its own, by which podcast apps will know it.

    SLUG is the episode's short name in files and links: lower-case letters, digits and hyphens.
    """
    import uuid

    from segue import files, settings

    root = session.root
    folder = folder_for(root, slug)
    show, _, _ = settings.load(root, session.environ, session.overrides).settle()
    text = episode_text(
        show,
        slug=slug,
        title=title or slug.replace("-", " ").capitalize(),
        date=today(show.timezone, session.environ),
        guid=uuid.uuid4(),
    )
    if not session.dry_run:
        for name in FOLDERS:
            files.make_folder(folder / name)
        files.write(folder / "episode.md", text.encode())
    path = f"episodes/{slug}/episode.md"
    return Answer(
        result=[path],
        talk=[
            f"next: write {path}, and put recordings into episodes/{slug}/audio",
            f"then: segue build {slug}",
        ],
        data={"path": path, "status": "planned" if session.dry_run else "written"},
    )


def episode_text(show: Show, *, slug: str, title: str, date: dt.date, guid: UUID) -> str:
    """A new episode.md, from the template new/episode.md.j2."""
    from segue import templating

    return templating.render(
        show, "new/episode.md.j2", slug=slug, title=title, date=date.isoformat(), guid=str(guid)
    )


def today(timezone: str, environ: Mapping[str, str]) -> dt.date:
    """Today where the show is; the day that SOURCE_DATE_EPOCH names, if it does."""
    import datetime as dt
    from zoneinfo import ZoneInfo

    from segue import clock

    now = clock.epoch(environ, otherwise=dt.datetime.now(dt.UTC))
    return now.astimezone(ZoneInfo(timezone)).date()


def folder_for(root: Path, slug: str) -> Path:
    """The folder of a new episode; SegueError where the slug is none, or is another's already."""
    from segue import files

    _refuse_wrong(slug)
    files.refuse_outside(root / "episodes", root)
    folder = root / "episodes" / slug
    _refuse_existing(folder)
    return folder


def _refuse_wrong(slug: str) -> None:
    if slugs.is_slug(slug):
        return
    raise SegueError(
        Problem(
            code="wrong-slug",
            message=f'"{slug}" is no slug: use lower-case letters, digits and hyphens',
            hint=f"segue new {slugs.nearest(slug, 'my-episode')}",
            unreadable=True,
        )
    )


def _refuse_existing(folder: Path) -> None:
    if folder.exists():
        raise SegueError(
            Problem(
                code="episode-exists",
                message="there is an episode of this name already",
                file=folder,
                hint="choose another slug, or write into the episode that is there",
            )
        )
