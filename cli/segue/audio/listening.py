"""What a listener's decoder makes of a file, measured part by part: the parts add up to the whole.

Loudness is kept as energies by the tenth of a second, so that parts measured at different times
give the same integrated loudness as one measurement of all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from segue.audio.decibels import amplitude, of_amplitude
from segue.audio.decoding import Block
from segue.audio.metering import SETTLING_SECONDS, energies, highest, lone, near, peaks
from segue.audio.retouching import cell_samples
from segue.audio.surveying import loudness_lufs
from segue.audio.truepeak import CELL, Levels, levels

_PART_SECONDS = 20
# Nearer than this to the ceiling, another meter may already call it too high.
_METERS_DIFFER_DB = 0.02
# A spot that is too high is brought so far below the ceiling.
_MARGIN_DB = 0.06


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A part of a decoded file, or the whole.

    `energies` are for each tenth of a second, `peaks` (of samples) for each 50th; `true_peak` is
    the highest. `overs_db` says which 50ths are too near the ceiling, and how far to lower them.
    """

    samples: int
    energies: Levels
    peaks: Levels
    true_peak: float
    overs_db: Mapping[int, float]

    @property
    def loudness_lufs(self) -> float | None:
        """The integrated loudness; None for silence and for less than 400 ms."""
        return loudness_lufs(self.energies)

    @property
    def true_peak_dbtp(self) -> float | None:
        """The true peak; None for silence."""
        return of_amplitude(self.true_peak)

    def write(self) -> bytes:
        """As bytes for the cache."""
        overs = [*self.overs_db.items()]
        head = (self.samples, len(self.energies), self.true_peak, overs)
        return json.dumps(head).encode() + b"\n" + self.energies.tobytes() + self.peaks.tobytes()

    @classmethod
    def read(cls, content: bytes) -> Heard:
        """What `write` gave."""
        head, _, body = content.partition(b"\n")
        samples, count, true_peak, overs = json.loads(head)
        numbers = np.frombuffer(body, np.float32)
        return cls(samples, numbers[:count], numbers[count:], true_peak, dict(overs))


@dataclass(frozen=True, slots=True)
class Made:
    """What came of encoding: what is heard, and for each part whether it was encoded anew."""

    heard: Heard
    parts: tuple[bool, ...]


def together(parts: Sequence[Heard], rate: int) -> Heard:
    """Parts that follow each other, as one."""
    overs: dict[int, float] = {}
    at = 0
    for part in parts:
        first = at // cell_samples(rate)
        overs |= {cell + first: over for cell, over in part.overs_db.items()}
        at += part.samples
    return Heard(
        at,
        np.concatenate([part.energies for part in parts]),
        np.concatenate([part.peaks for part in parts]),
        max(part.true_peak for part in parts),
        overs,
    )


class Ear:
    """Listens to a whole file, block by block, in flat memory."""

    def __init__(self, rate: int, ceiling_dbtp: float) -> None:
        self._rate, self._ceiling = rate, ceiling_dbtp
        self._settling = round(SETTLING_SECONDS * rate)
        # Whole steps of every kind that parts are measured in.
        self._part = rate * _PART_SECONDS
        self._before: Block | None = None
        self._blocks: list[Block] = []
        self._waiting = 0
        self._parts: list[Heard] = []
        self.samples = 0

    def hear(self, block: Block) -> None:
        """Hear the next samples."""
        self.samples += len(block)
        while len(block):
            taken = block[: self._part - self._waiting]
            self._blocks.append(taken)
            self._waiting += len(taken)
            block = block[len(taken) :]
            if self._waiting == self._part:
                self._measure()

    def told(self) -> Heard:
        """What was heard, as a whole."""
        if self._waiting or not self._parts:
            self._measure()
        return together(self._parts, self._rate)

    def _measure(self) -> None:
        sound = np.concatenate(self._blocks)
        settling = 0 if self._before is None else len(self._before)
        heard = sound if self._before is None else np.concatenate((self._before, sound))
        self._parts.append(listen(heard, self._rate, settling, self._ceiling))
        self._before = sound[-self._settling :]
        self._blocks, self._waiting = [], 0


def listen(sound: Block, rate: int, settling: int, ceiling_dbtp: float) -> Heard:
    """Measure a part of a file after its first `settling` samples, which come before the part."""
    heard = lone(sound)
    # No true peak is lower than the highest sample: whatever can't beat that is passed over.
    found = peaks(heard[settling:], cell_samples(rate))
    true_peak = highest(heard, settling, float(found.max(initial=0.0)))
    return Heard(
        samples=len(sound) - settling,
        energies=energies(heard, rate, settling) * np.float32(sound.shape[1] / heard.shape[1]),
        peaks=found,
        true_peak=true_peak,
        overs_db=_overs(near(heard, settling), rate, true_peak, ceiling_dbtp),
    )


def _overs(near_part: Block, rate: int, highest: float, ceiling_dbtp: float) -> Mapping[int, float]:
    """By how much to lower which 50ths of a second, in dB."""
    allowed = amplitude(ceiling_dbtp - _METERS_DIFFER_DB)
    if highest <= allowed:
        return {}
    found = levels(near_part, allowed)
    starts = np.arange(len(found)) * CELL
    cells: Levels = np.zeros(starts[-1] // cell_samples(rate) + 2, np.float32)
    # Where a filter's cell lies in two of ours, both are meant.
    for edge in (starts, starts + CELL - 1):
        np.maximum.at(cells, edge // cell_samples(rate), found)
    aim_dbtp = ceiling_dbtp - _MARGIN_DB
    return {
        int(cell): round(20 * math.log10(cells[cell]) - aim_dbtp, 3)
        for cell in np.flatnonzero(cells > allowed)
    }
