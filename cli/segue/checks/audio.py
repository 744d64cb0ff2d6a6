"""The finished audio: as loud as was asked for, and made of recordings worth hearing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from segue import files
from segue.audio.report import ClipReport, Report, read
from segue.errors import Problem
from segue.release import Bundle, Clip, Release

# What a listener notices between two episodes; Apple allows 1 LU.
_TOLERANCE_LU = 0.5
# Measured values are told to a thousandth.
_ROUNDING_DB = 0.001
# Speech, even whispered, is recorded above this; below it is a muted microphone's hiss.
_NEAR_SILENCE_LUFS = -50.0
_LEAST_MEASURED_SECONDS = 0.4
# A few runs are cut off consonants that nobody hears.
_FORGIVEN_RUNS = 3


def check(bundle: Bundle) -> Iterator[Problem]:
    """What a listener would notice in the audio of each release."""
    for release in bundle.releases:
        report = _report(release)
        if report is None:
            continue
        yield from _delivered(release, report)
        timeline = release.shared.timeline
        clips = timeline.clips if timeline else ()
        for clip, measured in zip(clips, report.clips, strict=False):
            yield from _recorded(release, clip, measured)


def _report(release: Release) -> Report | None:
    output = release.output("audio/report.json")
    if output is None:
        return None
    body = output.body
    return read(files.read_bytes(body) if isinstance(body, Path) else body)


def _delivered(release: Release, report: Report) -> Iterator[Problem]:
    """Whether the file measures what the settings ask for."""
    loudness, peak = report.loudness_lufs, report.true_peak_dbtp
    place = release.episode.source
    if loudness is not None and abs(loudness - report.target_loudness_lufs) > _TOLERANCE_LU:
        yield Problem(
            severity="warning",
            code="audio-loudness",
            message=f"the finished audio measures {loudness:.1f} LUFS instead of "
            f"{report.target_loudness_lufs:g} LUFS",
            file=place,
            hint="quiet recordings with a few loud peaks can't be made this loud: even them out "
            "in your editor, or set a lower loudness_lufs",
        )
    if peak is not None and peak > report.target_true_peak_dbtp + _ROUNDING_DB:
        yield Problem(
            severity="warning",
            code="audio-true-peak",
            message=f"the finished audio peaks at {peak:.2f} dBTP, above "
            f"{report.target_true_peak_dbtp:g} dBTP",
            file=place,
            hint="set a higher bitrate, or a lower loudness_lufs",
        )


def _recorded(release: Release, clip: Clip, measured: ClipReport) -> Iterator[Problem]:
    """Whether a clip's recording is usable; told at its line, or at the file that settings name."""
    line = clip.segment.line
    place = clip.segment.recording.file if line is None else release.episode.source
    if measured.clipped_runs > _FORGIVEN_RUNS:
        yield Problem(
            severity="warning",
            code="audio-clipped",
            message=f'"{measured.file}" is clipped in {measured.clipped_runs} places: it was '
            "recorded too loud",
            file=place,
            line=line,
            hint="turn the microphone down and record it again, or repair it with a declipper",
        )
    level = _silence(measured)
    if level is not None:
        yield Problem(
            severity="warning",
            code="audio-silent",
            message=f'"{measured.file}" is {level}',
            file=place,
            line=line,
            hint="check that it is the right recording, and that the microphone was on",
        )


def _silence(measured: ClipReport) -> str | None:
    """How silent a recording is; None when it can be heard, or is too short to tell."""
    loudness = measured.loudness_lufs
    if loudness is None:
        return "silent" if measured.seconds >= _LEAST_MEASURED_SECONDS else None
    return f"almost silent ({loudness:.0f} LUFS)" if loudness < _NEAR_SILENCE_LUFS else None
