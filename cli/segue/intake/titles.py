"""An article's title, where its format doesn't know it."""

from __future__ import annotations

from dataclasses import replace

from segue.characters import one_line
from segue.errors import Problem
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import plain
from segue.intake.source import Source

_LONGEST = 200
_NAMELESS = frozenset({"index", "readme", "untitled", "article", "page", "document"})


def titled(manuscript: Manuscript, source: Source) -> Manuscript:
    """The manuscript with a title: the one it has, its first heading or line, or its file's name.

    A first heading that says the title again is dropped.
    """
    first = manuscript.blocks[0] if manuscript.blocks else None
    title = one_line(manuscript.title)
    if title:
        repeated = first is not None and first.kind == "heading" and plain(first.text) == title
        return replace(manuscript, title=title, blocks=manuscript.blocks[repeated:])
    if first is not None and _is_title(first):
        return replace(manuscript, title=plain(first.text), blocks=manuscript.blocks[1:])
    title = _from_name(source)
    note = Problem(
        severity="warning",
        code="import-title",
        message=f'no title was found; it is called "{title}"',
        file=source.shown,
        line=first.line if first else None,
        hint="write its title into the front matter: title",
    )
    return replace(manuscript, title=title, notes=(*manuscript.notes, note))


def _is_title(block: Block) -> bool:
    """Whether a first block names the article: a heading, or a line that is no sentence."""
    words = plain(block.text)
    if not words or len(words) > _LONGEST:
        return False
    if block.kind == "heading":
        return True
    return block.kind == "paragraph" and "\n" not in block.text and not words.endswith((".", ":"))


def _from_name(source: Source) -> str:
    """What the file, or for a nameless one its folder, is called."""
    if source.file is None:
        return "Untitled"
    stem = source.file.stem
    if stem.lower() in _NAMELESS:
        stem = source.file.resolve().parent.name
    words = one_line(stem.replace("-", " ").replace("_", " "))
    return (words.capitalize() if words.islower() else words) or "Untitled"
