"""Markdown: a note, a file of a blog, or an episode that segue wrote itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from segue.intake import chunks, foreign, heads
from segue.intake.dialects import Dialects
from segue.intake.manuscript import Manuscript, Value
from segue.intake.source import MARKDOWN_SUFFIXES, Claim, Source, decoded

TITLE = "Markdown"

_FRONT = re.compile(rb"---[ \t]*\r?\n\s*[\w\"'#]|\+\+\+[ \t]*\r?\n|\{\s*\"")
# What nobody types by chance.
_SURE = re.compile(
    rb"^(?:#{1,6} \S|```|~~~|/{3,} *(?:call|only))"
    rb"|\]\([^\s)]+\)|!?\[\[[^\]\n]+\]\]|\*\*\w[^*\n]*\*\*",
    re.MULTILINE,
)
_LIKELY = re.compile(
    rb"^(?:[-*+] |\d+\. |> |\|.*\|\s*$|={3,}\s*$|-{3,}\s*$)|[*_`]\w[^*_`\n]*[*_`]", re.MULTILINE
)
# A blog's file, as 2026-01-13-why-we-sleep.md.
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")


def reads(source: Source) -> Claim:
    """A text with front matter or marks; one named .md needs to have a few only."""
    if not source.is_text:
        return Claim.NAME if source.suffix in MARKDOWN_SUFFIXES else Claim.NO
    head = source.head
    if source.suffix in {"", ".txt", ".text"} | MARKDOWN_SUFFIXES and (
        _FRONT.match(head) or _SURE.search(head)
    ):
        return Claim.CONTENT
    is_named = source.suffix in MARKDOWN_SUFFIXES
    return Claim.NAME if is_named and _LIKELY.search(source.content) else Claim.NO


def read(source: Source) -> Iterator[Manuscript]:
    """The one article, with its front matter in segue's words."""
    text, notes = decoded(source)
    head = heads.split(text, source.shown)
    made = foreign.translated(head.values)
    dialects = Dialects()
    if foreign.is_ours(head.values):
        blocks = list(chunks.blocks(head.body, head.body_line))
    else:
        blocks = list(dialects.blocks(head.body, head.body_line))
    front = {**_from_name(source), **made.front}
    yield Manuscript(
        blocks=blocks,
        title=str(front.pop("title", "")),
        front=_tagged(front, dialects.tags),
        settings=made.settings,
        removed=(*head.removed, *made.removed, *dialects.removed),
        notes=notes,
        clean=False,
    )


def _from_name(source: Source) -> dict[str, Value]:
    """Date and slug of a file that is named after them."""
    dated = _DATED.fullmatch(PurePath(source.shown).stem)
    return {"date": dated[1], "slug": dated[2]} if dated else {}


def _tagged(front: Mapping[str, Value], tags: list[str]) -> Mapping[str, Value]:
    """The front matter with the tags that stand in the text."""
    known = front.get("tags", [])
    assert isinstance(known, list)
    return {**front, "tags": list(dict.fromkeys([*known, *tags]))} if tags else front
