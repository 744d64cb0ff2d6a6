"""Headings in a text that marks none: short lines that are no sentences, with a text below."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from segue.intake.cleaning import masthead
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import brief

_MOST_WORDS = 14
_MOST_LETTERS = 90
_FEW_WORDS = 8
_PARAGRAPH_WORDS = 15
_MARKS = tuple(".!:;,…。！：；，")
_ESCAPED = re.compile(r"^(\d{1,9})\\([.)])")
# Two lines or more that begin so are of a conversation.
_SPEAKER = re.compile(r"([^\W\d_][^:.!?]{0,25}): ")
_NUMBERED = re.compile(r"\d{1,3}[.)] ")
# They stay small in a title.
_SMALL = frozenset(
    """a an and as at but by for from if in into is it its nor of off on onto or per so than that
    the then to up via vs with yet your are""".split()  # noqa: SIM905 (a list of words is read as words)
)


def headed(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its headings marked: the first is the title, and a level above."""
    lines = _Lines(list(manuscript.blocks))
    marked = [
        _marked(block, level=1 if at == 0 else 2)
        if block.kind == "paragraph" and lines.is_heading(at)
        else block
        for at, block in enumerate(lines.blocks)
    ]
    return replace(manuscript, blocks=marked)


def _marked(block: Block, level: int) -> Block:
    """A line as a heading, where `1.` at its start begins no list."""
    return replace(block, kind="heading", level=level, text=_ESCAPED.sub(r"\1\2", block.text))


class _Lines:
    """What a text shows of its own habits: who speaks in it, and whether it shouts."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.said = [brief(block.text) for block in blocks]
        speakers = Counter(found[1] for text in self.said if (found := _SPEAKER.match(text)))
        self.speakers = {name for name, times in speakers.items() if times > 1}
        short = [text for text in self.said[2:] if 0 < len(text.split()) <= _FEW_WORDS]
        self.is_loud = sum(map(str.isupper, short)) * 2 > len(short)

    def is_heading(self, at: int) -> bool:
        """Whether a paragraph is a heading, by itself and by what stands around it."""
        said = self.said[at]
        if at + 1 == len(self.blocks) or said.endswith(_MARKS) or "\n" in self.blocks[at].text:
            return False
        if not said or len(said.split()) > _MOST_WORDS or len(said) > _MOST_LETTERS:
            return False
        if at == 1 and masthead.is_category(said) and not (self.is_loud and said.isupper()):
            return False  # it stands under the title
        speaker = _SPEAKER.match(said)
        if speaker and speaker[1] in self.speakers:
            return False
        return said.endswith(("?", "？")) or _is_in_title_case(said) or self._stands_alone(at)

    def _stands_alone(self, at: int) -> bool:
        """Whether a few words stand between a sentence's end and a whole paragraph, or a list."""
        before, after = self.blocks[max(at - 1, 0)], self.blocks[at + 1]
        return (
            len(self.said[at].split()) <= _FEW_WORDS
            and not self.said[at][0].islower()
            and before.kind in {"paragraph", "list"}
            and (at == 0 or before.kind == "list" or self.said[at - 1].endswith((*_MARKS, "?")))
            and (
                after.kind == "list"
                or (after.kind == "paragraph" and len(after.text.split()) >= _PARAGRAPH_WORDS)
            )
        )


def _is_in_title_case(said: str) -> bool:
    """Whether nearly all words begin with a capital letter, as in a title."""
    words = re.findall(r"[^\W\d_][\w’'-]*", _NUMBERED.sub("", said))
    weighty = [word for word in words if word.lower() not in _SMALL]
    capital = sum(not word[0].islower() for word in weighty)
    cased = any(letter.isupper() for letter in said)
    return bool(weighty) and cased and not words[0][0].islower() and capital >= 0.8 * len(weighty)
