"""An article's sections, sentences, links and calls with their lines; and what an output sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from segue import markdown, sentences
from segue.model import Article, Block, Call, Image, Link, Section, Sentence

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {"p": "paragraph", "li": "item", "tr": "row", "dt": "paragraph", "dd": "paragraph"}
_WORD = re.compile(r"\w+")


def read(text: str, *, language: str, first_line: int = 1) -> Article:
    """The article of a Markdown text whose first line is `first_line` of its file."""
    html = markdown.to_html(text)
    reader = _Reader(_Lines(text, first_line), language)
    reader.read(markdown.parse(html))
    return Article(
        markdown=text,
        html=html,
        sections=tuple(reader.finished()),
        links=tuple(reader.links),
        images=tuple(reader.images),
        calls=tuple(reader.calls),
    )


def body(article: Article, output: str) -> Element:
    """A fresh tree of the article as `output` ("newsletter", "notes", …) sees it, under a `div`.

    Passages for other outputs are gone; calls to action stand as `aside` elements of class "call".
    """
    return visible(markdown.parse(article.html), output)


def visible(tree: Element, output: str) -> Element:
    """The tree without the passages that are meant for other outputs; changes it in place."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.get("class") == "only":
                _unwrap_or_drop(parent, child, keep=output in _named(child))
    return tree


def plain(element: Element) -> str:
    """The words of an element as one line."""
    return " ".join(_text(element).split())


def _text(element: Element) -> str:
    """Its text with a space where a block or a line break parts words."""
    if element.tag == "br":
        return " "
    if element.get("id", "").startswith("fnref"):
        return ""  # the number of a footnote is no word of the sentence
    inner = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    return f" {inner} " if element.tag in _KINDS or element.tag in _HEADINGS else inner


def _named(only: Element) -> list[str]:
    return only.get("data-only", "").split()


def _unwrap_or_drop(parent: Element, child: Element, *, keep: bool) -> None:
    at = list(parent).index(child)
    parent.remove(child)
    if keep:
        for offset, grandchild in enumerate(child):
            parent.insert(at + offset, grandchild)


@dataclass(slots=True)
class _Lines:
    """Finds the source line of rendered words by walking both in step.

    The engine keeps no lines. Words come out in the order in which they were typed, so each is
    looked for a little way past the one before; a word that is not there (an expanded reference,
    a footnote) moves nothing.
    """

    source: str
    first: int
    words: list[str] = field(init=False)
    lines: list[int] = field(init=False)
    at: int = 0

    def __post_init__(self) -> None:
        numbered = [
            (word, number)
            for number, line in enumerate(self.source.split("\n"), self.first)
            for word in _WORD.findall(line)
        ]
        self.words = [word for word, _ in numbered]
        self.lines = [number for _, number in numbered]

    def of(self, text: str) -> int:
        """The line on which `text` begins; later texts are looked for after it."""
        begin: int | None = None
        for word in _WORD.findall(text):
            found = self._next(word, 40 if begin is None else 12)
            if found is None:
                continue
            begin = found if begin is None else begin
            self.at = found + 1
        if begin is None:
            begin = min(self.at, len(self.lines) - 1)
        return self.lines[begin] if self.lines else self.first

    def _next(self, word: str, reach: int) -> int | None:
        try:
            return self.words.index(word, self.at, self.at + reach)
        except ValueError:
            return None


class _Reader:
    """Walks an article's tree once, in reading order."""

    def __init__(self, lines: _Lines, language: str) -> None:
        self.lines = lines
        self.language = language
        self.sections: list[Section] = []
        self.blocks: list[Block] = []
        self.open = Section(None, 0, None, lines.first, ())
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.calls: list[Call] = []

    def finished(self) -> Iterator[Section]:
        self._close_section()
        yield from self.sections

    def read(
        self, element: Element, only: frozenset[str] = frozenset(), *, quoted: bool = False
    ) -> None:
        """Read what stands in `element`, whose `only` and quotation marks it inherits."""
        for child in element:
            if child.tag in _HEADINGS:
                self._heading(child)
            elif child.get("class") == "call":
                self._call(child)
            elif child.get("class") == "footnote":
                self._links_and_images(child, self.open.line)
            elif child.get("class") == "only":
                self.read(child, frozenset(_named(child)), quoted=quoted)
            elif child.tag in _KINDS:
                self._block(child, only, quoted=quoted)
            elif child.tag != "pre":
                self.read(child, only, quoted=quoted or child.tag == "blockquote")

    def _heading(self, element: Element) -> None:
        title = plain(element)
        line = self.lines.of(title)
        self._close_section()
        self.open = Section(title, int(element.tag[1]), element.get("id"), line, ())
        self._links_and_images(element, line)

    def _close_section(self) -> None:
        section = self.open
        if section.heading is not None or self.blocks:
            self.sections.append(
                Section(
                    section.heading, section.level, section.anchor, section.line, tuple(self.blocks)
                )
            )
        self.blocks = []

    def _block(self, element: Element, only: frozenset[str], *, quoted: bool) -> None:
        """A paragraph, item or row; blocks inside an item follow it as blocks of their own."""
        inner = [
            child
            for child in element
            if child.tag in {"ul", "ol", "p", "blockquote", "div", "aside"}
        ]
        text = self._own_text(element, inner)
        kind = "quote" if quoted else _KINDS[element.tag]
        if text:
            self._add(element, text, kind, only, inner)
        else:
            self._links_and_images(element, self.open.line, inner)
        for child in inner:
            if child.tag == "p":
                text = plain(child)
                if text:
                    self._add(child, text, kind, only, [])
                else:
                    self._links_and_images(child, self.open.line)
            else:
                holder = Element("div")
                holder.append(child)
                self.read(holder, only, quoted=quoted)

    def _own_text(self, element: Element, inner: list[Element]) -> str:
        """The words of a block without those of the blocks inside it."""
        parts = [element.text or ""]
        for child in element:
            if child not in inner and child.tag != "pre":
                parts.append(_text(child))
            parts.append(child.tail or "")
        return " ".join("".join(parts).split())

    def _add(
        self, element: Element, text: str, kind: str, only: frozenset[str], inner: list[Element]
    ) -> None:
        marked = [plain(mark) for mark in element.iter("mark")]
        found = []
        for sentence in sentences.split(text, self.language):
            highlighted = any(mark in sentence or sentence in mark for mark in marked if mark)
            line = self.lines.of(sentence)
            found.append(Sentence(sentence, line, len(self.sections), highlighted))
        line = found[0].line if found else self.open.line
        self.blocks.append(Block(kind, text, line, tuple(found), only))  # type: ignore[arg-type]
        self._links_and_images(element, line, inner)

    def _links_and_images(
        self, element: Element, line: int, without: list[Element] | None = None
    ) -> None:
        for child in element:
            if without and child in without:
                continue
            if child.tag == "a" and child.get("href", "").partition(":")[0] in {
                "http",
                "https",
                "mailto",
                "tel",
            }:
                self.links.append(
                    Link(plain(child) or child.get("href", ""), child.get("href", ""), line)
                )
            elif child.tag == "img":
                line = self.lines.of(child.get("alt", "") or child.get("src", ""))
                self.images.append(Image(child.get("src", ""), child.get("alt", ""), line))
            self._links_and_images(child, line)

    def _call(self, element: Element) -> None:
        title = element.get("data-title", "")
        line = self.lines.of(title)
        anchors = [anchor for anchor in element.iter("a") if anchor.get("href")]
        anchor = anchors[0] if anchors else None
        text = plain(element)
        self.lines.of(text)
        button = "" if anchor is None else plain(anchor)
        url = "" if anchor is None else anchor.get("href", "")
        said = " ".join(text.replace(button, "", 1).split()) if button else text
        self.calls.append(Call(title, said, button, url, line))
