"""Lays the lines of Markdown out as the engine wants them, so that it reads what authors mean.

Lists, tables, quotations and fenced code may follow a paragraph without a blank line, lists be
nested by two spaces, bullets be `•`, numbers `1)`; `#word` is no heading. Code stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from segue.harmless import harmless, is_harmful

_TAB = 4
_DEEPEST_QUOTATION = 20
_MOST_HOLDERS = 50
_MANY_COMMENTS = 100
_DEEPEST_BLOCK = 50
_ITEM = re.compile(r"( *)([-*+•·▪◦]|\d{1,3}[.)])( +)(?=\S)")
_EMPTY_ITEM = re.compile(r" *[-*+•·▪◦] *$")
FENCE = re.compile(r" {0,12}(`{3,}(?=[^`]*$)|~{3,})")
"""A line that opens or closes code, and its sign."""
_VERBATIM = re.compile(r" *<(pre|script|style|textarea)\b(?!.*</\1)", re.IGNORECASE)
_HASHTAG = re.compile(r"^( {0,3})#(?=[^\s#])")
_YEAR = re.compile(r"^( {0,3}\d{4,9})\.(?= )")
_RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *$")
_UNDERLINE = re.compile(r" {0,3}(-{2,}|=+) *$")
_HEADING = re.compile(r".{1,90}(?<![.!:;,…])")
_ENDS_LIST = re.compile(r"#{1,6} |///|([-*_])( *\1){2,} *$")
_QUOTE, _QUOTES = re.compile(r" *> ?"), re.compile(r"[ >]*")
_ALIGNED = r" *:?-+:? *"
_UNDER_TABLE = re.compile(
    rf" *(?:\|{_ALIGNED})+\|? *$|{_ALIGNED}(?:\|{_ALIGNED})+\|? *$|{_ALIGNED}\| *$"
)
_BLOCK = re.compile(r"/{3,} *(call\b|only\b|$)", re.IGNORECASE)
_MEANING = re.compile(r" {0,3}: ")
_HANGING = re.compile(r" {0,3}(?:\[\^[^\]\s]+\]:|: )")
# HTML that holds text, whose Markdown is meant; the engine wants to be told.
_HOLDER = re.compile(
    r"( {0,3}<(?:div|section|article|center|details|figure|blockquote|aside|header|footer|main)\b)"
    r"(?![^>]*\bmarkdown=)(?=[^<>]*>)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Item:
    """An open list item: the columns of its marker and of its text, and the kind of its list."""

    column: int
    text: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class _Verbatim:
    """Lines that are no Markdown: until which one, from which column, and where they go."""

    end: re.Pattern[str]
    column: int = 0
    indent: str = ""


def laid_out(lines: Sequence[str]) -> list[str]:
    """The lines of a Markdown text with the blank lines, indents and escapes that make it plain.

    Raises RecursionError for more open `///` blocks than anybody would nest: the engine takes
    minutes to find that out.
    """
    blocks = 0
    for line in lines:
        if block := _BLOCK.match(line):
            blocks = blocks + 1 if block[1] else max(0, blocks - 1)
        if blocks > _DEEPEST_BLOCK:
            raise RecursionError
    return list(_Layout().lines(lines))


class _Layout:
    """What is open while lines go by; `depth` tells in how many quotations they stand."""

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self.items: list[_Item] = []
        self.verbatim: _Verbatim | None = None
        self.holders = 0
        self.table = self.code = self.hanging = False
        self.blank = True
        # After a table or code what follows needs a blank line; after a second paragraph in an item
        # another item does.
        self.ended = self.loose = False
        # The line above, where it is the only one of its paragraph.
        self.above: str | None = None

    def lines(self, lines: Sequence[str]) -> Iterator[str]:
        """The lines, laid out one by one; a quotation as a text of its own."""
        harmful = set(_harmful(lines))
        at = 0
        while at < len(lines):
            end = at
            while end < len(lines) and self._is_quoted(lines[end]):
                end += 1
            if end > at:
                yield from self._quotation(lines[at:end])
            else:
                line = lines[at] if self.verbatim or at not in harmful else harmless(lines[at])
                yield from self._line(line, lines[at + 1] if at + 1 < len(lines) else "")
                end += 1
            at = end

    def _is_quoted(self, line: str) -> bool:
        sign = _QUOTE.match(line)
        return bool(sign) and not self.verbatim and (bool(self.items) or line.index(">") < _TAB)

    def _quotation(self, quoted: Sequence[str]) -> Iterator[str]:
        indent = self._indent(quoted[0])
        if not self.blank:
            yield ""
        signs = _QUOTE if self.depth < _DEEPEST_QUOTATION else _QUOTES
        inner = [signs.sub("", line, count=1) for line in quoted]
        for line in _Layout(self.depth + 1).lines(inner):
            yield f"{indent}> {line}"
        self.blank = self.ended = self.table = self.code = self.hanging = False
        self.loose, self.above = bool(self.items), None

    def _line(self, line: str, following: str) -> Iterator[str]:
        if self.verbatim:
            yield self._verbatim_line(self.verbatim, line)
        elif not line.strip():
            self.blank, self.table, self.above = True, False, None
            yield ""
        elif _EMPTY_ITEM.match(line) and (self.items or self.blank):
            return
        elif self._is_code(line):
            yield line
            self.blank = False
        else:
            if self.ended:
                yield from self._gap()
            self.ended = False
            yield from self._block(line, following)
            self.blank = False

    def _gap(self) -> Iterator[str]:
        if not self.blank:
            yield ""
            self.blank = True

    def _verbatim_line(self, verbatim: _Verbatim, line: str) -> str:
        if verbatim.end.search(line):
            self.verbatim = None
        column = len(line) - len(line.lstrip(" "))
        return verbatim.indent + line[min(column, verbatim.column) :] if line.strip() else ""

    def _is_code(self, line: str) -> bool:
        """Whether a line is indented code, or goes on with a footnote or a definition."""
        indented = line.startswith(" " * _TAB)
        self.hanging = self.hanging and (indented or not self.blank)
        if self.items or not indented:
            self.code = False
        elif not self.code:
            self.code = self.hanging or (self.blank and _ITEM.match(line) is None)
        return self.code

    def _block(self, line: str, following: str) -> Iterator[str]:
        item = None if _RULE.match(line) else _ITEM.match(line)
        if fence := FENCE.match(line):
            yield from self._fence(line, fence[1])
        elif html := _VERBATIM.match(line):
            self.verbatim = _Verbatim(re.compile(f"</{html[1]}", re.IGNORECASE))
            yield line
        elif "|" in line and (self.table or _UNDER_TABLE.match(following)):
            yield from () if self.table else self._gap()
            self.table = True
            yield self._inside(line)
        elif item and self._is_item(item[2]):
            yield from self._item(line, item)
        else:
            yield from self._text(line, following)

    def _fence(self, line: str, signs: str) -> Iterator[str]:
        indent = self._indent(line)
        yield from self._gap()
        end = re.compile(rf"^ *{signs[0]}{{{len(signs)},}} *$")
        self.verbatim = _Verbatim(end, line.index(signs), indent)
        self.ended = True
        yield indent + line.lstrip(" ")

    def _is_item(self, marker: str) -> bool:
        """Whether a marker is one, or only a number at the beginning of a line of text."""
        return bool(self.items) or self.blank or not marker[0].isdigit() or marker[:-1] == "1"

    def _item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        column, marker = len(item[1]), item[2]
        numbered = marker[0].isdigit()
        parted = self.loose or self.table or not self.items
        while self.items and column < min(self.items[-1].text, self.items[-1].column + 2):
            before = self.items.pop()
            parted = self.loose or self.table or before.numbered != numbered
        if parted:
            yield from self._gap()
        text = column + len(marker) + min(len(item[3]), _TAB)
        self.items.append(_Item(column, text, numbered))
        self.table = self.loose = False
        bullet = f"{marker[:-1]}." if numbered else "-"
        indent = " " * (_TAB * (len(self.items) - 1))
        yield f"{indent}{bullet} {_plain(line[item.end() :])}"

    def _text(self, line: str, following: str) -> Iterator[str]:
        if self.table:
            yield from self._gap()
        self.table = False
        if self.items and _ENDS_LIST.match(line):
            self.items.clear()
        if self._stands_alone(line, following):
            yield from self._gap()
        self.hanging = bool(_HANGING.match(line)) or (self.hanging and not self.blank)
        if self.items and self.blank and line[0] != " ":
            self.items.clear()
        if self.items and not self.blank:
            yield " " * (_TAB * len(self.items)) + _plain(line.lstrip(" "))
            return
        self.loose = bool(self.items)
        self.above = line if self.blank else None
        yield self._inside(self._told(_plain(line)))

    def _stands_alone(self, line: str, following: str) -> bool:
        """Whether a line that is no paragraph's first begins something new.

        That is a heading, a rule (for `---` below a sentence underlines no heading), or a term
        right under the meaning of another. The engine takes long for many in one paragraph.
        """
        if self.above is not None and _UNDERLINE.match(line):
            self.ended = True
            return "-" in line and _HEADING.fullmatch(self.above.strip()) is None
        self.ended = bool(_ENDS_LIST.match(line) or _RULE.match(line))
        return self.ended or (self.hanging and _MEANING.match(following) is not None)

    def _told(self, line: str) -> str:
        """The line, where it opens HTML that holds Markdown with a word of it to the engine."""
        if self.items or self.holders >= _MOST_HOLDERS:
            return line
        line, opened = _HOLDER.subn(r'\1 markdown="1"', line)
        self.holders += opened
        return line

    def _indent(self, line: str) -> str:
        """The indent of a block in the open item that its column shows; closes those before."""
        column = len(line) - len(line.lstrip(" "))
        while self.items and column < self.items[-1].text and column <= self.items[-1].column:
            self.items.pop()
        return " " * (_TAB * len(self.items))

    def _inside(self, line: str) -> str:
        indent = self._indent(line)
        column = len(line) - len(line.lstrip(" "))
        return indent + line[min(column, self.items[-1].text) :] if self.items else line


def _plain(words: str) -> str:
    """A line whose `#hashtag` begins no heading, and whose year no list."""
    return _YEAR.sub(r"\1\\.", _HASHTAG.sub(r"\1\\#", words))


def _harmful(lines: Sequence[str]) -> Iterator[int]:
    """The places of the lines that would hang the engine."""
    closed = max((at for at, line in enumerate(lines) if "-->" in line), default=-1)
    open_comments = sum(line.count("<!--") for line in lines[closed + 1 :])
    if open_comments > _MANY_COMMENTS:
        yield from range(closed + 1, len(lines))
    for _, run in groupby(enumerate(lines), key=lambda pair: bool(pair[1].strip())):
        paragraph = list(run)
        if is_harmful(line for _, line in paragraph):
            yield from (at for at, _ in paragraph)
