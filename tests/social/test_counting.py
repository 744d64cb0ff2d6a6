"""Counting: as each network counts, one below, at and above its limit."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.social.counting import count
from segue.social.limits import FILE, table

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
LINK = "https://example.org/a/very/long/address?with=parameters&and=more#too"
URL_LENGTHS = {"weighted": 23, "mastodon": 23}
# The cases for counting that X publishes with its own counter: three groups of them.
CASES = json.loads((Path(__file__).parent / "twitter_text/counter.json").read_text("utf-8"))
OLDER_EMOJI = {
    "Count a mix of single byte single word, and double word unicode characters",
    "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
}
PUBLISHED = [
    pytest.param(case, id=f"{group}-{case['description'][:40]}")
    for group in CASES
    if group.endswith("CounterTest")
    for case in CASES[group]
    if group != "WeightedTweetsCounterTest" or case["description"] not in OLDER_EMOJI
]


@pytest.mark.parametrize(
    ("platform", "text", "length"),
    [
        ("x", "abc", 3),
        ("x", "日本", 4),
        ("x", "e\u0301", 1),
        ("x", "’—…", 4),
        ("x", FAMILY, 2),
        ("x", "👍🏽", 2),
        ("x", "🇩🇪", 2),
        ("x", "1\ufe0f\u20e3", 2),
        ("x", "🐦\u200d🔥", 5),  # younger than twitter-text: its parts
        ("x", "☠\ufe0f", 2),
        ("x", LINK, 23),
        ("x", "see example.com.", 28),
        ("x", "see node.js", 11),
        ("x", "mail@example.com", 16),
        ("x", "http://münchen.de/ä", 23),
        ("x", "example.com,example.org", 47),
        ("bluesky", FAMILY, 1),
        ("bluesky", LINK, len(LINK)),
        ("bluesky", "e\u0301", 1),
        ("bluesky", "a\r\nb", 3),
        ("mastodon", LINK, 23),
        ("mastodon", "see example.com", 15),
        ("mastodon", "@user@social.example hello", 11),
        ("mastodon", FAMILY, 1),
        ("threads", "👍", 4),
        ("threads", FAMILY, 25),
        ("threads", "naïve", 5),
        ("linkedin", "👍", 2),
        ("telegram", "👍", 2),
        ("youtube", "é", 2),
    ],
)
def test_a_text_is_as_long_as_its_network_says(platform: str, text: str, length: int) -> None:
    """Weights, links, graphemes, bytes and UTF-16 units, each where it counts."""
    assert count(text, platform).length == length


@pytest.mark.parametrize("platform", sorted(table()))
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_the_limit_itself_is_allowed_and_one_more_is_not(platform: str, extra: int) -> None:
    """Letters fill a post to its limit exactly."""
    limit = table()[platform].limit
    counted = count("a" * (limit + extra), platform)
    assert counted.length == limit + extra
    assert counted.valid == (extra <= 0)


@pytest.mark.parametrize("unit", ["日", FAMILY, "🇩🇪", "e\u0301"])
@pytest.mark.parametrize("platform", sorted(table()))
def test_characters_of_every_kind_fill_a_post_evenly(platform: str, unit: str) -> None:
    """A character counts as much at the end of a post as at its beginning."""
    one = count(unit, platform).length
    fitting = table()[platform].limit // one
    assert count(unit * fitting, platform).length == one * fitting


def test_bluesky_has_a_second_limit_in_bytes() -> None:
    """299 family emoji are few characters but too many bytes."""
    assert not count(FAMILY * 299, "bluesky").valid
    assert count(FAMILY * 100, "bluesky").valid


def test_nothing_is_no_post() -> None:
    """An empty text is not valid anywhere."""
    assert not any(count("", platform).valid for platform in table())


def test_x_refuses_characters_that_are_none() -> None:
    """U+FFFE and its like make a post invalid, not longer."""
    assert not count("a\ufffe", "x").valid


@pytest.mark.parametrize("unit", ["日", "日本.", "a.", "http://a", "x.com/(", "a-.", "👍."])
def test_a_hostile_text_is_counted_in_little_time(unit: str) -> None:
    """The pattern for links can't be kept busy."""
    start = time.perf_counter()
    count(unit * (10_000 // len(unit)), "x")
    assert time.perf_counter() - start < 2


@given(st.text(max_size=200))
def test_any_text_can_be_counted_for_any_network(text: str) -> None:
    """Lone surrogates, controls, marks: a length comes back, and it is never below zero."""
    assert all(count(text, platform).length >= 0 for platform in table())


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=100))
def test_without_links_the_plainest_text_counts_alike_everywhere(text: str) -> None:
    """Graphemes of Latin text are its characters, so a fast path and a slow one agree."""
    import regex

    assert count(text, "bluesky").length == len(regex.findall(r"\X", text))


@pytest.mark.parametrize("unit", ["日", FAMILY, "🇩🇪", "👍🏽", "1\ufe0f\u20e3", "e\u0301", "a"])
@pytest.mark.parametrize("platform", sorted(table()))
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_a_post_that_ends_with_a_long_link_is_full_at_the_very_limit(
    platform: str, unit: str, extra: int
) -> None:
    """Characters of any kind, then plain letters, a space and the link: to the unit."""
    row = table()[platform]
    link = URL_LENGTHS.get(row.counter, len(LINK)) + 1
    one = count(unit, platform).length
    many = min((row.limit - link) // one - 1, (row.bytes or 10**6) // len(unit.encode()) - 99)
    filling = row.limit - link - many * one + extra
    text = f"{unit * many}{'a' * filling} {LINK}"
    counted = count(text, platform)
    assert counted.length == row.limit + extra
    assert counted.valid == (extra <= 0)


@pytest.mark.parametrize("case", PUBLISHED)
def test_weights_are_those_of_the_published_cases(case: Mapping[str, Any]) -> None:
    """Links, East Asian text, normalised letters, emoji, direction marks, impossible addresses."""
    counted = count(case["text"], "x")
    assert (counted.length, counted.valid) == (case["weightedLength"], case["valid"])


@pytest.mark.parametrize("description", sorted(OLDER_EMOJI))
def test_an_emoji_sequence_weighs_two_as_x_counts_now(description: str) -> None:
    """Two published cases belong to the counter before version 3, which weighed each part.

    The same texts stand among the newer cases, and those are the ones that count.
    """
    older, newer = (
        next(case for case in CASES[group] if case["description"] == description)
        for group in ("WeightedTweetsCounterTest", "WeightedTweetsWithDiscountedEmojiCounterTest")
    )
    assert older["text"] == newer["text"]
    assert count(newer["text"], "x").length == newer["weightedLength"] < older["weightedLength"]


def test_youtube_refuses_angle_brackets() -> None:
    """Neither its titles nor its descriptions take them, however short."""
    assert not count("a < b", "youtube").valid
    assert not count("a > b", "youtube-title").valid
    assert count("a > b", "linkedin").valid


def test_every_limit_says_where_it_comes_from_and_when_it_was_checked() -> None:
    """The data file is dated, row by row."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert all(row["source"] and row["checked"].year >= 2026 for row in rows.values())
