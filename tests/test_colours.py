"""Contrast as the standard counts it, and inks that reach it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.colours import BLACK, READABLE, WHITE, contrast, mix, readable

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#abcdef", "#abcdef", 1)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    """WCAG 2, both ways round."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(colour=colours, ground=colours)
def test_any_colour_can_be_made_readable_on_any_ground(colour: str, ground: str) -> None:
    """Black or white can be read on every colour, so there always is an ink."""
    assert contrast(readable(colour, ground), ground) >= READABLE


@given(colour=colours, ground=colours)
def test_a_colour_that_can_be_read_stays_as_it_is(colour: str, ground: str) -> None:
    """Nobody's colours are moved without need."""
    if contrast(colour, ground) >= READABLE:
        assert readable(colour, ground) == colour


def test_a_mix_lies_between_its_colours() -> None:
    """None of the other, all of it, and half."""
    assert [mix(BLACK, WHITE, share) for share in (0, 1, 0.5)] == [BLACK, WHITE, "#808080"]
