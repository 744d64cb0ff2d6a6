"""The stretches of a recording that are heard one after the other, and where each sample lands."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Sequence

Stretch = tuple[int, int]


def hearing(start: int, stretches: Sequence[Stretch]) -> Callable[[int], int]:
    """Tells where a sample is heard, when the first stretch begins at `start`.

    One that is left out is heard where it goes on. It is made once and asked often: a transcript
    has thousands of times, and a recording may have thousands of pauses that were shortened.
    """
    firsts, ends = zip(*stretches, strict=True)
    starts = [*itertools.accumulate((end - first for first, end in stretches), initial=start)]

    def heard_at(sample: int) -> int:
        at = bisect.bisect_right(ends, sample)
        return starts[at] + (max(0, sample - firsts[at]) if at < len(ends) else 0)

    return heard_at
