"""Web pages: one saved from the browser, or a piece of HTML that was pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.intake import extras
from segue.intake.manuscript import Manuscript
from segue.intake.source import MARKDOWN_SUFFIXES, Claim, Source

TITLE = "web page"
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b")
_PIECE = re.compile(
    rb"<(?:meta|article|section|main|div|p|h[1-6]|ul|ol|table|blockquote|b|span)\b[^>]*>"
)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def reads(source: Source) -> Claim:
    """A file that begins as a page, or is named so; Markdown may begin with a tag, too."""
    if source.suffix in MARKDOWN_SUFFIXES or not source.is_text:
        return Claim.NO
    if _is_page(source):
        return Claim.CONTENT
    if source.suffix in _SUFFIXES:
        return Claim.NAME
    return Claim.CONTENT if _PIECE.match(_head(source)) and b"</" in source.content else Claim.NO


def read(source: Source) -> Iterator[Manuscript]:
    """The article of a page, if there is one. Raises SegueError where it is too large or deep."""
    with extras.needed(TITLE, source.shown):
        from segue.intake.markup import article, page
    made = page.read(source.content, source.shown)
    is_page = _is_page(source)
    found = (article.manuscript if is_page else article.whole)(made, source.shown)
    if found.blocks:
        yield found


def _is_page(source: Source) -> bool:
    """Whether a file begins as a whole page does, comments and declarations aside."""
    head = _head(source)
    while head.startswith((b"<!--", b"<?")):
        _, closed, head = head.partition(b"-->" if head.startswith(b"<!--") else b"?>")
        head = head.lstrip() if closed else b""
    return _PAGE.match(head) is not None


def _head(source: Source) -> bytes:
    """A page's first bytes; of UTF-16, which a browser may save, every other one."""
    head = source.head
    return head.replace(b"\0", b"").lstrip(b"\xff\xfe") if b"\0" in head else head
