"""Threads: broken where it hurts least, and never inside what belongs together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.social.breaking import Fits, break_up
from segue.social.counting import count

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
LONG = f"""\
In September 2025, researchers at the University of Nebraska Medical Center treated the first
patient with an off-the-shelf therapy called azercabtagene zapreleucel (azer-cel), 49 years old,
within two months of 3 March 2019. Dr. Example gave 12.5 mg of it, cost about $ 5 million — and
it may, in early tests, have helped 21 % of them; see
https://example.org/a/trial?of=cells&phase=1 for more.

Ask @example.bsky.social or @show@social.example about Phase 1 {FAMILY}, which is “not proven”
yet (early days, though promising for many of those who were told to wait). Cork oak trees live
on!

- The first point is short.
- The second point is a little longer than the first point is, but not by much.
"""
WHOLE = (
    "September 2025",
    "University of Nebraska Medical Center",
    "azercabtagene zapreleucel (azer-cel)",
    "49 years",
    "49 years old",
    "3 March 2019",
    "Dr. Example",
    "12.5 mg",
    "$ 5 million",
    "21 %",
    "https://example.org/a/trial?of=cells&phase=1",
    "@example.bsky.social",
    "@show@social.example",
    "Phase 1",
    FAMILY,
    "Cork oak trees",
)


def at_most(characters: int) -> Fits:
    """A post of so many characters."""
    return lambda text: len(text) <= characters


def broken(text: str, characters: int, *named: str) -> tuple[str, ...]:
    """The parts of an English text."""
    return break_up(text, at_most(characters), "en", named)


def test_what_fits_is_one_part() -> None:
    """With its paragraphs as they are."""
    assert broken("One.\n\nTwo.\n", 100) == ("One.\n\nTwo.",)


def test_a_text_is_broken_between_paragraphs_first() -> None:
    """As many as fit go together."""
    assert broken("One is.\n\nTwo is. More is.\n\nThree is.", 25) == (
        "One is.\n\nTwo is. More is.",
        "Three is.",
    )


def test_an_author_breaks_a_thread_with_a_line_of_dashes() -> None:
    """Even where both parts would fit into one post."""
    assert broken("One.\n---\nTwo.\n\n --- \n\nThree.", 100) == ("One.", "Two.", "Three.")


def test_a_paragraph_is_broken_between_sentences() -> None:
    """As many whole sentences as fit go together."""
    parts = broken("First one is. Second one is. Third one is.", 30)
    assert parts == ("First one is. Second one is.", "Third one is.")


def test_a_sentence_is_broken_between_clauses() -> None:
    """Commas, dashes and brackets before mere spaces."""
    text = "The kettle was full, the tea was hot — nobody came."
    assert broken(text, 24) == ("The kettle was full,", "the tea was hot —", "nobody came.")


@pytest.mark.parametrize("limit", range(60, 501))
def test_for_every_limit_nothing_is_cut_and_the_words_come_back(limit: int) -> None:
    """Every part fits; words, links, handles, figures, dates and terms are whole and in order."""
    parts = broken(LONG, limit, "Cork oak trees")
    assert all(0 < len(part) <= limit for part in parts)
    assert " ".join(parts).split() == LONG.split()
    for whole in WHOLE:
        assert any(whole in part for part in parts), whole


@pytest.mark.parametrize("limit", range(12, 60))
def test_no_limit_is_so_small_that_words_are_lost(limit: int) -> None:
    """What no part can hold is broken at its spaces; only links and handles may go."""
    parts = broken(LONG, limit)
    assert all(0 < len(part) <= limit for part in parts)
    kept = [
        word for word in LONG.split() if word.lstrip("(“")[:1] not in "h@" or len(word) <= limit
    ]
    assert "".join("".join(parts).split()) == "".join(kept)


def test_a_link_is_never_broken() -> None:
    """One that can't fit is left out: half a link leads nowhere."""
    link = "https://example.org/a/long/address"
    assert broken(f"See {link} now", 40) == (f"See {link}", "now")
    assert broken(f"See {link} now", 12) == ("See", "now")


def test_writing_without_spaces_is_broken_between_its_characters() -> None:
    """At stops and commas where there are any, and no character is lost."""
    text = "猫は夜に歩き、犬は昼に走る。鳥は朝に歌う。" * 4
    for limit in range(8, 90):
        parts = break_up(text, at_most(limit), "ja")
        assert "".join(parts) == text
        assert all(len(part) <= limit for part in parts)
    assert break_up(text, at_most(24), "ja")[0] == "猫は夜に歩き、犬は昼に走る。鳥は朝に歌う。"


def test_right_to_left_text_is_broken_like_any_other() -> None:
    """Between sentences, in the order in which it is read."""
    text = "القلب يضخ الدم. الرئة تأخذ الهواء."
    assert break_up(text, at_most(20), "ar") == ("القلب يضخ الدم.", "الرئة تأخذ الهواء.")


def test_a_character_of_many_code_points_is_never_broken() -> None:
    """A word of families is broken between families."""
    parts = break_up(FAMILY * 9, lambda text: count(text, "threads").length <= 60, "en")
    assert parts == (FAMILY * 2,) * 4 + (FAMILY,)


@given(
    st.lists(st.text("ab ,.—12日。\n(", min_size=1, max_size=60), max_size=5),
    st.integers(10, 80),
)
def test_every_part_fits_and_nothing_but_white_space_goes(texts: list[str], limit: int) -> None:
    """Whatever the text."""
    text = "\n\n".join(texts)
    parts = broken(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
