"""The echo of a recording: what is heard of copied frames, from what was heard of their recording.

They play with the very bits that they play with there, turned by whole steps. So their measures are
the recording's, moved to where they lie and turned; nothing of them is decoded again.
"""

from __future__ import annotations

import numpy as np

from segue.audio.chunks import Grid
from segue.audio.decibels import amplitude, power
from segue.audio.listening import Heard
from segue.audio.retouching import cell_samples
from segue.audio.splices import STEP_DB, Copy
from segue.audio.surveying import Survey
from segue.audio.truepeak import Levels


def echoed(copy: Copy, survey: Survey, grid: Grid, span: tuple[int, int]) -> Heard:
    """What is heard from one sample of the file up to another, all of it copied.

    Its true peak is no higher than told: it is that of the whole recording.
    """
    start, stop = span
    rate, gain_db = grid.layout.sample_rate, copy.steps * STEP_DB
    begin = start + grid.delay - copy.offset * grid.layout.samples_per_frame - copy.body.skipped
    cell = cell_samples(rate)
    middles = begin + cell // 2 + np.arange(-(-(stop - start) // cell)) * cell
    return Heard(
        samples=stop - start,
        energies=_moved(survey.energies, begin / grid.step, (stop - start) // grid.step)
        * np.float32(power(gain_db)),
        peaks=survey.peaks[middles // grid.step] * np.float32(amplitude(gain_db)),
        true_peak=survey.true_peak * amplitude(gain_db),
        overs_db={},
    )


def _moved(energies: Levels, begin: float, count: int) -> Levels:
    """The energies of so many tenths of a second, of which the first begins within one of these."""
    first = int(begin)
    later = np.float32(begin - first)
    found: Levels = energies[first : first + count + 1]
    return found[:-1] * (1 - later) + found[1:] * later
