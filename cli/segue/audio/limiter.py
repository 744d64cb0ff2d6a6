"""A true-peak limiter: looks ahead, so that no peak between the samples passes the ceiling.

Each sample's level is taken from the fourfold oversampled signal. The attenuation that the loudest
sample of the next 5 ms needs is reached by a straight ramp in dB over these 5 ms, held, and given
back at 60 dB a second. Where nothing exceeds the ceiling, samples pass untouched, bit by bit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from segue.audio.decoding import Block
from segue.audio.truepeak import DELAY, HISTORY, Levels, levels

_LOOK_AHEAD_SECONDS = 0.005
_RELEASE_DB_PER_SECOND = 60.0
_DUST_DB = 1e-9

Attenuation = npt.NDArray[np.float64]


class Limiter:
    """Keeps a stream under a ceiling; `deepest_db` is the most that it has taken away so far."""

    def __init__(self, rate: int, channels: int, ceiling_dbtp: float) -> None:
        self._ceiling = 10 ** (ceiling_dbtp / 20)
        self._ahead = max(1, round(_LOOK_AHEAD_SECONDS * rate))
        self._release = _RELEASE_DB_PER_SECOND / rate
        self._latency = self._ahead + DELAY
        self._history: Block = np.zeros((HISTORY, channels), np.float32)
        self._delayed: Block = np.zeros((self._latency, channels), np.float32)
        self._needed: Attenuation = np.zeros(self._ahead + 1)
        self._held: Attenuation = np.zeros(self._ahead)
        self._to_drop = self._latency
        self.deepest_db = 0.0

    def limit(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The stream, limited, sample for sample as long as it was."""
        for block in blocks:
            yield self._push(block)
        yield self._push(np.zeros_like(self._delayed))

    def _push(self, block: Block) -> Block:
        """Take samples in, give as many out (fewer at first), `latency` samples late."""
        heard = np.concatenate((self._history, block))
        self._history = heard[len(heard) - HISTORY :]
        waiting = np.concatenate((self._delayed, block))
        self._delayed = waiting[len(block) :]
        ready = waiting[: len(block)]
        loud = levels(heard, self._ceiling)
        if loud.max(initial=0.0) > self._ceiling or self._needed.any() or self._held.any():
            attenuation_db = self._attenuation(loud)
            self.deepest_db = max(self.deepest_db, float(attenuation_db.max(initial=0.0)))
            ready = ready * (10 ** (attenuation_db / -20)).astype(np.float32)[:, None]
        kept = ready[self._to_drop :]
        self._to_drop -= min(self._to_drop, len(ready))
        return kept

    def _attenuation(self, loud: Levels) -> Attenuation:
        """What to take away, in dB, from the samples that now come out."""
        fresh = 20 * np.log10(np.maximum(loud.astype(np.float64) / self._ceiling, 1.0))
        needed = np.concatenate((self._needed, fresh))
        self._needed = needed[len(fresh) :]
        # A level lies between two samples: both need its attenuation.
        needed = np.maximum(needed[1:], needed[:-1])
        held = _released(_highest_ahead(needed, self._ahead), self._held[-1], self._release)
        carried = np.concatenate((self._held, held))
        self._held = carried[len(held) :]
        sums = np.concatenate(((0.0,), np.cumsum(carried)))
        width = self._ahead + 1
        return _dusted((sums[width:] - sums[:-width]) / width)


def _highest_ahead(needed: Attenuation, ahead: int) -> Attenuation:
    """The highest of each value and the `ahead` ones after it, found by doubling the reach."""
    reach = 1
    while reach <= ahead:
        step = min(reach, ahead + 1 - reach)
        needed = np.maximum(needed[:-step], needed[step:])
        reach += step
    return needed


def _released(wanted: Attenuation, before: float, release: float) -> Attenuation:
    """The attenuation rising at once and falling by `release` a sample at most."""
    fall = release * np.arange(1, len(wanted) + 1)
    return _dusted(np.maximum.accumulate(np.maximum(wanted + fall, before)) - fall)


def _dusted(attenuation_db: Attenuation) -> Attenuation:
    """Without what rounding leaves, so that the stream passes untouched again."""
    return np.where(attenuation_db > _DUST_DB, attenuation_db, 0.0)
