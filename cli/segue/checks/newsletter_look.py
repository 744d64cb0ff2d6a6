"""The newsletter's colours: a theme colour that can't be read as text is used in another shade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from segue.colours import READABLE, contrast
from segue.errors import Problem
from segue.newsletter import palette, reading
from segue.release import Bundle
from segue.settings import FILE_NAME
from segue.show import Look, Show

_MOST_STEPS = 10


def check(bundle: Bundle) -> Iterator[Problem]:
    """A finding for each colour of `[look]` that the newsletters had to move."""
    shows = (release.episode.show for release, _ in reading.sent(bundle))
    for show in {show.look: show for show in shows}.values():
        yield from _moved(show)


def _moved(show: Show) -> Iterator[Problem]:
    look, light = show.look, palette.light(show.look)
    moved: tuple[tuple[Literal["text", "accent"], str, str, str], ...] = (
        ("text", look.text, light.text, "text is"),
        ("accent", look.accent, light.link, "links are"),
    )
    for name, wanted, used, use in moved:
        if wanted.lower() == used:
            continue
        ground = min((light.background, light.tint), key=lambda each: contrast(wanted, each))
        yield Problem(
            severity="warning",
            code="newsletter-contrast",
            message=f'[look] {name} = "{wanted}" is hard to read on {ground}'
            f" (contrast {contrast(wanted, ground):.1f}, {READABLE} is readable):"
            f" the newsletter's {use} in {used}",
            file=show.root / FILE_NAME,
            hint=f'set {name} = "{_unmoved(look, name)}", or change background',
        )


def _unmoved(look: Look, name: Literal["text", "accent"]) -> str:
    """The nearest shade that stays as it is; boxes take a little of the accent, which moves too."""
    for _ in range(_MOST_STEPS):
        light = palette.light(look)
        used = light.text if name == "text" else light.link
        if used == (look.text if name == "text" else look.accent).lower():
            break
        look = replace(look, text=used) if name == "text" else replace(look, accent=used)
    return used
