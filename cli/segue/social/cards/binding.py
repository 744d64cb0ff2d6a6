"""The pieces of a text between which a card's line may end; a line never ends at a hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segue.social.together import ties

_LONGEST = 26
_LITTLE = 3
_MOST = 0.7
_SPACE = re.compile(" ")
# Writing without spaces may end a line between any two of its characters, but not before a stop.
_WIDE = re.compile(
    r"(?<=[\u3001-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60])"
    r"(?=[\u300c\u300e\u3040-\u30fa\u3400-\u9fff\uac00-\ud7af])(?<![\u300c\u300e\uff08])"
)
# A sign before a figure, and a word of one letter, mean little at the end of a line.
_HOLDS_NEXT = re.compile(r"[(“„«‘\"]*(?:[§≥≤±<>~€$£#@&+×=]|[^\W\d_])")
_NAMES_LAST = re.compile(r"(?!I\b)[A-Z]\b(?![-’'.])")


def units(text: str, terms: Sequence[str] = ()) -> tuple[str, ...]:
    """The text in pieces which, joined, give it again, each with the space behind it.

    `terms` stay whole; what belongs together but is longer than a line of large words would
    bear may be parted.
    """
    tied = {begin for begin, _ in ties(_without_capitals(text), terms)}
    pieces, begin = [], 0
    for space in (match.start() for match in _SPACE.finditer(text)):
        held, following = text[begin:space], text[space + 1 :]
        word = following.partition(" ")[0]
        holds = space in tied or _holds(held, word)
        if not (holds and len(held) + 1 + len(word) <= _LONGEST):
            pieces.append(text[begin : space + 1])
            begin = space + 1
    return tuple(part for piece in (*pieces, text[begin:]) for part in _WIDE.split(piece))


def _without_capitals(text: str) -> str:
    """A headline In Capitals Like This in small letters, or all of it would be one name."""
    long = [word for word in text.split() if len(word) > _LITTLE and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long)
    small = text.lower()
    is_headline = len(long) > _LITTLE and capital > len(long) * _MOST
    return small if is_headline and len(small) == len(text) else text


def _holds(held: str, word: str) -> bool:
    """Whether a word stays beside what is held: `a reset`, `≥ 5`, `Drug A`."""
    before = held.rsplit(" ", 1)[-1]
    if (
        before[:1].isupper()
        and len(before) > 1
        and before[-1].isalpha()
        and _NAMES_LAST.match(word)
    ):
        return True
    return bool(_HOLDS_NEXT.fullmatch(before)) and " " not in held
