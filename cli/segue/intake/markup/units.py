"""A page cut into the pieces that a reader sees one below another."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from segue.intake.markup import furniture

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset(
    """script style noscript noembed noframes template link meta head title base svg math canvas
    object param""".split()  # noqa: SIM905 (a list of words is read as words)
)
_INLINE = frozenset(
    """a abbr acronym audio b bdi bdo big br button cite code data del dfn em embed font i iframe
    img input ins kbd label mark meter nobr output picture progress q rp rt ruby s samp select small
    source span strike strong sub sup textarea time track tt u var video wbr""".split()  # noqa: SIM905 (the same)
)
# Between two of these and what is beside them a reader sees a gap.
_APART = frozenset(
    {"br", "button", "input", "label", "select", "option", "img", "video", "audio", "iframe"}
)
_WHOLE = HEADINGS | {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "hr", "address"}
_MEDIA = frozenset({"img", "iframe", "video", "audio", "embed"})


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One piece: a whole block, or a run of text made a paragraph.

    `place` is the element of the page that holds it, `signs` the elements around it, outermost
    first, that look like furniture, each with what it looks like.
    """

    element: HtmlElement
    place: HtmlElement
    signs: tuple[tuple[HtmlElement, str], ...] = ()
    line: int | None = None

    @property
    def tag(self) -> str:
        """The tag of its block."""
        return str(self.element.tag)

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return text(self.element)

    @property
    def squeezed(self) -> str:
        """What it says without any white space, by which two readings are compared."""
        return squeezed(self.element)


def cut(body: HtmlElement) -> Iterator[Unit]:
    """All units below an element, in order; what shows nothing is none.

    Scripts, comments and the like are taken out of the element.
    """
    for plain in body.iter("plaintext", "xmp", "listing"):
        plain.tag = "pre"
    etree.strip_elements(body, etree.Comment, etree.Entity, *_UNREAD, with_tail=False)
    blocks = _with_blocks(body)
    stack = [_pieces(body, blocks, ())]
    while stack:
        piece = next(stack[-1], None)
        if piece is None:
            stack.pop()
        elif isinstance(piece, Unit):
            if piece.tag == "hr" or shows(piece.element):
                yield piece
        else:
            stack.append(_pieces(piece[0], blocks, piece[1]))


def text(element: HtmlElement) -> str:
    """What an element says, on one line; words of two blocks are parted."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        gap = "" if node.tag in _INLINE and node.tag not in _APART else " "
        if event == "start":
            parts += [gap, node.text or ""]
        elif node is not element:
            parts += [gap, node.tail or ""]
    return " ".join("".join(parts).split())


def squeezed(element: HtmlElement) -> str:
    """What an element says without any white space."""
    return "".join("".join(element.itertext()).split())


def shows(element: HtmlElement) -> bool:
    """Whether a reader sees anything of an element: words, a picture, a player."""
    if element.tag in _MEDIA or squeezed(element):
        return True
    return next(element.iter(*_MEDIA), None) is not None


_Signs = tuple[tuple[HtmlElement, str], ...]


def _with_blocks(body: HtmlElement) -> set[HtmlElement]:
    """The inline elements, paragraphs and lists that have to be opened to read what is in them."""
    opened: set[HtmlElement] = set()
    for element in body.iter(*_WHOLE - {"p", "hr"}, "div", "section", "article", "p"):
        for above in element.iterancestors():
            if above is body or above in opened:
                break
            if above.tag in _INLINE or above.tag == "p":
                opened.add(above)
    return opened


def _pieces(
    holder: HtmlElement, blocks: set[HtmlElement], signs: _Signs
) -> Iterator[Unit | tuple[HtmlElement, _Signs]]:
    """What stands right in an element: units, and elements to look into, with their signs."""
    run = _Run(holder, signs)
    run.add_text(holder.text)
    for child in holder:
        tag = child.tag
        if tag in _INLINE and child not in blocks:
            yield from run.add(child)
            continue
        yield from run.ended()
        why = furniture.reason(child)
        inner = (*signs, (child, why)) if why else signs
        if tag in _WHOLE and not _is_opened(child, blocks):
            yield Unit(child, holder, inner, child.sourceline)
        else:
            yield child, inner
        run.add_text(child.tail)
    yield from run.ended()


class _Run:
    """Text and inline elements in a row, to be made paragraphs; two line breaks part them."""

    def __init__(self, holder: HtmlElement, signs: _Signs) -> None:
        self.holder, self.signs = holder, signs
        self.paragraph = holder.makeelement("p")
        self.breaks = 0

    def add_text(self, words: str | None) -> None:
        """Add text to the paragraph."""
        if not words:
            return
        if words.strip():
            self.breaks = 0
        if len(self.paragraph):
            self.paragraph[-1].tail = (self.paragraph[-1].tail or "") + words
        else:
            self.paragraph.text = (self.paragraph.text or "") + words

    def add(self, element: HtmlElement) -> Iterator[Unit]:
        """Add an inline element with the text behind it."""
        self.breaks = self.breaks + 1 if element.tag == "br" else 0
        if self.breaks > 1:
            yield from self.ended()
        else:
            inline = copy.deepcopy(element)
            inline.tail = None
            self.paragraph.append(inline)
        self.add_text(element.tail)

    def ended(self) -> Iterator[Unit]:
        """The paragraph, if there is anything in it; another begins."""
        paragraph, self.paragraph = self.paragraph, self.holder.makeelement("p")
        self.breaks = 0
        if shows(paragraph):
            first = next(iter(paragraph), None)
            line = self.holder.sourceline if first is None else first.sourceline
            yield Unit(paragraph, self.holder, self.signs, line)


def _is_opened(block: HtmlElement, blocks: set[HtmlElement]) -> bool:
    """Whether a block only lays out other blocks, which are then looked at one by one."""
    tag = block.tag
    if tag == "p":
        return block in blocks or _has_double_break(block)
    if tag == "table":
        return _is_layout(block)
    if tag in {"ul", "ol", "dl"}:
        return next(block.iter(*HEADINGS, "table", "figure"), None) is not None
    if tag == "figure":
        return (
            next(block.iter("table", "pre", "blockquote", "p", "ul", *HEADINGS), None) is not None
        )
    if tag == "address":
        return next(block.iter(*_WHOLE - {"address"}), None) is not None
    return False


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table is there for the look of the page: it holds no rows and columns of facts."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if next(table.iter(*HEADINGS, "form"), None) is not None or len(list(table.iter("table"))) > 1:
        return True
    widths = [len(row.findall("td") + row.findall("th")) for row in table.iter("tr")]
    return max(widths, default=0) < 2  # noqa: PLR2004 (columns)


def _has_double_break(paragraph: HtmlElement) -> bool:
    return any(
        after is not None and after.tag == "br" and not (first.tail or "").strip()
        for first in paragraph.iterchildren("br")
        for after in (first.getnext(),)
    )
