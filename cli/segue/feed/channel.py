"""The channel: what a feed says of the whole show."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from segue import categories, dates
from segue.addresses import ascii_url
from segue.feed.item import add_item
from segue.feed.xml import add
from segue.hosting import cover_url
from segue.release import Release
from segue.show import Show

_PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def channel(show: Show, releases: Sequence[Release]) -> Element:
    """The channel with an item for each release, in the order given."""
    made = Element("channel")
    _add_identity(made, show)
    _add_podcast(made, show)
    _add_category(made, show.category)
    _add_cover(made, show)
    days = [release.episode.date for release in releases if release.episode.date]
    if days:
        add(made, "lastBuildDate", dates.rfc_2822(max(days)))
    for release in releases:
        add_item(made, release)
    return made


def podcast_guid(feed_url: str) -> str:
    """The show's own id, by Podcasting 2.0's rule: from the feed's address without its scheme."""
    return str(uuid.uuid5(_PODCAST_NAMESPACE, _SCHEME.sub("", ascii_url(feed_url)).rstrip("/")))


def _add_identity(made: Element, show: Show) -> None:
    add(made, "title", show.title)
    add(made, "link", ascii_url(show.link or ""))
    add(made, "description", show.description or show.title)
    add(made, "language", show.language)
    add(made, "copyright", show.copyright)
    add(made, "generator", "segue")
    if show.feed_url:
        address = ascii_url(show.feed_url)
        add(made, "atom:link", href=address, rel="self", type="application/rss+xml")


def _add_podcast(made: Element, show: Show) -> None:
    add(made, "itunes:author", show.author)
    add(made, "itunes:type", "episodic")
    add(made, "itunes:explicit", str(show.explicit).lower())
    if show.email:
        owner = SubElement(made, "itunes:owner")
        add(owner, "itunes:name", show.author)
        add(owner, "itunes:email", show.email)
    if show.feed_url:
        add(made, "podcast:guid", podcast_guid(show.feed_url))
    add(made, "podcast:locked", "yes", owner=show.email)
    add(made, "podcast:medium", "podcast")
    add(made, "podcast:person", show.author, role="host")


def _add_category(made: Element, category: str | None) -> None:
    """Apple's category, its sub-category nested inside."""
    parent = made
    for name in categories.parts(category) if category else ():
        parent = SubElement(parent, "itunes:category", {"text": name})


def _add_cover(made: Element, show: Show) -> None:
    """The cover, once for podcast apps and once for everything else that reads RSS."""
    address = cover_url(show)
    if address is None:
        return
    add(made, "itunes:image", href=address)
    image = SubElement(made, "image")
    add(image, "url", address)
    add(image, "title", show.title)
    add(image, "link", ascii_url(show.link or ""))
