"""Four readers of other people agree with what went into the feed, field by field."""

from __future__ import annotations

import calendar
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import feedparser
import podcastparser
from archive import HOSTILE, archive, everything

from conftest import Oracle
from samples import a_show, feed_bytes
from segue.characters import one_line
from segue.feed.channel import podcast_guid
from segue.feed.item import enclosure_of
from segue.hosting import cover_url, image_url
from segue.links import episode_url
from segue.release import Release
from segue.show import Show

Fields = Mapping[str, Any]
MANY = 2000


def said_of_show(show: Show) -> Fields:
    """What the channel must say."""
    return {
        "title": show.title,
        "link": show.link,
        "description": show.description,
        "language": show.language.replace("_", "-"),
        "author": show.author,
        "email": show.email,
        "copyright": show.copyright,
        "explicit": show.explicit,
        "image": cover_url(show),
        "kind": show.feed.type,
        "categories": [name for name in (show.category, *show.feed.categories) if name],
        "guid": podcast_guid(show),
        "locked": show.feed.locked,
        "medium": show.feed.medium,
        "people": [host.name for host in show.presenters],
    }


def said_of(release: Release) -> Fields:
    """What an item must say."""
    episode, audio = release.episode, enclosure_of(release)
    assert audio is not None
    assert episode.date is not None
    at_hand = release.shared.timeline is not None
    chapters = f"https://example.org/audio/{episode.slug}.chapters.json"
    timeline = release.shared.timeline
    listed = timeline.chapters if timeline else episode.marks
    return {
        "title": one_line(episode.title),
        "guid": episode.guid,
        "link": episode_url(episode),
        "url": audio.url,
        "length": audio.size_bytes,
        "type": audio.media_type,
        "date": episode.date.timestamp(),
        "duration": round(audio.seconds),
        "season": episode.season or None,
        "number": episode.number or None,
        "kind": episode.type,
        "explicit": episode.show.explicit,
        "image": image_url(episode) or (audio.image or "").replace("ü", "%C3%BC") or None,
        "chapters": (chapters if listed else None) if at_hand else audio.chapters,
        "starts": [int(chapter.seconds) for chapter in listed],
        "people": sorted(
            {one_line(each.name) for each in (*episode.guests, *episode.show.presenters)}
            if episode.guests
            else ()
        ),
    }


def by_feedparser(feed: bytes) -> tuple[Fields, list[Fields]]:
    """What feedparser reads; of tags that come several times it keeps the last."""
    read = feedparser.parse(feed)
    assert not read.bozo
    channel = read.feed
    return {
        "title": channel.title,
        "link": channel.link,
        "description": channel.subtitle,
        "language": channel.language,
        "author": channel.author,
        "email": channel.publisher_detail["email"],
        "copyright": channel.get("rights"),
        "image": channel.image.href,
        "kind": channel.itunes_type,
        "guid": channel.podcast_guid,
        "medium": channel.podcast_medium,
    }, [
        {
            "title": entry.title,
            "guid": entry.id,
            "link": entry.link,
            "url": entry.enclosures[0].href,
            "length": int(entry.enclosures[0].length),
            "type": entry.enclosures[0].type,
            "date": calendar.timegm(entry.published_parsed),
            "duration": int(entry.itunes_duration),
            "season": whole(entry.get("itunes_season")),
            "number": whole(entry.get("itunes_episode")),
            "kind": entry.itunes_episodetype,
            "image": entry.image.href if "image" in entry else None,
            "chapters": entry.podcast_chapters["url"] if "podcast_chapters" in entry else None,
        }
        for entry in read.entries
    ]


def by_podcastparser(feed: bytes) -> tuple[Fields, list[Fields]]:
    """What gPodder's parser reads."""
    read = podcastparser.parse("https://example.org/feed.xml", io.BytesIO(feed))
    return {
        "title": read["title"],
        "link": read["link"],
        "description": read["description"],
        "language": read["language"],
        "author": read["itunes_author"],
        "email": read["itunes_owner"]["email"],
        "explicit": read["explicit"],
        "image": read["cover_url"],
        "kind": read["type"],
        "categories": [" > ".join(parts) for parts in read["itunes_categories"]],
    }, [
        {
            "title": episode["title"],
            "guid": episode["guid"],
            "link": episode["link"],
            "url": episode["enclosures"][0]["url"],
            "length": episode["enclosures"][0]["file_size"],
            "type": episode["enclosures"][0]["mime_type"],
            "date": episode["published"],
            "duration": episode["total_time"],
            "season": episode.get("season"),
            "number": episode.get("number"),
            "kind": episode["type"],
            "explicit": episode["explicit"],
            "image": episode.get("episode_art_url"),
            "starts": [chapter["start"] for chapter in episode.get("chapters", ())],
        }
        for episode in read["episodes"]
    ]


def by_feedsmith(read: Mapping[str, Any]) -> tuple[Fields, list[Fields]]:
    """What feedsmith read."""
    itunes, podcast = read["itunes"], read["podcast"]
    return {
        "title": read["title"],
        "link": read["link"],
        "description": read["description"],
        "language": read["language"],
        "author": itunes["author"],
        "email": itunes["owner"]["email"],
        "copyright": read.get("copyright"),
        "explicit": itunes["explicit"],
        "image": itunes["image"],
        "kind": itunes["type"],
        "categories": [
            " > ".join([outer["text"], *(each["text"] for each in outer.get("categories", ()))])
            for outer in itunes["categories"]
        ],
        "guid": podcast["guid"],
        "locked": podcast["locked"]["value"],
        "medium": podcast["medium"],
        "people": [person["display"] for person in podcast["persons"]],
    }, [
        {
            "title": item["title"],
            "guid": item["guid"]["value"],
            "link": item["link"],
            "url": item["enclosures"][0]["url"],
            "length": item["enclosures"][0]["length"],
            "type": item["enclosures"][0]["type"],
            "date": datetime.strptime(item["pubDate"], "%a, %d %b %Y %H:%M:%S %z").timestamp(),
            "duration": item["itunes"]["duration"],
            "season": item["itunes"].get("season"),
            "number": item["itunes"].get("episode"),
            "kind": item["itunes"]["episodeType"],
            "explicit": item["itunes"]["explicit"],
            "image": item["itunes"].get("image"),
            "chapters": item.get("podcast", {}).get("chapters", {}).get("url"),
            "people": sorted(
                person["display"] for person in item.get("podcast", {}).get("persons", ())
            ),
        }
        for item in read["items"]
    ]


def by_partytime(read: Mapping[str, Any]) -> tuple[Fields, list[Fields]]:
    """What podcast-partytime read."""
    return {
        "title": read["title"],
        "link": read["link"],
        "description": read["description"],
        "language": read["language"],
        "author": read["author"],
        "email": read["owner"]["email"],
        "copyright": read.get("copyright"),
        "explicit": read["explicit"],
        "image": read["itunesImage"],
        "kind": read["itunesType"],
        "categories": read["itunesCategory"],
        "guid": read["guid"],
        "locked": read["locked"],
        "medium": read["medium"],
        "people": [person["name"] for person in read["podcastPeople"]],
    }, [
        {
            "title": item["title"],
            "guid": item["guid"],
            "link": item["link"],
            "url": item["enclosure"]["url"],
            "length": item["enclosure"]["length"],
            "type": item["enclosure"]["type"],
            "date": datetime.fromisoformat(item["pubDate"]).timestamp(),
            "duration": item["duration"],
            "season": item.get("itunesSeason"),
            "number": item.get("itunesEpisode"),
            "kind": item["itunesEpisodeType"],
            "explicit": item["explicit"],
            "image": item.get("itunesImage"),
            "chapters": item.get("podcastChapters", {}).get("url"),
            "people": sorted(person["name"] for person in item.get("podcastPeople", ())),
        }
        for item in read["items"]
    ]


def whole(text: str | None) -> int | None:
    """A number that may be missing."""
    return None if text is None else int(text)


def differences(
    read: tuple[Fields, list[Fields]], show: Show, releases: Sequence[Release]
) -> Iterator[str]:
    """Where a reader has another value than went in, of the fields that it knows."""
    channel, items = read
    wanted = [said_of_show(show), *map(said_of, releases)]
    assert len(items) == len(releases)
    for got, expected in zip([channel, *items], wanted, strict=True):
        for field, value in got.items():
            if value != expected[field]:
                yield f"{expected['guid']}: {field} is {value!r}, not {expected[field]!r}"


def the_example() -> tuple[Show, tuple[Release, ...], bytes]:
    """A feed with everything; partytime takes an entity in a title for what it stands for."""
    show, releases = everything()
    told = [_without_entity(release) for release in releases]
    return show, tuple(told), feed_bytes(*told, show=show)


def _without_entity(release: Release) -> Release:
    from dataclasses import replace

    episode = release.episode
    title = episode.title.replace("&nbsp; ", "")
    guests = tuple(
        replace(guest, name=guest.name.replace("&nbsp; ", "")) for guest in episode.guests
    )
    return replace(release, episode=replace(episode, title=title, guests=guests))


def a_long_one() -> tuple[Show, tuple[Release, ...], bytes]:
    """A feed of 2,000 episodes."""
    releases = archive(MANY)
    return a_show(), releases, feed_bytes(*releases)


READERS: Sequence[Callable[[bytes], tuple[Fields, list[Fields]]]] = (
    by_feedparser,
    by_podcastparser,
)


def test_python_readers_agree_on_every_field() -> None:
    """One feed with all kinds of episodes, one with 2,000."""
    for show, releases, feed in (the_example(), a_long_one()):
        for reader in READERS:
            assert list(differences(reader(feed), show, releases)) == [], reader.__name__


def test_readers_on_node_agree_on_every_field(oracle: Oracle) -> None:
    """Those that the web players and the Podcast Index are made with."""
    told = [the_example(), a_long_one()]
    answers = oracle("feeds", [feed.decode() for _, _, feed in told])
    for (show, releases, _), read in zip(told, answers, strict=True):
        assert list(differences(by_feedsmith(read["feedsmith"]), show, releases)) == []
        assert list(differences(by_partytime(read["partytime"]), show, releases)) == []


def test_readers_on_node_see_what_only_podcasting_2_has(oracle: Oracle) -> None:
    """Funding, licence, trailer, frequency, transcripts, soundbites, words for machines."""
    _, _, feed = the_example()
    ((read,),) = [oracle("feeds", [feed.decode()])]
    podcast = read["feedsmith"]["podcast"]
    assert podcast["fundings"] == [
        {"url": "https://e.example/give?a=1&b=%5B2%5D", "display": "Give & take"}
    ]
    assert podcast["license"]["display"] == "CC-BY-4.0"
    assert podcast["updateFrequency"] == {"display": "biweekly", "rrule": "FREQ=WEEKLY;INTERVAL=2"}
    assert [trailer["season"] for trailer in podcast["trailers"]] == [3]
    assert read["partytime"]["trailers"][0]["url"] == "https://example.org/audio/soon.mp3"
    by_guid = {item["guid"]["value"]: item["podcast"] for item in read["feedsmith"]["items"]}
    assert by_guid["guid-spoken"]["soundbites"][0]["startTime"] == 10
    assert by_guid["guid-moved"]["transcripts"][0]["url"] == "https://old.example/1.vtt"
    assert len(by_guid["guid-spoken"]["transcripts"]) == 5
    parties = {item["guid"]: item for item in read["partytime"]["items"]}
    assert len(parties["guid-spoken"]["podcastTranscripts"]) == 5
    assert parties["guid-spoken"]["podcastSoundbites"][0]["duration"] == 20


def test_a_title_comes_out_as_typed_but_for_controls() -> None:
    """Both Python readers, for the whole of what is hard to write."""
    show, releases = everything()
    feed = feed_bytes(*releases, show=show)
    for reader in READERS:
        assert reader(feed)[1][0]["title"] == one_line(HOSTILE)
