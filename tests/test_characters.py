"""Which characters leave the program, and how many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from segue.characters import shortened


@given(some.text(), some.integers(2, 60))
def test_a_shortened_text_begins_as_the_text_does_and_fits(text: str, longest: int) -> None:
    """Labels and previews are cut, never reworded, and never longer than their room."""
    short = shortened(text, longest)
    assert len(short) <= longest
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sleep well", "Sleep well"),
        ("Be well, you all", "Be well…"),
        ("Sleep – a guide", "Sleep – a…"),
        ("Sleeplessness", "Sleeplessn…"),
        ("Sleeping is good", "Sleeping…"),
    ],
)
def test_a_text_is_cut_after_a_whole_word(text: str, expected: str) -> None:
    """Without the comma or dash that led on; a word too long for the room is cut in itself."""
    assert shortened(text, 11) == expected
