"""Where a page's links, pictures and players lead, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from segue.addresses import is_absolute

_LAZY = (
    "data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large-file",
    "data-full-url", "data-image", "data-srcset", "srcset",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"^data:|(?:blank|spacer|placeholder|pixel|transparent|loading)[\w-]{0,60}\.(?:gif|png|svg)"
)
_PLAYERS = {
    "youtube": "Video", "youtu.be": "Video", "vimeo": "Video", "dailymotion": "Video",
    "wistia": "Video", "loom": "Video", "ted.com": "Video", "spotify": "Audio",
    "soundcloud": "Audio", "podcasts.apple": "Audio", "buzzsprout": "Audio", "libsyn": "Audio",
    "podbean": "Audio", "transistor": "Audio", "simplecast": "Audio", "captivate": "Audio",
    "acast": "Audio", "megaphone": "Audio", "anchor.fm": "Audio", "blubrry": "Audio",
    "rss.com": "Audio", "bandcamp": "Audio", "art19": "Audio", "omny": "Audio",
    "mixcloud": "Audio", "spreaker": "Audio", "castos": "Audio", "twitter": "Post",
    "instagram": "Post", "facebook": "Post", "tiktok": "Video",
}  # fmt: skip
_YOUTUBE = re.compile(r"youtube(?:-nocookie)?\.com/embed/([\w-]{11})")


def settle(element: HtmlElement, address: str) -> None:
    """Write an element's links and pictures as they lead from anywhere; players become links."""
    for picture in list(element.iter("img")):
        picture.set("src", _joined(address, source(picture)))
    for player in list(element.iter("iframe", "video", "audio", "embed")):
        _link(player, address)
    for link in element.iter("a"):
        target = _target(link.get("href", ""), address)
        if target:
            link.set("href", target)
        else:
            link.attrib.pop("href", None)


def source(picture: HtmlElement) -> str:
    """Where a picture lies, also one that a script would have fetched."""
    typed = str(picture.get("src", "")).strip()
    if typed and not _PLACEHOLDER.search(typed):
        return typed
    for name in _LAZY:
        found = str(picture.get(name, "")).strip()
        if found and not found.startswith("data:"):
            return _largest(found) if name.endswith("srcset") else found
    return "" if typed.startswith("data:") else typed


def player(element: HtmlElement) -> tuple[str, str] | None:
    """What a player shows and where that is on the web; None for a frame that is no player."""
    where = str(element.get("src") or element.get("data-src") or "")
    if not where:
        where = next((str(each.get("src", "")) for each in element.iter("source")), "")
    if not where:
        return None
    words = " ".join(str(element.get("title", "")).split())
    if element.tag in {"video", "audio"}:
        return words or element.tag.capitalize(), where
    host = urlsplit(where if "://" in where else f"https:{where}").netloc.lower()
    kind = next((kind for name, kind in _PLAYERS.items() if name in host), None)
    if kind is None:
        return None
    if video := _YOUTUBE.search(where):
        where = f"https://www.youtube.com/watch?v={video[1]}"
    return words or kind, where


def _link(element: HtmlElement, address: str) -> None:
    """Put a link in the place of a player; what is no player goes."""
    found = player(element)
    kept = element.tail
    element.clear()
    element.tail = kept
    element.tag = "a"
    if found:
        element.text, where = found
        element.set("href", _joined(address, where))


def _target(href: str, address: str) -> str:
    """Where a link leads; empty where that is within the page, or a script."""
    href = "".join(href.split("\n")).strip()
    if not href or href.startswith("#"):
        return ""
    joined = _joined(address, href)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", joined, re.IGNORECASE)
    return joined if scheme is None or is_absolute(joined) else ""


def _joined(address: str, where: str) -> str:
    """An address as it leads from anywhere, where the page tells its own."""
    if not where or where.startswith("data:"):
        return ""
    try:
        joined = urljoin(address, where) if _leads_out(where, address) else where
        return _unwrapped(joined)
    except ValueError:
        return where


def _leads_out(where: str, address: str) -> bool:
    """Whether an address means the page's site; a saved page's pictures lie beside it instead."""
    return bool(address) and not re.match(r"(?:\./)?[^/?#:]+_files/|picture-\d+\.", where)


def _unwrapped(where: str) -> str:
    """The picture itself, where a service stands before it that would make it smaller."""
    parts = urlsplit(where)
    if parts.path.startswith("/_next/image"):
        return parse_qs(parts.query).get("url", [where])[0]
    if "substackcdn.com" in parts.netloc and "https%3A%2F%2F" in where:
        return unquote(where[where.index("https%3A%2F%2F") :])
    return where


def _largest(candidates: str) -> str:
    """The largest of a picture's sizes, as `srcset` lists them."""
    return max(_sizes(candidates), default=(0.0, ""))[1]


def _sizes(candidates: str) -> Iterator[tuple[float, str]]:
    for candidate in re.split(r",\s+", candidates):
        name, _, width = candidate.strip().partition(" ")
        number = re.match(r"\d+(?:\.\d+)?", width.strip())
        yield float(number[0]) if number else 1.0, name
