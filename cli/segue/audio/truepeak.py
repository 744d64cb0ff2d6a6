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
CELL = 32
"""So many samples have one level: their highest."""

# As many as a processor's own memory holds.
_CELLS_AT_ONCE = 512

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


def levels(heard: Block, matters: float) -> Levels:
    """The highest level of each `CELL` samples after the first `HISTORY`, over all channels.

    Where it can't exceed `matters` it is given as 0.
    """
    count = max(0, len(heard) - HISTORY)
    starts = np.arange(0, count, CELL)
    found: Levels = np.zeros(len(starts), np.float32)
    peaks = highest_from(heard, starts)
    # The filter reaches from a cell into the next one.
    peaks[:-1] = np.maximum(peaks[:-1], peaks[1:])
    chosen = np.flatnonzero(peaks * BOUND > matters)
    if not len(chosen):
        return found
    # What lies past the end repeats the last sample, and is not listened to.
    missing = -count % CELL
    whole = np.concatenate((heard, heard[-1:].repeat(missing, axis=0))) if missing else heard
    channels = heard.shape[1]
    stretches = sliding_window_view(whole.reshape(-1), (CELL + HISTORY) * channels)
    stretches = stretches[:: CELL * channels]
    for at in range(0, len(chosen), _CELLS_AT_ONCE):
        cells = chosen[at : at + _CELLS_AT_ONCE]
        made = _oversampled(np.ascontiguousarray(stretches[cells].T), channels)
        if cells[-1] == len(starts) - 1:
            made[(CELL - missing) * channels :, -1] = 0
        found[cells] = made.max(axis=0)
    return found


def highest_from(block: Block, starts: npt.NDArray[np.intp]) -> Levels:
    """The size of the largest sample from each start up to the next, over all channels."""
    if not len(starts):
        return np.zeros(0, np.float32)
    return np.maximum.reduceat(np.abs(block).reshape(-1), starts * block.shape[1])


def _oversampled(stretches: Levels, channels: int) -> Levels:
    """The levels within stretches, one to a column, whose samples' channels are rows."""
    rows = CELL * channels
    highest = np.abs(stretches[DELAY * channels :][:rows])
    between, part = np.empty_like(highest), np.empty_like(highest)
    for phase in _PHASES.T[1:]:
        between[:] = 0
        for tap in np.flatnonzero(phase):
            np.multiply(stretches[tap * channels :][:rows], phase[tap], out=part)
            between += part
        np.maximum(highest, np.abs(between, out=between), out=highest)
    return highest
