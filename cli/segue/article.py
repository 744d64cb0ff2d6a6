"""An article's sections, sentences, links and calls with their lines; and what an output sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from xml.etree.ElementTree import Element

from segue import markdown, sentences, trees
from segue.addresses import is_absolute
from segue.model import Article, Block, BlockKind, Call, Image, Link, Section, Sentence
from segue.trees import HEADINGS

_KINDS: Mapping[str, BlockKind] = {
    "p": "paragraph",
    "li": "item",
    "tr": "row",
    "dt": "paragraph",
    "dd": "paragraph",
}
_INNER = frozenset({"ul", "ol", "p", "blockquote", "div", "aside"})
_WORD = re.compile(r"\w+")
# Characters that no text holds stand where a highlight begins and ends.
_BEGIN, _END = "\ufdd0", "\ufdd1"
_SIGN = re.compile(f"([{_BEGIN}{_END}])")

Meant = TypeVar("Meant", Link, Image, Call, Block, Section)


def read(text: str, *, language: str, first_line: int = 1) -> Article:
    """The article of a Markdown text whose first line is `first_line` of its file."""
    html = markdown.to_html(text)
    tree = markdown.parse(html)
    _sign_highlights(tree)
    reader = _Reader(_Lines(text, first_line), language)
    reader.read(tree)
    return Article(
        markdown=text,
        line=first_line,
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
    for parent, passage in trees.pairs(tree, lambda child: child.get("class") == "only"):
        if output in _named(passage):
            trees.unwrap(parent, passage)
        else:
            trees.drop(parent, passage)
    return tree


def meant_for(items: Iterable[Meant], output: str) -> tuple[Meant, ...]:
    """The links, images, calls, blocks or sections that `output` may show."""
    return tuple(item for item in items if not item.only or output in item.only)


def plain(element: Element) -> str:
    """The words of an element as one line."""
    return " ".join(_SIGN.sub("", _text(element)).split())


def _text(element: Element) -> str:
    """Its text with a space where a block or a line break parts words."""
    if element.tag == "br":
        return " "
    if element.get("id", "").startswith("fnref"):
        return ""  # the number of a footnote is no word of the sentence
    inner = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    return f" {inner} " if element.tag in _KINDS or element.tag in HEADINGS else inner


def _named(only: Element) -> list[str]:
    return only.get("data-only", "").split()


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
    """Walks an article's tree once, in reading order.

    `only` and `quoted` hold for the passage that is being read.
    """

    def __init__(self, lines: _Lines, language: str) -> None:
        self.lines = lines
        self.language = language
        self.only: frozenset[str] = frozenset()
        self.quoted = False
        self.sections: list[Section] = []
        self.blocks: list[Block] = []
        self.open = Section(None, 0, None, lines.first, ())
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.calls: list[Call] = []

    def finished(self) -> Iterator[Section]:
        self._close_section()
        yield from self.sections

    def read(self, element: Element) -> None:
        """Read what stands in `element`."""
        for child in element:
            if child.tag in HEADINGS:
                self._heading(child)
            elif child.get("class") == "call":
                self._call(child)
            elif child.get("class") == "footnote":
                self._links_and_images(child, self.open.line)
            elif child.tag in _KINDS:
                self._block(child)
            elif child.tag != "pre":
                self._passage(child)

    def _passage(self, element: Element) -> None:
        """A quotation, a passage for some outputs, or any other holder of blocks."""
        before = self.only, self.quoted
        if element.get("class") == "only":
            self.only = frozenset(_named(element))
        self.quoted = self.quoted or element.tag == "blockquote"
        self.read(element)
        self.only, self.quoted = before

    def _heading(self, element: Element) -> None:
        title = plain(element)
        line = self.lines.of(title)
        self._close_section()
        self.open = Section(title, int(element.tag[1]), element.get("id"), line, (), self.only)
        self._links_and_images(element, line)

    def _close_section(self) -> None:
        if self.open.heading is not None or self.blocks:
            self.sections.append(replace(self.open, blocks=tuple(self.blocks)))
        self.blocks = []

    def _block(self, element: Element) -> None:
        """A paragraph, item or row; blocks inside an item follow it as blocks of their own."""
        inner = [child for child in element if child.tag in _INNER]
        self._add(element, self._own_text(element, inner), _KINDS[element.tag], inner)
        for child in inner:
            if child.tag == "p":
                self._add(child, _text(child), _KINDS[element.tag], [])
            else:
                holder = Element("div")
                holder.append(child)
                self.read(holder)

    def _own_text(self, element: Element, inner: list[Element]) -> str:
        """The words of a block without those of the blocks inside it."""
        parts = [element.text or ""]
        for child in element:
            if child not in inner and child.tag != "pre":
                parts.append(_text(child))
            parts.append(child.tail or "")
        return "".join(parts)

    def _add(self, element: Element, signed: str, kind: BlockKind, inner: list[Element]) -> None:
        """A block of these words, in which signs stand where a highlight begins and ends."""
        text, highlights = _unsigned(" ".join(signed.split()))
        found, at = [], 0
        for sentence in sentences.split(text, self.language):
            at = max(at, text.find(sentence, at))
            end = at + len(sentence)
            marked = any(start < end and at < stop for start, stop in highlights)
            line = self.lines.of(sentence)
            found.append(Sentence(sentence, line, len(self.sections), marked))
            at = end
        line = found[0].line if found else self.open.line
        if text:
            kind = "quote" if self.quoted else kind
            self.blocks.append(Block(kind, text, line, tuple(found), self.only))
        self._links_and_images(element, line, inner)

    def _links_and_images(
        self, element: Element, line: int, without: Sequence[Element] = ()
    ) -> None:
        for child in element:
            if child in without:
                continue
            url = child.get("href", "")
            if child.tag == "a" and is_absolute(url):
                self.links.append(Link(plain(child) or url, url, line, self.only))
            elif child.tag == "img":
                source, alt = child.get("src", ""), child.get("alt", "")
                line = self.lines.of(alt or source)
                self.images.append(Image(source, alt, line, only=self.only))
            self._links_and_images(child, line)

    def _call(self, element: Element) -> None:
        title = element.get("data-title", "")
        line = self.lines.of(title)
        anchor = next((each for each in element.iter("a") if each.get("href")), None)
        text = plain(element)
        self.lines.of(text)
        button = "" if anchor is None else plain(anchor)
        url = "" if anchor is None else anchor.get("href", "")
        # A link within a sentence leaves its words there, or the sentence would be torn.
        bare = text.rstrip(" .!?:→»>")
        said = bare.removesuffix(button).rstrip() if button and bare.endswith(button) else text
        self.calls.append(Call(title, said, button, url, line, self.only))


def _sign_highlights(tree: Element) -> None:
    """Put signs around the words of each `mark`, which outlive turning the tree into text."""
    for mark in tree.iter("mark"):
        mark.text = _BEGIN + (mark.text or "")
        if len(mark):
            mark[-1].tail = (mark[-1].tail or "") + _END
        else:
            mark.text += _END


def _unsigned(signed: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without signs, and where each highlight begins and ends in it."""
    text, highlights, begin = "", [], 0
    for part in _SIGN.split(signed):
        if part == _BEGIN:
            begin = len(text)
        elif part == _END:
            highlights.append((begin, len(text)))
        else:
            text += part
    return text, highlights
