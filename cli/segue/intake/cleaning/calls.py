"""Calls to action: a heading, a sentence or two and a button become `/// call | Title`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from segue.errors import Problem
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import links, plain

_BUTTON_WORDS = 5
_REACH = 3
_TEXT_WORDS = 60
_ACTION = re.compile(
    r"(?:click|tap|register|sign up|join|download|subscribe|book|buy|shop|order|enrol+|apply|get"
    r"|grab|learn|read|watch|listen|start|try|save|reserve|donate|discover|claim|request|schedule"
    r"|jetzt|hier|anmelden|abonnieren|inscris|inscrivez|télécharge[rz]?|regístrate|descarga)\b",
    re.IGNORECASE,
)
_URGES = re.compile(r"\b(?:here|now|today|hier|jetzt|heute|ici|aquí|ahora|hoy)\b", re.IGNORECASE)
_CAPS_LETTERS = 4
_MARKS = tuple(".!?:;,…")


def found(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its calls to action marked; one whose button leads nowhere is told."""
    finder = _Finder(manuscript.blocks)
    blocks = list(finder.blocks())
    notes = tuple(_unlinked(each) for each in finder.made if not links(each.text))
    return replace(manuscript, blocks=blocks, notes=(*manuscript.notes, *notes))


class _Finder:
    """Goes through an article's blocks once; `made` are the calls that were found."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.all = blocks
        self.made: list[Block] = []
        headings = [plain(block.text) for block in blocks if block.kind == "heading"]
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
        if first.kind != "heading" or self._is_button(at):
            return None
        for end in range(at + 1, min(at + 1 + _REACH, len(self.all))):
            if self._is_button(end):
                return _made(first, self.all[at + 1 : end + 1], self.all[end + 1 : end + 2])
            if self.all[end].kind != "paragraph":
                return None
        return None

    def _is_button(self, at: int) -> bool:
        """Whether a block is the label of a button: a few words that ask to act, or in capitals."""
        block = self.all[at]
        said = plain(block.text)
        if block.kind not in {"heading", "paragraph"} or "\n" in block.text:
            return False
        if not 0 < len(said.split()) <= _BUTTON_WORDS or said.endswith(_MARKS):
            return False
        acts = _ACTION.match(said) is not None
        # What is a heading has a text of its own below it.
        ends = at + 1 == len(self.all) or self.all[at + 1].kind == "heading"
        if said.isupper() and not self.loud and sum(map(str.isalpha, said)) >= _CAPS_LETTERS:
            return acts or ends
        return acts and (ends or bool(links(block.text)) or _URGES.search(said) is not None)


def _made(
    heading: Block, inner: Sequence[Block], after: Sequence[Block]
) -> tuple[Block, int] | None:
    """A call of a heading and what belongs to it; an address alone after it is where it leads."""
    *text, button = inner
    if sum(len(block.text.split()) for block in text) > _TEXT_WORDS:
        return None
    bare = links(after[0].text) if after and after[0].kind == "paragraph" else []
    has_address = bool(bare) and plain(after[0].text) == bare[0] and not links(button.text)
    words = f"[{button.text}]({bare[0]})" if has_address else button.text
    said = "\n\n".join([*(block.text for block in text), words])
    call = Block("call", said, title=plain(heading.text), line=heading.line)
    return call, 1 + len(inner) + has_address


def _unlinked(call: Block) -> Problem:
    button = call.text.rpartition("\n")[2]
    return Problem(
        severity="warning",
        code="import-call-link",
        message=f'the call "{call.title}" leads nowhere: its button has no link',
        line=call.line,
        hint=f"write [{button}](https://…) in its place",
    )
