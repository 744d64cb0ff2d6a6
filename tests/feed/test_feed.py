"""The feed, read back by the parsers that podcast apps are made with."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import feedparser
import pytest
from feeds import attributes, channel_of, entry_of, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import ROOT, a_release, a_show, an_episode, facts, feed_bytes
from segue.feed.xml import NAMESPACES
from segue.model import Guest
from segue.release import Release

HOSTILE = 'A & B <c> ]]> ] "d" \x07\x0b\x92 🎧 é &nbsp;'
READ = 'A & B <c> ]]> ] "d" 🎧 é &nbsp;'
TWO_THOUSAND = 2000


def dated(slug: str, day: int, **changes: object) -> Release:
    """A release of that day of March."""
    return a_release(an_episode(slug=slug, date=datetime(2026, 3, day, tzinfo=UTC), **changes))


def test_the_channel_says_what_directories_require() -> None:
    """Every tag that Apple and PSP-1 require or recommend of a show."""
    channel = channel_of(feed_bytes(a_release()))
    expected = {
        "title": "Small Talk",
        "link": "https://example.org/small-talk",
        "description": "A show made for tests.",
        "language": "en",
        "itunes:author": "The Small Talk team",
        "itunes:explicit": "false",
        "itunes:owner/itunes:email": "hello@example.org",
        "podcast:locked": "yes",
        "podcast:person": "The Small Talk team",
        "lastBuildDate": "Sun, 01 Mar 2026 09:30:00 +0000",
        "image/url": "https://example.org/audio/cover.png",
    }
    assert {path: text_of(channel, path) for path in expected} == expected
    assert attributes(channel, "atom:link") == [
        {"href": "https://example.org/feed.xml", "rel": "self", "type": "application/rss+xml"}
    ]
    assert attributes(channel, "itunes:image") == [{"href": "https://example.org/audio/cover.png"}]
    assert attributes(channel, "itunes:category") == [{"text": "Health & Fitness"}]
    assert attributes(channel, "itunes:category/itunes:category") == [{"text": "Medicine"}]


def test_an_item_says_what_was_measured() -> None:
    """Bytes, type and whole seconds come from the audio, the rest from the front matter."""
    item = entry_of()
    expected = {
        "title": "Cells that read",
        "guid": "guid-pilot",
        "pubDate": "Sun, 01 Mar 2026 09:30:00 +0000",
        "itunes:duration": "3700",
        "itunes:season": "2",
        "itunes:episode": "7",
        "itunes:episodeType": "full",
        "itunes:explicit": "false",
    }
    assert {path: text_of(item, path) for path in expected} == expected
    assert attributes(item, "guid") == [{"isPermaLink": "false"}]
    assert attributes(item, "enclosure") == [
        {"url": "https://example.org/audio/pilot.mp3", "length": "59206400", "type": "audio/mpeg"}
    ]
    assert attributes(item, "podcast:chapters") == [
        {
            "url": "https://example.org/audio/pilot.chapters.json",
            "type": "application/json+chapters",
        }
    ]


@pytest.mark.parametrize(
    "address", ["https://podcastindex.org/feed.xml", "http://podcastindex.org/feed.xml/"]
)
def test_the_shows_id_follows_from_its_address(address: str) -> None:
    """With or without scheme and slash the id is that of Podcasting 2.0's rule."""
    feed = feed_bytes(show=a_show(feed_url=address))
    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    expected = str(uuid.uuid5(namespace, "podcastindex.org/feed.xml"))
    assert text_of(channel_of(feed), "podcast:guid") == expected


def test_the_rule_for_the_id_gives_the_published_example() -> None:
    """The example in the namespace's own documentation."""
    feed = feed_bytes(show=a_show(feed_url="https://mp3s.nashownotes.com/pc20rss.xml"))
    assert text_of(channel_of(feed), "podcast:guid") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_an_items_people_name_the_host_again() -> None:
    """Apps take an item's list instead of the channel's, so the host must be on it."""
    people = [
        (person.text, person.get("role"), person.get("href"))
        for person in entry_of().iterfind("podcast:person", NAMESPACES)
    ]
    assert people == [
        ("The Small Talk team", "host", None),
        ("Ada Example", "guest", "https://ada.example/"),
    ]
    alone = entry_of(a_release(an_episode(guests=())))
    assert attributes(alone, "podcast:person") == []


def test_the_description_is_short_and_the_content_full() -> None:
    """Apple reads 4,000 bytes of a few tags, the others all of the notes."""
    release = a_release(an_episode("A paragraph of the article.\n\n" * 400))
    item = entry_of(release)
    description = text_of(item, "description") or ""
    full = text_of(item, "content:encoded") or ""
    notes = release.output("notes/notes.html")
    assert notes is not None
    assert isinstance(notes.body, bytes)
    assert full == notes.body.decode().strip()
    assert len(description.encode()) <= 4000 < len(full.encode())
    assert "This is no medical advice." in description
    assert text_of(item, "itunes:summary") is None


def test_without_notes_the_description_is_the_front_matters() -> None:
    """A feed built alone still says what an episode is about."""
    release = replace(a_release(an_episode(description="Pages & books.")), outputs=())
    assert "<p>Pages &amp; books.</p>" in (text_of(entry_of(release), "description") or "")


def test_newest_come_first_and_then_the_higher_number() -> None:
    """The order never depends on the order in which episodes were built."""
    releases = [
        dated("b", 2, number=1),
        dated("a", 1),
        dated("d", 2, number=3),
        dated("c", 2, number=2),
    ]
    feed = feed_bytes(*releases)
    guids = [item.findtext("guid") for item in channel_of(feed).iterfind("item")]
    assert guids == ["guid-d", "guid-c", "guid-b", "guid-a"]
    assert feed == feed_bytes(*reversed(releases))


def test_only_what_can_be_played_is_listed() -> None:
    """No draft, no episode without audio, and nothing while the audio has no address."""
    draft = a_release(an_episode(slug="draft", draft=True))
    silent = a_release(an_episode(slug="silent"), with_audio=False)
    unhosted = a_release(an_episode(slug="unhosted", show=a_show(media_url=None)))
    channel = channel_of(feed_bytes(draft, silent, unhosted))
    assert channel.find("item") is None
    assert channel.findtext("title") == "Small Talk"
    assert channel.findtext("lastBuildDate") is None


def test_a_bare_show_gives_a_feed_without_empty_tags() -> None:
    """What nobody set is left out: directories refuse an empty tag."""
    bare = a_show(
        **dict.fromkeys(
            ("email", "link", "description", "category", "cover", "disclaimer", "feed_url")
        )
    )
    feed = feed_bytes(
        a_release(an_episode(show=bare, guests=(), season=None, number=None)), show=bare
    )
    for element in ET.fromstring(feed).iter():
        assert element.attrib or len(element) or (element.text or "").strip(), element.tag


def test_hostile_titles_come_out_as_typed_but_for_controls() -> None:
    """Both a strict parser and a lenient one read the same words."""
    show = a_show(title=HOSTILE, description=HOSTILE, author=HOSTILE)
    episode = an_episode(title=HOSTILE, show=show, guests=(Guest(HOSTILE, HOSTILE),))
    feed = feed_bytes(a_release(episode), show=show)
    channel = channel_of(feed)
    assert [channel.findtext("title"), channel.findtext("item/title")] == [READ, READ]
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert not any(ord(character) < 32 and character not in "\n\t" for character in feed.decode())


def test_addresses_are_ascii_whatever_was_typed() -> None:
    """Blanks and umlauts in hosts, folders and files are encoded."""
    show = a_show(
        link="https://bücher.example/ein podcast",
        feed_url="https://example.org/fü.xml",
        media_url="https://example.org/ton spur/",
        cover=ROOT / "assets/köpfe & co.png",
    )
    feed = feed_bytes(a_release(an_episode(show=show)), show=show)
    channel = channel_of(feed)
    assert channel.findtext("link") == "https://xn--bcher-kva.example/ein%20podcast"
    for element in channel.iter():
        for name, value in element.attrib.items():
            assert name not in {"url", "href"} or value.isascii()
    assert attributes(channel, "itunes:image")[0]["href"].endswith("/k%C3%B6pfe%20%26%20co.png")


def test_feedparser_agrees_on_every_field() -> None:
    """What a common reader makes of an item is what went in."""
    zone = timezone(timedelta(hours=1))
    release = a_release(
        an_episode(date=datetime(2026, 3, 1, 0, 30, tzinfo=zone), type="bonus", tags=("cells",))
    )
    parsed = feedparser.parse(feed_bytes(release))
    assert not parsed.bozo
    (entry,) = parsed.entries
    (enclosure,) = entry.enclosures
    assert (parsed.feed.title, parsed.feed.language) == ("Small Talk", "en")
    assert (enclosure.href, enclosure.length, enclosure.type) == (
        "https://example.org/audio/pilot.mp3",
        "59206400",
        "audio/mpeg",
    )
    assert time.strftime("%Y-%m-%d %H:%M", entry.published_parsed) == "2026-02-28 23:30"
    assert (entry.id, entry.guidislink) == ("guid-pilot", False)
    assert (entry.itunes_duration, entry.itunes_episodetype) == ("3700", "bonus")
    assert (entry.itunes_season, entry.itunes_episode) == ("2", "7")
    assert [tag.term for tag in entry.tags] == ["cells"]
    assert not parsed.feed.itunes_explicit


def test_half_a_second_counts_as_one() -> None:
    """The duration is in whole seconds, as near as they get."""
    release = replace(a_release(), audio=facts(seconds=59.6))
    assert text_of(entry_of(release), "itunes:duration") == "60"


def test_the_same_episodes_give_the_same_bytes() -> None:
    """Nothing in a feed comes from a clock."""
    assert feed_bytes(dated("a", 1), dated("b", 2)) == feed_bytes(dated("a", 1), dated("b", 2))


def test_two_thousand_episodes_are_listed() -> None:
    """A long archive comes out whole, and each item is its own."""
    one = a_release()
    releases = [
        replace(
            one,
            episode=replace(one.episode, slug=f"e{at}", guid=f"g{at}", number=at),
            audio=replace(facts(), path=PurePosixPath(f"e{at}", "audio", f"e{at}.mp3")),
        )
        for at in range(TWO_THOUSAND)
    ]
    items = channel_of(feed_bytes(*releases)).findall("item")
    assert len({item.findtext("guid") for item in items}) == TWO_THOUSAND
    assert attributes(items[0], "enclosure")[0]["url"] == "https://example.org/audio/e1999.mp3"


@settings(max_examples=40)
@given(title=st.text(), name=st.text(), address=st.text())
def test_any_text_gives_well_formed_xml(title: str, name: str, address: str) -> None:
    """No title, name or address can break the feed, nor the notes inside it."""
    show = a_show(title=title, link=f"https://example.org/{address}")
    guests = (Guest(name, title, address),)
    episode = an_episode("One line.", title=title, show=show, guests=guests, tags=(name,))
    item = channel_of(feed_bytes(a_release(episode), show=show)).find("item")
    assert item is not None
    assert item.findtext("guid") == "guid-pilot"
    assert len((item.findtext("description") or "").encode()) <= 4000


def test_an_old_date_has_an_offset_of_whole_minutes() -> None:
    """A strict parser refuses the seconds that Berlin had until 1893."""
    date = datetime(1880, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    item = entry_of(a_release(an_episode(date=date)))
    assert text_of(item, "pubDate") == "Thu, 01 Jan 1880 00:00:00 +0053"
