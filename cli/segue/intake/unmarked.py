"""Headings in a text that marks none: short lines that are no sentences, with a text below."""

from __future__ import annotations

import re
from dataclasses import replace

from segue.intake.cleaning import masthead
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import plain

_MOST_WORDS = 14
_MOST_LETTERS = 90
_FEW_WORDS = 8
_PARAGRAPH_WORDS = 15
_MARKS = tuple(".!:;,…。！：；，")
_NUMBERED = re.compile(r"\d{1,3}[.)] ")
# They stay small in a title.
_SMALL = frozenset(
    """a an and as at but by for from if in into is it its nor of off on onto or per so than that
    the then to up via vs with yet your are""".split()  # noqa: SIM905 (a list of words is read as words)
)


def headed(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its headings marked: the first is the title, and a level above."""
    blocks = list(manuscript.blocks)
    marked = [
        replace(block, kind="heading", level=1 if at == 0 else 2)
        if _is_heading(blocks, at)
        else block
        for at, block in enumerate(blocks)
    ]
    return replace(manuscript, blocks=marked)


def _is_heading(blocks: list[Block], at: int) -> bool:
    block = blocks[at]
    said = plain(block.text)
    if block.kind != "paragraph" or at + 1 == len(blocks) or said.endswith(_MARKS):
        return False
    if at == 1 and masthead.is_category(said):
        return False  # it stands under the title
    if not said or len(said.split()) > _MOST_WORDS or len(said) > _MOST_LETTERS:
        return False
    return said.endswith(("?", "？")) or _is_in_title_case(said) or _stands_alone(blocks, at, said)


def _is_in_title_case(said: str) -> bool:
    """Whether nearly all words begin with a capital letter, as in a title."""
    words = re.findall(r"[^\W\d_][\w’'-]*", _NUMBERED.sub("", said))
    weighty = [word for word in words if word.lower() not in _SMALL]
    capital = sum(not word[0].islower() for word in weighty)
    cased = any(letter.isupper() for letter in said)
    return bool(weighty) and cased and not words[0][0].islower() and capital >= 0.8 * len(weighty)


def _stands_alone(blocks: list[Block], at: int, said: str) -> bool:
    """Whether a few words stand between a sentence's end and a whole paragraph."""
    before, after = blocks[max(at - 1, 0)], blocks[at + 1]
    return (
        len(said.split()) <= _FEW_WORDS
        and not said[0].islower()
        and before.kind in {"paragraph", "list"}
        and (at == 0 or plain(before.text).endswith((*_MARKS, "?")))
        and after.kind == "paragraph"
        and len(after.text.split()) >= _PARAGRAPH_WORDS
    )
