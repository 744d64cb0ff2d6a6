"""What a feed tells of the show itself, as settings for segue.toml."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from segue import categories
from segue.characters import one_line
from segue.intake.manuscript import Value
from segue.intake.podcast.elements import Element
from segue.intake.podcast.entry import image, is_true, web

_MEDIA = frozenset({"music", "video", "film", "audiobook", "newsletter", "blog", "course"})


def settings(channel: Element) -> Mapping[str, Value]:
    """Every setting that the channel names, by its key, and only those that are not the default."""
    owner = channel.find("itunes:owner") or channel
    first, *more = [*_categories(channel), ""]
    told: dict[str, Value] = {
        "show.title": channel.said("title", "itunes:title"),
        "show.author": channel.said("itunes:author") or owner.said("itunes:name"),
        "show.email": owner.said("itunes:email"),
        "show.link": web(channel.said("link")),
        "show.description": channel.said("description", "itunes:summary"),
        "show.language": channel.said("language", "dc:language"),
        "show.category": first,
        "show.explicit": is_true(channel.said("itunes:explicit")),
        "show.copyright": channel.said("copyright"),
        "show.hosts": list(_hosts(channel)),
        "feed.categories": [each for each in more if each],
        "feed.guid": _guid(channel),
        "feed.type": "serial" if channel.said("itunes:type").lower() == "serial" else "",
        "feed.medium": channel.said("podcast:medium"),
        "feed.block": is_true(channel.said("itunes:block")),
        "feed.complete": is_true(channel.said("itunes:complete")),
        "feed.funding": list(_funding(channel)),
        "feed.license": channel.said("podcast:license"),
        "feed.license_url": _license_url(channel),
    }
    if told["feed.medium"] not in _MEDIA:
        del told["feed.medium"]
    return {key: _settled(value) for key, value in told.items() if value}


def people(channel: Element) -> frozenset[str]:
    """Who presents the show, by name."""
    named = {str(host["name"]) for host in _hosts(channel)}
    return frozenset({*named, one_line(channel.said("itunes:author"))})


def cover(channel: Element) -> str:
    """Where the show's cover is."""
    picture = channel.find("image")
    return image(channel) or (web(picture.said("url")) if picture else "")


def own_address(channel: Element) -> str:
    """Where the feed is, as it says itself."""
    links = channel.all("atom:link")
    found = next((link.told("href") for link in links if link.told("rel") == "self"), "")
    return web(channel.said("itunes:new-feed-url")) or web(found)


def _guid(channel: Element) -> str:
    """The show's id, if it is one."""
    try:
        return str(uuid.UUID(channel.said("podcast:guid")))
    except ValueError:
        return ""


def _settled(value: Value) -> Value:
    return one_line(value) if isinstance(value, str) else value


def _categories(channel: Element) -> Iterator[str]:
    """Apple's categories as segue writes them; those that it does not know any more are left."""
    for outer in channel.all("itunes:category"):
        inner = [child.told("text") for child in outer.all("itunes:category")]
        for name in inner or [""]:
            whole = f"{outer.told('text')} > {name}" if name else outer.told("text")
            if categories.is_exact(whole):
                yield whole


def _hosts(channel: Element) -> Iterator[Mapping[str, Value]]:
    for person in channel.all("podcast:person"):
        name = one_line(person.text)
        if name and (person.told("role") or "host").lower() == "host":
            told = {"name": name, "url": web(person.told("href"))}
            yield {key: value for key, value in told.items() if value}


def _funding(channel: Element) -> Iterator[Mapping[str, Value]]:
    for page in channel.all("podcast:funding"):
        address = web(page.told("url"))
        if address:
            yield {"label": one_line(page.text) or address, "url": address}


def _license_url(channel: Element) -> str:
    found = channel.find("podcast:license")
    return web(found.told("url")) if found else ""
