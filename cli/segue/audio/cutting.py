"""What part of its recording a segment is, in samples."""

from __future__ import annotations

from collections.abc import Iterator

from segue.errors import Problem
from segue.model import Segment

# People read a clip's length off a player that shows milliseconds.
_CUT_TOLERANCE_SECONDS = 0.001
# More than from the faintest sound to the loudest: what lies beyond is a slip of the keys.
_MOST_GAIN_DB = 60


def source_span(segment: Segment) -> tuple[int, int]:
    """The first sample that is heard and the one after the last, in the recording's own samples."""
    recording = segment.recording
    first = round(segment.start * recording.sample_rate)
    end = recording.samples
    if segment.end is not None:
        end = min(end, round(segment.end * recording.sample_rate))
    return first, end


def clip_samples(segment: Segment, rate: int) -> int:
    """How many samples a segment takes at `rate`, before tidying."""
    first, end = source_span(segment)
    return round((end - first) * rate / segment.recording.sample_rate)


def problems(segment: Segment, rate: int) -> Iterator[Problem]:
    """What is wrong with a segment's `in`, `out` and gain."""
    name, length = named(segment), segment.recording.seconds
    end = length if segment.end is None else segment.end
    fault = None
    if not 0 <= segment.start < length:
        fault = f"{name} is {length:.3f} s long and can't begin at {segment.start:g} s"
    elif not end <= length + _CUT_TOLERANCE_SECONDS:
        fault = f"{name} is {length:.3f} s long and can't end at {end:g} s"
    elif clip_samples(segment, rate) < 1:
        fault = f"nothing is left of {name} from {segment.start:g} s to {end:g} s"
    if fault:
        hint = '"in" and "out" are times of the recording, "in" before "out"'
        yield Problem(code="wrong-cut", message=fault, line=segment.line, hint=hint)
    if not abs(segment.gain_db) <= _MOST_GAIN_DB:
        yield Problem(
            code="wrong-gain",
            message=f"{name} can't be turned by {segment.gain_db:g} dB",
            line=segment.line,
            hint=f"gain_db is between -{_MOST_GAIN_DB} and {_MOST_GAIN_DB}",
        )


def named(segment: Segment) -> str:
    """A segment as messages call it."""
    return f'"{segment.recording.file.name}"'
