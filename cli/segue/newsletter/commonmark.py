"""A tree as Markdown again, for services that want the newsletter so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from segue import article
from segue.trees import HEADINGS

_BLOCKS = frozenset(HEADINGS) | frozenset(
    """p div ul ol li blockquote pre table hr dl dt dd aside figure
    figcaption footer""".split()  # noqa: SIM905 (a list of words is read as words)
)
_AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]\s))", re.MULTILINE)
_SPACES = re.compile(r"[ \t]+")
# Line breaks (a backslash at the end of a line) part nothing where a paragraph begins or ends.
_BLANK_ENDS = re.compile(r"^(?:\s|\\\n)+|(?:\s|\\\n)+$")
_ENDS_URL = re.compile(r"[\s<>]")


def to_markdown(tree: Element) -> str:
    """The Markdown of a tree: CommonMark, tables as GitHub writes them."""
    blocks = list(_blocks(tree))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _blocks(element: Element) -> Iterator[str]:
    run: list[str] = [_text(element.text)]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraph(run)
            yield from _block(child)
            run = []
        else:
            run.append(_inline(child))
        run.append(_text(child.tail))
    yield from _paragraph(run)


def _paragraph(run: list[str]) -> Iterator[str]:
    joined = "".join(run)
    # Most runs are the line end between two blocks.
    text = "" if joined.isspace() else _BLANK_ENDS.sub("", _SPACES.sub(" ", joined))
    if text:
        yield _LINE_START.sub(_escape_start, text)


def _escape_start(match: re.Match[str]) -> str:
    sign = match[2]
    return f"{match[1]}{sign}\\" if sign.isdigit() else f"{match[1]}\\{sign}"


def _block(element: Element) -> Iterator[str]:
    if element.tag in HEADINGS:
        words = " ".join(_inner(element).split())
        if words:
            yield f"{'#' * int(element.tag[1])} {words}"
    elif element.tag in {"ul", "ol"}:
        yield from _list(element)
    elif element.tag == "pre":
        yield _fenced("".join(element.itertext()))
    elif element.tag == "blockquote":
        yield _prefixed("\n\n".join(_blocks(element)), "> ", "> ")
    elif element.tag == "table":
        yield from _button(element) if element.get("role") == "presentation" else _table(element)
    elif element.tag == "hr":
        yield "---"
    else:
        yield from _blocks(element)


def _button(element: Element) -> Iterator[str]:
    """The links of a table that is only there for their looks."""
    for anchor in element.iter("a"):
        yield f"**{_inline(anchor).strip()}**"


def _list(element: Element) -> Iterator[str]:
    start = element.get("start", "")
    number = int(start) if start.isascii() and start.isdigit() else 1
    items = []
    for at, item in enumerate(child for child in element if child.tag == "li"):
        mark = "- " if element.tag == "ul" else f"{number + at}. "
        between = "\n\n" if item.find("p") is not None else "\n"
        items.append(_prefixed(between.join(_blocks(item)), mark, "    "))
    if items:
        yield "\n".join(items)


def _table(element: Element) -> Iterator[str]:
    rows = [[_cell(cell) for cell in row] for row in element.iter("tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(cell: Element) -> str:
    return " ".join(_inner(cell).replace("\\\n", " ").split())


def _fenced(code: str) -> str:
    fence = "`" * max(3, _longest_run(code) + 1)
    return f"{fence}\n{code.strip(chr(10))}\n{fence}"


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        [first + lines[0], *(rest + line if line else rest.rstrip() for line in lines[1:])]
    )


def _inner(element: Element) -> str:
    inner = (_inline(child) + _text(child.tail) for child in element)
    return _text(element.text) + "".join(inner)


def _inline(element: Element) -> str:
    if element.tag == "br":
        return "\\\n"
    if element.tag == "img":
        return f"![{_text(element.get('alt'))}]({_address(element.get('src', ''))})"
    if element.tag == "code":
        return _code(article.plain(element))
    inner = _inner(element)
    if element.tag == "a" and element.get("href"):
        return f"[{inner.strip()}]({_address(element.get('href', ''))})"
    around = _AROUND.get(element.tag)
    if around is None or not inner.strip():
        return inner
    # Emphasis may not begin or end with a space, so the spaces go outside.
    left, right = len(inner) - len(inner.lstrip()), len(inner.rstrip())
    return f"{inner[:left]}{around}{inner.strip()}{around}{inner[right:]}"


def _code(text: str) -> str:
    fence = "`" * (_longest_run(text) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _longest_run(code: str) -> int:
    """The most backticks in a row, which a fence around them must outnumber."""
    return max((len(run) for run in re.findall(r"`+", code)), default=0)


def _text(text: str | None) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text or "").replace("\n", " ")
    return re.sub(r"&(?=#?\w+;)", "&amp;", escaped)


def _address(url: str) -> str:
    encoded = _ENDS_URL.sub(lambda match: f"%{ord(match[0]):02X}", url)
    return f"<{encoded}>" if "(" in encoded or ")" in encoded else encoded
