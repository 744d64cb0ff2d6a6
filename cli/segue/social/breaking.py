"""A text in parts that each fit: broken at a paragraph, else a sentence, a clause, a space."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_CLAUSE = re.compile(r"(?<=[,;:—–)”])\s+(?!\d)|\s+(?=[—–(])")
_SPACE = re.compile(r"\s+")
# A figure stays with its unit and its month: no break beside a word that holds a digit.
_FIGURE = re.compile(r"\d")

Fits = Callable[[str], bool]


def break_up(paragraphs: Sequence[Sequence[str]], fits: Fits) -> tuple[str, ...]:
    """Parts of whole sentences, each paragraph beginning one; their words rejoin to the text's.

    Only a sentence too long for any part is broken inside. A single word that can't fit is left
    out: half a link is worse than none.
    """
    return tuple(part for sentences in paragraphs for part in _pack(_small(sentences, fits), fits))


def _pack(pieces: Iterator[str], fits: Fits) -> Iterator[str]:
    held = ""
    for piece in pieces:
        longer = f"{held} {piece}" if held else piece
        if held and not fits(longer):
            yield held
            longer = piece
        held = longer
    if held:
        yield held


def _small(texts: Sequence[str], fits: Fits) -> Iterator[str]:
    for text in texts:
        if fits(text):
            yield text
        else:
            yield from _pack(_clauses(text, fits), fits)


def _clauses(text: str, fits: Fits) -> Iterator[str]:
    for clause in _cut(text, _CLAUSE):
        if fits(clause):
            yield clause
        else:
            yield from _pack((word for word in _phrases(clause, fits) if fits(word)), fits)


def _phrases(clause: str, fits: Fits) -> Iterator[str]:
    """Words, those beside a figure held together with it while that fits."""
    held: list[str] = []
    for word in _SPACE.split(clause):
        bound = bool(held) and (_FIGURE.search(held[-1]) or _FIGURE.search(word)) is not None
        if held and not (bound and fits(" ".join([*held, word]))):
            yield " ".join(held)
            held = []
        held.append(word)
    if held:
        yield " ".join(held)


def _cut(text: str, at: re.Pattern[str]) -> Iterator[str]:
    begin = 0
    for match in at.finditer(text):
        yield text[begin : match.start()]
        begin = match.end()
    yield text[begin:]
