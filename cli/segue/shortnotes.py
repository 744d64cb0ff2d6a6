"""Short show notes: what is left of the full ones for the apps that read a few tags and bytes."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from segue.addresses import ascii_url
from segue.characters import printable
from segue.trees import HEADINGS

# Text first: most of the notes are that.
_TOKEN = re.compile(
    r"""(?P<text>[^<]+)
      | <!--.*?-->
      | <(?P<silent>(?i:script|style))\b.*?</(?P=silent)\s*>
      | <(?P<closing>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^'">])*)>
      | (?P<stray><)""",
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_FOOTER = re.compile(r"<footer\b[^>]*>(.*?)</footer\s*>", re.DOTALL | re.IGNORECASE)
_ATOM = re.compile(r"(?:<a [^>]*>.*?</a>|[^\s<])+", re.DOTALL)
# fmt: off
_INLINE = frozenset({
    "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})
# fmt: on
_LINKED = ("https://", "mailto:")


def shorten(html: str, limit_bytes: int, more_url: str | None) -> str:
    """The beginning of HTML show notes in `p ul ol li a br` alone, at most `limit_bytes` of UTF-8.

    It ends where a block or a line ends; then comes what stands in a `footer`, which is kept first
    of all, then a link to `more_url`. Only where not even the first block fits is that block cut,
    between words. https and mailto links stay links; of an http link the address is written out.
    """
    more = _more(more_url, limit_bytes)
    footer = _fit(_blocks("".join(_FOOTER.findall(html))), limit_bytes - _bytes(more))
    room = limit_bytes - _bytes(footer) - _bytes(more)
    return printable(_fit(_blocks(_FOOTER.sub("", html)), room) + footer + more).rstrip("\n")


def _more(url: str | None, limit_bytes: int) -> str:
    link = f"<p>{_linked(url, 'Full show notes')}</p>\n" if url else ""
    return link if _bytes(link) <= limit_bytes else ""


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))


@dataclass(frozen=True, slots=True)
class _List:
    """An open list; two that follow each other are not equal, so they don't run together."""

    tag: str
    serial: int


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or an item of `inside`; each line is HTML that holds text and links only."""

    inside: _List | None
    heading: bool
    lines: tuple[str, ...]

    def html(self, lines: Sequence[str]) -> str:
        tag = "li" if self.inside else "p"
        return f"<{tag}>" + "<br>\n".join(lines) + f"</{tag}>\n"

    def cut(self, room: int, *, words: bool) -> str:
        """As many whole lines as fit, or else, where `words` allows it, as many whole words."""
        lines = _leading(self.lines, lambda kept: _bytes(self.html(kept)) <= room)
        if lines:
            return self.html(lines)
        atoms = _ATOM.findall(self.lines[0]) if words else []
        kept = _leading(atoms, lambda kept: _bytes(self.html([" ".join([*kept, "…"])])) <= room)
        return self.html([" ".join([*kept, "…"])]) if kept else ""


def _fit(blocks: Iterable[_Block], room: int) -> str:
    """HTML of the leading blocks that fit into `room` bytes; a heading is never the last of it."""
    written: list[str] = []
    used = 0
    only_headings = True
    inside: _List | None = None
    after_heading = False
    for block in blocks:
        opening = "" if block.inside == inside else _closed(inside) + _opened(block.inside)
        closing = _closed(block.inside)
        html = block.html(block.lines)
        left = room - used - _bytes(opening) - _bytes(closing)
        fits = _bytes(html) <= left
        if not fits:
            html = block.cut(left, words=only_headings)
        if not html and after_heading:
            written.pop()
        if not html:
            break
        written += [opening, html]
        used += _bytes(opening + html)
        inside, after_heading = block.inside, block.heading
        only_headings &= block.heading
        if not fits:
            break
    return "".join(written) + _closed(inside)


def _leading(pieces: Sequence[str], fits: Callable[[Sequence[str]], bool]) -> Sequence[str]:
    """The longest beginning of `pieces` that fits, found by halving."""
    most = bisect.bisect_left(
        range(1, len(pieces) + 1), 1, key=lambda count: 0 if fits(pieces[:count]) else 1
    )
    return pieces[:most]


def _opened(inside: _List | None) -> str:
    return f"<{inside.tag}>\n" if inside else ""


def _closed(inside: _List | None) -> str:
    return f"</{inside.tag}>\n" if inside else ""


def _linked(url: str, inner: str) -> str:
    """A link, where the apps follow one; what it stood on, where they don't."""
    if not inner:
        return ""
    address = escape(ascii_url(url))
    if url.lower().startswith(_LINKED):
        return f'<a href="{address}">{inner}</a>'
    if url.lower().startswith("http://") and url != unescape(inner):
        return f"{inner} ({address})"
    return inner


def _blocks(html: str) -> Iterator[_Block]:
    """The blocks of some HTML, read no further than they are asked for."""
    reader = _Reader()
    for token in _TOKEN.finditer(html):
        text, tag = token["text"] or token["stray"], token["tag"]
        if text:
            if reader.pieces or not text.isspace():
                reader.write(unescape(text))
        elif tag:
            closing = bool(token["closing"])
            if block := reader.tag(tag.lower(), token["attributes"], closing=closing):
                yield block
    if block := reader.flush():
        yield block


@dataclass(slots=True)
class _Reader:
    """What stands open while tags go by.

    Inside a list item every inner block is but a new line, so that a list keeps its numbers.
    """

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    items: int = 0
    serial: int = 0
    prefix: str = ""
    link: tuple[str, int] | None = None
    heading: bool = False
    verbatim: bool = False

    def write(self, text: str) -> None:
        """Take text up; in `pre` its line ends count."""
        first, *rest = text.split("\n") if self.verbatim else [text]
        self.pieces.append(escape(first, quote=False))
        for line in rest:
            self.end_line()
            self.pieces.append(escape(line, quote=False))

    def tag(self, tag: str, attributes: str, *, closing: bool) -> _Block | None:
        """Take a tag up; gives the block that it ends."""
        if tag == "a":
            self.end_link()
            if not closing and (address := _ADDRESS.search(attributes)):
                self.link = (unescape(address[1] or address[2] or "").strip(), len(self.pieces))
        elif tag == "br":
            self.end_line()
        elif tag in {"td", "th"} and not closing:
            self.pieces.append(" · " if "".join(self.pieces).strip() else "")
        elif tag not in _INLINE and tag not in {"td", "th"}:
            return self.boundary(tag, closing=closing)
        return None

    def boundary(self, tag: str, *, closing: bool) -> _Block | None:
        """Take up a tag that ends a block, or a line where an item is open."""
        ended = None
        if self.items > (1 if tag == "li" and closing else 0):
            self.end_line()
        elif self.pieces or self.lines:
            ended = self.flush()
        if tag == "li":
            self.items = max(0, self.items + (-1 if closing else 1))
            self.prefix = "– " if self.items > 1 and not closing else ""
        elif tag in {"ul", "ol"}:
            self.turn_list(tag, closing=closing)
        elif tag in HEADINGS:
            self.heading = not closing
        elif tag == "pre":
            self.verbatim = not closing
        return ended

    def turn_list(self, tag: str, *, closing: bool) -> None:
        """Open or close a list."""
        if not closing:
            self.serial += 1
            self.lists.append(_List(tag, self.serial))
        elif self.lists:
            self.lists.pop()

    def end_link(self) -> None:
        """Close the open link around what was written since."""
        if self.link is None:
            return
        url, start = self.link
        inner = "".join(self.pieces[start:])
        self.pieces[start:] = [
            " " * inner[:1].isspace(),
            _linked(url, inner.strip()),
            " " * inner[-1:].isspace(),
        ]
        self.link = None

    def end_line(self) -> None:
        """Close the line, unless nothing stands on it."""
        if not self.pieces:
            return
        if self.link is not None:
            self.end_link()
        line = " ".join("".join(self.pieces).split())
        if line:
            self.lines.append(self.prefix + line)
            self.prefix = ""
        self.pieces = []

    def flush(self) -> _Block | None:
        """The block read so far, if it holds anything."""
        self.end_line()
        if not self.lines:
            return None
        inside = (self.lists[0] if self.lists else _List("ul", 0)) if self.items else None
        lines, self.lines = tuple(self.lines), []
        return _Block(inside, self.heading, lines)
