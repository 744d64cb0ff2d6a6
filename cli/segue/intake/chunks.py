"""A Markdown text as its blocks, each left as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.intake.manuscript import Block, Kind
from segue.layout import FENCE

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_MARK = re.compile(r"/{3,}[ \t]*(\w[\w-]*)")
_MARK_END = re.compile(r"/{3,}[ \t]*$")
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (FENCE, "code"),
    (re.compile(r" {0,3}>"), "quote"),
    (re.compile(r" {0,3}(?:[-+*•·▪◦]|\d{1,9}[.)])[ \t]+\S"), "list"),
    (re.compile(r" {0,3}\|.*\|[ \t]*$"), "table"),
    (re.compile(r" {0,3}(?:</?[a-zA-Z]|<!--|([-*_])(?:[ \t]*\1){2,}[ \t]*$)"), "other"),
    (re.compile(r" {0,3}(?:\[\^?[^\]]+\]:|\{:|/{3,})"), "other"),
)


def blocks(text: str, first_line: int = 1) -> Iterator[Block]:
    """The blocks of a Markdown text: what stands between blank lines, code and marks in one."""
    reader = _Reader(first_line - 1)
    for line in text.split("\n"):
        yield from reader.line(line)
    yield from reader.flushed()


class _Reader:
    """Takes lines one by one; `end` is what ends a block that may hold blank lines."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.begin = number
        self.chunk: list[str] = []
        self.blank = 0
        self.end: re.Pattern[str] | None = None

    def line(self, line: str) -> Iterator[Block]:
        """The blocks that end where this line begins."""
        self.number += 1
        if self.end is not None:
            self.end = None if self.end.match(line) else self.end
            self._add(line)
        elif not line.strip():
            self.blank += bool(self.chunk)
        else:
            yield from self._written(line)

    def flushed(self) -> Iterator[Block]:
        """The open block, which ends here."""
        if self.chunk:
            # Code that nobody closed ends with the text, blank lines and all.
            text = "\n".join(self.chunk).rstrip("\n")
            yield Block(_kind(self.chunk[0]), text, line=self.begin)
        self.chunk, self.blank = [], 0

    def _written(self, line: str) -> Iterator[Block]:
        # What is indented belongs to the item or the code above it.
        if self.blank and not line.startswith(("    ", "\t")):
            yield from self.flushed()
        heading = _HEADING.match(line)
        if heading:
            yield from self.flushed()
            text = _unclosed(line[heading.end() :].strip())
            if text:
                yield Block("heading", text, len(heading[1]), line=self.number)
        elif underlined := self._underlined(line):
            yield underlined
        else:
            self._add(line)
            self.end = _end(line)

    def _add(self, line: str) -> None:
        self.begin = self.begin if self.chunk else self.number
        self.chunk += [""] * self.blank + [line]
        self.blank = 0

    def _underlined(self, line: str) -> Block | None:
        """The heading that this line makes of the one above it."""
        underline = _UNDERLINE.match(line)
        if underline is None or len(self.chunk) != 1 or self.blank:
            return None
        (above,) = self.chunk
        if _kind(above) != "paragraph":
            return None
        self.chunk = []
        return Block("heading", above.strip(), 1 if underline[1][0] == "=" else 2, line=self.begin)


def _unclosed(heading: str) -> str:
    """A heading's text without the signs that may end it, as `## Text ##`."""
    bare = heading.rstrip("#")
    while bare != heading and (not bare or bare[-1].isspace()):
        heading = bare.rstrip()
        bare = heading.rstrip("#")
    return heading


def _end(line: str) -> re.Pattern[str] | None:
    """What ends a block that may hold blank lines; None where the line begins none."""
    if fence := FENCE.match(line):
        return re.compile(rf" {{0,12}}{fence[1][0]}{{{len(fence[1])},}}[ \t]*$")
    if _MARK.match(line):
        return _MARK_END
    return re.compile(r".*-->") if line.startswith("<!--") and "-->" not in line else None


def _kind(line: str) -> Kind:
    return next((kind for pattern, kind in _KINDS if pattern.match(line)), "paragraph")
