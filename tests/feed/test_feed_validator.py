"""The feed has none of the errors that the W3C's validator knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive import archive, everything
from hypothesis import given, settings
from hypothesis import strategies as st
from rules import faults

from samples import a_release, a_show, an_episode, feed_bytes, feed_pages
from segue.model import Guest
from segue.show import FeedSettings

CASES = Path(__file__).resolve().parent.parent / "cases"


def test_a_feed_with_everything_in_it_has_no_error() -> None:
    """All tags, all kinds of episodes, and titles and addresses that are hard to write."""
    show, releases = everything()
    assert faults(feed_bytes(*releases, show=show)) == []


def test_the_feed_of_the_example_has_no_error() -> None:
    """What everybody sees first."""
    assert faults((CASES / "example" / "expected" / "feed.xml").read_bytes()) == []


def test_no_page_of_a_long_archive_has_an_error() -> None:
    """Each page is a feed of its own."""
    show = a_show(feed=FeedSettings(limit=120))
    pages = feed_pages(*archive(300), show=show)
    assert len(pages) == 3
    assert [faults(page) for page in pages.values()] == [[], [], []]


def test_two_thousand_episodes_have_no_error() -> None:
    """However many there are."""
    assert faults(feed_bytes(*archive(2000))) == []


@settings(max_examples=30)
@given(words=st.text(min_size=1), address=st.text(), notes=st.text(max_size=200))
def test_no_words_bring_an_error_into_it(words: str, address: str, notes: str) -> None:
    """Titles, names, tags, addresses and notes may hold anything."""
    guests = (Guest("x" + words, words, address), Guest("y", url=f"https://e.example/{address}"))
    episode = an_episode(
        notes, title="T" + words, guests=guests, tags=("t" + words,), page=f"http://a/{address}"
    )
    assert faults(feed_bytes(a_release(episode))) == []


GOOD = feed_bytes(a_release()).decode()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<title>Small Talk</title>\n    <link>", "<link>", "channel lacks title"),
        ("<language>en</language>", "", "channel lacks language"),
        ("<language>en</language>", "<language>English</language>", "language says English"),
        ("<itunes:explicit>false", "<itunes:explicit>no", "itunes:explicit says no"),
        ("hello@example.org</itunes:email>", "hello</itunes:email>", "itunes:email says hello"),
        ('rel="self"', 'rel="current-one"', "channel lacks a link to itself"),
        ('text="Medicine"', 'text="Medecine"', "category ['Health & Fitness', 'Medecine']"),
        ("Sun, 01 Mar 2026 09:30", "Mon, 01 Mar 2026 09:30", "says Mon, 01 Mar"),
        ("09:30:00 +0000</pubDate>", "9:30 Uhr</pubDate>", "9:30 Uhr"),
        ("small-talk/pilot</link>", "small talk</link>", "small talk"),
        ('length="59206400"', 'length="56 MB"', "enclosure of length 56 MB"),
        ('type="audio/mpeg"', 'type="mp3"', "enclosure of type mp3"),
        (
            'url="https://example.org/audio/pilot.mp3"',
            'url="pilot.mp3"',
            "enclosure of url pilot.mp3",
        ),
        ("<itunes:season>2<", "<itunes:season>0<", "itunes:season says 0"),
        ("<itunes:duration>3700<", "<itunes:duration>an hour<", "duration says an hour"),
        ("<itunes:episodeType>full<", "<itunes:episodeType>whole<", "episodeType says whole"),
        ('<guid isPermaLink="false">', "<guid>", "guid guid-pilot is no link"),
        ("</item>", "<title>Again</title></item>", "title stands 2 times"),
        ("</channel>", "<copyright>x</copyright></channel>", "after an item"),
        ("</item>", "<itunes:block></itunes:block></item>", "itunes:block is empty"),
        ("<description>&lt;p&gt;", "<description>&lt;script&gt;", "not safe"),
        ("<itunes:author>", f"<itunes:author>{'x' * 255}", "itunes:author says xxx"),
    ],
)
def test_the_rules_see_what_the_validator_sees(old: str, new: str, fault: str) -> None:
    """A feed with one thing wrong has that fault: the rules are no empty words."""
    assert faults(GOOD.encode()) == []
    assert old in GOOD
    assert any(fault in found for found in faults(GOOD.replace(old, new, 1).encode()))
