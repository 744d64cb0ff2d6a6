"""What stands between an article's title and its first sentence: category, date, author."""

from __future__ import annotations

import re
from dataclasses import replace

from segue.intake import days
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import plain

_CATEGORY_WORDS = 3
_MOST_LINES = 5
_MARKS = tuple(".!?:;,…。！？：；，")
_DATE_LABEL = re.compile(
    r"^(?:(?:last )?(?:published|posted|updated|veröffentlicht|publié|publicado)"
    r"(?: on| am| le| el)?|date):?\s+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:written |posted )?by|von|par|por|author|autor(?:in)?):? ([^\d.!?:;]{3,60})",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    """introduction intro overview summary abstract background contents prologue preface
    einleitung überblick zusammenfassung introducción resumen résumé""".split()  # noqa: SIM905 (a list of words is read as words)
)


def read(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the lines under its title where they belong."""
    for _ in range(_MOST_LINES):
        first, rest = manuscript.blocks[:1], manuscript.blocks[1:]
        told = taken(manuscript, first[0]) if first and rest else None
        if told is None:
            return manuscript
        manuscript = replace(told, blocks=rest)
    return manuscript


def taken(manuscript: Manuscript, line: Block) -> Manuscript | None:
    """The manuscript with what a line under its title tells; None where that is nothing."""
    said = plain(line.text)
    if line.kind != "paragraph" or "\n" in line.text or "![" in line.text:
        return None
    date = days.iso(_DATE_LABEL.sub("", said))
    if date and "date" not in manuscript.front:
        return replace(manuscript, front={**manuscript.front, "date": date})
    byline = _BYLINE.fullmatch(said)
    if byline and "show.author" not in manuscript.settings:
        author = byline[1].strip()
        return replace(manuscript, settings={**manuscript.settings, "show.author": author})
    if "category" not in manuscript.front and is_category(said):
        return replace(manuscript, front={**manuscript.front, "category": said})
    return None


def is_category(said: str) -> bool:
    """Whether a line names what an article is about: one to three words without an end mark."""
    return (
        0 < len(said.split()) <= _CATEGORY_WORDS
        and not said.endswith(_MARKS)
        and said.lower() not in _SECTIONS
        and any(sign.isalpha() for sign in said)
        and not said.startswith(("@", "#", "http", "www."))
    )
