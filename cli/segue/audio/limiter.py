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

from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.truepeak import HISTORY, levels

BLOCKS_BEFORE = 3
"""A block depends on two before it, and these on the last samples of one more."""

_CELL = 32
_CELLS = BLOCK_SAMPLES // _CELL
_LOOK_AHEAD_CELLS = 6
_RELEASE_DB_PER_SECOND = 60.0
_DUST_DB = 1e-9

Attenuation = npt.NDArray[np.float64]
_NOTHING: Attenuation = np.zeros(_CELLS)
_RAMP = (np.arange(_CELL) / _CELL)[None, :]


class Limiter:
    """Keeps a stream under a ceiling; `deepest_db` is the most that it has taken away so far."""

    def __init__(self, rate: int, channels: int, ceiling_dbtp: float) -> None:
        self._ceiling = 10 ** (ceiling_dbtp / 20)
        self._fall = _RELEASE_DB_PER_SECOND * _CELL / rate * np.arange(4 * _CELLS)
        self._history: Block = np.zeros((HISTORY, channels), np.float32)
        self.deepest_db = 0.0

    def limit(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The stream, limited, sample for sample as long as it was.

        It comes in blocks of 65,536 samples, only the last one shorter.
        """
        excess = deque([_NOTHING] * 4, 4)
        before: Block | None = None
        for block in blocks:
            excess.append(self._excess(block))
            if before is not None:
                yield self._turned_down(before, excess)
            before = block
        if before is not None:
            excess.append(self._excess(before[:0]))
            yield self._turned_down(before, excess)

    def _excess(self, block: Block) -> Attenuation:
        """How far each cell is above the ceiling, in dB; a level counts for its newest sample."""
        # The level of a last sample shows only in the silence after it.
        silence = np.zeros((BLOCK_SAMPLES - len(block), block.shape[1]), np.float32)
        heard = np.concatenate((self._history, block, silence))
        self._history = heard[len(heard) - HISTORY :]
        loud = levels(heard, self._ceiling)
        if loud.max() <= self._ceiling:
            return _NOTHING
        highest = loud.reshape(_CELLS, _CELL).max(axis=1)
        return np.asarray(20 * np.log10(np.maximum(highest / self._ceiling, 1.0)))

    def _turned_down(self, block: Block, excess: deque[Attenuation]) -> Block:
        """The last block but one of those that `excess` tells of, attenuated."""
        if all(each is _NOTHING for each in excess):
            return block
        attenuation_db = self._attenuation(np.concatenate(excess))
        self.deepest_db = max(self.deepest_db, float(attenuation_db.max()))
        gains = 10 ** (attenuation_db / -20)
        steps = np.diff(gains)[:, None]
        curve = (gains[:-1, None] + steps * _RAMP).astype(np.float32).reshape(-1, 1)
        return block * curve[: len(block)]

    def _attenuation(self, excess: Attenuation) -> Attenuation:
        """What to take away, in dB, at the edges of the third of four blocks' cells.

        The interpolation filter reaches from a cell into the one before, so an edge minds two
        cells on either side.
        """
        wanted = _highest_ahead(np.pad(excess, (2, 0)), _LOOK_AHEAD_CELLS + 3)
        fall = self._fall[: len(wanted)]
        held = np.maximum.accumulate(wanted + fall) - fall
        first = 2 * _CELLS
        edges = held[first - _LOOK_AHEAD_CELLS : first + _CELLS + 1].copy()
        edges[edges < _DUST_DB] = 0.0
        windows = np.lib.stride_tricks.sliding_window_view(edges, _LOOK_AHEAD_CELLS + 1)
        return np.asarray(windows.mean(axis=1))


def _highest_ahead(excess: Attenuation, ahead: int) -> Attenuation:
    """The highest of each value and the `ahead` ones after it."""
    windows = np.lib.stride_tricks.sliding_window_view(excess, ahead + 1)
    return np.asarray(windows.max(axis=1))
