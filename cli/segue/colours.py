"""How well colours can be told apart, by WCAG 2; a colour is written #rrggbb."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"
READABLE = 4.5
"""The contrast that text needs, by WCAG 2 level AA."""

_STEPS = 20
_LINEAR_BELOW = 0.04045


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2, from 0 to 1."""
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way from the first to the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, *grounds: str) -> str:
    """The colour, moved towards black or white until it is readable on all the grounds."""
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            moved = mix(colour, end, step / _STEPS)
            if all(contrast(moved, ground) >= READABLE for ground in grounds):
                return moved
    return max((BLACK, WHITE), key=lambda end: min(contrast(end, ground) for ground in grounds))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(value: float) -> float:
    return value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
