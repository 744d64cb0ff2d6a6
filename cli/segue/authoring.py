"""Markdown as people type it: the small extension that lets one engine read what authors mean.

The habits are those measured on real authors: lists without a blank line before them, lists
indented by two or three spaces, `1)` lists, `#word` at the start of a line; and the two marks of
our own, `/// call | Title` and `/// only | newsletter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

if TYPE_CHECKING:
    from markdown import Markdown

_ITEM = re.compile(r"^( *)([-*+•·▪◦]|\d{1,9}[.)])( +)(?=\S)")
_FENCE = re.compile(r"^ {0,12}(`{3,}|~{3,})")
_HASHTAG = re.compile(r"^( {0,3})#(?=[^\s#])")
_RULE = re.compile(r"^ {0,3}([-*_])( *\1){2,} *$")
_ENDS_LIST = re.compile(r"#{1,6} |///|([-*_])( *\1){2,} *$")
_TAB = 4
# What links, emphasis, code, entities, addresses and line breaks begin with; what smarty turns.
_INLINE_SIGNS = re.compile(r"[\\`\[\]<>&*_~=^@!|\x02]|://|www\.|  \n", re.IGNORECASE)
_QUOTES = re.compile("[\"'\x02]")


class AuthorsLines(Preprocessor):
    """Lays lines out as the engine wants them.

    Lists get a blank line before and four spaces a level; `#hashtag` is no heading.
    """

    def run(self, lines: list[str]) -> list[str]:
        """The same lines, laid out; fenced code stays as typed."""
        return list(_Layout().lines(lines))


class _Layout:
    """The open list items while lines go by: their typed column, and that of their text."""

    def __init__(self) -> None:
        self.items: list[tuple[int, int]] = []
        self.fence: str | None = None
        self.blank = True
        # Set after a fence or a second paragraph: an item that follows needs a blank line.
        self.loose = False

    def lines(self, lines: list[str]) -> Iterator[str]:
        """The lines, laid out one by one."""
        for line in lines:
            if self.fence is not None or _FENCE.match(line):
                yield self._fenced(line)
            elif not line.strip():
                self.blank = True
                yield line
            else:
                yield from self._outside_fence(_HASHTAG.sub(r"\1\\#", line))
                self.blank = False

    def _outside_fence(self, line: str) -> Iterator[str]:
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item and self.loose and not self.blank:
            yield ""
            self.blank = True
        yield from self._item(line, item) if item else self._text(line)

    def _fenced(self, line: str) -> str:
        fence = _FENCE.match(line)
        if self.fence is None and fence:
            self.fence = fence[1]
        elif fence and fence[1].startswith(self.fence or "") and not line.strip(" `~"):
            self.fence = None
            self.loose = True
        self.blank = False
        return self._inside(line)

    def _inside(self, line: str) -> str:
        """A line indented to belong to the open item that its column shows."""
        column = len(line) - len(line.lstrip(" "))
        while self.items and column < self.items[-1][1] and column <= self.items[-1][0]:
            self.items.pop()
        if not self.items:
            return line
        return " " * (_TAB * len(self.items)) + line[min(column, self.items[-1][1]) :]

    def _item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        column, marker = len(item[1]), item[2]
        if not self.items and not self._begins_list(column, marker):
            yield line
            return
        first, self.loose = not self.items, False
        while self.items and column < self.items[-1][1]:
            self.items.pop()
        if first and not self.blank:
            yield ""
        self.items.append((column, column + len(marker) + min(len(item[3]), _TAB)))
        bullet = "-" if not marker[0].isdigit() else f"{marker[:-1]}."
        indent = " " * (_TAB * (len(self.items) - 1))
        yield f"{indent}{bullet} {line[item.end() :]}"

    def _begins_list(self, column: int, marker: str) -> bool:
        """Whether a marker outside any list begins one: `2025. It was big` in a text does not."""
        if column >= _TAB and self.blank:
            return False
        return self.blank or not marker[0].isdigit() or marker[:-1] == "1"

    def _text(self, line: str) -> Iterator[str]:
        if self.items and _ENDS_LIST.match(line):
            self.items.clear()
            yield ""
        if self.items and self.blank and line[0] != " ":
            self.items.clear()
        if self.items and not self.blank:
            yield " " * (_TAB * len(self.items)) + line.lstrip(" ")
            return
        self.loose = bool(self.items)
        yield self._inside(line) if self.items else line


class _Call(Block):  # type: ignore[misc]
    """`/// call | Title`: a call to action, its one link the button."""

    NAME = "call"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "aside", {"class": "call", "data-title": self.argument})


class _Only(Block):  # type: ignore[misc]
    """`/// only | newsletter`: a passage for the named outputs."""

    NAME = "only"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        names = " ".join(re.split(r"[\s,]+", self.argument.strip().lower()))
        return SubElement(parent, "div", {"class": "only", "data-only": names})


class _Marks(BlocksExtension):  # type: ignore[misc]
    """The two block marks of our own."""

    def extendMarkdownBlocks(self, _: Markdown, block_mgr: object) -> None:  # noqa: N802 (the engine's name)
        for block in (_Call, _Only):
            block_mgr.register(block, self.getConfigs())  # type: ignore[attr-defined]


class QuickInline(InlineProcessor):
    """Looks for inline marks only in text that holds one of the signs they begin with.

    The engine tries each of its patterns on each piece of text, which takes half of its time. Its
    method is a private one: should it ever be named otherwise, this is slower and nothing else.
    """

    def __init__(self, md: Markdown, signs: re.Pattern[str]) -> None:
        super().__init__(md)
        self.signs = signs

    def _InlineProcessor__handleInline(self, data: str, pattern: int = 0) -> str:  # noqa: N802 (the engine's name)
        if self.signs.search(data) is None:
            return data
        handled: str = super()._InlineProcessor__handleInline(data, pattern)  # type: ignore[misc]
        return handled


class AuthoringExtension(Extension):
    """Everything above, as one extension for Python-Markdown; it comes after all others."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the engine's name)
        """Put the preprocessor before the engine's own, and register the block marks."""
        md.preprocessors.register(AuthorsLines(md), "authors_lines", 27)
        _Marks().extendMarkdown(md)
        md.treeprocessors.register(QuickInline(md, _INLINE_SIGNS), "inline", 20)
        quotes = QuickInline(md, _QUOTES)
        smarty = md.treeprocessors["smarty"]
        assert isinstance(smarty, InlineProcessor)
        quotes.inlinePatterns = smarty.inlinePatterns
        md.treeprocessors.register(quotes, "smarty", 6)
