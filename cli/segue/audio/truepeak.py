"""True peak: the level between the samples, by oversampling four times (ITU-R BS.1770, annex 2).

The interpolation filter is libebur128's (49 taps, a sinc under a Hann window), so that both agree
to 1e-6 dB. It is run only over stretches whose sample peak could matter: no output of the filter
can exceed the largest input by more than the sum of its coefficients' sizes.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from segue.audio.decoding import Block

_FACTOR = 4
_TAPS = 49
_PHASE_TAPS = _TAPS // _FACTOR + 1
# So many samples before a stretch are needed for its first output.
HISTORY = _PHASE_TAPS - 1
# An output stands for the time this many samples before its newest input.
DELAY = HISTORY // 2
CELL = 32
"""So many samples have one level: their highest."""

Levels = npt.NDArray[np.float32]


def _coefficients() -> npt.NDArray[np.float32]:
    """The filter's phases as columns; row 0 meets the oldest input."""
    taps = np.arange(_TAPS)
    middle = (_TAPS - 1) / 2
    prototype = np.sinc((taps - middle) / _FACTOR)
    prototype *= 0.5 * (1 - np.cos(2 * np.pi * taps / (_TAPS - 1)))
    phases = np.zeros((_PHASE_TAPS, _FACTOR))
    for tap, coefficient in enumerate(prototype):
        phases[tap // _FACTOR, tap % _FACTOR] = coefficient
    return phases[::-1].astype(np.float32)


_PHASES = _coefficients()
BOUND = float(np.abs(_PHASES).sum(axis=0).max())


class TruePeak:
    """The highest true peak of a stream, over all channels."""

    def __init__(self, channels: int) -> None:
        self._history: Block = np.zeros((HISTORY, channels), np.float32)
        self.highest = 0.0

    def add(self, block: Block) -> None:
        """Hear the next samples."""
        heard = np.concatenate((self._history, block))
        self._history = heard[len(heard) - HISTORY :]
        self.highest = float(levels(heard, self.highest).max(initial=self.highest))


def levels(heard: Block, matters: float) -> Levels:
    """The highest level of each `CELL` samples after the first `HISTORY`, over all channels.

    Where it can't exceed `matters` it is given as 0.
    """
    count = max(0, len(heard) - HISTORY)
    starts = np.arange(0, count, CELL)
    found: Levels = np.zeros(len(starts), np.float32)
    loudest = loudest_channel(heard)
    if count == 0 or loudest.max() * BOUND <= matters:
        return found
    peaks = np.maximum.reduceat(loudest, starts)
    # The filter reaches from a cell into the next one.
    peaks = np.maximum(peaks, np.append(peaks[1:], np.float32(0)))
    chosen = np.flatnonzero(peaks * BOUND > matters)
    if len(chosen):
        positions = starts[chosen, None] + np.arange(CELL + HISTORY)
        # What lies past the end repeats the last sample, and is not listened to.
        outputs = starts[chosen, None] + np.arange(CELL)
        made = _oversampled(heard[np.minimum(positions, len(heard) - 1)])
        found[chosen] = np.where(outputs < count, made, np.float32(0)).max(axis=1)
    return found


def loudest_channel(block: Block) -> Levels:
    """The size of each sample on the channel where it is largest."""
    sizes = np.abs(block)
    # Far quicker than max(axis=-1), which numpy does one short row at a time.
    return functools.reduce(np.maximum, np.moveaxis(sizes, -1, 0))


def _oversampled(stretches: Block) -> Levels:
    """The levels within stretches, given as stretch by sample by channel."""
    highest = np.abs(stretches[:, DELAY : DELAY + CELL])
    for phase in _PHASES.T[1:]:
        between = np.zeros_like(highest)
        for tap in np.flatnonzero(phase):
            between += stretches[:, tap : tap + CELL] * phase[tap]
        np.maximum(highest, np.abs(between), out=highest)
    return loudest_channel(highest)
