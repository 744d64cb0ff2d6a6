"""Threads: broken where it hurts least, and never inside what belongs together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from segue.social.breaking import Fits, break_up


def at_most(characters: int) -> Fits:
    """A post of so many characters."""
    return lambda text: len(text) <= characters


def test_each_paragraph_begins_a_post() -> None:
    """Two paragraphs that would fit together stay apart."""
    assert break_up([["One."], ["Two."]], at_most(100)) == ("One.", "Two.")


def test_a_paragraph_is_broken_between_sentences() -> None:
    """As many whole sentences as fit go together."""
    parts = break_up([["First one.", "Second one.", "Third one."]], at_most(22))
    assert parts == ("First one. Second one.", "Third one.")


def test_a_sentence_is_broken_between_clauses() -> None:
    """Commas, dashes and brackets before mere spaces."""
    text = "The kettle was full, the tea was hot — nobody came."
    assert break_up([[text]], at_most(24)) == (
        "The kettle was full,",
        "the tea was hot —",
        "nobody came.",
    )


def test_a_figure_stays_with_its_unit_and_a_date_in_one_piece() -> None:
    """No break beside a word with a digit while it can be helped."""
    text = "The kettle lost just 21 degrees on 3 March 2019 in Exampletown"
    for limit in range(16, len(text)):
        parts = break_up([[text]], at_most(limit))
        assert any("21 degrees" in part for part in parts)
        assert any("3 March" in part for part in parts)


def test_a_link_is_never_broken() -> None:
    """One that can't fit is left out: half a link leads nowhere."""
    link = "https://example.org/a/long/address"
    assert break_up([[f"See {link} now"]], at_most(40)) == (f"See {link}", "now")
    assert break_up([[f"See {link} now"]], at_most(12)) == ("See now",)


@given(
    st.lists(st.lists(st.text("ab ,.—12", min_size=1, max_size=60), max_size=4), max_size=4),
    st.integers(10, 80),
)
def test_every_part_fits_and_the_words_come_back_in_order(
    paragraphs: list[list[str]], limit: int
) -> None:
    """No part is too long; no word is broken, lost (unless it fits nowhere) or moved."""
    parts = break_up(paragraphs, at_most(limit))
    assert all(len(part) <= limit for part in parts)
    before = [word for sentences in paragraphs for text in sentences for word in text.split()]
    assert " ".join(parts).split() == [word for word in before if len(word) <= limit]
