"""Measuring: loudness by libebur128, and true peak."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from pyebur128.pyebur128 import MeasurementMode, R128State, get_loudness_global

from segue.audio.decoding import Block
from segue.audio.truepeak import TruePeak


@dataclass(frozen=True, slots=True)
class Measured:
    """A sound measured; loudness is None for silence and for less than 400 ms, peak for silence."""

    samples: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None


class Meter:
    """Measures a stream of blocks."""

    def __init__(self, rate: int, channels: int) -> None:
        self._loudness = R128State(channels, rate, MeasurementMode.MODE_I)
        self._peak = TruePeak(channels)
        self._samples = 0

    def add(self, block: Block) -> None:
        """Hear the next samples."""
        self._loudness.add_frames(np.ascontiguousarray(block).reshape(-1), len(block))
        self._peak.add(block)
        self._samples += len(block)

    def read(self) -> Measured:
        """What was heard so far."""
        loudness = get_loudness_global(self._loudness)
        peak = self._peak.highest
        return Measured(
            samples=self._samples,
            loudness_lufs=loudness if math.isfinite(loudness) else None,
            true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
        )
