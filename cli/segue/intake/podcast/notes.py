"""What an item says of its episode, as Markdown; some say it twice, once short and once in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from segue.intake.lines import blocks
from segue.intake.manuscript import Block, Removed
from segue.intake.plainly import words_of
from segue.intake.podcast.elements import Element

_LONGEST_SUMMARY = 300
_TEXTS = ("content:encoded", "description", "itunes:summary", "itunes:subtitle")
_TAG = re.compile(
    r"</?(?:p|br|a|ul|ol|li|div|h[1-6]|strong|em|b|i|u|span|blockquote|img|hr|table|pre|code)\b[^>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notes:
    """The article's blocks, a sentence or two that stood beside it, and what says it again."""

    blocks: Sequence[Block]
    summary: str
    removed: tuple[Removed, ...]


def read(item: Element, shown: Path) -> Notes:
    """The longest of an item's texts as its article; a short one that says something else, too."""
    texts = [each for tag in _TEXTS for each in item.all(tag) if each.text.strip()]
    if not texts:
        return Notes((), "", ())
    fullest = max(texts, key=lambda each: len(words_of(each.text)))
    article = [*_blocks(fullest.text, shown)]
    rest = [each for each in texts if each is not fullest and not _is_in(each.text, fullest.text)]
    short = [each for each in rest if len(words_of(each.text)) <= _LONGEST_SUMMARY]
    summary = short[0] if short else None
    removed = tuple(
        Removed(words_of(each.text), f"<{each.tag}> says it another time", each.line)
        for each in rest
        if each is not summary
    )
    return Notes(article, words_of(summary.text) if summary else "", removed)


def _blocks(text: str, shown: Path) -> Iterator[Block]:
    """The blocks of a text, which is HTML or as plain as a mail."""
    if not _TAG.search(text):
        yield from blocks(unescape(text))
        return
    from segue.intake.extras import needed

    with needed("podcast feed", shown):
        from segue.intake.markup import media, page, units, writing
    pieces = list(units.cut(page.parsed(text, shown).body))
    for piece in pieces:
        media.settle(piece.element, "")
    yield from (block for block in writing.blocks(pieces) if block.text)


def _is_in(text: str, whole: str) -> bool:
    """Whether a text says nothing that the whole does not, but for where it was cut off."""
    letters = "".join(words_of(text).rstrip("….").split())
    return letters in "".join(words_of(whole).split())
