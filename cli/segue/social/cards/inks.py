"""The colours of a card, from the show's look, each readable on what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segue.colours import BLACK, READABLE, WHITE, contrast, mix, readable
from segue.show import Look

Ground = Literal["paper", "accent"]

_SHOWS = 1.25
_LINE = 0.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """Colours as #rrggbb: `text`, `muted` and `accent` are for words, `line` and `shape` are not.

    `is_paper` says that the ground is a quiet one, on which the show's logo may stand.
    """

    ground: str
    text: str
    muted: str
    accent: str
    line: str
    shape: str
    is_paper: bool


def inks(look: Look, ground: Ground) -> Inks:
    """The show's own colours, moved only where words would be hard to read."""
    page, background, text, accent = (
        colour.lower() for colour in (look.page, look.background, look.text, look.accent)
    )
    if ground == "paper":
        return _on(page, text, accent, is_paper=True)
    clear = (one for one in (background, text, WHITE, BLACK) if contrast(one, accent) >= READABLE)
    ink = next(clear)
    return _on(accent, ink, ink, is_paper=False)


def _on(ground: str, text: str, accent: str, *, is_paper: bool) -> Inks:
    text = readable(text, ground)
    shape = accent if is_paper else mix(ground, text, 0.24)
    return Inks(
        ground=ground,
        text=text,
        muted=readable(mix(text, ground, 0.3), ground),
        accent=readable(accent, ground),
        line=mix(ground, text, _LINE),
        shape=shape if contrast(shape, ground) >= _SHOWS else text,
        is_paper=is_paper,
    )
