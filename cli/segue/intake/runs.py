"""Short lines with no blank line between them: a menu, an address, a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from segue.intake.escaping import ADDRESS
from segue.intake.manuscript import Block, Manuscript, Removed
from segue.intake.plainly import brief

_SHORT = 60
_MENU_LINES, _MENU_WORDS = 3, 3
_ENDS = tuple(".!?:…。！？：")
_NETWORKS = re.compile(
    r"(?:facebook|twitter|x|linkedin|pinterest|instagram|youtube|e-?mail|whatsapp|threads|tiktok"
    r"|reddit|bluesky|mastodon|telegram|print|copy link|pocket|tumblr|rss)",
    re.IGNORECASE,
)
_MENU = "a menu of the page"
_BUTTONS = "buttons to share the page"


def gathered(manuscript: Manuscript) -> Manuscript:
    """The manuscript without menus; lines that belong together are one paragraph with breaks."""
    kept: list[Block] = []
    removed: list[Removed] = []
    for run in _runs(manuscript.blocks):
        reason = _reason(run, is_first=not kept)
        if reason:
            removed += [block.removed(reason) for block in run]
        elif len(run) == 1 or not kept:
            kept += run  # the first lines are title, category, date
        else:
            kept.append(replace(run[0], text="\\\n".join(block.text for block in run)))
    return replace(manuscript, blocks=kept, removed=(*manuscript.removed, *removed))


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks, short lines right below each other together."""
    run: list[Block] = []
    for block in blocks:
        if run and _is_open(block) and _is_open(run[-1]) and _line(block) == _line(run[-1]) + 1:
            run.append(block)
            continue
        if run:
            yield run
        run = [block]
    if run:
        yield run


def _is_open(block: Block) -> bool:
    """Whether a block is a short line that is no sentence."""
    return (
        block.kind == "paragraph"
        and len(block.text) <= _SHORT
        and not brief(block.text).endswith(_ENDS)
        and not ADDRESS.fullmatch(block.text)
    )


def _line(block: Block) -> int:
    return block.line or 0


def _reason(run: Sequence[Block], *, is_first: bool) -> str | None:
    words = [brief(block.text) for block in run]
    if is_first and len(run) >= _MENU_LINES and all(len(w.split()) <= _MENU_WORDS for w in words):
        return _MENU
    return _BUTTONS if len(run) > 1 and all(map(_NETWORKS.fullmatch, words)) else None
