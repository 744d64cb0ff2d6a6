"""An item: what a feed says of one episode."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement

from segue import dates, links, shortnotes
from segue.addresses import ascii_url
from segue.feed.xml import add, add_html
from segue.hosting import image_url, public_url
from segue.model import Episode
from segue.release import Release

DESCRIPTION_BYTES = 4000


def is_published(release: Release) -> bool:
    """Whether the episode can have an item: it is no draft, and its audio has an address."""
    return not release.episode.draft and _enclosure_url(release) is not None


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
    _add_audio(item, release)
    _add_place(item, episode)
    _add_people(item, episode)
    _add_chapters(item, release)
    _add_notes(item, release)


def _enclosure_url(release: Release) -> str | None:
    return public_url(release.episode.show, release.audio.path) if release.audio else None


def _add_audio(item: Element, release: Release) -> None:
    """The audio as it was measured: nothing here is ever typed."""
    facts = release.audio
    assert facts is not None
    length = str(facts.size_bytes)
    add(item, "enclosure", url=_enclosure_url(release), length=length, type=facts.media_type)
    add(item, "itunes:duration", round(facts.seconds))


def _add_place(item: Element, episode: Episode) -> None:
    """Where the episode stands in the show."""
    add(item, "itunes:season", episode.season)
    add(item, "podcast:season", episode.season)
    add(item, "itunes:episode", episode.number)
    add(item, "podcast:episode", episode.number)
    add(item, "itunes:episodeType", episode.type)
    add(item, "itunes:explicit", str(episode.show.explicit).lower())
    add(item, "itunes:image", href=image_url(episode))


def _add_people(item: Element, episode: Episode) -> None:
    """The guests. An item's people replace the channel's, so the host is named again."""
    if not episode.guests:
        return
    if episode.show.author not in {guest.name for guest in episode.guests}:
        add(item, "podcast:person", episode.show.author, role="host")
    for guest in episode.guests:
        is_host = guest.name == episode.show.author
        address = ascii_url(guest.url or "")
        add(item, "podcast:person", guest.name, role="host" if is_host else "guest", href=address)


def _add_chapters(item: Element, release: Release) -> None:
    """Where the chapters' file will be; the audio room writes it for a timeline that has chapters.

    It is not looked for among the outputs: a build of one episode lists the others as well, and
    the feed must not differ for that.
    """
    timeline, slug = release.shared.timeline, release.episode.slug
    if timeline is None or not timeline.chapters:
        return
    address = public_url(release.episode.show, PurePosixPath(slug, "audio", "chapters.json"))
    add(item, "podcast:chapters", url=address, type="application/json+chapters")


def _add_notes(item: Element, release: Release) -> None:
    """The short notes for the apps that read `description` alone, the full ones for the others."""
    full = _full_notes(release)
    page = links.episode_url(release.episode)
    add_html(item, "description", shortnotes.shorten(full, DESCRIPTION_BYTES, page))
    add_html(item, "content:encoded", full)


def _full_notes(release: Release) -> str:
    """The notes as they were built, or else what the front matter says of the episode."""
    notes = release.content("notes/notes.html")
    if notes is not None:
        return notes.decode()
    said = release.episode.description
    return f"<p>{escape(said)}</p>" if said else ""
