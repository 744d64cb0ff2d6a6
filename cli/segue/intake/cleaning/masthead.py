"""What stands between an article's title and its first sentence: category, date, author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from segue.intake import days
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import MARKS, brief

_CATEGORY_WORDS = 3
_MOST_LINES = 5
_DATE_LABEL = re.compile(
    r"^(?:(?:last )?(?:published|posted|updated|veröffentlicht|publié|publicado)"
    r"(?: on| am| le| el)?|date):?\s+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:written |posted )?by|von|par|por|author|autor(?:in)?):? ([^\d.!?:;]{3,60})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[|·•—–/]\s+")
_READING_TIME = re.compile(
    r"\d+\s?-?\s?min(?:ute[ns]?|\.)?(?: read| lesezeit| de lectur[ea])?", re.IGNORECASE
)
_FACTS = "who wrote it and when: this stands in the front matter and the settings now"
_FUNCTION_WORDS = re.compile(
    r"(?:what|why|how|who|when|where|which|the|my|our|your|getting|was|warum|wie|wer|wann|wo)\b",
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
    said = brief(line.text)
    if line.kind != "paragraph" or "\n" in line.text or "![" in line.text:
        return None
    if "category" not in manuscript.front and is_category(said) and not _facts([said]):
        return replace(manuscript, front={**manuscript.front, "category": said})
    facts = _facts(_BETWEEN.split(said))
    if facts is None:
        return None
    date, author = facts
    return replace(
        manuscript,
        front={**({"date": date} if date else {}), **manuscript.front},
        settings={**({"show.author": author} if author else {}), **manuscript.settings},
        removed=(*manuscript.removed, line.removed(_FACTS)),
    )


def _facts(parts: Sequence[str]) -> tuple[str, str] | None:
    """The date and the author that the parts of a line tell; None where one is something else."""
    date = author = ""
    for part in parts:
        byline = _BYLINE.fullmatch(part)
        day = days.iso(_DATE_LABEL.sub("", part))
        if not (byline or day or _READING_TIME.fullmatch(part)):
            return None
        date = date or day or ""
        author = author or (byline[1].strip() if byline else "")
    return date, author


def is_category(said: str) -> bool:
    """Whether a line names what an article is about: one to three words without an end mark."""
    return (
        0 < len(said.split()) <= _CATEGORY_WORDS
        and not said.endswith(MARKS)
        and said.lower() not in _SECTIONS
        and not _FUNCTION_WORDS.match(said)
        and any(sign.isalpha() for sign in said)
        and not said.startswith(("@", "#", "http", "www."))
    )
