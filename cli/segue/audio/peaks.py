"""`peaks.json`: a sound's outline for players that draw a waveform.

The format is that of audiowaveform, version 2, which wavesurfer.js and peaks.js read: for each
`samples_per_pixel` samples the lowest and the highest, as whole numbers of 8 bits.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MOST_POINTS = 2400
_VERSION = 2
_BITS = 8
_HIGHEST = 127


@dataclass(frozen=True, slots=True)
class Peaks:
    """The highest level, 0 to 1, of each `samples_per_point` samples of a sound."""

    sample_rate: int
    samples_per_point: int
    levels: tuple[float, ...]

    @classmethod
    def of(cls, levels: npt.NDArray[np.floating], cell_samples: int, sample_rate: int) -> Peaks:
        """From the highest level of each `cell_samples` samples; at most 2,400 points."""
        together = max(1, math.ceil(len(levels) / MOST_POINTS))
        starts = np.arange(0, len(levels), together)
        highest = np.maximum.reduceat(levels, starts) if len(levels) else levels
        whole = np.rint(np.clip(highest, 0, 1) * _HIGHEST) / _HIGHEST
        return cls(sample_rate, together * cell_samples, tuple(map(float, whole)))

    def write(self) -> bytes:
        """As JSON."""
        whole = [round(level * _HIGHEST) for level in self.levels]
        told = {
            "version": _VERSION,
            "channels": 1,
            "sample_rate": self.sample_rate,
            "samples_per_pixel": self.samples_per_point,
            "bits": _BITS,
            "length": len(whole),
            "data": [edge for level in whole for edge in (-level, level)],
        }
        return (json.dumps(told, separators=(",", ":")) + "\n").encode()

    @classmethod
    def read(cls, content: bytes) -> Peaks | None:
        """What `write` gave; None for anything else."""
        try:
            told = json.loads(content)
            levels = tuple(max(0, min(int(edge), _HIGHEST)) for edge in told["data"][1::2])
            made = cls(
                int(told["sample_rate"]),
                int(told["samples_per_pixel"]),
                tuple(level / _HIGHEST for level in levels),
            )
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            return None
        return made if levels and made.sample_rate > 0 and made.samples_per_point > 0 else None
