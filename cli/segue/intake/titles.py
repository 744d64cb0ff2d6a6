"""An article's title, where its format doesn't know it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from segue.characters import one_line
from segue.errors import Problem
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import brief, plain
from segue.intake.source import Source

_LONGEST = 200
# Notion's exports end every name in one.
_HASH = re.compile(r" [0-9a-f]{32}$")
_NAMELESS = frozenset({"index", "readme", "untitled", "article", "page", "document"})


def titled(manuscript: Manuscript, source: Source) -> Manuscript:
    """The manuscript with a title: its own, its first heading or line, or its file's name."""
    first = manuscript.blocks[0] if manuscript.blocks else None
    title = one_line(manuscript.title)
    if title:
        return replace(manuscript, title=title)
    if first is not None and _is_title(first, is_marked=not manuscript.clean):
        return replace(manuscript, title=plain(first.text), blocks=manuscript.blocks[1:])
    title = _from_name(source)
    if source.file and not manuscript.clean:
        return replace(manuscript, title=title)  # a note is called what its file is called
    note = Problem(
        severity="warning",
        code="import-title",
        message=f'no title was found; it is called "{title}"',
        file=source.shown,
        line=first.line if first else None,
        hint="write its title into the front matter: title",
    )
    return replace(manuscript, title=title, notes=(*manuscript.notes, note))


def said_once(manuscript: Manuscript) -> Manuscript:
    """The manuscript without headings above its text that repeat the title."""
    again = list(
        itertools.takewhile(
            lambda block: block.kind == "heading" and plain(block.text) == manuscript.title,
            manuscript.blocks,
        )
    )
    removed = tuple(block.removed("the title, said again") for block in again)
    return replace(
        manuscript,
        blocks=manuscript.blocks[len(again) :],
        removed=(*manuscript.removed, *removed),
    )


def _is_title(block: Block, *, is_marked: bool) -> bool:
    """Whether a first block names the article: a heading, or a line that is no sentence.

    Where an author marked headings, only one of the first level does.
    """
    words = brief(block.text)
    if not words or len(words) > _LONGEST:
        return False
    if block.kind == "heading" or is_marked:
        return block.kind == "heading" and block.level == 1
    return block.kind == "paragraph" and "\n" not in block.text and not words.endswith((".", ":"))


def _from_name(source: Source) -> str:
    """What the file, or for a nameless one its folder, is called."""
    if source.file is None:
        return "Untitled"
    stem = source.file.stem
    if stem.lower() in _NAMELESS:
        stem = source.file.resolve().parent.name
    stem = _HASH.sub("", stem)
    words = one_line(stem.replace("-", " ").replace("_", " "))
    return (words.capitalize() if words.islower() else words) or "Untitled"
