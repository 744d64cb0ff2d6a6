"""Stitching: sound files joined into one by the very engine that makes an episode's audio.

What is stitched is an episode of nothing but recordings: it is planned and rendered like any other,
and of what comes of it the audio alone is delivered.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args, get_type_hints

from segue import audio, files, workshops
from segue.audio.placing import place
from segue.audio.probe import recording
from segue.errors import Problem, SegueError, did_you_mean
from segue.model import Article, ClipKind, Episode, Mark, Recording, Segment
from segue.release import Crew, Picks, Release, Shared, Tell, Timeline
from segue.show import AudioSettings, Show

_SLUG = "stitched"
_OPENING = "Start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stitch:
    """What is to be joined into `target`: `parts` in playing order, in the way `show` says."""

    target: Path
    parts: tuple[tuple[Path, ClipKind], ...]
    show: Show
    title: str = ""
    cover: Path | None = None
    marks: tuple[Mark, ...] = ()
    others: tuple[Path, ...] = ()


def formats() -> tuple[str, ...]:
    """The formats that there are, as `audio.formats` names them."""
    (choice, *_) = get_args(get_type_hints(AudioSettings)["formats"])
    return tuple(map(str, get_args(choice)))


def format_of(target: Path, wanted: str | None = None) -> str:
    """The format that a file's suffix asks for, or `wanted`; SegueError where there is none."""
    name = (wanted or target.suffix.removeprefix(".")).lower()
    if name in formats():
        return name
    message = f'segue writes no "{name}"' if name else "the file's name doesn't tell its format"
    known = ", ".join(f".{each}" for each in formats())
    raise SegueError(
        Problem(
            code="audio-format",
            message=message,
            file=target,
            hint=did_you_mean(name, formats()) or f"end the name with one of {known}",
            unreadable=True,
        )
    )


def planned(stitch: Stitch) -> Release:
    """Where everything lands, with nothing made yet; SegueError tells all that stands against it.

    The target is refused where it is one of the files that go into it.
    """
    problems = list(_refusals(stitch))
    segments = []
    for file, kind in stitch.parts:
        try:
            segments.append(Segment(_known(file), kind))
        except SegueError as error:
            # A name that was typed wrongly is wrong usage.
            problems.extend(replace(found, unreadable=True) for found in error.problems)
    if problems:
        raise SegueError(*problems)
    episode = _bare_episode(stitch, tuple(segments))
    timeline = place(
        episode.segments, stitch.show.audio, stitch.marks, opening=stitch.title or _OPENING
    )
    return Release(episode, _shared(timeline, stitch.target.parent), ())


def stitched(stitch: Stitch, plan: Release, crew: Crew, tell: Tell = lambda _: None) -> Release:
    """The file made and put in its place; with its report, as an episode's release has it.

    `crew` does the heavy work, `tell` hears the share that is done. Whatever stops this, an
    old file stays as it was.
    """
    target = stitch.target.resolve()
    try:
        with workshops.bench(target.parent) as workspace:
            shared = replace(plan.shared, workspace=workspace, crew=crew, tell=tell)
            (job,) = audio.plan(plan.episode, shared)
            outputs = tuple(audio.render(job))
            files.write(target, next(each.body for each in outputs if _is_audio(each.body)))
    except SegueError as error:
        raise SegueError(*(_at_target(found, stitch.target) for found in error.problems)) from error
    report = next(each.body for each in outputs if each.path.name == "report.json")
    assert isinstance(report, bytes)
    return replace(plan, shared=shared, outputs=outputs, audio=audio.facts(report))


def _is_audio(body: bytes | Path) -> bool:
    """Only the sound is too large for memory."""
    return isinstance(body, Path)


def _known(file: Path) -> Recording:
    if file.is_dir():
        raise SegueError(
            Problem(code="unreadable", message="this is a folder", file=file, unreadable=True)
        )
    return recording(file)


def _bare_episode(stitch: Stitch, segments: tuple[Segment, ...]) -> Episode:
    return Episode(
        slug=_SLUG,
        folder=stitch.target.parent,
        source=stitch.target,
        # Which language is spoken here nobody said.
        show=replace(stitch.show, language=""),
        title=stitch.title,
        guid="",
        article=Article("", 1, "", (), (), (), ()),
        segments=segments,
        marks=stitch.marks,
        image=stitch.cover,
        lines={},
    )


def _shared(timeline: Timeline, workspace: Path) -> Shared:
    never = datetime.fromtimestamp(0, UTC)
    return Shared(Picks((), (), ()), timeline, never, workspace)


def _refusals(stitch: Stitch) -> Iterator[Problem]:
    target = stitch.target
    if not target.parent.is_dir():
        yield _refused(target, f"there is no folder {target.parent}", "make it, or write elsewhere")
    elif target.exists() and not target.is_file():
        yield _refused(target, "this is no file that could be written", "name another file")
    for file in (*(file for file, _ in stitch.parts), *stitch.others):
        if _is_same(target, file):
            yield _refused(
                target,
                f"this would overwrite {file.name}, which goes into it",
                "give the result another name",
            )


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names mean one file, or would on a disk that tells no capitals apart."""
    try:
        if one.samefile(other):
            return True
    except OSError:
        pass
    return _folded(one) == _folded(other)


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def _refused(file: Path, message: str, hint: str) -> Problem:
    return Problem(code="output-refused", message=message, file=file, hint=hint, unreadable=True)


def _at_target(found: Problem, target: Path) -> Problem:
    """A failure to write told of the file that was asked for, not of where it was in the making."""
    return replace(found, file=target) if found.code == "not-written" else found
