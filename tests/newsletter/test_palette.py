"""Colours that can be read, whatever the show's are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from segue.colours import READABLE, contrast, luminance
from segue.newsletter import palette
from segue.newsletter.palette import Palette
from segue.show import Look

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
looks = st.builds(Look, accent=colours, text=colours, background=colours, page=colours)


def unreadable(colour: Palette) -> list[str]:
    """The pairs of a palette that stand on each other and can't be read."""
    pairs = {
        "text": (colour.text, colour.background),
        "link": (colour.link, colour.background),
        "muted": (colour.muted, colour.background),
        "outside": (colour.outside, colour.page),
        "text in a box": (colour.text, colour.tint),
        "link in a box": (colour.link, colour.tint),
        "button": (colour.button_text, colour.button),
    }
    return [name for name, (ink, ground) in pairs.items() if contrast(ink, ground) < READABLE]


@given(looks)
def test_every_colour_can_be_read_on_its_ground(look: Look) -> None:
    """Contrast is at least 4.5, in light and in dark, for any theme."""
    assert unreadable(palette.light(look)) == []
    assert unreadable(palette.dark(look)) == []


def test_colours_that_can_be_read_stay_the_show_s_own() -> None:
    """Nothing is moved that need not be."""
    colour = palette.light(Look())
    look = Look()
    assert (colour.page, colour.background, colour.text) == (look.page, look.background, look.text)
    assert (colour.link, colour.button) == (look.accent, look.accent)


def test_the_night_is_dark() -> None:
    """A light show gets dark grounds, a dark show keeps its own."""
    assert luminance(palette.dark(Look()).background) < 0.05
    night = Look(background="#101418", text="#f0f4f8", page="#000000")
    assert palette.dark(night) == palette.light(night)


def test_a_font_stack_can_t_leave_its_style() -> None:
    """Only what names fonts stays."""
    assert palette.font(Look(font='"A B", serif')) == "'A B', serif"
    assert palette.font(Look(font="'Comic \"Sans', serif")).count("'") % 2 == 0
    assert ";" not in palette.font(Look(font="x; } body { display: none"))
