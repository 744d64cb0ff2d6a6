"""Addresses that go into outputs: the episode's page, links that tell where a click came from."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from segue.addresses import above_places, ascii_url, filled, open_places
from segue.hosting import places
from segue.model import Episode
from segue.show import Show


def show_url(show: Show) -> str | None:
    """The show's page as typed: its link, or what all episodes share where that is a pattern."""
    return above_places(show.link) if show.link else None


def episode_url(episode: Episode) -> str | None:
    """The episode's page, in ASCII: its own, or what the show's link says of it.

    A link without open places gets the slug behind it. None without a link, and where it asks for
    what the episode lacks.
    """
    link = episode.show.link
    if episode.page or link is None:
        return ascii_url(episode.page) if episode.page else None
    if open_places(link):
        return filled(link, {**places(episode), "file": episode.slug})
    parts = urlsplit(ascii_url(link))
    path = f"{parts.path.rstrip('/')}/{quote(episode.slug)}"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


_UTM = re.compile(r"(?<=[?&])utm_(?:source|medium|campaign|content)=[^&#]*&?")


def without_utm(url: str) -> str:
    """The address as its author typed it, for telling where it stands."""
    return re.sub(r"[?&](?=#|$)", "", _UTM.sub("", url))


def with_utm(
    url: str, *, source: str, medium: str, campaign: str, content: str | None = None
) -> str:
    """The same address with utm parameters; those it has already, and its fragment, stay.

    Addresses that are no web pages (mailto:, merge tags) come back as they are.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return url
    given = parse_qsl(parts.query, keep_blank_values=True)
    utm = {"utm_source": source, "utm_medium": medium, "utm_campaign": campaign}
    if content is not None:
        utm["utm_content"] = content
    added = urlencode([(key, value) for key, value in utm.items() if key not in dict(given)])
    query = f"{parts.query}&{added}".strip("&")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
