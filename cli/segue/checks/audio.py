"""The finished audio measures what the settings ask for."""

from __future__ import annotations

from collections.abc import Iterator

from segue.audio import report
from segue.audio.report import Report
from segue.errors import Problem
from segue.release import Bundle, Release

# What a listener notices between two episodes; Apple allows 1 LU.
_TOLERANCE_LU = 0.5
# Measured values are told to a thousandth.
_ROUNDING_DB = 0.001


def check(bundle: Bundle) -> Iterator[Problem]:
    """Loudness and true peak of each release's audio."""
    for release in bundle.releases:
        made = report.of(release)
        if made is not None and release.episode.show.audio.level != "off":
            yield from _delivered(release, made)


def _delivered(release: Release, made: Report) -> Iterator[Problem]:
    loudness, peak = made.loudness_lufs, made.true_peak_dbtp
    place = release.episode.source
    if loudness is not None and abs(loudness - made.target_loudness_lufs) > _TOLERANCE_LU:
        yield Problem(
            severity="warning",
            code="audio-loudness",
            message=f"the finished audio measures {loudness:.1f} LUFS instead of "
            f"{made.target_loudness_lufs:g} LUFS: {_reason(made)}",
            file=place,
            hint="even the recordings out in your editor, or set a lower loudness_lufs",
        )
    if peak is not None and peak > made.target_true_peak_dbtp + _ROUNDING_DB:
        yield Problem(
            severity="warning",
            code="audio-true-peak",
            message=f"the finished audio peaks at {peak:.2f} dBTP, above "
            f"{made.target_true_peak_dbtp:g} dBTP",
            file=place,
            hint="set a higher bitrate, or a lower loudness_lufs",
        )


def _reason(made: Report) -> str:
    """Why the loudness was missed."""
    if made.limited_db > _TOLERANCE_LU:
        return f"a few loud peaks, limited by {made.limited_db:.0f} dB, leave no room for more"
    return "it is too short, or too little of it can be heard, to be levelled well"
