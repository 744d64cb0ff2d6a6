"""The pieces of a text between which a card's line may end; a line never ends at a hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segue.social.together import ties

_LONGEST = 26
_SPACE = re.compile(" ")
# A sign before a figure, and a word of one letter, mean little at the end of a line.
_HOLDS_NEXT = re.compile(r"[(“„«‘\"]*(?:[§≥≤±<>~€$£#@&+×=]|[^\W\d_])")
_NAMES_LAST = re.compile(r"(?!I\b)[A-Z]\b(?![-’'.])")


def units(text: str, terms: Sequence[str] = ()) -> tuple[str, ...]:
    """The text in pieces which, joined by single spaces, give it again; `terms` stay whole.

    What belongs together but is longer than a line of large words would bear may be parted.
    """
    tied = {begin for begin, _ in ties(text, terms)}
    pieces, begin = [], 0
    for space in (match.start() for match in _SPACE.finditer(text)):
        held, following = text[begin:space], text[space + 1 :]
        word = following.partition(" ")[0]
        holds = space in tied or _holds(held, word)
        if not (holds and len(held) + 1 + len(word) <= _LONGEST):
            pieces.append(held)
            begin = space + 1
    return (*pieces, text[begin:])


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
