"""What the W3C's feed validator calls an error in a podcast's feed, as rules of our own words.

Its source (github.com/w3c/feedvalidator) was read in 2026-11; what can't come up in RSS 2.0 with
the namespaces that we write is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from email.utils import parsedate
from xml.etree import ElementTree as ET

from segue import categories
from segue.feed.xml import NAMESPACES

_FULL_LINK = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
_WEB = re.compile(r"https?://[^/\s]+(/\S*)?", re.ASCII)
_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d\d[0-5]\d|GMT)"
)
_MIME = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+")
_EMAIL = re.compile(
    r"[A-Za-z0-9_+.'!#$%&*/=?^`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*"
)
_RELATIVE = re.compile(r"""<(?:a|img)\b[^>]*?\b(?:href|src)=["'](?!\w+:)""")
_DEVIOUS = re.compile(
    r"<(?:script|style|iframe|object|embed|meta|link|base)\b|\son\w+\s*=", re.IGNORECASE
)
_RELATIONS = {"self", "first", "previous", "next", "last"}
# These may come more than once.
_SEVERAL = {
    "item", "category", "itunes:category", "atom:link", "podcast:person", "podcast:funding",
    "podcast:txt", "podcast:transcript", "podcast:soundbite", "podcast:image", "podcast:trailer",
}  # fmt: skip


def _one_of(*words: str) -> Callable[[str], object]:
    return lambda text: text in words


def _positive(text: str) -> bool:
    return text.isdecimal() and int(text) > 0


def _is_short(text: str) -> bool:
    return len(text) <= 255


def _is_date(text: str) -> bool:
    told = parsedate(text) if _DATE.fullmatch(text) else None
    return told is not None and f"{date(*told[:3]):%a}" == text[:3]


# What the words of a tag must be, wherever it stands.
_SAID: Mapping[str, Callable[[str], object]] = {
    "itunes:explicit": _one_of("true", "false"),
    "itunes:type": _one_of("episodic", "serial"),
    "itunes:episodeType": _one_of("full", "trailer", "bonus"),
    "itunes:block": _one_of("Yes"),
    "itunes:complete": _one_of("Yes"),
    "podcast:locked": _one_of("yes", "no"),
    "itunes:season": _positive,
    "itunes:episode": _positive,
    "podcast:season": _positive,
    "itunes:author": _is_short,
    "itunes:name": _is_short,
    "link": _FULL_LINK.fullmatch,
    "url": _FULL_LINK.fullmatch,
    "pubDate": _is_date,
    "lastBuildDate": _is_date,
    "language": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*").fullmatch,
    "itunes:email": _EMAIL.fullmatch,
    "itunes:duration": re.compile(r"\d+|(\d+:)?\d?\d:\d\d").fullmatch,
}
# What the attributes of an enclosure must be.
_AUDIO: Mapping[str, Callable[[str], object]] = {
    "url": _WEB.fullmatch,
    "length": re.compile(r"\d+").fullmatch,
    "type": _MIME.fullmatch,
}


def faults(feed: bytes) -> list[str]:
    """Everything that is wrong with a feed; empty where there is nothing."""
    root = ET.fromstring(feed)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ["this is no RSS 2.0"]
    items = channel.findall("item")
    found = [*_channel(channel), *_unique(items)]
    for item in items:
        found += _item(item)
    for element in channel.iter():
        found += _anywhere(element)
    return found


def _channel(channel: ET.Element) -> Iterator[str]:
    tags = [named(child) for child in channel]
    wanted = ("title", "link", "description", "language", "itunes:category", "itunes:explicit")
    yield from (f"channel lacks {tag}" for tag in (*wanted, "itunes:owner") if tag not in tags)
    yield from _twice(tags)
    if "item" in tags and tags.index("item") < len(tags) - tags.count("item"):
        yield "something of the channel stands after an item"
    relations = [link.get("rel") for link in channel.iterfind("atom:link", NAMESPACES)]
    if "self" not in relations:
        yield "channel lacks a link to itself"
    yield from (f"link of relation {one}" for one in relations if one not in _RELATIONS)
    yield from _categories(channel)
    image = channel.find("image")
    if image is not None:
        yield from (f"image lacks {tag}" for tag in ("url", "title", "link") if not say(image, tag))
        if say(image, "link") != say(channel, "link"):
            yield "the image's link is not the channel's"


def _categories(channel: ET.Element) -> Iterator[str]:
    for outer in channel.iterfind("itunes:category", NAMESPACES):
        inner = outer.find("itunes:category", NAMESPACES)
        parts = [each.get("text", "") for each in (outer, inner) if each is not None]
        if not categories.is_exact(" > ".join(parts)):
            yield f"category {parts}"


def _item(item: ET.Element) -> Iterator[str]:
    tags = [named(child) for child in item]
    yield from _twice(tags)
    yield from (f"item lacks {tag}" for tag in ("title", "guid", "enclosure") if tag not in tags)
    if "content:encoded" in tags and "description" not in tags[: tags.index("content:encoded")]:
        yield "content:encoded stands before the description"
    for audio in item.iterfind("enclosure"):
        wrong = [name for name, is_right in _AUDIO.items() if not is_right(audio.get(name, ""))]
        yield from (f"enclosure of {name} {audio.get(name)}" for name in wrong)
    for guid in item.iterfind("guid"):
        if guid.get("isPermaLink") != "false" and not _FULL_LINK.fullmatch(guid.text or ""):
            yield f"guid {guid.text} is no link"
    for tag in ("description", "content:encoded"):
        html = say(item, tag)
        if _RELATIVE.search(html) or _DEVIOUS.search(html):
            yield f"{tag} holds what is not safe, or leads nowhere"


def _anywhere(element: ET.Element) -> Iterator[str]:
    tag, text = named(element), element.text or ""
    if not text.strip() and not element.attrib and not len(element):
        yield f"{tag} is empty"
    if tag in _SAID and not _SAID[tag](text):
        yield f"{tag} says {text}"
    for name in ("url", "href"):
        if name in element.attrib and not _FULL_LINK.fullmatch(element.attrib[name]):
            yield f"{tag} leads to {element.attrib[name]}"


def _unique(items: list[ET.Element]) -> Iterator[str]:
    guids = Counter(say(item, "guid") for item in items)
    yield from (f"guid {guid} stands {times} times" for guid, times in guids.items() if times > 1)


def _twice(tags: list[str]) -> Iterator[str]:
    times = Counter(tag for tag in tags if tag not in _SEVERAL)
    yield from (f"{tag} stands {count} times" for tag, count in times.items() if count > 1)


def say(element: ET.Element, path: str) -> str:
    """The words of a child, if there are any."""
    return element.findtext(path, "", NAMESPACES)


def named(element: ET.Element) -> str:
    """A tag with the prefix that we write."""
    uri, brace, local = element.tag.rpartition("}")
    prefixes = {value: key for key, value in NAMESPACES.items()}
    return f"{prefixes[uri.removeprefix('{')]}:{local}" if brace else local
