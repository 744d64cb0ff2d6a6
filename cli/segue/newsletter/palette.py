"""The colours of a newsletter, in light and in dark, each readable on what it stands on."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from segue.colours import BLACK, READABLE, WHITE, contrast, luminance, mix, readable
from segue.show import Look

_FONT = re.compile(r"[^\w\s,'-]")
# A button is known by its shape and its words; on a dark ground colours lie closer together.
_BUTTON_STANDS_OUT, _BUTTON_STANDS_OUT_BY_NIGHT = 1.25, 3
_DARK_LUMINANCE = 0.02
_DARK_BACKGROUND = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as #rrggbb.

    `page` lies around the text column, `background` under the text and `tint` under boxes in it;
    `muted` is for small print on these two, `outside` for that on the page; `line` is for rules,
    `button_text` stands on `button`.
    """

    page: str
    background: str
    tint: str
    text: str
    muted: str
    outside: str
    link: str
    line: str
    button: str
    button_text: str


@functools.lru_cache(maxsize=32)
def light(look: Look) -> Palette:
    """The show's own colours, moved only where text would be hard to read."""
    return _palette(
        look.page.lower(), look.background.lower(), look.text.lower(), look.accent.lower()
    )


@functools.lru_cache(maxsize=32)
def dark(look: Look) -> Palette:
    """The same show by night: grounds from its text colour, its accent as light as it must be."""
    ours = light(look)
    if luminance(ours.background) < _DARK_BACKGROUND:
        return ours
    ground = ours.text
    while luminance(ground) > _DARK_LUMINANCE:
        ground = mix(ground, BLACK, 0.1)
    ink = mix(WHITE, ground, 0.1)
    return _palette(mix(ground, BLACK, 0.45), ground, ink, look.accent.lower())


def font(look: Look) -> str:
    """The font stack with nothing in it that could end a style."""
    stack = _FONT.sub("", look.font.replace('"', "'"))
    # An unpaired quote would swallow the rest of a style.
    return (stack.replace("'", "") if stack.count("'") % 2 else stack) or "sans-serif"


def _palette(page: str, background: str, text: str, accent: str) -> Palette:
    tint = _tint(background, text, accent)
    text = readable(text, background, tint)
    by_night = luminance(background) < _DARK_BACKGROUND
    least = _BUTTON_STANDS_OUT_BY_NIGHT if by_night else _BUTTON_STANDS_OUT
    button = accent if contrast(accent, background) >= least else readable(accent, background)
    return Palette(
        page=page,
        background=background,
        tint=tint,
        text=text,
        muted=readable(mix(text, background, 0.3), background, tint),
        outside=readable(mix(text, page, 0.3), page),
        link=readable(accent, background, tint),
        line=mix(background, text, 0.16),
        button=button,
        button_text=_ink(button, text),
    )


def _ink(ground: str, text: str) -> str:
    """What is written on a colour: white, else the text's colour, else black or white."""
    inks = (ink for ink in (WHITE, text) if contrast(ink, ground) >= READABLE)
    return next(inks, max((WHITE, BLACK), key=lambda ink: contrast(ink, ground)))


def _tint(background: str, text: str, accent: str) -> str:
    """The background with a little accent in it, unless text could not be read on both."""
    # On a dark ground a dark accent would not show, so there the tint is a little light.
    colour = accent if luminance(background) > _DARK_BACKGROUND else text
    tint = mix(background, colour, 0.09)
    ink = readable(text, background, tint)
    suits = all(contrast(ink, ground) >= READABLE for ground in (background, tint))
    return tint if suits else background
