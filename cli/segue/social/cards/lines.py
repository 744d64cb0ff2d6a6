"""A text in lines of about the same length, as a typesetter would break it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SHORT = 3
_ORPHAN = 0.34
_SHORT_END = 0.02
_GOOD_END = -0.06


@dataclass(frozen=True, slots=True)
class Piece:
    """What does not break: its text, its width and that of the space behind it, by type size."""

    text: str
    width: float
    space: float


def fewest(pieces: Sequence[Piece], room: float) -> int | None:
    """How many lines these pieces need at least; None where one of them is wider than the room."""
    if any(piece.width > room for piece in pieces):
        return None
    count, used = 1, 0.0
    for piece in pieces:
        if used + piece.width > room:
            count, used = count + 1, 0.0
        used += piece.width + piece.space
    return count


def broken(pieces: Sequence[Piece], room: float) -> tuple[str, ...]:
    """The pieces in as few lines as they need, of which none is much shorter than the others.

    A line better ends with a mark than with a short word, and the last is better no single word.
    """
    count = fewest(pieces, room) or 1
    # A character that takes no room makes no line.
    ideal = max(sum(piece.width + piece.space for piece in pieces) / count, 1e-9)
    # Each entry: the least cost of so many pieces in the lines so far, and where these end.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((math.inf, ()) for _ in pieces)]
    for _ in range(count):
        best = [
            min(_ways(best, pieces, end, (room, ideal)), default=(math.inf, ()))
            for end in range(len(pieces) + 1)
        ]
    ends = best[-1][1]
    starts = (0, *ends)
    return tuple(
        "".join(piece.text for piece in pieces[start:end]).rstrip()
        for start, end in zip(starts, ends, strict=False)
    )


def _ways(
    best: Sequence[tuple[float, tuple[int, ...]]],
    pieces: Sequence[Piece],
    end: int,
    widths: tuple[float, float],
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Each line that ends here and is no wider than the room, with what it costs altogether."""
    room, ideal = widths
    width = 0.0
    for start in range(end - 1, -1, -1):
        piece = pieces[start]
        width += piece.width + (piece.space if start < end - 1 else 0)
        if width > room:
            return
        cost, ends = best[start]
        if cost < math.inf:
            cost += (1 - width / ideal) ** 2
            cost += _ending([one.text.rstrip() for one in pieces[start:end]], end == len(pieces))
            yield cost, (*ends, end)


def _ending(line: Sequence[str], is_last: bool) -> float:  # noqa: FBT001 (one caller)
    """What a line costs, or is worth, for how it ends."""
    last = line[-1]
    if is_last:
        return _ORPHAN if len(line) == 1 and " " not in last else 0
    if last.endswith((":", ";", ".", "?", "!", "—", "–")):
        return _GOOD_END
    return _SHORT_END if last.isalpha() and len(last) <= _SHORT else 0
