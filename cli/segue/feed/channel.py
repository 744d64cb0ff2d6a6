"""The channel: what a feed says of the whole show."""

from __future__ import annotations

import re
import uuid
from xml.etree.ElementTree import Element, SubElement

from segue import categories, dates
from segue.addresses import ascii_url
from segue.feed import paging
from segue.feed.item import add_item, enclosure_of
from segue.feed.paging import Page
from segue.feed.xml import add
from segue.hosting import cover_url
from segue.links import show_url
from segue.release import Release
from segue.show import Show

_PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# How often, as iCalendar says it.
_RULES = {
    "daily": "FREQ=DAILY",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2",
    "yearly": "FREQ=YEARLY",
}


def channel(show: Show, page: Page) -> Element:
    """The channel with an item for each release on the page, in the order given."""
    made = Element("channel")
    _add_identity(made, show, page)
    _add_apple(made, show)
    _add_podcast(made, show)
    _add_cover(made, show)
    for release in page.listed:
        if release.episode.type == "trailer":
            _add_trailer(made, release)
    days = [release.episode.date for release in page.listed if release.episode.date]
    if days:
        add(made, "lastBuildDate", dates.rfc_2822(max(days)))
    for release in page.releases:
        add_item(made, release)
    return made


def podcast_guid(show: Show) -> str | None:
    """The show's own id: the one it was given, or else Podcasting 2.0's from the feed's address."""
    if show.feed.guid or not show.feed_url:
        return show.feed.guid
    address = _SCHEME.sub("", ascii_url(show.feed_url)).rstrip("/")
    return str(uuid.uuid5(_PODCAST_NAMESPACE, address))


def _add_identity(made: Element, show: Show, page: Page) -> None:
    add(made, "title", show.title)
    add(made, "link", _home(show))
    add(made, "description", show.description or show.title)
    add(made, "language", show.language.replace("_", "-"))
    add(made, "copyright", show.copyright)
    add(made, "generator", "segue")
    pages = paging.addresses(show.feed_url, page) if show.feed_url else {}
    for relation, address in pages.items():
        add(made, "atom:link", href=address, rel=relation, type="application/rss+xml")


def _add_apple(made: Element, show: Show) -> None:
    """Apple's tags, which every directory reads."""
    add(made, "itunes:author", show.author)
    add(made, "itunes:type", show.feed.type)
    add(made, "itunes:explicit", _truth(said=show.explicit))
    if show.email:
        owner = SubElement(made, "itunes:owner")
        add(owner, "itunes:name", show.author)
        add(owner, "itunes:email", show.email)
    for category in filter(None, (show.category, *show.feed.categories)):
        _add_category(made, category)
    add(made, "itunes:block", "Yes" if show.feed.block else "")
    add(made, "itunes:complete", "Yes" if show.feed.complete else "")
    add(made, "itunes:new-feed-url", show.feed.new_url or "")


def _add_podcast(made: Element, show: Show) -> None:
    """The tags of Podcasting 2.0 for a show."""
    told = show.feed
    add(made, "podcast:guid", podcast_guid(show) or "")
    add(made, "podcast:locked", "yes" if told.locked else "no", owner=show.email)
    add(made, "podcast:medium", told.medium)
    add(made, "podcast:block", "yes" if told.block else "")
    _add_frequency(made, show)
    for page in told.funding:
        add(made, "podcast:funding", page.label, url=page.url)
    for host in show.presenters:
        add(made, "podcast:person", host.name, role="host", href=host.url)
    add(made, "podcast:license", told.license or "", url=told.license_url)
    if told.ai_content is not None:
        add(made, "podcast:txt", _truth(said=told.ai_content), purpose="ai-content")
    for word in told.txt:
        add(made, "podcast:txt", word.text, purpose=word.purpose)


def _add_frequency(made: Element, show: Show) -> None:
    """How often there is a new episode, or that there will be none."""
    rule, ends = show.feed.frequency, show.feed.complete
    said = "complete" if ends else rule or ""
    told = {"complete": "true" if ends else "", "rrule": "" if ends else _RULES.get(rule or "", "")}
    add(made, "podcast:updateFrequency", said, **told)


def _add_category(made: Element, category: str) -> None:
    """Apple's category, its sub-category nested inside."""
    parent = made
    for name in categories.parts(category):
        parent = SubElement(parent, "itunes:category", {"text": name})


def _add_cover(made: Element, show: Show) -> None:
    """The cover, once for podcast apps and once for everything else that reads RSS."""
    address = cover_url(show)
    if address is None:
        return
    add(made, "itunes:image", href=address)
    told = {"alt": show.title, "aspect-ratio": "1/1", "purpose": "artwork"}
    add(made, "podcast:image", href=address, **told)
    image = SubElement(made, "image")
    add(image, "url", address)
    add(image, "title", show.title)
    add(image, "link", _home(show))


def _add_trailer(made: Element, release: Release) -> None:
    """A trailer, which apps play to somebody who looks at the show."""
    audio, episode = enclosure_of(release), release.episode
    if audio is None or episode.date is None:
        return
    add(
        made,
        "podcast:trailer",
        episode.title,
        pubdate=dates.rfc_2822(episode.date),
        url=audio.url,
        length=str(audio.size_bytes),
        type=audio.media_type,
        season=str(episode.season) if episode.season else None,
    )


def _home(show: Show) -> str:
    return show_url(show) or ""


def _truth(*, said: bool) -> str:
    return "true" if said else "false"
