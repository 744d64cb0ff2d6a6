"""A finished newsletter as a reader gets it: its words, its links and its pictures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from segue.release import Bundle, Release
from segue.trees import VOID

HTML = "newsletter/newsletter.html"
TEXT = "newsletter/newsletter.txt"

_TOKEN = re.compile(
    r"<!--.*?-->|<![A-Za-z][^>]*>"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_UNSEEN = frozenset({"head", "style", "script", "title"})
_BLOCKS = frozenset(
    """p div table tr td th ul ol li h1 h2 h3 h4 h5 h6 blockquote pre section
    dl dt dd br hr body""".split()  # noqa: SIM905 (a list of words is read as words)
)
_HIDDEN = re.compile(r"display\s*:\s*none")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: its address, and the words or descriptions of pictures that it stands on."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `alt` is None when nobody said anything."""

    url: str
    alt: str | None
    tag: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be read: `blocks` are the stretches of text between which a line ends."""

    blocks: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    pictures: tuple[Picture, ...]


def sent(bundle: Bundle) -> Iterator[tuple[Release, str]]:
    """Each release of a run that has a newsletter, with its HTML."""
    for release in bundle.releases:
        html = release.content(HTML)
        if html is not None:
            yield release, html.decode("utf-8")


@functools.lru_cache(maxsize=4)
def read(html: str) -> Reading:
    """What a reader sees of a mail, and what there is to click on; what is hidden is not in it."""
    reader = _Reader()
    for token in _TOKEN.finditer(html):
        if token["text"]:
            reader.say(unescape(token["text"]))
        elif token["name"]:
            reader.meet(token["name"].lower(), token)
    reader.end_block()
    return Reading(tuple(reader.blocks), tuple(reader.anchors), tuple(reader.pictures))


@dataclass(slots=True)
class _Reader:
    """What was read so far; `hidden` counts the open elements since one that is not shown."""

    blocks: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    url: str | None = None
    hidden: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Take in text between tags."""
        if not self.hidden:
            self.run.append(text)
            self.linked.append(text)

    def meet(self, name: str, token: re.Match[str]) -> None:
        """Take in a tag."""
        if token["closing"]:
            self._close(name)
            return
        attributes = _attributes(token["attributes"])
        if name not in VOID and (self.hidden or _is_unseen(name, attributes)):
            self.hidden.append(name)
        elif not self.hidden:
            self._open(name, attributes, token[0])

    def end_block(self) -> None:
        """The end of a stretch of text."""
        text = " ".join("".join(self.run).split())
        if text:
            self.blocks.append(text)
        self.run.clear()

    def _open(self, name: str, attributes: dict[str, str], tag: str) -> None:
        if name in _BLOCKS:
            self.end_block()
        if name == "a" and "href" in attributes:
            self.url = attributes["href"]
            self.linked.clear()
        elif name == "img":
            alt = attributes.get("alt")
            self.pictures.append(Picture(attributes.get("src", ""), alt, tag))
            self.linked.append(alt or "")

    def _close(self, name: str) -> None:
        if self.hidden:
            if name in self.hidden:
                while self.hidden.pop() != name:
                    pass
            return
        if name in _BLOCKS:
            self.end_block()
        if name == "a" and self.url is not None:
            self.anchors.append(Anchor(self.url, " ".join("".join(self.linked).split())))
            self.url = None


def _is_unseen(name: str, attributes: dict[str, str]) -> bool:
    return name in _UNSEEN or _HIDDEN.search(attributes.get("style", "")) is not None


def _attributes(written: str) -> dict[str, str]:
    return {
        match[1].lower(): unescape(match[2] if match[2] is not None else match[3])
        for match in _ATTRIBUTE.finditer(written)
    }
