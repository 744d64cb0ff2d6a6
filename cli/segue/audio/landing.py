"""Chapters: where those that an author typed, and those that recordings carry, land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segue import recordings
from segue.audio.cutting import clip_samples
from segue.errors import Problem, SegueError
from segue.model import Mark
from segue.release import Chapter, Clip
from segue.timecode import format_clock

# An ID3 table of contents counts its chapters in one byte.
MOST_CHAPTERS = 255
_SECOND = 1000

# By the millisecond at which they are heard.
Chapters = dict[int, Chapter]


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the recordings' own time, and where in the finished file it begins and ends."""

    start: float
    end: float
    heard_at: float
    heard_end: float


def landed(
    marks: Sequence[Mark], clips: Sequence[Clip], rate: int, opening: str
) -> tuple[Chapter, ...]:
    """All chapters of the finished file: whole milliseconds, ascending.

    They are the marks of the front matter, the timestamps of the article, the segments with a
    title, and the chapters that the recordings carry. What begins within a second of one named
    before it here means the same moment and only lends it a link and a picture.

    A mark counts the recorded time of the content: its recordings end to end, each once and
    uncut, so that a chapter stays with its words when the cuts, the intro or the crossfades
    change. One within a part cut away moves on to where the content goes on.
    Raises SegueError for a mark past the end, a time given twice, more than 255 chapters.
    """
    spans = _spans(clips, rate)
    typed = [mark for mark in marks if not mark.is_timestamp]
    timestamps = [mark for mark in marks if mark.is_timestamp]
    problems = [*_outside(marks, spans), *_twice(typed), *_twice(timestamps)]
    chapters: Chapters = {} if problems else _typed(typed, spans)
    stamped = {} if problems else _typed(timestamps, spans)
    for others in (stamped, _titled(clips, rate), _carried(clips, rate)):
        chapters = _joined(chapters, others)
    if chapters and 0 not in chapters:
        chapters[0] = Chapter(0.0, opening, is_opening=True)
    if len(chapters) > MOST_CHAPTERS:
        problems.append(_too_many(len(chapters), marks))
    if problems:
        raise SegueError(*problems)
    return tuple(
        replace(chapter, seconds=milliseconds / 1000)
        for milliseconds, chapter in sorted(chapters.items())
    )


def _joined(chapters: Chapters, others: Chapters) -> Chapters:
    """Both together; one of `others` within a second of one of `chapters` is that one."""
    together = dict(chapters)
    for time, other in others.items():
        near = [each for each in chapters if abs(each - time) < _SECOND]
        if not near:
            together[time] = other
            continue
        same = min(near, key=lambda each: abs(each - time))
        kept = together[same]
        if kept.image is None and kept.picture is None:
            kept = replace(kept, picture=other.picture)
        together[same] = replace(kept, url=kept.url or other.url)
    return together


def _typed(marks: Sequence[Mark], spans: Sequence[_Span]) -> Chapters:
    """The marks, each where it is heard."""
    return {
        _milliseconds(_heard_at(mark, spans)): Chapter(0.0, mark.title, mark.url, mark.image)
        for mark in sorted(marks, key=lambda mark: mark.seconds)
    }


def _titled(clips: Sequence[Clip], rate: int) -> Chapters:
    """The segments with a title, each where it begins."""
    return {
        _milliseconds(clip.start / rate): Chapter(0.0, clip.segment.title)
        for clip in clips
        if clip.segment.title
    }


def _carried(clips: Sequence[Clip], rate: int) -> Chapters:
    """The recordings' own chapters, each where the first of it is heard; none is told twice."""
    chapters: Chapters = {}
    told: set[tuple[Path, float]] = set()
    for clip in clips:
        recording, start, heard_at = clip.segment.recording, clip.segment.start, clip.hearing()
        end = start + clip_samples(clip.segment, rate) / rate
        ends = (*(mark.seconds for mark in recording.chapters[1:]), recording.seconds)
        for mark, until in zip(recording.chapters, ends, strict=False):
            if until <= start or mark.seconds >= end or (recording.file, mark.seconds) in told:
                continue
            told.add((recording.file, mark.seconds))
            at = heard_at(round(max(0.0, mark.seconds - start) * rate))
            # Where tidying left out all of it, there is nothing to jump to.
            if at < clip.end:
                landed_one = Chapter(0.0, mark.title, mark.url, picture=mark.picture)
                chapters.setdefault(_milliseconds(at / rate), landed_one)
    return chapters


def _spans(clips: Sequence[Clip], rate: int) -> list[_Span]:
    """The content clips, each where it lies in the recordings' own time."""
    origins = recordings.origins(clip.segment for clip in clips)
    spans = []
    for clip in clips:
        segment = clip.segment
        if segment.kind != "content":
            continue
        start, heard_at = origins[segment.recording.file] + segment.start, clip.hearing()
        # What tidying left out at the end belongs to the last stretch.
        ends = [*(end for _, end in clip.stretches[:-1]), clip_samples(segment, rate)]
        spans += [
            _Span(
                start + first / rate,
                start + end / rate,
                heard_at(first) / rate,
                (heard_at(first) + last - first) / rate,
            )
            for (first, last), end in zip(clip.stretches, ends, strict=True)
        ]
    return sorted(spans, key=lambda span: span.start)


def _heard_at(mark: Mark, spans: Sequence[_Span]) -> float:
    """The second of the finished file at which a mark, known to be inside, is heard."""
    span = next(span for span in spans if mark.seconds < span.end)
    return min(span.heard_end, span.heard_at + max(0.0, mark.seconds - span.start))


def _outside(marks: Sequence[Mark], spans: Sequence[_Span]) -> list[Problem]:
    end = max((span.end for span in spans), default=0.0)
    return [
        Problem(
            code="chapter-outside",
            message=f'the chapter "{mark.title}" at {format_clock(mark.seconds)} lies past the '
            f"end of the recordings, {format_clock(end)}",
            line=mark.line,
            hint="chapter times count the recordings without intro, outro and ads",
        )
        for mark in marks
        if mark.seconds >= end
    ]


def _twice(marks: Sequence[Mark]) -> list[Problem]:
    seen: dict[int, Mark] = {}
    problems = []
    for mark in marks:
        earlier = seen.setdefault(_milliseconds(mark.seconds), mark)
        if earlier is not mark:
            message = f'the chapters "{earlier.title}" and "{mark.title}" begin at the same time'
            hint = "give each chapter a time of its own"
            problems.append(
                Problem(code="chapter-twice", message=message, line=mark.line, hint=hint)
            )
    return problems


def _too_many(count: int, marks: Sequence[Mark]) -> Problem:
    return Problem(
        code="too-many-chapters",
        message=f"there are {count} chapters; players read {MOST_CHAPTERS} at most",
        line=marks[0].line if marks else None,
        hint="leave the smaller ones out",
    )


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
