"""What `[feed]` puts into the feed, tag by tag."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
from feeds import attributes, channel_of, entry_of, text_of

from samples import ROOT, a_release, a_show, an_episode, facts, feed_bytes
from segue.feed.xml import NAMESPACES
from segue.model import Enclosure, Guest
from segue.show import FeedSettings, Funding, Host, Show, Txt

EVERYTHING = FeedSettings(
    type="serial",
    medium="course",
    guid="4a4a4a4a-0000-4000-8000-00000000000a",
    locked=False,
    block=True,
    frequency="biweekly",
    new_url="https://new.example/fü.xml",
    categories=("Education > How To",),
    season_names=("Beginnings", "The second"),
    funding=(Funding(label="Give", url="https://e.example/give"),),
    license="CC-BY-4.0",
    ai_content=True,
    txt=(Txt(text="05124", purpose="applepodcastsverify"), Txt(text="free")),
)


def told(show: Show) -> dict[str, str | None]:
    """The texts of a channel's children that stand once."""
    channel = channel_of(feed_bytes(a_release(an_episode(show=show)), show=show))
    return {child.tag: child.text for child in channel}


def named(tag: str) -> str:
    """A tag as ElementTree names it."""
    prefix, _, name = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def test_every_setting_has_its_tag() -> None:
    """What stands in segue.toml stands in the channel."""
    show = a_show(feed=EVERYTHING)
    texts = told(show)
    expected = {
        "itunes:type": "serial",
        "itunes:block": "Yes",
        "itunes:new-feed-url": "https://new.example/f%C3%BC.xml",
        "podcast:guid": "4a4a4a4a-0000-4000-8000-00000000000a",
        "podcast:locked": "no",
        "podcast:medium": "course",
        "podcast:block": "yes",
        "podcast:updateFrequency": "biweekly",
        "podcast:funding": "Give",
        "podcast:license": "CC-BY-4.0",
    }
    assert {tag: texts[named(tag)] for tag in expected} == expected
    channel = channel_of(feed_bytes(show=show))
    assert attributes(channel, "podcast:updateFrequency") == [{"rrule": "FREQ=WEEKLY;INTERVAL=2"}]
    assert attributes(channel, "podcast:funding") == [{"url": "https://e.example/give"}]
    assert attributes(channel, "itunes:category") == [
        {"text": "Health & Fitness"},
        {"text": "Education"},
    ]
    words = [(word.get("purpose"), word.text) for word in channel.iterfind(named("podcast:txt"))]
    assert words == [("ai-content", "true"), ("applepodcastsverify", "05124"), (None, "free")]


def test_a_show_that_sets_nothing_says_no_more_than_it_must() -> None:
    """Optional tags are absent, not empty or guessed."""
    texts = told(a_show())
    optional = ("itunes:block", "itunes:complete", "podcast:block", "podcast:txt")
    assert [tag for tag in optional if named(tag) in texts] == []
    assert texts[named("itunes:type")] == "episodic"
    assert texts[named("podcast:locked")] == "yes"


def test_a_finished_show_says_that_no_more_will_come() -> None:
    """Apple and Podcasting 2.0 have a tag each; how often is no question any more."""
    show = a_show(feed=FeedSettings(complete=True, frequency="weekly"))
    channel = channel_of(feed_bytes(show=show))
    assert text_of(channel, "itunes:complete") == "Yes"
    assert attributes(channel, "podcast:updateFrequency") == [{"complete": "true"}]


def test_hosts_stand_in_the_channel_and_beside_every_guest() -> None:
    """They take the author's place; a host who is listed as a guest stays a host."""
    hosts = (Host(name="Ada", url="https://ada.example/ü"), Host(name="Bo"))
    show = a_show(hosts=hosts)
    item = entry_of(a_release(an_episode(show=show, guests=(Guest("Bo"), Guest("Cy")))))
    people = [(one.text, one.get("role")) for one in item.iterfind(named("podcast:person"))]
    assert people == [("Ada", "host"), ("Bo", "host"), ("Cy", "guest")]
    channel = channel_of(feed_bytes(show=show))
    assert attributes(channel, "podcast:person") == [
        {"role": "host", "href": "https://ada.example/%C3%BC"},
        {"role": "host"},
    ]


def test_a_season_has_its_name() -> None:
    """Apps show it instead of the number; seasons beyond the list have numbers alone."""
    show = a_show(feed=EVERYTHING)
    assert attributes(entry_of(a_release(an_episode(show=show))), "podcast:season") == [
        {"name": "The second"}
    ]
    third = entry_of(a_release(an_episode(show=show, season=3)))
    assert attributes(third, "podcast:season") == [{}]


def test_numbers_below_one_are_nothing_to_apple() -> None:
    """Apple's numbers begin at 1, those of Podcasting 2.0 may be 0."""
    item = entry_of(a_release(an_episode(season=0, number=0)))
    assert text_of(item, "itunes:episode") is None
    assert text_of(item, "itunes:season") is None
    assert text_of(item, "podcast:episode") == "0"


def test_a_trailer_is_named_in_the_channel() -> None:
    """Apps play it to somebody who looks at the show."""
    trailer = a_release(an_episode(slug="soon", title="Coming soon", type="trailer", season=3))
    channel = channel_of(feed_bytes(a_release(), trailer))
    assert text_of(channel, "podcast:trailer") == "Coming soon"
    assert attributes(channel, "podcast:trailer") == [
        {
            "pubdate": "Sun, 01 Mar 2026 09:30:00 +0000",
            "url": "https://example.org/audio/soon.mp3",
            "length": "59206400",
            "type": "audio/mpeg",
            "season": "3",
        }
    ]


def test_chapters_stand_in_the_feed_too() -> None:
    """For the apps that fetch no file: the same list, with times to the millisecond."""
    item = entry_of()
    assert attributes(item, "psc:chapters") == [{"version": "1.2"}]
    assert attributes(item, "psc:chapters/psc:chapter") == [
        {"start": "00:00:00.000", "title": "Welcome"},
        {"start": "00:01:12.345", "title": "The book"},
        {"start": "01:01:01.000", "title": "The end"},
    ]


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    """The cover and an episode's own picture, in the tag that has a place for words."""
    episode = an_episode(image=ROOT / "episodes/pilot/images/art.jpg")
    channel = channel_of(feed_bytes(a_release(episode)))
    assert attributes(channel, "podcast:image")[0]["alt"] == "Small Talk"
    assert attributes(channel, "item/podcast:image") == [
        {"href": "https://example.org/audio/pilot.art.jpg", "alt": "Cells that read"}
    ]


MOVED = Enclosure(
    url="https://old.example/a b/ü.mp3",
    size_bytes=123,
    media_type="audio/x-m4a",
    seconds=1834.4,
    image="https://old.example/ü.jpg",
    chapters="https://old.example/1.json",
    transcripts=(("https://old.example/1.vtt", "text/vtt"),),
)


def test_an_episode_that_moved_in_keeps_its_old_audio() -> None:
    """Until it has recordings of its own the feed names what the old host has."""
    item = entry_of(a_release(an_episode(enclosure=MOVED), with_audio=False))
    assert attributes(item, "enclosure") == [
        {"url": "https://old.example/a%20b/%C3%BC.mp3", "length": "123", "type": "audio/x-m4a"}
    ]
    assert text_of(item, "itunes:duration") == "1834"
    assert attributes(item, "itunes:image") == [{"href": "https://old.example/%C3%BC.jpg"}]
    assert attributes(item, "podcast:chapters")[0]["url"] == "https://old.example/1.json"


def test_recordings_of_its_own_win_over_the_old_host() -> None:
    """Measured audio is named as soon as it is there, and nothing while it is faulty."""
    own = a_release(an_episode(enclosure=MOVED))
    assert attributes(entry_of(own), "enclosure")[0]["url"].endswith("/pilot.mp3")
    faulty = a_release(an_episode(enclosure=MOVED, audio_faulty=True), with_audio=False)
    assert channel_of(feed_bytes(faulty)).find("item") is None


def test_an_audio_without_a_known_length_says_none() -> None:
    """A guessed length would be wrong; no tag is right."""
    unknown = replace(MOVED, seconds=0, size_bytes=0)
    item = entry_of(a_release(an_episode(enclosure=unknown), with_audio=False))
    assert text_of(item, "itunes:duration") is None
    assert attributes(item, "enclosure")[0]["length"] == "0"


@pytest.mark.parametrize("tongue", ["de_AT", "de-AT"])
def test_the_language_is_written_with_a_hyphen(tongue: str) -> None:
    """Whichever way it was typed."""
    assert text_of(channel_of(feed_bytes(show=a_show(language=tongue))), "language") == "de-AT"


def test_an_episode_lies_where_the_pattern_says() -> None:
    """Year and slug come from the episode, in audio, chapters and picture alike."""
    show = a_show(media_url="https://m.example/{year}/{slug}/")
    episode = an_episode(show=show, date=datetime(2025, 2, 3, tzinfo=UTC))
    release = replace(
        a_release(episode), audio=replace(facts(), path=PurePosixPath("pilot/audio/pilot.mp3"))
    )
    channel = channel_of(feed_bytes(release, show=show))
    assert attributes(channel, "item/enclosure")[0]["url"] == (
        "https://m.example/2025/pilot/pilot.mp3"
    )
    assert attributes(channel, "item/podcast:chapters")[0]["url"] == (
        "https://m.example/2025/pilot/pilot.chapters.json"
    )
    assert attributes(channel, "itunes:image") == [{"href": "https://m.example/cover.png"}]
