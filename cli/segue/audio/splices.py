"""What is copied into an MP3 frame by frame, and what a chunk of it holds: copied, or encoded.

Where the two meet, the frames of both are at hand. The first place where the one's window closes
as the other's opens is taken, so that the transform's aliases cancel.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from segue.audio.bodies import Body
from segue.audio.frames import Frames
from segue.audio.seams import Run

# The fourth root of 2, by which global_gain counts, as decibels.
STEP_DB = 5 * math.log10(2)
# Where copied and encoded frames meet, so many are made both ways.
REACH_FRAMES = 12
_HIGHEST_GAIN = 255


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """Frames of a recording, from `first` up to `stop` in the finished file, `steps` louder.

    The file's frame is the recording's whose number is lower by `offset`.
    """

    sha256: str
    body: Body
    first: int
    stop: int
    offset: int
    steps: int

    def run(self, first: int, stop: int) -> Run:
        """Its frames from one up to another, numbered as in the finished file."""
        found = self.body.frames(first - self.offset, stop - self.offset)
        if not self.steps:
            return Run(first, found)
        anatomy = found.anatomy
        # What would go beyond is silent.
        gains = np.clip(anatomy.gains(found.sides) + self.steps, 0, _HIGHEST_GAIN)
        louder = anatomy.with_gains(found.sides, gains)
        return Run(first, Frames(found.headers, louder, found.lengths, found.main))


@dataclass(frozen=True, slots=True)
class Splice:
    """All that is copied, in order.

    `lead` is the silence in front, in samples, by which the copied frames come to lie where their
    sound belongs; `is_variable` says that not all frames have the bit rate that was asked for.
    """

    copies: tuple[Copy, ...] = ()
    lead: int = 0
    is_variable: bool = False

    @property
    def frames(self) -> int:
        """How many are copied."""
        return sum(copy.stop - copy.first for copy in self.copies)

    def holds(self, frame: int) -> bool:
        """Whether a frame is copied."""
        return any(copy.first <= frame < copy.stop for copy in self.copies)

    def copy_of(self, first: int, stop: int) -> Copy | None:
        """The copy that all frames from `first` up to `stop` come from."""
        whole = (copy for copy in self.copies if copy.first <= first and stop <= copy.stop)
        return next(whole, None)

    def within(self, first: int, stop: int) -> Sequence[tuple[Copy | None, int, int]]:
        """What frames are made of: a copy or, as None, encoding, each from one up to another.

        Encoded ones reach into the copied ones beside them, as far as there is a choice.
        """
        edges = [0, *(edge for copy in self.copies for edge in (copy.first, copy.stop)), stop]
        parts: list[tuple[Copy | None, int, int]] = []
        for index, (begin, end) in enumerate(pairwise(edges)):
            begins, ends = max(begin, first), min(end, stop)
            if begins >= ends:
                continue
            if index % 2:
                parts.append((self.copies[index // 2], begins, ends))
            else:
                reach = max(first, begin - REACH_FRAMES), min(stop, end + REACH_FRAMES)
                parts.append((None, *reach))
        return parts


NOTHING = Splice()


def identity(parts: Sequence[tuple[Copy | None, int, int]], first: int) -> str:
    """What copied frames come from, and where they lie as seen from `first`."""
    told = [
        (copy.sha256, begin - copy.offset, begin - first, end - first, copy.steps)
        for copy, begin, end in parts
        if copy is not None
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def patched(runs: Iterator[tuple[Run, bool]]) -> Run:
    """Overlapping runs as one, each with whether it was copied, as much copied as can be."""
    made, was_copied = next(runs)
    for run, is_copied in runs:
        seam = _seam(made, run, earliest=is_copied and not was_copied)
        kept = made.part(made.first, seam), run.part(seam, run.stop)
        made = Run(made.first, Frames.join([each.frames for each in kept]))
        was_copied = is_copied
    return made


def _seam(before: Run, after: Run, *, earliest: bool) -> int:
    """The frame from which on the later run is taken: the first that will do, or the last."""
    first, stop = max(before.first + 1, after.first), min(before.stop, after.stop - 1)
    numbers = np.arange(first, stop + 1)
    closed = before.frames.closed_after()[numbers - 1 - before.first]
    opened = after.frames.open_before()[numbers - after.first]
    order = numbers if earliest else -numbers
    return int(numbers[np.lexsort((order, ~(closed & opened)))[0]])
