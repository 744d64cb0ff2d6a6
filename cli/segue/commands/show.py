"""`segue show`: one output to stdout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from segue.commands import Session, episode_argument, verb
from segue.errors import Problem, SegueError, did_you_mean
from segue.progress import watching
from segue.report import Answer, Json

if TYPE_CHECKING:
    from segue.build import Report


@verb(
    ("segue show pilot social/x", "the post for X"),
    ("segue show pilot social/x | pbcopy", "the same, into a Mac's clipboard"),
    ("segue show pilot newsletter/fragment > mail.html", "what to paste into an email service"),
    ("segue show pilot notes/youtube", "the description for YouTube"),
    ("segue show pilot feed", "the show's feed"),
    settings=True,
)
@episode_argument()
@click.argument("name")
def command(session: Session, episode: str, name: str) -> Answer:
    """Print one output of an episode, to read or to paste.

    It is made anew from what the article says now. NAME is its path below output/EPISODE/, with or
    without the ending. Audio is not made for this: what `segue build` left is printed. Findings
    stay silent unless they are errors.
    """
    from segue.build import build
    from segue.request import ROOMS

    # One room alone is quick to make; for the feed, say, every recording of the show is read.
    room = name.partition("/")[0].partition(".")[0]
    room = "review" if room == "index" else room
    request = session.request(episode, only={room}.intersection(ROOMS))
    with watching(session.manner) as watch:
        watch(f"making {name}")
        report = build(request)
    path, body = _chosen(name, _bodies(report, session.root))
    content = body if isinstance(body, bytes) else _read(body)
    return Answer(
        result=content,
        data=_data(path, content),
        problems=[problem for problem in report.problems if problem.severity == "error"],
        made=True,
    )


def _bodies(report: Report, root: Path) -> dict[PurePosixPath, bytes | Path]:
    """Each output with what is in it: those just made, then those that only lie in output/."""
    from segue.files import OUTPUT_NAME

    bodies: dict[PurePosixPath, bytes | Path] = {}
    for release in report.bundle.releases:
        folder = root / OUTPUT_NAME / release.episode.slug
        made = {
            output.path.relative_to(release.episode.slug): output.body for output in release.outputs
        }
        built = {
            PurePosixPath(file.relative_to(folder).as_posix()): file
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
        bodies |= built | made
    return bodies | {output.path: output.body for output in report.bundle.outputs}


def _chosen(
    name: str, bodies: Mapping[PurePosixPath, bytes | Path]
) -> tuple[PurePosixPath, bytes | Path]:
    """The output that a name means: its path, its path without the ending, a folder's main page."""
    found = (
        [path for path in bodies if str(path) == name]
        or [path for path in bodies if str(path.with_suffix("")) == name]
        or [path for path in bodies if str(path) == f"{name}/{name}.html"]
        or [path for path in bodies if path.name == name]
    )
    if len(found) == 1:
        return found[0], bodies[found[0]]
    if found:
        raise SegueError(
            Problem(
                code="which-output",
                message=f'"{name}" may be one of several',
                hint=f"say which: {_listed(found)}",
                unreadable=True,
            )
        )
    known = {str(path.with_suffix("")) for path in bodies} | set(map(str, bodies))
    raise SegueError(
        Problem(
            code="no-output",
            message=f'there is no output "{name}"',
            hint=" ".join(
                filter(None, (did_you_mean(name, known), f"there are: {_listed(bodies)}"))
            ),
            unreadable=True,
        )
    )


def _listed(paths: Mapping[PurePosixPath, bytes | Path] | list[PurePosixPath]) -> str:
    return ", ".join(sorted(map(str, paths)))


def _read(file: Path) -> bytes:
    from segue import files

    return files.read_bytes(file)


def _data(path: PurePosixPath, content: bytes) -> Json:
    """The output for another program: its text, or only its size where it is none."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = None
    return {"name": str(path), "bytes": len(content), "text": text}
