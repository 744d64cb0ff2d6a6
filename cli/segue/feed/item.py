"""An item: what a feed says of one episode."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from xml.etree.ElementTree import Element, SubElement

from segue import dates, links, shortnotes
from segue.addresses import web_uri
from segue.feed.beside import add_chapters, add_soundbites, add_transcripts
from segue.feed.xml import add, add_html
from segue.hosting import image_url, public_url
from segue.model import Enclosure, Episode
from segue.release import Release

DESCRIPTION_BYTES = 4000
"""What PSP-1 lets a description hold, be it an episode's or the show's."""


def is_published(release: Release) -> bool:
    """Whether the episode can have an item: it is no draft, and its audio has an address."""
    return not release.episode.draft and enclosure_of(release) is not None


def enclosure_of(release: Release) -> Enclosure | None:
    """The audio as it was measured, nothing of it ever typed; or that which lies elsewhere.

    Its address is in ASCII. None where it was not made, or has no address.
    """
    facts, episode = release.audio, release.episode
    if facts is None:
        elsewhere = episode.enclosure
        if elsewhere is None or episode.segments or episode.audio_faulty:
            return None
        there = web_uri(elsewhere.url)
        return replace(elsewhere, url=there) if there else None
    address = public_url(episode, facts.path)
    if address is None:
        return None
    return Enclosure(
        url=address,
        size_bytes=facts.size_bytes,
        media_type=facts.media_type,
        seconds=facts.seconds,
    )


def add_item(channel: Element, release: Release) -> None:
    """Add the item of a release that `is_published`."""
    episode = release.episode
    item = SubElement(channel, "item")
    add(item, "title", episode.title)
    add(item, "link", links.episode_url(episode))
    add(item, "guid", episode.guid, isPermaLink="false")
    if episode.date:
        add(item, "pubDate", dates.rfc_2822(episode.date))
    for tag in episode.tags:
        add(item, "category", tag)
    audio = enclosure_of(release)
    assert audio is not None
    _add_audio(item, episode, audio)
    _add_place(item, episode)
    _add_people(item, episode)
    add_chapters(item, release, audio)
    add_transcripts(item, release, audio)
    add_soundbites(item, release)
    _add_notes(item, release)


def _add_audio(item: Element, episode: Episode, audio: Enclosure) -> None:
    """The audio, with the picture that stands for it."""
    length = str(max(0, audio.size_bytes))
    add(item, "enclosure", url=audio.url, length=length, type=audio.media_type)
    if audio.seconds > 0:
        add(item, "itunes:duration", max(1, round(audio.seconds)))
    picture = image_url(episode) or web_uri(audio.image or "")
    add(item, "itunes:image", href=picture)
    add(item, "podcast:image", href=picture, alt=picture and episode.title)


def _add_place(item: Element, episode: Episode) -> None:
    """Where the episode stands in the show; Apple's numbers begin at 1."""
    season, number, names = episode.season, episode.number, episode.show.feed.season_names
    if season is not None and season > 0:
        name = names[season - 1] if season <= len(names) else None
        add(item, "itunes:season", season)
        add(item, "podcast:season", season, name=name)
    if number is not None and number > 0:
        add(item, "itunes:episode", number)
    add(item, "podcast:episode", number)
    add(item, "itunes:episodeType", episode.type)
    add(item, "itunes:explicit", "true" if episode.show.explicit else "false")
    if episode.show.feed.ai_content is not None:
        said = "true" if episode.show.feed.ai_content else "false"
        add(item, "podcast:txt", said, purpose="ai-content")


def _add_people(item: Element, episode: Episode) -> None:
    """The guests. An item's people replace the channel's, so the hosts are named again."""
    if not episode.guests:
        return
    hosts = {host.name for host in episode.show.presenters}
    for host in episode.show.presenters:
        if host.name not in {guest.name for guest in episode.guests}:
            add(item, "podcast:person", host.name, role="host", href=host.url)
    for guest in episode.guests:
        role = "host" if guest.name in hosts else "guest"
        add(item, "podcast:person", guest.name, role=role, href=guest.url)


def _add_notes(item: Element, release: Release) -> None:
    """The short notes for the apps that read `description` alone, the full ones for the others."""
    full = _full_notes(release)
    short = release.content("notes/short.html")
    if short is None:
        page = links.episode_url(release.episode)
        short = shortnotes.shorten(full, DESCRIPTION_BYTES, page).encode()
    add_html(item, "description", short.decode())
    add_html(item, "content:encoded", full)


def _full_notes(release: Release) -> str:
    """The notes as they were built, or else what the front matter says of the episode."""
    notes = release.content("notes/notes.html")
    if notes is not None:
        return notes.decode()
    said = release.episode.description
    return f"<p>{escape(said)}</p>" if said else ""
