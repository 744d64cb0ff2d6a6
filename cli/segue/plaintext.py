"""An article's tree as plain text that a person likes to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from segue.trees import HEADINGS

_BLOCKS = frozenset(HEADINGS) | frozenset(
    """p div ul ol li blockquote pre table thead tbody tfoot tr td th hr dl dt dd aside
    figure figcaption footer section""".split()  # noqa: SIM905 (a list of words is read as words)
)
_RULE = "─" * 20
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INDENT = "    "


def to_text(tree: Element, *, links: Literal["inline", "numbered"]) -> str:
    """The words of a tree without any markup, blocks parted by blank lines, and every link in it.

    "inline" writes an address in brackets behind the words it stands on, each address once;
    "numbered" writes `[1]` there and lists the addresses at the end.
    """
    references = _References(numbered=links == "numbered")
    blocks = list(_blocks(tree, references))
    listed = "\n".join(f"[{number}] {url}" for url, number in references.numbers.items())
    if links == "numbered" and listed:
        blocks.append(listed)
    return "\n\n".join(blocks) + "\n" if blocks else ""


@dataclass(slots=True)
class _References:
    """The addresses met so far, each with its number."""

    numbered: bool
    numbers: dict[str, int] = field(default_factory=dict)

    def after(self, words: str, url: str) -> str:
        """What follows linked words so that their address is not lost."""
        if not url or url.startswith("#"):
            return ""
        shown = url.removeprefix("mailto:").removeprefix("tel:")
        if shown in words.split():
            return ""
        known = url in self.numbers
        number = self.numbers.setdefault(url, len(self.numbers) + 1)
        if self.numbered:
            return f" [{number}]"
        return "" if known else f" ({shown})"


def _blocks(element: Element, references: _References) -> Iterator[str]:
    """The blocks of text in an element, each without blank lines around it."""
    run: list[Element | str] = [element.text or ""]
    for child in element:
        if _holds_blocks(child):
            yield from _paragraph(run, references)
            yield from _block(child, references)
            run = []
        else:
            run.append(child)
        run.append(child.tail or "")
    yield from _paragraph(run, references)


def _holds_blocks(element: Element) -> bool:
    return element.tag in _BLOCKS or any(_holds_blocks(child) for child in element)


def _paragraph(run: list[Element | str], references: _References) -> Iterator[str]:
    text = _tidy(
        "".join(_flat(part) if isinstance(part, str) else _inline(part, references) for part in run)
    )
    if text:
        yield text


def _block(element: Element, references: _References) -> Iterator[str]:
    if element.tag in {"ul", "ol"}:
        yield from _list(element, references)
    elif element.tag == "pre":
        code = "".join(element.itertext()).strip("\n")
        if code.strip():
            yield _indented(code)
    elif element.tag in {"blockquote", "dd"}:
        yield from map(_indented, _blocks(element, references))
    elif element.tag == "table" and element.get("role") != "presentation":
        yield from _table(element, references)
    elif element.tag == "hr":
        yield _RULE
    else:
        title = element.get("data-title")
        if title:
            yield title
        yield from _blocks(element, references)


def _list(element: Element, references: _References) -> Iterator[str]:
    start = element.get("start", "")
    number = int(start) if start.isascii() and start.isdigit() else 1
    lines = []
    for at, item in enumerate(child for child in element if child.tag == "li"):
        mark = "•" if element.tag == "ul" else f"{number + at}."
        text = "\n".join(_blocks(item, references))
        lines.append(f"{mark} " + text.replace("\n", "\n" + " " * (len(mark) + 1)))
    if lines:
        yield "\n".join(lines)


def _table(element: Element, references: _References) -> Iterator[str]:
    """One line a row; where the table has headers, each cell after its own."""
    rows = [
        ["; ".join(_blocks(cell, references)).replace("\n", " ") for cell in row]
        for row in element.iter("tr")
    ]
    first = element.find(".//tr")
    has_headers = first is not None and all(cell.tag == "th" for cell in first)
    if has_headers and len(rows) > 1:
        names = rows.pop(0)
        lines = ["; ".join(_named(names, cells)) for cells in rows]
    else:
        lines = [" – ".join(cell for cell in cells if cell) for cells in rows]
    text = "\n".join(line for line in lines if line)
    if text:
        yield text


def _named(names: list[str], cells: list[str]) -> Iterator[str]:
    for at, cell in enumerate(cells):
        name = names[at] if at < len(names) else ""
        if cell:
            yield f"{name}: {cell}" if name else cell


def _inline(element: Element, references: _References) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag == "img":
        alt = element.get("alt", "")
        return f"[{alt}]" if alt else ""
    inner = _flat(element.text) + "".join(
        _inline(child, references) + _flat(child.tail) for child in element
    )
    if element.tag == "a":
        return inner + references.after(inner, element.get("href", ""))
    if element.tag == "sup" and inner.strip().isdigit():
        return inner.translate(_SUPERSCRIPT)
    return inner


def _flat(text: str | None) -> str:
    """Text as HTML shows it: a line's end is a space."""
    return (text or "").replace("\n", " ")


def _tidy(text: str) -> str:
    """The text with single spaces; only line breaks that the author made stay."""
    lines = (re.sub(r"[ \t\n\r\f\v]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _indented(text: str) -> str:
    return "\n".join(_INDENT + line if line else line for line in text.split("\n"))
