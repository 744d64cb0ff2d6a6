"""Music under speech: where beds lie, and how they make way for a voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from segue.audio.cutting import clip_samples, named
from segue.errors import Problem
from segue.model import Segment
from segue.release import Clip

_FADE_SECONDS = 1.0
# Where a bed that repeats meets itself.
_LOOP_SECONDS = 1.0
_LEAST_REPEATED_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the timeline that a bed fills, and its fades, in samples."""

    start: int
    end: int
    rise: int
    fall: int


def problems(segments: Sequence[Segment], rate: int) -> Iterator[Problem]:
    """Beds that have nothing over them, and those too short to be repeated."""
    last = max((at for at, each in enumerate(segments) if not each.under), default=-1)
    for at, segment in enumerate(segments):
        if not segment.under:
            continue
        seconds = clip_samples(segment, rate) / rate
        if at > last:
            message = f"{named(segment)} has nothing that it could play under"
            hint = "put it before the segments that it belongs under"
            yield Problem(code="wrong-bed", message=message, line=segment.line, hint=hint)
        elif segment.repeat and seconds < _LEAST_REPEATED_SECONDS:
            message = f"{named(segment)} ({seconds:.3f} s) is too short to be repeated"
            hint = "use a longer piece of music"
            yield Problem(code="wrong-bed", message=message, line=segment.line, hint=hint)
        elif min(segment.fade_in or 0, segment.fade_out or 0) < 0:
            message = f"a fade of {named(segment)} can't last less than 0 s"
            yield Problem(code="fade-too-long", message=message, line=segment.line)


def laid(segments: Sequence[Segment], clips: Sequence[Clip], rate: int) -> Iterator[Clip]:
    """The beds' clips: from the part that follows each until its own or the talk's end."""
    talk_end = max((each.end for each in clips if each.segment.kind == "content"), default=0)
    following = iter(clips)
    waiting: list[Segment] = []
    for segment in segments:
        if segment.under:
            waiting.append(segment)
            continue
        start = next(following).start
        for bed in waiting:
            length = clip_samples(bed, rate)
            end = max(talk_end, start + 1) if bed.repeat else min(start + length, clips[-1].end)
            yield from _laid(bed, _stretch(bed, start, end, rate), rate)
        waiting = []


def _stretch(bed: Segment, start: int, end: int, rate: int) -> _Stretch:
    """The bed's own fades, or those of a second; both shortened where the stretch is short."""
    rise, fall = (
        round((_FADE_SECONDS if seconds is None else seconds) * rate)
        for seconds in (bed.fade_in, bed.fade_out)
    )
    most = (end - start) // 2
    return _Stretch(start, end, min(rise, most), min(fall, most))


def _laid(bed: Segment, stretch: _Stretch, rate: int) -> Iterator[Clip]:
    """The bed again and again until its stretch is full, each time faded into the next."""
    length = clip_samples(bed, rate)
    overlap = min(round(_LOOP_SECONDS * rate), length // 4)
    start, fade_in = stretch.start, 0
    while True:
        is_last = start + length >= stretch.end
        samples = min(length, stretch.end - start)
        rise = 0 if fade_in else min(stretch.rise, samples)
        fall = min(stretch.fall, samples) if is_last else 0
        fade_out = 0 if is_last else overlap
        yield Clip(bed, start, samples, min(fade_in, samples), fade_out, rise, fall)
        if is_last:
            return
        start, fade_in = start + length - overlap, overlap
