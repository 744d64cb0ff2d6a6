"""Calls to action: a heading, a sentence or two and a button become `/// call | Title`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from segue.errors import Problem
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import MARKS, brief, links, plain

_BUTTON_WORDS = 5
_REACH = 3
_TEXT_WORDS = 60
_LINE_WORDS = 14
_ADDRESSED = re.compile(r"(\S[^:()<>]*?)(?::| [-–→>]+| \()?\s*(https?://[^\s()<>]+)\)?")
_ACTION = re.compile(
    r"(?:click|tap|register|sign up|join|download|subscribe|book|buy|shop|order|enrol+|apply|get"
    r"|grab|learn|read|watch|listen|start|try|save|reserve|donate|discover|claim|request|schedule"
    r"|jetzt|hier|anmelden|abonnieren|inscris|inscrivez|télécharge[rz]?|regístrate|descarga)\b",
    re.IGNORECASE,
)
_URGES = re.compile(r"\b(?:here|now|today|hier|jetzt|heute|ici|aquí|ahora|hoy)\b", re.IGNORECASE)
_CAPS_LETTERS = 4


def found(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its calls to action marked; one whose button leads nowhere is told."""
    finder = _Finder(manuscript.blocks)
    blocks = list(finder.blocks())
    notes = tuple(unlinked(each) for each in finder.made if not links(each.text))
    return replace(manuscript, blocks=blocks, notes=(*manuscript.notes, *notes))


class _Finder:
    """Goes through an article's blocks once; `made` are the calls that were found."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.all = blocks
        self.made: list[Block] = []
        headings = [brief(block.text) for block in blocks if block.kind == "heading"]
        # Where most headings are in capitals, these say nothing of a button.
        self.loud = sum(heading.isupper() for heading in headings) * 2 > len(headings)

    def blocks(self) -> Iterator[Block]:
        """The blocks, those of a call as one."""
        at = 0
        while at < len(self.all):
            call = self._call(at)
            if call is None:
                yield self.all[at]
                at += 1
            else:
                self.made.append(call[0])
                yield call[0]
                at += call[1]

    def _call(self, at: int) -> tuple[Block, int] | None:
        """The call that begins with a block, and of how many blocks it is made."""
        first = self.all[at]
        alone = self._made(None, at, at) if self._is_button(at) else None
        if alone:
            return alone
        reach = _REACH if first.kind == "heading" else 1 if _is_line(first) else 0
        for end in range(at + 1, min(at + 1 + reach, len(self.all))):
            if self._is_button(end):
                return self._made(first, at + 1, end)
            if self.all[end].kind != "paragraph":
                return None
        return None

    def _made(self, title: Block | None, begin: int, end: int) -> tuple[Block, int] | None:
        """A call of a title, a text and a button; an address alone below it is where it leads."""
        *text, button = self.all[begin : end + 1]
        if sum(len(block.text.split()) for block in text) > _TEXT_WORDS:
            return None
        address = "" if links(button.text) else self._address(end + 1)
        words = f"[{button.text}]({address})" if address else _linked(button.text)
        if title is None and not (links(words) or plain(button.text).isupper()):
            return None  # a heading that asks to act, as in a list of tips
        said = "\n\n".join([*(block.text for block in text), words])
        first = title or button
        call = Block("call", said, title=plain(first.text), line=first.line)
        return call, (title is not None) + end + 1 - begin + bool(address)

    def _address(self, at: int) -> str:
        """The address that is all of a block; empty where there is none."""
        block = self.all[at] if at < len(self.all) else None
        found = links(block.text) if block and block.kind in {"paragraph", "heading"} else []
        return found[0] if found and block and plain(block.text) == found[0] else ""

    def _is_button(self, at: int) -> bool:
        """Whether a block is the label of a button: a few words that ask to act, or in capitals."""
        block = self.all[at]
        said = brief(block.text)
        if block.kind not in {"heading", "paragraph"} or "\n" in block.text:
            return False
        if not 0 < len(said.split()) <= _BUTTON_WORDS or said.endswith(MARKS):
            return False
        acts = _ACTION.match(said) is not None
        # What is a heading has a text of its own below it.
        ends = at + 1 == len(self.all) or self.all[at + 1].kind == "heading"
        if said.isupper() and not self.loud and sum(map(str.isalpha, said)) >= _CAPS_LETTERS:
            return acts or ends
        return acts and (ends or bool(links(block.text)) or _URGES.search(said) is not None)


def _is_line(block: Block) -> bool:
    """Whether a block is a line that can be a title: a few words, and no sentence."""
    said = brief(block.text)
    is_short = block.kind == "paragraph" and len(said.split()) <= _LINE_WORDS
    return is_short and "\n" not in block.text and not said.endswith(MARKS)


def _linked(button: str) -> str:
    """A button's words, linked to the address that stands behind them."""
    found = _ADDRESSED.fullmatch(button)
    return f"[{found[1]}]({found[2]})" if found else button


def unlinked(call: Block) -> Problem:
    """A word that the button of a call leads nowhere."""
    button = call.text.rpartition("\n")[2]
    return Problem(
        severity="warning",
        code="import-call-link",
        message=f'the call "{call.title}" leads nowhere: its button has no link',
        line=call.line,
        hint=f"write [{button}](https://…) in its place",
    )
