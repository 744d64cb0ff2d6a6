"""The order of an article's headings: they begin at ## and skip no level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from segue.intake.manuscript import Block

_FIRST = 2  # the first level is the title's
_LAST = 6


def ordered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with their headings one level below another, as they were meant."""
    return tuple(_ordered(blocks))


def _ordered(blocks: Sequence[Block]) -> Iterator[Block]:
    above: list[tuple[int, int]] = []  # the level that was meant, and the one that was given
    for block in blocks:
        if block.kind != "heading":
            yield block
            continue
        while above and above[-1][0] >= block.level:
            above.pop()
        level = min(above[-1][1] + 1 if above else _FIRST, _LAST)
        above.append((block.level, level))
        yield replace(block, level=level)
