"""The timeline: where each segment lies in the finished audio, exact to the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from segue.audio.landing import landed
from segue.errors import Problem, SegueError
from segue.model import Episode, Mark, Segment
from segue.release import Clip, Timeline
from segue.show import AudioSettings

# People read a clip's length off a player that shows milliseconds.
_CUT_TOLERANCE_SECONDS = 0.001
# More than from the faintest sound to the loudest: what lies beyond is a slip of the keys.
_MOST_GAIN_DB = 60


def timeline(episode: Episode) -> Timeline | None:
    """The episode's timeline; None when it has no recordings.

    Raises SegueError for a cut outside its recording, a gain beyond ±60 dB, a crossfade longer than
    a clip next to it, and a chapter that lies in no recording.
    """
    if not episode.segments:
        return None
    try:
        return place(episode.segments, episode.show.audio, episode.marks, opening=episode.title)
    except SegueError as error:
        raise SegueError(
            *(replace(found, file=episode.source) for found in error.problems)
        ) from error


def place(
    segments: Sequence[Segment],
    settings: AudioSettings,
    marks: Sequence[Mark] = (),
    *,
    opening: str = "Start",
) -> Timeline:
    """Lay the segments one after the other, each overlapping the next by the crossfade.

    `opening` names what comes before the first chapter, where chapters are given and none begins
    at 0.
    """
    rate = settings.sample_rate
    problems = [found for segment in segments for found in _segment_problems(segment, rate)]
    if problems:
        raise SegueError(*problems)
    fade = round(settings.crossfade_seconds * rate)
    lengths = [clip_samples(segment, rate) for segment in segments]
    problems = _crossfade_problems(segments, lengths, fade, settings)
    if problems:
        raise SegueError(*problems)
    clips = tuple(_clips(segments, lengths, fade))
    return Timeline(
        sample_rate=rate,
        samples=clips[-1].start + clips[-1].samples,
        clips=clips,
        chapters=landed(marks, clips, rate, opening),
    )


def source_span(segment: Segment) -> tuple[int, int]:
    """The first sample that is heard and the one after the last, in the recording's own samples."""
    recording = segment.recording
    first = round(segment.start * recording.sample_rate)
    end = recording.samples
    if segment.end is not None:
        end = min(end, round(segment.end * recording.sample_rate))
    return first, end


def clip_samples(segment: Segment, rate: int) -> int:
    """How many samples a segment takes at `rate`."""
    first, end = source_span(segment)
    return round((end - first) * rate / segment.recording.sample_rate)


def _clips(segments: Sequence[Segment], lengths: Sequence[int], fade: int) -> list[Clip]:
    clips = []
    start = 0
    last = len(segments) - 1
    for index, (segment, samples) in enumerate(zip(segments, lengths, strict=True)):
        fade_in = fade if index > 0 else 0
        fade_out = fade if index < last else 0
        clips.append(Clip(segment, start, samples, fade_in, fade_out))
        start += samples - fade_out
    return clips


def _segment_problems(segment: Segment, rate: int) -> Iterator[Problem]:
    """What is wrong with a segment's `in`, `out` and gain."""
    name, length = _named(segment), segment.recording.seconds
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


def _crossfade_problems(
    segments: Sequence[Segment], lengths: Sequence[int], fade: int, settings: AudioSettings
) -> list[Problem]:
    """Where the crossfade doesn't fit; never clamped, as the author asked for this one."""
    rate, seconds = settings.sample_rate, settings.crossfade_seconds
    if fade < 0:
        message = f"a crossfade can't last {seconds:g} s"
        return [Problem(code="crossfade-too-long", message=message, hint="write 0 for none")]
    problems = []
    for before, after in pairwise(range(len(segments))):
        for short, other in ((before, after), (after, before)):
            if lengths[short] < fade:
                message = (
                    f"a crossfade of {seconds:g} s between {_named(segments[before])} and "
                    f"{_named(segments[after])} is longer than "
                    f"{_named(segments[short])} ({lengths[short] / rate:.3f} s)"
                )
                line = segments[short].line or segments[other].line
                problems.append(_too_long(message, line, lengths[short] / rate))
    for index in range(1, len(segments) - 1):
        if fade <= lengths[index] < 2 * fade:
            message = (
                f"{_named(segments[index])} ({lengths[index] / rate:.3f} s) is too short for a "
                f"crossfade of {seconds:g} s both with {_named(segments[index - 1])} before it "
                f"and with {_named(segments[index + 1])} after it"
            )
            problems.append(_too_long(message, segments[index].line, lengths[index] / rate / 2))
    return problems


def _too_long(message: str, line: int | None, fits_seconds: float) -> Problem:
    longest = int(fits_seconds * 100) / 100
    hint = f"set crossfade_seconds to {longest:g} or less, or use a longer clip"
    return Problem(code="crossfade-too-long", message=message, line=line, hint=hint)


def _named(segment: Segment) -> str:
    return f'"{segment.recording.file.name}"'
