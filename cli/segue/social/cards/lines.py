"""A text in lines of about the same length, as a typesetter would break it."""

from __future__ import annotations

import math
from collections.abc import Sequence

_TRAILING = 3
_ORPHAN = 0.34


def fewest(widths: Sequence[float], space: float, room: float) -> int | None:
    """How many lines these pieces need at least; None where one of them is wider than the room."""
    if max(widths, default=0) > room:
        return None
    count, used = 1, -space
    for width in widths:
        if used + space + width > room:
            count, used = count + 1, -space
        used += space + width
    return count


def broken(
    pieces: Sequence[str], widths: Sequence[float], space: float, room: float
) -> tuple[str, ...]:
    """The pieces in as few lines as they need, of which none is much shorter than the others.

    A line better ends with a mark than with a short word, and the last is better no single word.
    """
    count = fewest(widths, space, room)
    if not pieces or count is None:
        return (" ".join(pieces),)
    # A character that takes no room makes no line.
    ideal = max((sum(widths) + space * (len(widths) - count)) / count, space)
    # best[n]: the least cost of the first n pieces in the lines so far, with where the last began.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((math.inf, ()) for _ in pieces)]
    for number in range(1, count + 1):
        following: list[tuple[float, tuple[int, ...]]] = [(math.inf, ())] * (len(pieces) + 1)
        for end in range(number, len(pieces) + 1):
            for begin in _beginnings(widths, space, room, end):
                cost, breaks = best[begin]
                if cost == math.inf:
                    continue
                width = sum(widths[begin:end]) + space * (end - begin - 1)
                cost += _raggedness(width / ideal, pieces[begin:end], is_last=end == len(pieces))
                if cost < following[end][0]:
                    following[end] = cost, (*breaks, end)
        best = following
    ends = best[-1][1]
    return tuple(" ".join(pieces[begin:end]) for begin, end in zip((0, *ends), ends, strict=False))


def _beginnings(widths: Sequence[float], space: float, room: float, end: int) -> Sequence[int]:
    """Where a line that ends here may begin."""
    width, begin = -space, end
    while begin and width + space + widths[begin - 1] <= room:
        begin -= 1
        width += space + widths[begin]
    return range(begin, end)


def _raggedness(share: float, pieces: Sequence[str], *, is_last: bool) -> float:
    """How badly a line stands out, where `share` is its width by the ideal one."""
    cost = (1 - share) ** 2
    last = pieces[-1]
    if is_last:
        return cost + (_ORPHAN if len(pieces) == 1 and " " not in last else 0)
    if last.endswith((":", ";", ".", "?", "!", "—", "–")):
        return cost - 0.06
    return cost + (0.05 if len(last.rsplit(" ", 1)[-1]) <= _TRAILING and last[-1:].isalpha() else 0)
