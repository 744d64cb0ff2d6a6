"""A feed as a strict parser reads it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from samples import a_release, feed_bytes
from segue.feed.xml import NAMESPACES
from segue.release import Release


def channel_of(feed: bytes) -> ET.Element:
    """The channel, read by a strict parser."""
    channel = ET.fromstring(feed).find("channel")
    assert channel is not None
    return channel


def text_of(element: ET.Element, path: str) -> str | None:
    """The text of a child, whose prefix is one of the feed's."""
    return element.findtext(path, namespaces=NAMESPACES)


def attributes(element: ET.Element, path: str) -> list[dict[str, str]]:
    """The attributes of the children at that path."""
    return [child.attrib for child in element.iterfind(path, NAMESPACES)]


def entry_of(release: Release | None = None) -> ET.Element:
    """The only item of a release's feed."""
    item = channel_of(feed_bytes(release or a_release())).find("item")
    assert item is not None
    return item
