"""`segue schedule`: the posts with their times, as a scheduling service takes them."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from segue.commands import Session, episode_argument, verb
from segue.errors import Problem, SegueError
from segue.progress import watching
from segue.report import Answer, Json, plural

if TYPE_CHECKING:
    import datetime as dt

    from segue.release import Post, Release
    from segue.scheduling.appointments import Appointment, Interval

SERVICES = ("buffer", "ics", "metricool", "publer")
_NUMBER = re.compile(r"-\d+$")
_YEARS = range(1970, 9000)


def _start(ctx: click.Context, option: click.Parameter, typed: str) -> dt.datetime:
    import datetime as dt

    with contextlib.suppress(ValueError):
        start = dt.datetime.fromisoformat(typed)
        if start.year in _YEARS:  # near the calendar's ends no time zone can be reckoned
            return start
    message = f"{typed!r} is no date with a time, write it as 2026-12-01T09:00"
    raise click.BadParameter(message, ctx, option)


def _every(ctx: click.Context, option: click.Parameter, typed: str) -> Interval:
    from segue.scheduling.appointments import interval

    try:
        return interval(typed)
    except ValueError as error:
        message = f"{typed!r} is no interval, write one as 1d, 2w, 6h or 90m"
        raise click.BadParameter(message, ctx, option) from error


@verb(
    ("segue schedule pilot --for buffer --start 2026-12-01T09:00", "a CSV for each network"),
    ("segue schedule pilot --for metricool --start 2026-12-01T09:00 --every 2d", "one for all"),
    ("segue schedule pilot --for ics --start 2026-12-01T09:00 -o - > posts.ics", "a calendar"),
    writes=True,
    settings=True,
)
@episode_argument()
@click.option(
    "--for", "service", type=click.Choice(SERVICES), required=True, help="The scheduling service."
)
@click.option(
    "--start",
    required=True,
    callback=_start,
    metavar="TIME",
    help="When the first posts go out, as 2026-12-01T09:00, in the show's time zone.",
)
@click.option(
    "--every",
    default="1d",
    show_default=True,
    callback=_every,
    metavar="STEP",
    help="Time between two posts on one network, as 1d, 2w, 6h or 90m.",
)
@click.option("--platform", "only", multiple=True, metavar="NAME", help="Only this network.")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="DIR",
    help="The folder to write to; - prints the one file.  [default: output/EPISODE/schedule]",
)
def command(  # noqa: PLR0913 (each is an option)
    session: Session,
    episode: str,
    *,
    service: str,
    start: dt.datetime,
    every: Interval,
    only: Sequence[str],
    target: str | None,
) -> Answer:
    """Write the posts with their times, for a scheduler or calendar.

    On every network the first post goes out at --start, and one more after each --every. Pictures
    are named where [social] image_url says that you upload them. Tables of an earlier run that
    this one does not write are removed.
    """
    from segue import scheduling
    from segue.files import OUTPUT_NAME

    with watching(session.manner) as watch:
        watch(f"scheduling {episode}")
        release = _release(session, episode)
    posts = _wanted(release, only)
    made, odd = _appointments(posts, start, every, release)
    kept, problems = scheduling.taken(service, made)
    one = release.episode
    plan = scheduling.Schedule(one.slug, one.guid, one.show.title, one.title, kept)
    files = dict(scheduling.service(service).files(plan)) if kept else {}
    folder = Path(target) if target else session.root / OUTPUT_NAME / one.slug / "schedule"
    problems = (*problems, *odd)
    if target == "-":
        return _printed(files, kept, problems)
    outdated = tuple(_outdated(folder, service, files, whole=not only))
    return _written(session, folder, (files, outdated), (kept, problems))


def _release(session: Session, name: str) -> Release:
    """The episode with its posts, as a build would make them."""
    from segue.build import build

    report = build(session.request(name, only={"social"}))
    errors = [problem for problem in report.problems if problem.severity == "error"]
    if errors or not report.bundle.releases:
        raise SegueError(*errors)
    return report.bundle.releases[0]


def _wanted(release: Release, only: Sequence[str]) -> tuple[Post, ...]:
    from segue import posts_file
    from segue.errors import did_you_mean

    posts = posts_file.read(release)
    known = dict.fromkeys(post.platform for post in posts)
    for name in only:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are posts for {', '.join(known)}"
            message = f'the episode has no posts for "{name}"'
            raise SegueError(Problem(code="platform", message=message, hint=hint, unreadable=True))
    return tuple(post for post in posts if not only or post.platform in only)


def _appointments(
    posts: Sequence[Post], start: dt.datetime, every: Interval, release: Release
) -> tuple[tuple[Appointment, ...], list[Problem]]:
    """Each post with its time, and what there is to say about days when the clocks change."""
    import datetime as dt
    import zoneinfo

    from segue.scheduling import appointments

    show = release.episode.show
    zone = zoneinfo.ZoneInfo(show.timezone)
    times = list(
        itertools.islice(appointments.moments(start, every, zone), appointments.units(posts))
    )
    odd = []
    for number, moment in enumerate(times):
        days = dt.timedelta(days=every.days * number)
        is_absolute = start.tzinfo is not None or (every.hours > 0 and number > 0)
        meant = None if is_absolute else start + days
        told = appointments.oddity(moment, meant)
        if told:
            odd.append(
                Problem(
                    severity="warning", code="clock-change", message=f"{told} ({show.timezone})"
                )
            )
    folder = show.social.image_url
    # Each episode's pictures have the same names, so each needs a folder of its own.
    own = f"{folder.rstrip('/')}/{release.episode.slug}" if folder else None
    return appointments.appointments(posts, times, own), odd


def _printed(
    files: dict[str, bytes], kept: Sequence[Appointment], problems: Sequence[Problem]
) -> Answer:
    if len(files) != 1:
        message = f"this makes {plural(len(files), 'file')}, and only one can be printed"
        hint = "choose one network with --platform, or a folder with -o"
        raise SegueError(Problem(code="usage", message=message, hint=hint, unreadable=True))
    [(name, body)] = files.items()
    data: Json = {"name": name, "text": body.decode(), "posts": _data(kept)}
    return Answer(result=body, data=data, problems=problems, made=True)


def _outdated(folder: Path, service: str, made: dict[str, bytes], *, whole: bool) -> Iterator[Path]:
    """Tables of an earlier run that would be handed in beside today's, and hold old posts.

    They are named and begin as this service's do; unless the `whole` set is made, only further
    files of the networks that are.
    """
    from segue import files

    heads = {body.partition(b"\r\n")[0] for body in made.values()}
    families = {_family(name) for name in made}
    for file in sorted(folder.glob(f"{service}*.csv")):
        is_named = file.name not in made and (whole or _family(file.name) in families)
        if is_named and files.read_bytes(file).partition(b"\r\n")[0] in heads:
            yield file


def _family(name: str) -> str:
    """The name of a network's first file: buffer-x for buffer-x-2.csv."""
    return _NUMBER.sub("", PurePosixPath(name).stem)


def _written(
    session: Session,
    folder: Path,
    tables: tuple[dict[str, bytes], Sequence[Path]],
    told: tuple[Sequence[Appointment], Sequence[Problem]],
) -> Answer:
    from segue import files

    made, outdated = tables
    kept, problems = told
    shown = folder
    if folder.is_relative_to(session.root):
        shown = folder.relative_to(session.root)
    paths = [PurePosixPath(shown.as_posix(), name).as_posix() for name in made]
    if not session.dry_run:
        for name, body in made.items():
            files.make_folder(folder)
            files.write(folder / name, body)
        for old in outdated:
            files.remove(old)
    times = f" from {kept[0].moment:%Y-%m-%d %H:%M %Z}" if kept else ""
    return Answer(
        result=paths,
        talk=[
            *(f"{old.name} of an earlier run is removed: it holds old posts" for old in outdated),
            f"{plural(len(kept), 'post')}{times}, {plural(len(made), 'file')}",
        ],
        data={
            "files": list(paths),
            "status": "planned" if session.dry_run else "written",
            "posts": _data(kept),
        },
        problems=problems,
        made=True,
    )


def _data(kept: Sequence[Appointment]) -> Json:
    return [
        {"id": each.id, "platform": each.platform, "time": each.moment.isoformat()} for each in kept
    ]
