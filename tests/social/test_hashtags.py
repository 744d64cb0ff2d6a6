"""Hashtags: readable aloud, never invented, never more than the network bears."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import a_show, an_episode
from segue.show import SocialSettings
from segue.social.hashtags import camel_case, hashtags


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("multiple sclerosis", "MultipleSclerosis"),
        ("#MSResearch", "MSResearch"),
        ("CAR-T", "CART"),
        ("rock 'n' roll", "RockNRoll"),
        ("parkinson's disease", "ParkinsonsDisease"),
        ("2026", ""),
        ("top 10", "Top10"),
        ("—", ""),
        ("ärzte ohne grenzen", "ÄrzteOhneGrenzen"),
    ],
)
def test_words_become_one_tag_in_camel_case(words: str, tag: str) -> None:
    """Each word begins with a capital; what can't be a tag gives none."""
    assert camel_case(words) == tag


def test_the_episodes_own_come_first_then_the_shows_then_its_tags() -> None:
    """In that order, each once, up to the network's number."""
    show = a_show(social=SocialSettings(cards=False, hashtags=("Tea",)))
    episode = an_episode(hashtags=("cork kettle",), tags=("tea", "heat", "2019"), show=show)
    assert hashtags(episode, 5) == ("#CorkKettle", "#Tea", "#Heat")
    assert hashtags(episode, 2) == ("#CorkKettle", "#Tea")
    assert hashtags(episode, 0) == ()


@given(st.text(max_size=60))
def test_a_tag_is_one_word_whatever_it_is_made_of(words: str) -> None:
    """No hyphen, no space, not digits alone."""
    tag = camel_case(words)
    assert tag == "" or (tag.isalnum() and not tag.isdecimal())
