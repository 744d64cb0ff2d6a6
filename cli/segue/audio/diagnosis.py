"""What an examined recording is like in the part of it that is heard."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from segue.audio.decibels import power
from segue.audio.examining import (
    HARMONICS,
    HUM_SECONDS,
    MAINS_HZ,
    WINDOWS_PER_SECOND,
    Examination,
)
from segue.audio.report import Diagnosis

Values = npt.NDArray[np.float32]

# So far below the clip's loudness, or near its noise floor, listeners hear nothing go on.
_SILENCE_BELOW_LU = 35.0
_NEAR_FLOOR_DB = 3.0
_FLOOR_BELOW_LU = 20.0
_SILENCE_DBFS = -70.0
_DIGITAL_SILENCE = 10**-9.0
_FLOOR_PERCENT = 10
# A room's noise is steady; what merely gets softer between two words is not.
_STEADY_DB = 3.0
_STEADY_PERCENTS = (3, 15)
_STEADY_WINDOWS = 10
# A hum is there all the time: also in the softest fifth of the stretches.
_HUM_PERCENT = 20
_LEAST_HUM_STRETCHES = 3
_HUM_ABOVE = 10.0
_DEAD_DB = 25.0
_DEAD_DBFS = -60.0
_IDENTICAL_DB = -90.0
_MOST_BALANCE_DB = 100.0
_STEREO = 2


@dataclass(frozen=True, slots=True)
class _Stereo:
    """How two channels go together."""

    balance_db: float | None = None
    dead_channel: str | None = None
    identical_channels: bool | None = None
    correlation: float | None = None


def diagnosed(
    found: Examination, loudness_lufs: float | None, start: float, seconds: float
) -> Diagnosis:
    """What is the matter from `start` on for so many seconds; `loudness_lufs` is this part's."""
    part = _part(found, start, seconds)
    floor = _floor_dbfs(part)
    silent = _silent(part, loudness_lufs, floor)
    first, longest = _longest(silent)
    clipped = np.flatnonzero(part.clipped)
    hum, stereo = _hum(part.hums), _stereo(part)
    return Diagnosis(
        damaged_seconds=round(float(part.damages[:, 1].sum()), 3),
        damaged_at_seconds=round(part.damages[0, 0] - start, 3) if len(part.damages) else None,
        clipped_runs=int(part.clipped.sum()),
        clipped_at_seconds=_seconds(int(clipped[0])) if len(clipped) else None,
        silence_start_seconds=_seconds(_leading(silent)),
        silence_end_seconds=_seconds(_leading(silent[::-1])),
        longest_silence_seconds=_seconds(longest),
        longest_silence_at_seconds=_seconds(first),
        noise_floor_dbfs=_rounded(floor),
        noise_is_steady=_is_steady(part),
        dc_offset=_offset(part),
        hum_hz=hum[0] if hum else None,
        hum_dbfs=_rounded(hum[1]) if hum else None,
        balance_db=stereo.balance_db,
        dead_channel=stereo.dead_channel,
        identical_channels=stereo.identical_channels,
        correlation=stereo.correlation,
    )


def _part(found: Examination, start: float, seconds: float) -> Examination:
    first = round(start * WINDOWS_PER_SECOND)
    end = max(first + 1, round((start + seconds) * WINDOWS_PER_SECOND))
    hums = slice(math.ceil(start / HUM_SECONDS), int((start + seconds) / HUM_SECONDS))
    within = (found.damages[:, 0] >= start) & (found.damages[:, 0] < start + seconds)
    return Examination(
        found.energies[first:end],
        found.differences[first:end],
        found.offsets[first:end],
        found.peaks[first:end],
        found.clipped[first:end],
        found.hums[hums],
        found.damages[within],
    )


def _loudest(part: Examination) -> Values:
    """The mean square of the loudest channel in each window."""
    return np.asarray(part.energies.max(axis=1))


def _heard(part: Examination) -> Values:
    """The same without digital silence."""
    energies = _loudest(part)
    return energies[energies > _DIGITAL_SILENCE]


def _floor_dbfs(part: Examination) -> float | None:
    """The level that is there when nothing else is; None for digital silence."""
    heard = _heard(part)
    return _decibels(float(np.percentile(heard, _FLOOR_PERCENT))) if len(heard) else None


def _is_steady(part: Examination) -> bool:
    """Whether the softest moments are all alike, as a room's noise makes them."""
    heard = _heard(part)
    if len(heard) < _STEADY_WINDOWS:
        return False
    low, high = np.percentile(heard, _STEADY_PERCENTS)
    return _decibels(high) - _decibels(low) < _STEADY_DB


def _silent(
    part: Examination, loudness_lufs: float | None, floor_dbfs: float | None
) -> npt.NDArray[np.bool_]:
    """Which windows are silent to a listener."""
    threshold = _SILENCE_DBFS
    if loudness_lufs is not None:
        threshold = max(threshold, loudness_lufs - _SILENCE_BELOW_LU)
        if floor_dbfs is not None:
            noise = min(floor_dbfs + _NEAR_FLOOR_DB, loudness_lufs - _FLOOR_BELOW_LU)
            threshold = max(threshold, noise)
    return np.asarray(_loudest(part) < power(threshold))


def _leading(silent: npt.NDArray[np.bool_]) -> int:
    return int(silent.argmin()) if not silent.all() else len(silent)


def _longest(silent: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Where the longest run begins, and how long it is."""
    edges = np.diff(np.concatenate(([False], silent, [False])).astype(np.int8))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if not len(begins):
        return 0, 0
    longest = int(np.argmax(ends - begins))
    return int(begins[longest]), int(ends[longest] - begins[longest])


def _hum(hums: Values) -> tuple[int, float] | None:
    """The mains frequency that hums, and how loud; None where none does."""
    heard = hums[hums.sum(axis=1) > _DIGITAL_SILENCE**2]
    if len(heard) < _LEAST_HUM_STRETCHES:
        return None
    steady = np.percentile(heard, _HUM_PERCENT, axis=0).reshape(len(MAINS_HZ), HARMONICS, 2)
    tones, around = steady[:, :, 0], steady[:, :, 1]
    sums = np.where(tones > around * _HUM_ABOVE, tones, 0.0).sum(axis=1)
    best = int(sums.argmax())
    return (MAINS_HZ[best], _decibels(float(sums[best]))) if sums[best] > 0 else None


def _offset(part: Examination) -> float:
    """How far the channel that lies worst is from the middle, 1 being full scale."""
    means = part.offsets.mean(axis=0, dtype=np.float64)
    return round(float(np.abs(means).max(initial=0.0)), 3)


def _stereo(part: Examination) -> _Stereo:
    if part.energies.shape[1] != _STEREO or not part.energies.any():
        return _Stereo()
    left, right = (float(energy) for energy in part.energies.mean(axis=0, dtype=np.float64))
    apart = float(part.differences.mean(dtype=np.float64))
    balance = _decibels(right) - _decibels(left)
    softer, name = (left, "left") if left < right else (right, "right")
    dead = abs(balance) > _DEAD_DB and _decibels(softer) < _DEAD_DBFS
    alike = (left + right - apart) / 2 / math.sqrt(left * right) if not dead else None
    return _Stereo(
        balance_db=round(max(-_MOST_BALANCE_DB, min(_MOST_BALANCE_DB, balance)), 1),
        dead_channel=name if dead else None,
        identical_channels=apart <= (left + right) * power(_IDENTICAL_DB),
        correlation=None if alike is None else round(alike, 3),
    )


def _decibels(energy: float) -> float:
    return 10 * math.log10(max(energy, 1e-20))


def _seconds(windows: int) -> float:
    return round(windows / WINDOWS_PER_SECOND, 3)


def _rounded(level: float | None) -> float | None:
    return None if level is None else round(level, 1)
