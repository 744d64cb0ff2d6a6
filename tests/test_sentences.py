"""Sentences: whole, in order, with nothing lost, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue import sentences
from segue.sentences import LONGEST, asks, has_rules, is_whole, split

MARKS = ["a. ", "A.", "1. ", "∯", "ȸ", "&ᓴ&", "?! ", "“", "”", "(", "e.g. ", "Word. ", "…"]


def solid(text: str) -> str:
    """A text without any white space."""
    return "".join(text.split())


@pytest.mark.parametrize(
    "sentences",
    [
        ("Dr. Smith paid $3.50 to Acme Inc. yesterday.", "It was late."),
        ("The vaccine, i.e. mRNA, works (see Fig. 2).", "Doses cost 1.2 million."),
        ("At 5 p.m. the shop shut.", "See p. 12 for more."),
        ("Is it safe?", "Yes!", "It is."),
        ("On Mon., Sept. 5th, the shop shut.", "It was late."),
        ("The first patient had MS.", "Her treatment came from donors."),
        ("The U.S. Army came.", "It left again."),
        ("“It works,” she said.", "They left."),
        ("Visit example.com today.", "Go to https://a.example/b?c=d."),
    ],
)
def test_sentences_are_split_where_a_reader_would(sentences: tuple[str, ...]) -> None:
    """Abbreviations, decimals, addresses and acronyms at an end are told apart."""
    assert split(" ".join(sentences), "en") == sentences


def test_a_language_has_its_own_rules() -> None:
    """Chinese sentences part without a space."""
    assert split("你好。再见。", "zh") == ("你好。", "再见。")


def test_a_language_without_rules_says_so_and_is_split_as_english() -> None:
    """Portuguese has none; its sentences still come apart."""
    assert not has_rules("pt-BR")
    assert has_rules("en-GB")
    assert split("Tudo bem. Vamos agora.", "pt-BR") == ("Tudo bem.", "Vamos agora.")


def test_white_space_is_put_right_but_no_break_spaces_stay() -> None:
    """A figure stays tied to its unit."""
    assert split("Take 5\u00a0mg\n a day.\t Rest.", "en") == ("Take 5\u00a0mg a day.", "Rest.")


def test_nothing_has_no_sentences() -> None:
    """Empty text gives none."""
    assert split(" \n ", "en") == ()


def test_a_lower_case_rest_is_no_sentence_of_its_own() -> None:
    """What goes on in lower case belongs to what stands before it."""
    assert split("He said “Stop!” and went. It was late.", "en") == (
        "He said “Stop!” and went.",
        "It was late.",
    )


@given(st.text(max_size=300), st.sampled_from(["en", "de", "ja", "ar", "xx"]))
@settings(max_examples=60)
def test_no_character_is_ever_lost_or_changed(text: str, language: str) -> None:
    """The sentences rejoin to the text but for its white space."""
    assert solid("".join(split(text, language))) == solid(text)


@given(st.lists(st.sampled_from(MARKS), max_size=60))
@settings(max_examples=60)
def test_marks_that_the_splitter_uses_itself_do_no_harm(parts: list[str]) -> None:
    """Pysbd's own placeholder letters may stand in a text."""
    text = "".join(parts)
    assert solid("".join(split(text, "en"))) == solid(text)


@pytest.mark.parametrize("unit", ["a. ", "1. ", "(", "x", "e.g. ", "“a.” "])
def test_a_hostile_block_is_split_in_little_time(unit: str) -> None:
    """Where pysbd alone takes ten seconds, 20,000 characters take less than two."""
    text = unit * (20_000 // len(unit))
    start = time.perf_counter()
    assert solid("".join(split(text, "en"))) == solid(text)
    assert time.perf_counter() - start < 2


def test_a_very_long_block_is_not_cut_inside_a_sentence() -> None:
    """Pieces handed to pysbd end where sentences end."""
    sentence = "The quick brown fox jumps over the lazy dog while everybody sleeps soundly."
    many = LONGEST // len(sentence) * 3
    assert split(" ".join([sentence] * many), "en") == (sentence,) * many


SAID = ["cell", "cells", "prof", "dept", "MS", "CAR-T", "2025", "open-ended", "it’s", "e.g.", "--"]
WORDS = st.lists(st.sampled_from(SAID), min_size=1, max_size=6)
PLAIN_TEXTS = st.lists(st.tuples(WORDS, st.sampled_from("..?!")), min_size=1, max_size=5).map(
    lambda parts: " ".join(" ".join(said).capitalize() + end for said, end in parts)
)


@given(PLAIN_TEXTS)
def test_what_is_split_without_pysbd_is_split_as_pysbd_would(text: str) -> None:
    """The short cut is one in time only."""
    quick = sentences.split.__wrapped__(text, "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_is_plain", lambda *_: False)
        assert sentences.split.__wrapped__(text, "en") == quick


def test_a_plain_paragraph_takes_the_short_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would compare pysbd with itself."""
    monkeypatch.setattr(sentences, "_starts", None)
    text = "The cells answer. Nobody knows them? They rest."
    assert len(sentences.split.__wrapped__(text, "en")) == 3


@pytest.mark.parametrize("mark", ["?", "？", "؟"])
def test_a_question_is_one_in_any_script(mark: str) -> None:
    """Posts, cards and points must all take the same sentences for questions."""
    assert asks(f"why{mark}")
    assert not asks("why.")


@pytest.mark.parametrize("end", [".", "?”", "…", "。", "！", "؟", "۔", "।", "։", "።", '!")'])
def test_a_sentence_is_whole_in_any_script(end: str) -> None:
    """A text that breaks off is no sentence to quote."""
    assert is_whole(f"so it is{end}")
    assert not is_whole("so it is,")
