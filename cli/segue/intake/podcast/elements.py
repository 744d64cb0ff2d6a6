"""XML of strangers as a tree: nothing in it is fetched, expanded, or deeper than it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from segue.errors import Problem, SegueError

MOST_ELEMENTS = 600_000
DEEPEST = 100
LONGEST_TEXT = 1_000_000
_PARTED_BY = "\n"
_PREFIXES = {
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://www.w3.org/2005/atom": "atom",
    "http://podlove.org/simple-chapters": "psc",
    "http://purl.org/dc/elements/1.1": "dc",
}
_HINT = "open the feed in a browser and save the page's source again, or ask your host to mend it"


@dataclass(frozen=True, slots=True)
class Element:
    """One tag, as `itunes:duration`, with its attributes, words, children and line."""

    tag: str
    attributes: Mapping[str, str]
    text: str
    children: tuple[Element, ...]
    line: int

    def all(self, *tags: str) -> Iterator[Element]:
        """The children with these tags, in order."""
        return (child for child in self.children if child.tag in tags)

    def find(self, *tags: str) -> Element | None:
        """The first child with the first of these tags that there is."""
        return next((found for tag in tags for found in self.all(tag)), None)

    def said(self, *tags: str) -> str:
        """The words of the first child with the first of these tags that has any."""
        words = (child.text.strip() for tag in tags for child in self.all(tag))
        return next(filter(None, words), "")

    def told(self, name: str) -> str:
        """An attribute, or nothing."""
        return self.attributes.get(name, "").strip()


def read(content: bytes, shown: Path) -> Element:
    """The root of an XML document.

    Raises SegueError for XML that is broken, declares entities, or is nested or parted without end.
    """
    reading = _Reading(shown)
    try:
        reading.parser.Parse(content, True)  # noqa: FBT003 (expat's own way to say that it ends)
    except expat.ExpatError as error:
        message = f"the XML is broken: {expat.errors.messages[error.code]}"
        raise _refused("feed-broken", message, shown, error.lineno, _HINT) from error
    except (ValueError, LookupError) as error:
        message = f"the XML can't be read: {error}"
        raise _refused("feed-broken", message, shown, None, _HINT) from error
    assert reading.root is not None
    return reading.root


@dataclass(slots=True)
class _Open:
    """A tag that is not closed yet."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    length: int = 0
    text: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def closed(self) -> Element:
        words = "".join(self.text)
        return Element(self.tag, self.attributes, words, tuple(self.children), self.line)


class _Reading:
    """A document on its way to a tree."""

    def __init__(self, shown: Path) -> None:
        self.shown = shown
        self.root: Element | None = None
        self.open: list[_Open] = []
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=_PARTED_BY)
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.EntityDeclHandler = self.refuse_entities
        self.parser.SkippedEntityHandler = self.skipped

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            much = "nested too deep" if self.count <= MOST_ELEMENTS else "more tags than any feed"
            self.refuse("feed-unsafe", f"the XML is no feed to be read: {much}")
        told = {_named(key): value for key, value in attributes.items()}
        self.open.append(_Open(_named(name), told, self.parser.CurrentLineNumber))

    def end(self, _: str) -> None:
        done = self.open.pop().closed()
        if self.open:
            self.open[-1].children.append(done)
        else:
            self.root = done

    def words(self, text: str) -> None:
        tag = self.open[-1]
        tag.text.append(text)
        tag.length += len(text)
        if tag.length > LONGEST_TEXT:
            self.refuse("feed-unsafe", f"<{tag.tag}> holds more words than any episode has")

    def refuse_entities(self, name: str, *_: object) -> None:
        self.refuse("feed-unsafe", f"the XML declares an entity ({name[:40]}), as attacks do")

    def skipped(self, name: str, *_: object) -> None:
        known = html5.get(f"{name};")
        if known and self.open:
            self.words(known)
            return
        self.refuse("feed-broken", f"the XML is broken: nobody says what &{name[:40]}; is")

    def refuse(self, code: str, message: str) -> NoReturn:
        raise _refused(code, message, self.shown, self.parser.CurrentLineNumber, _HINT)


def _named(name: str) -> str:
    """`itunes:duration`; where the namespace is a wrong one, by the prefix as it was typed."""
    if _PARTED_BY not in name:
        return name
    uri, local, *typed = name.split(_PARTED_BY)
    prefix = _PREFIXES.get(uri.lower().rstrip("/"), "".join(typed))
    return f"{prefix}:{local}" if prefix else local


def _refused(code: str, message: str, shown: Path, line: int | None, hint: str) -> SegueError:
    return SegueError(
        Problem(code=code, message=message, file=shown, line=line, hint=hint, unreadable=True)
    )
