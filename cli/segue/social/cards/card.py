"""What a card says, before anyone knows how large."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from segue.languages import QuotationMarks
from segue.social.cards.inks import Ground

Kind = Literal["quote", "title", "list", "page", "number", "call"]

LARGEST: dict[Kind, float] = {
    "quote": 0.082,
    "title": 0.112,
    "list": 0.05,
    "page": 0.072,
    "number": 0.052,
    "call": 0.09,
}
"""The largest size of each kind's main words, as a share of the picture's side."""

COLUMN: dict[Kind, tuple[float, float]] = {
    "quote": (1, 1),
    "title": (1, 0.66),
    "list": (1, 1),
    "page": (1, 0.8),
    "number": (1, 1),
    "call": (1, 1),
}
"""How much of the room between the margins the main words take: upright, and across."""

LEADING = 1.14
"""From line to line of main words, by their size."""

_BARS = 27
_NUMERAL = 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One picture's words: `text` and `items` are what it says, the rest stands around that.

    `marks` are the quotation marks around `text`, `bars` the heights of the episode's wave, from
    0 to 1. `page` and `pages` count in a carousel.
    """

    kind: Kind
    language: str
    title: str
    text: str
    bars: tuple[float, ...]
    is_rtl: bool = False
    number: int | None = None
    handle: str | None = None
    kicker: str = ""
    marks: QuotationMarks = ("", "")
    figure: str = ""
    items: tuple[str, ...] = ()
    button: str = ""
    ground: Ground = "paper"
    page: int = 1
    pages: int = 1

    @property
    def texts(self) -> tuple[str, ...]:
        """Its main words, as they stand on it: with their marks; empty where it has none."""
        words = f"{self.marks[0]}{self.text}{self.marks[1]}" if self.text else ""
        return self.items or ((words,) if words else ())

    @property
    def indent(self) -> float:
        """How far the main words stand in from the margin, in small sizes."""
        return _NUMERAL if self.items else 0


def wave(seed: str) -> tuple[float, ...]:
    """The heights of an episode's bars: always the same ones, higher towards the middle."""
    digest: Sequence[int] = hashlib.sha256(seed.encode()).digest()
    heights = []
    for place in range(_BARS):
        swell = 1 - abs(2 * place / (_BARS - 1) - 1) ** 1.6
        heights.append(round(0.1 + 0.9 * (0.25 + 0.75 * swell) * (0.25 + digest[place] / 340), 3))
    return tuple(heights)
