"""`segue stitch`: sound files joined into one, without a show."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segue.commands import Session, verb
from segue.errors import Problem, SegueError
from segue.progress import gauging
from segue.report import Answer, Json
from segue.timecode import format_clock

if TYPE_CHECKING:
    from segue.audio.stitching import Stitch
    from segue.model import ClipKind
    from segue.release import Chapter, Release
    from segue.show import Show

_FILE = click.Path(path_type=Path)
_GIVEN = f"{__name__}.settings"
_FORMATS = "audio.formats"


def _setting(
    option: str, setting: str, metavar: str, meaning: str
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """An option that is short for --set of a setting."""

    def keep(ctx: click.Context, _: click.Option, typed: str | None) -> None:
        if typed is not None:
            ctx.meta.setdefault(_GIVEN, {})[setting] = (option, typed)

    return click.option(option, metavar=metavar, help=meaning, callback=keep, expose_value=False)


def _file(
    option: str, name: str, meaning: str
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    return click.option(option, name, type=_FILE, metavar="FILE", help=meaning)


@verb(
    ("segue stitch a.wav b.mp3 -o out.mp3", "two recordings, one after the other"),
    ("segue stitch talk.wav --intro i.wav --outro o.wav -o talk.mp3", "with music around them"),
    ("segue stitch *.wav --crossfade 0 -o all.mp3", "with no overlap"),
    ("segue stitch talk.wav --chapters list.txt -o talk.mp3", "with chapters"),
    ("segue stitch talk.wav --loudness -14 --bitrate 96k -o talk.mp3", "louder and smaller"),
    writes=True,
    settings=True,
    show=False,
)
@click.argument("segments", nargs=-1, required=True, metavar="SEGMENT...", type=_FILE)
@click.option(
    "-o", "--output", "target", required=True, type=_FILE, metavar="OUT", help="The file to write."
)
@_file("--intro", "intro", "Play this before them.")
@_file("--outro", "outro", "Play this after them.")
@_setting("--crossfade", "audio.crossfade_seconds", "SECONDS", "Their overlap.  [default: 1]")
@click.option("--title", default="", metavar="TEXT", help="The title that players show.")
@_file("--cover", "cover", "The picture that players show.")
@_file("--chapters", "chapters", "Chapters: lines as 12:30 The book, or JSON chapters.")
@_setting("--loudness", "audio.loudness_lufs", "LUFS", "How loud it becomes.  [default: -16]")
@_setting("--true-peak", "audio.true_peak_dbtp", "DBTP", "Its highest peak.  [default: -1]")
@_setting("--format", _FORMATS, "NAME", "Its format.  [default: OUT's ending]")
@_setting("--bitrate", "audio.bitrate", "RATE", "As 96k or 128k.  [default: 128k]")
@_setting("--encode", "audio.encode", "HOW", "full, or splice or auto to copy MP3 frames.")
@_setting("--channels", "audio.channels", "NAME", "mono, stereo or auto.  [default: stereo]")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Parts to make at once.  [default: one for each core]",
)
def command(
    session: Session,
    segments: Sequence[Path],
    target: Path,
    title: str,
    *,
    jobs: int | None,
    **files: Path | None,
) -> Answer:
    """Join recordings into one sound file of one loudness.

    It needs no show. Chapter times count the segments, one after the other and uncut, without the
    intro; chapters that the segments carry in themselves are kept. With --set, every other setting
    of [audio] holds here too.
    """
    from segue.audio import chapter_files, stitching
    from segue.crew import Crew

    stitch = stitching.Stitch(
        target=target,
        parts=tuple(_parts(segments, files["intro"], files["outro"])),
        show=_show(session, target),
        title=title,
        cover=files["cover"],
        marks=chapter_files.read(files["chapters"]) if files["chapters"] else (),
        others=tuple(file for file in (files["cover"], files["chapters"]) if file),
    )
    plan = stitching.planned(stitch)
    if session.dry_run:
        return Answer(result=[_line(stitch, plan)], data=_data(stitch, plan), made=True)
    with (
        Crew(jobs or os.cpu_count() or 1) as crew,
        gauging(session.manner, f"making {target}") as tell,
    ):
        made = stitching.stitched(stitch, plan, crew, tell)
    return Answer(
        result=[_line(stitch, made)],
        data=_data(stitch, made),
        problems=_findings(made),
        made=True,
    )


def _parts(
    segments: Sequence[Path], intro: Path | None, outro: Path | None
) -> list[tuple[Path, ClipKind]]:
    """All files in playing order."""
    parts: list[tuple[Path, ClipKind]] = [(file, "content") for file in segments]
    if intro:
        parts.insert(0, (intro, "intro"))
    if outro:
        parts.append((outro, "outro"))
    return parts


def _show(session: Session, target: Path) -> Show:
    """The settings that hold where there is no show; SegueError names the option that is wrong."""
    from segue import settings
    from segue.audio import stitching

    given = click.get_current_context().meta.get(_GIVEN, {})
    overrides = {**session.overrides, **{key: typed for key, (_, typed) in given.items()}}
    overrides[_FORMATS] = stitching.format_of(target, overrides.get(_FORMATS))
    show, problems = settings.settled_alone(Path.cwd(), session.environ, overrides)
    if problems:
        options = {Path(f"--set {key}"): Path(option) for key, (option, _) in given.items()}
        raise SegueError(
            *(
                replace(found, file=options.get(found.file or Path(), found.file), unreadable=True)
                for found in problems
            )
        )
    return show


def _findings(made: Release) -> Sequence[Problem]:
    """What a listener would notice, as `segue build` tells it."""
    from segue.checks import check
    from segue.release import Bundle

    return tuple(check(Bundle(made.episode.show, (made,)), "audio"))


def _line(stitch: Stitch, release: Release) -> str:
    """The file, and its length; once it is made also its loudness, true peak and size."""
    timeline, facts = release.shared.timeline, release.audio
    assert timeline is not None
    told = f"{stitch.target}: {format_clock(timeline.seconds)}"
    if facts is None:
        return told
    return (
        f"{told}, {facts.loudness_lufs:.1f} LUFS, true peak {facts.true_peak_dbtp:.1f} dBTP, "
        f"{facts.size_bytes / 1e6:.1f} MB"
    )


def _data(stitch: Stitch, release: Release) -> Json:
    import json

    timeline, report = release.shared.timeline, release.content("audio/report.json")
    assert timeline is not None
    return {
        "file": stitch.target.as_posix(),
        "seconds": timeline.seconds,
        "samples": timeline.samples,
        "sample_rate": timeline.sample_rate,
        "chapters": [_chapter(each) for each in timeline.chapters],
        "report": json.loads(report) if report else None,
    }


def _chapter(chapter: Chapter) -> Json:
    return {"seconds": chapter.seconds, "title": chapter.title, "url": chapter.url}
