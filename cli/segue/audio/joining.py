"""How neighbours on the timeline meet: overlapping by a crossfade, or apart by a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from segue.audio.cutting import named
from segue.errors import Problem
from segue.model import Segment

_LONGEST_GAP_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Join:
    """What lies between a segment and the one before it; an overlap or a gap, in samples."""

    seconds: float
    overlap: int
    gap: int


def joins(segments: Sequence[Segment], crossfade_seconds: float, rate: int) -> list[Join]:
    """The join before each segment; the first one has at most a gap.

    A segment's own crossfade goes before the show's, and a gap leaves no room for one.
    """
    made = []
    for index, segment in enumerate(segments):
        seconds = crossfade_seconds if segment.crossfade is None else segment.crossfade
        if index == 0 or segment.gap:
            seconds = 0.0
        made.append(Join(seconds, round(seconds * rate), round(segment.gap * rate)))
    return made


def problems(
    segments: Sequence[Segment], lengths: Sequence[int], made: Sequence[Join], rate: int
) -> list[Problem]:
    """Where joins and fades don't fit; never clamped, as the author asked for these."""
    return [
        *_senseless(segments, made),
        *_longer_than_a_clip(segments, lengths, made, rate),
        *_too_long_together(segments, lengths, made, rate),
        *_fades(segments, lengths, rate),
    ]


def _senseless(segments: Sequence[Segment], made: Sequence[Join]) -> Iterator[Problem]:
    """Times below zero, and a gap and a crossfade at the same place."""
    negative = next((join.seconds for join in made if join.seconds < 0), None)
    if negative is not None:
        message = f"a crossfade can't last {negative:g} s"
        yield Problem(code="crossfade-too-long", message=message, hint="write 0 for none")
    for segment in segments:
        if not 0 <= segment.gap <= _LONGEST_GAP_SECONDS:
            message = f"a gap of {segment.gap:g} s before {named(segment)} is out of all bounds"
            hint = f"gap_seconds is between 0 and {_LONGEST_GAP_SECONDS}"
            yield Problem(code="wrong-gap", message=message, line=segment.line, hint=hint)
        elif segment.gap and segment.crossfade:
            message = f"{named(segment)} can't have both a gap and a crossfade before it"
            hint = "leave out gap_seconds or crossfade_seconds"
            yield Problem(code="wrong-gap", message=message, line=segment.line, hint=hint)


def _longer_than_a_clip(
    segments: Sequence[Segment], lengths: Sequence[int], made: Sequence[Join], rate: int
) -> Iterator[Problem]:
    for before, after in pairwise(range(len(segments))):
        for short, other in ((before, after), (after, before)):
            if lengths[short] < made[after].overlap:
                message = (
                    f"a crossfade of {made[after].seconds:g} s between {named(segments[before])} "
                    f"and {named(segments[after])} is longer than "
                    f"{named(segments[short])} ({lengths[short] / rate:.3f} s)"
                )
                line = segments[short].line or segments[other].line
                yield _too_long(message, line, lengths[short] / rate)


def _too_long_together(
    segments: Sequence[Segment], lengths: Sequence[int], made: Sequence[Join], rate: int
) -> Iterator[Problem]:
    """Clips whose two crossfades overlap: three clips never sound at once."""
    for index in range(1, len(segments) - 1):
        coming, going = made[index], made[index + 1]
        if max(coming.overlap, going.overlap) <= lengths[index] < coming.overlap + going.overlap:
            same = coming.overlap == going.overlap
            message = (
                f"{named(segments[index])} ({lengths[index] / rate:.3f} s) is too short for a "
                f"crossfade of {coming.seconds:g} s "
                + ("both " if same else "")
                + f"with {named(segments[index - 1])} before it and "
                + ("" if same else f"one of {going.seconds:g} s ")
                + f"with {named(segments[index + 1])} after it"
            )
            yield _too_long(message, segments[index].line, lengths[index] / rate / 2)


def _fades(segments: Sequence[Segment], lengths: Sequence[int], rate: int) -> Iterator[Problem]:
    for segment, samples in zip(segments, lengths, strict=True):
        rise, fall = segment.fade_in or 0.0, segment.fade_out or 0.0
        seconds = samples / rate
        if min(rise, fall) >= 0 and rise + fall <= seconds:
            continue
        message = (
            f"a fade of {rise:g} s in and {fall:g} s out doesn't fit into {named(segment)} "
            f"({seconds:.3f} s)"
        )
        hint = "make fade_in and fade_out shorter than the clip, or leave them out"
        yield Problem(code="fade-too-long", message=message, line=segment.line, hint=hint)


def _too_long(message: str, line: int | None, fits_seconds: float) -> Problem:
    longest = int(fits_seconds * 100) / 100
    hint = f"set crossfade_seconds to {longest:g} or less, or use a longer clip"
    return Problem(code="crossfade-too-long", message=message, line=line, hint=hint)
