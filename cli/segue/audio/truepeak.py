"""True peak: the level between the samples, by oversampling four times (ITU-R BS.1770, annex 2).

The interpolation filter is libebur128's (49 taps, a sinc under a Hann window), so that both agree
to 1e-6 dB. It is run only over stretches whose sample peak could matter: no output of the filter
can exceed the largest input by more than the sum of its coefficients' sizes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from segue.audio.decoding import Block

_FACTOR = 4
_TAPS = 49
_PHASE_TAPS = _TAPS // _FACTOR + 1
# So many samples before a stretch are needed for its first output.
HISTORY = _PHASE_TAPS - 1
# An output stands for the time this many samples before its newest input.
DELAY = HISTORY // 2
_STRETCH = 64

Levels = npt.NDArray[np.float64]


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
    """The level at each sample after the first `HISTORY`: the largest over phases and channels.

    Where it can't exceed `matters` it is given as 0.
    """
    count = len(heard) - HISTORY
    found: Levels = np.zeros(count)
    loudest = np.abs(heard).max(axis=1)
    if not count or loudest.max() * BOUND <= matters:
        return found
    starts = np.arange(0, count, _STRETCH)
    peaks = np.maximum.reduceat(loudest, starts)
    # The filter reaches from a stretch into the next one.
    peaks = np.maximum(peaks, np.append(peaks[1:], 0))
    chosen = starts[peaks * BOUND > matters]
    positions = np.minimum(chosen[:, None] + np.arange(_STRETCH + HISTORY), len(heard) - 1)
    windows = sliding_window_view(heard[positions], _PHASE_TAPS, axis=1)
    outputs = chosen[:, None] + np.arange(_STRETCH)
    within = outputs < count
    found[outputs[within]] = np.abs(windows @ _PHASES).max(axis=(2, 3))[within]
    return found
