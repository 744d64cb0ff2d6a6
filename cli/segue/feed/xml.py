"""The few words of XML that a feed needs, so written that strict parsers take them."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from segue.addresses import web_uri
from segue.characters import one_line, printable

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
# The tags and attributes that hold a web address.
_ADDRESSES = frozenset({"link", "url", "href", "itunes:new-feed-url"})
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def add(parent: Element, tag: str, said: object = None, /, **attributes: str | None) -> None:
    """Add a child with one line of text, and with those attributes that have a value.

    A child that would hold neither is left out: directories refuse empty tags. Web addresses are
    written in ASCII; what is none is left out too.
    """
    line = "" if said is None else one_line(str(said))
    if tag in _ADDRESSES:
        line = web_uri(line)
    told = {
        key: web_uri(value) if key in _ADDRESSES else one_line(value)
        for key, value in attributes.items()
        if value
    }
    given = {key: value for key, value in told.items() if value}
    if line or (said is None and given):
        SubElement(parent, tag, given).text = line or None


def add_html(parent: Element, tag: str, html: str) -> None:
    """Add a child whose text is HTML, line ends and all; none where there is no HTML."""
    if html.strip():
        SubElement(parent, tag).text = printable(html).strip()


def document(channel: Element) -> bytes:
    """The whole RSS file around a channel.

    Tags carry their prefixes as they stand, so that one place declares them, always in one order.
    """
    declared = {f"xmlns:{prefix}": uri for prefix, uri in NAMESPACES.items()}
    rss = Element("rss", {"version": "2.0", **declared})
    rss.append(channel)
    indent(rss)
    text: str = tostring(rss, encoding="unicode")
    return f"{_DECLARATION}{text}\n".encode()
