"""The sizes that cards come in, and what each keeps clear at its edges."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SMALL_SHARE = 28 / 1080
_STEP = 0.94
_LEAST = 1.15


@dataclass(frozen=True, slots=True)
class Canvas:
    """A card's size in pixels; within `margin`, `top` and `bottom` of its edges stands no word."""

    width: int
    height: int
    margin: int
    top: int
    bottom: int

    @property
    def name(self) -> str:
        """As files and settings name it, `1080x1350`."""
        return f"{self.width}x{self.height}"

    @property
    def small(self) -> int:
        """The size of the smallest words, which a phone still shows as readable."""
        return round(self.width * _SMALL_SHARE)

    @property
    def right(self) -> int:
        """Where words end on the right."""
        return self.width - self.margin

    @property
    def is_wide(self) -> bool:
        """Whether it lies across."""
        return self.width > self.height

    def sizes(self, largest: float) -> Iterator[int]:
        """Sizes to set words in: from `largest`, a share of the side, to what a phone shows."""
        size = largest * math.sqrt(self.width * self.height)
        while size > self.small * _LEAST:
            yield round(size)
            size *= _STEP
        yield round(self.small * _LEAST)


def canvases() -> Mapping[str, Canvas]:
    """Every size by its name."""
    return _CANVASES


# Apps lay their own buttons over the top and the bottom of an upright picture that fills a phone.
_CANVASES = {
    canvas.name: canvas
    for canvas in (
        Canvas(1080, 1350, 88, 80, 80),
        Canvas(1080, 1080, 80, 72, 72),
        Canvas(1080, 1920, 96, 270, 340),
        Canvas(1200, 630, 64, 44, 44),
        Canvas(1600, 900, 96, 68, 68),
    )
}
