"""A true-peak limiter: looks ahead, so that no peak between the samples passes the ceiling.

What the loudest of 32 samples (a cell), oversampled fourfold, has above the ceiling is taken away.
The attenuation is reached over 5 ms, held, and given back at 60 dB a second. Where nothing exceeds
the ceiling, samples pass untouched, bit by bit.

A block's attenuation is worked out from the two blocks before it, itself and the next, and from
nothing else. So any part of a programme can be made on its own, with the same bits as in the whole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from segue.audio.decibels import amplitude
from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.metering import lone
from segue.audio.truepeak import CELL, HISTORY, Levels, levels

BLOCKS_BEFORE = 3
"""A block depends on two before it, and these on the last samples of one more."""

_CELLS = BLOCK_SAMPLES // CELL
_LOOK_AHEAD_CELLS = 6
_RELEASE_DB_PER_SECOND = 60.0
_DUST_DB = 1e-9

Attenuation = npt.NDArray[np.float64]
Gains = npt.NDArray[np.float32]
_NOTHING: Attenuation = np.zeros(_CELLS)


class Limiter:
    """Keeps a stream under a ceiling."""

    def __init__(self, rate: int, channels: int, ceiling_dbtp: float) -> None:
        self._ceiling = amplitude(ceiling_dbtp)
        self._control = Control(rate, ceiling_dbtp)
        self._history: Block = np.zeros((HISTORY, channels), np.float32)
        self._ramp = np.repeat(np.arange(CELL, dtype=np.float32) / CELL, channels)[None, :]

    def limit(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The stream, limited, sample for sample as long as it was.

        It comes in blocks of 65,536 samples, only the last one shorter.
        """
        before: Block | None = None
        for block in blocks:
            gains = self._control.gains(self._levels(block))
            if before is not None:
                yield self._turned_down(before, gains)
            before = block
        if before is not None:
            yield self._turned_down(before, self._control.gains(self._levels(before[:0])))

    def _levels(self, block: Block) -> Levels:
        """The level of each cell; it counts for its newest sample, so shows only after a last."""
        silence = np.zeros((BLOCK_SAMPLES - len(block), block.shape[1]), np.float32)
        heard = np.concatenate((self._history, block, silence))
        self._history = heard[len(heard) - HISTORY :]
        return levels(lone(heard), self._ceiling)

    def _turned_down(self, block: Block, gains: Gains | None) -> Block:
        """A block multiplied by gains that move evenly from each cell's edge to the next."""
        if gains is None:
            return block
        whole = np.zeros((BLOCK_SAMPLES, block.shape[1]), np.float32)
        whole[: len(block)] = block
        cells = whole.reshape(_CELLS, -1)
        begin, end = gains[:-1], gains[1:]
        turned = np.flatnonzero((begin != 1) | (end != 1))
        steps = (end - begin)[turned, None]
        cells[turned] *= begin[turned, None] + steps * self._ramp
        return whole[: len(block)]


class Control:
    """From the levels of a stream's cells to the gains that keep it under a ceiling."""

    def __init__(self, rate: int, ceiling_dbtp: float) -> None:
        self._ceiling = amplitude(ceiling_dbtp)
        self._fall = _RELEASE_DB_PER_SECOND * CELL / rate * np.arange(4 * _CELLS)
        self._excess = deque([_NOTHING] * 4, 4)

    def gains(self, found: Levels, louder: float = 1.0) -> Gains | None:
        """The gains at the edges of the cells of the block before this one; None for all 1.

        `louder` is a factor by which the stream is louder than the levels tell.
        """
        self._excess.append(self._above(found, louder))
        if all(each is _NOTHING for each in self._excess):
            return None
        return (10 ** (self._attenuation() / -20)).astype(np.float32)

    def _above(self, found: Levels, louder: float) -> Attenuation:
        """How far each cell is above the ceiling, in dB."""
        if found.max() * louder <= self._ceiling:
            return _NOTHING
        ratio = found.astype(np.float64) * (louder / self._ceiling)
        return np.asarray(20 * np.log10(np.maximum(ratio, 1.0)))

    def _attenuation(self) -> Attenuation:
        """What to take away, in dB, at the edges of the third of four blocks' cells.

        The interpolation filter reaches from a cell into the one before, so an edge minds two
        cells on either side.
        """
        excess = np.concatenate((np.zeros(2), *self._excess))
        wanted = _highest_ahead(excess, _LOOK_AHEAD_CELLS + 3)
        fall = self._fall[: len(wanted)]
        held = np.maximum.accumulate(wanted + fall) - fall
        first, count = 2 * _CELLS, _CELLS + 1
        edges = held[first - _LOOK_AHEAD_CELLS : first + count]
        edges = np.where(edges < _DUST_DB, 0.0, edges)
        total = edges[:count].copy()
        for step in range(1, _LOOK_AHEAD_CELLS + 1):
            total += edges[step : step + count]
        return np.asarray(total / (_LOOK_AHEAD_CELLS + 1))


def _highest_ahead(excess: Attenuation, ahead: int) -> Attenuation:
    """The highest of each value and the `ahead` ones after it, found by doubling the reach."""
    reach = 1
    while reach <= ahead:
        step = min(reach, ahead + 1 - reach)
        excess = np.maximum(excess[:-step], excess[step:])
        reach += step
    return excess
