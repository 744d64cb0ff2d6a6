"""Addresses that go into outputs: the episode's page, links that tell where a click came from."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from segue.addresses import ascii_url
from segue.model import Episode


def episode_url(episode: Episode) -> str | None:
    """The episode's page: the show's with the slug behind it, in ASCII; None without a show's."""
    link = episode.show.link
    if link is None:
        return None
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
