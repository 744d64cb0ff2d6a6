"""`segue templates`: the templates there are, and a copy of one to make one's own."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from segue.commands import Session, verb
from segue.errors import Problem, SegueError, did_you_mean
from segue.report import Answer


@verb(
    ("segue templates", "every template, and which of them the show overrides"),
    ("segue templates copy social/x.txt.j2", "copy one into the show, to change it there"),
    writes=True,
)
@click.argument("action", type=click.Choice(("list", "copy")), default="list")
@click.argument("name", required=False, shell_complete=lambda *_: [])
@click.option("--force", is_flag=True, help="Copy over a template that the show already has.")
@click.pass_context
def command(
    ctx: click.Context, session: Session, action: str, name: str | None, *, force: bool
) -> Answer:
    """List the templates, or copy one into the show.

    The show's own templates win over the packaged ones of the same name. Delete a copy to get the
    packaged one back.
    """
    if action == "copy":
        if name is None:
            raise click.UsageError("copy needs the NAME of a template", ctx)
        return _copy(session, name, force=force)
    if name is not None:
        raise click.UsageError("list takes no NAME", ctx)
    return _list(session)


def _list(session: Session) -> Answer:
    from segue import templating

    root = session.root
    known = {*templating.names(), *templating.matching(root, "**/*.j2")}
    width = max(len(name) for name in known)
    origins = {name: _origin(root, name) for name in sorted(known)}
    return Answer(
        result=[f"{name:{width}}  {origin}" for name, origin in origins.items()],
        data=[{"name": name, "origin": origin} for name, origin in origins.items()],
    )


def _origin(root: Path, name: str) -> str:
    from segue import templating

    if not (root / "templates" / name).is_file() or root / "templates" == templating.packaged():
        return "packaged"
    return "overridden" if name in templating.names() else "the show's own"


def _copy(session: Session, name: str, *, force: bool) -> Answer:
    from segue import files, templating

    known = templating.names()
    if name not in known:
        raise SegueError(
            Problem(
                code="template-missing",
                message=f'there is no packaged template "{name}"',
                hint=did_you_mean(name, known) or "`segue templates list` names them all",
                unreadable=True,
            )
        )
    files.refuse_outside(session.root / "templates", session.root)
    copy = session.root / "templates" / name
    if copy.exists() and not force:
        raise SegueError(
            Problem(
                code="template-exists",
                message="the show already has this template",
                file=copy,
                hint="change it there, or add --force to put the packaged one over it",
            )
        )
    if not session.dry_run:
        files.write(copy, files.read_bytes(templating.packaged() / name))
    path = PurePosixPath("templates", name).as_posix()
    return Answer(
        result=[path],
        talk=[f"next: change {path}, then segue build"],
        data={"path": path, "status": "planned" if session.dry_run else "written"},
    )
