"""Text made to hang the engine, written so that it reads the same and hangs nothing.

Python-Markdown looks for the end of each `[`, `*` and `<a` to the end of their paragraph, and for
that of an address to the end of the word. What people write holds a few of these, not thousands.
Of thousands, those that mean nothing go through the engine as characters that no text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MANY = 1000
_DEEPEST_LINK = 20
_LONGEST_TARGET = 3000
_SIGNS = "*_~=^`\"'[<:.@"
_STAND_INS = "".join(chr(0xFDD2 + at) for at in range(len(_SIGNS)))
_AWAY = str.maketrans(_SIGNS, _STAND_INS)
_BACK = str.maketrans(
    {away: "&lt;" if sign == "<" else sign for away, sign in zip(_STAND_INS, _SIGNS, strict=True)}
)
_OPEN_TAG = re.compile(r"<(?=[^<>]*(?:<|$))")
_BRACKET = re.compile(r"[\[\]]")
_PAIRED = re.compile(r"[*_~=^`\"']")
_WORD = re.compile(r"\S{2048,}")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)


def is_harmful(paragraph: Iterable[str]) -> bool:
    """Whether a paragraph's lines hold more signs, or a longer word, than anybody would type."""
    text = "\n".join(paragraph)
    if len(text) <= _MANY:
        return False
    counts = (text.count("["), text.count("<"), len(_PAIRED.findall(text)))
    return max(counts) > _MANY or _WORD.search(text) is not None


def harmless(line: str) -> str:
    """A line of such a paragraph, its signs replaced where they would mean nothing."""
    line = _without_open_brackets(_OPEN_TAG.sub(_away, line))
    if len(_PAIRED.findall(line)) > _MANY:
        line = _PAIRED.sub(_away, line)
    return _WORD.sub(lambda word: _ADDRESS.sub(_away, word[0]), line)


def brought_back(html: str) -> str:
    """The HTML with the signs that were replaced."""
    return html.translate(_BACK)


def _away(sign: re.Match[str]) -> str:
    return sign[0].translate(_AWAY)


def _without_open_brackets(line: str) -> str:
    """The line with each `[` and `](` escaped that no `]` and `)` closes."""
    opened: list[int] = []
    harmful = set()
    for match in _BRACKET.finditer(line):
        at, sign = match.start(), match[0]
        if sign == "[":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if line.startswith("(", at + 1) and ")" not in line[at : at + _LONGEST_TARGET]:
                harmful.add(start)
            if len(opened) > _DEEPEST_LINK:
                harmful.add(start)
    harmful.update(opened)
    if not harmful:
        return line
    return "".join(sign.translate(_AWAY) if at in harmful else sign for at, sign in enumerate(line))
