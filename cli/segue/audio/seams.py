"""Encoded chunks joined: a seam that nobody hears, chosen where neighbours overlap.

At a seam the window of the last granule before must close as that of the first one after opens,
else the transform's aliases don't cancel; and the bit reservoir must hold what the frames after it
were encoded with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segue.audio.frames import Frames
from segue.audio.repacking import Packer

# How far from the middle of the overlap a seam may lie: an encoder needs some frames to settle.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Run:
    """Frames that stand in a row in some stream; `first` is the first one's number."""

    first: int
    frames: Frames

    @property
    def stop(self) -> int:
        """The number after the last one's."""
        return self.first + len(self.frames)

    def part(self, first: int, stop: int) -> Run:
        """The frames that it has of those from `first` up to `stop`."""
        begin = max(first, self.first)
        return Run(begin, self.frames.part(begin - self.first, stop - self.first))


def window(runs: Sequence[Run], first: int, stop: int) -> Run:
    """The frames from `first` up to `stop` out of runs that follow each other."""
    parts = [run.part(first, stop) for run in runs if run.first < stop and run.stop > first]
    return Run(parts[0].first, Frames.join([part.frames for part in parts]))


def seam(packer: Packer, before: Run, after: Run, middle: int) -> int:
    """The frame from which on the later run is used: nearest to the middle of all that will do."""
    first = max(before.first + 1, after.first + 1, middle - _REACH)
    stop = min(before.stop, after.stop - 1, middle + _REACH) + 1
    numbers = np.arange(first, stop)
    left = packer.reservoirs(before.frames)[numbers - before.first]
    lacking = np.maximum(packer.needs(after.frames)[numbers - after.first] - left, 0)
    closed = before.frames.closed_after()[numbers - 1 - before.first]
    opened = after.frames.open_before()[numbers - after.first]
    # Windows that don't fit would be heard; a frame at a higher bit rate is only unusual.
    unfit = ~(closed & opened)
    best = np.lexsort((numbers, abs(numbers - middle), lacking, unfit))[0]
    return int(numbers[best])
