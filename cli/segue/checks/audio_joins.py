"""The parts of an episode go together: no dead air between them, no speaker far softer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from segue.audio import report
from segue.audio.report import ClipReport, Report
from segue.errors import Problem
from segue.release import Bundle, Release
from segue.timecode import format_clock

# Longer, and a listener looks whether it still plays.
_DEAD_AIR_SECONDS = 3.0
_LONG_PAUSE_SECONDS = 10.0
_LEVEL_DIFFERENCE_LU = 6.0
# Silence is told to so much.
_WINDOW_SECONDS = 0.1
# A word or two has no level to compare.
_LEAST_SPOKEN_SECONDS = 3.0


def check(bundle: Bundle) -> Iterator[Problem]:
    """Silence where parts meet, and parts that were recorded at far different levels."""
    for release in bundle.releases:
        made = report.of(release)
        timeline = release.shared.timeline
        if made is None or timeline is None or not made.clips:
            continue
        # Where tidying leaves silence out, none of it is heard.
        tidied = [bool(clip.kept) for clip in timeline.clips]
        quiet = [*_ends(made), *_joins(made), *_pauses(made)]
        yield from (_dead_air(release, said) for at, said in quiet if not tidied[at])
        yield from _levels(release, made)


def _ends(made: Report) -> Iterator[tuple[int, str]]:
    """Silence at the beginning and at the end: the clip that it is in, and what to say."""
    first, last = made.clips[0], made.clips[-1]
    seconds = first.recording.silence_start_seconds
    if seconds >= _DEAD_AIR_SECONDS and not _is_silent(first):
        yield 0, f'at 00:00: "{first.file}" begins with {seconds:.1f} s of silence'
    seconds = last.recording.silence_end_seconds
    if seconds >= _DEAD_AIR_SECONDS and not _is_silent(last):
        at = format_clock(made.seconds - seconds)
        yield len(made.clips) - 1, f'at {at}: "{last.file}" ends with {seconds:.1f} s of silence'


def _is_silent(clip: ClipReport) -> bool:
    """Whether there is nothing else in it, which is told of the recording."""
    return clip.recording.silence_start_seconds >= clip.seconds - _WINDOW_SECONDS


def _joins(made: Report) -> Iterator[tuple[int, str]]:
    for number, (before, after) in enumerate(pairwise(made.clips)):
        overlap = after.fade_in_samples / made.sample_rate
        tail, head = before.recording.silence_end_seconds, after.recording.silence_start_seconds
        seconds = tail + head - overlap
        silent = _is_silent(before) or _is_silent(after)
        if seconds >= _DEAD_AIR_SECONDS and not silent:
            at = format_clock(max(0.0, before.start_seconds + before.seconds - tail))
            between = f'between "{before.file}" and "{after.file}"'
            yield number, f"at {at}: {seconds:.1f} s of silence {between}"


def _pauses(made: Report) -> Iterator[tuple[int, str]]:
    """Long silences within a recording."""
    for number, clip in enumerate(made.clips):
        found = clip.recording
        at, seconds = found.longest_silence_at_seconds, found.longest_silence_seconds
        at_start = at < found.silence_start_seconds
        at_end = at + seconds > clip.seconds - found.silence_end_seconds
        if seconds >= _LONG_PAUSE_SECONDS and not at_start and not at_end:
            landed = format_clock(clip.start_seconds + at)
            recorded = format_clock(clip.cut_from_seconds + at)
            said = f'"{clip.file}" is silent for {seconds:.0f} s, from its {recorded} on'
            yield number, f"at {landed}: {said}"


def _dead_air(release: Release, said: str) -> Problem:
    return Problem(
        severity="warning",
        code="audio-silence",
        message=f"{said}; a listener would think that it has stopped",
        file=release.episode.source,
        line=release.episode.lines.get("audio"),
        hint="set trim_silence = true under [audio], or cut it away with in and out",
    )


def _levels(release: Release, made: Report) -> Iterator[Problem]:
    """Speakers who were recorded at far different levels."""
    spoken = [
        (clip.loudness_lufs, clip)
        for clip in made.clips
        if clip.kind == "content"
        and clip.loudness_lufs is not None
        and clip.seconds >= _LEAST_SPOKEN_SECONDS
    ]
    if not spoken:
        return
    (loud, louder), (soft, softer) = (
        choose(spoken, key=lambda each: each[0]) for choose in (max, min)
    )
    if loud - soft > _LEVEL_DIFFERENCE_LU:
        yield _level_difference(release, louder, softer, loud - soft)


def _level_difference(
    release: Release, louder: ClipReport, softer: ClipReport, apart_lu: float
) -> Problem:
    evened = release.episode.show.audio.level == "segments"
    outcome = "it was turned up, and its noise with it" if evened else "and so it is heard"
    at = format_clock(softer.start_seconds)
    return Problem(
        severity="warning",
        code="audio-level-difference",
        message=f'"{softer.file}", heard from {at} on, was recorded {apart_lu:.0f} LU softer than '
        f'"{louder.file}": {outcome}',
        file=release.episode.source,
        line=release.episode.lines.get("audio"),
        hint="bring the microphones to one level"
        if evened
        else 'set level = "segments" under [audio], which evens that out',
    )
