"""What a page says to whoever uses it: buttons, counters, a line that comes again and again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import brief

_OFTEN = 3
_SHORT = 60
_REASON = "a button or label of the page"
# Whole lines only: each of these is a sentence of nobody's article.
_LABELS = re.compile(
    r"""(?:
    skip\ to\ (?:main\ )?content | (?:toggle\ )?(?:menu|navigation) | back\ to\ top | loading
    | advertisement | sponsored | print(?:\ this\ page)? | copy\ link | read\ aloud
    | (?:leave|post|add)\ a\ (?:comment|reply) | no\ comments(?:\ yet)? | comments\ are\ closed
    | (?:\d+|no)\ (?:comments?|shares?|likes?|views?) | reply | like\ this | like\ loading
    | share(?:\ (?:this|on|via)(?:\ (?:post|article|story|page))?)?
    | (?:share|pin|tweet)\ (?:this|it|on|via)?\ ?
      (?:facebook|twitter|x|pinterest|linkedin|email|whatsapp)?
    | (?:previous|next)\ (?:post|article|page|story)
    | (?:«|‹|←)?\ ?(?:previous|older\ posts?) | (?:next|newer\ posts?)\ ?(?:»|›|→)?
    | (?:you\ (?:may|might)\ also\ (?:like|enjoy)|related\ (?:posts?|articles?|stories))
    | (?:accept|reject|manage)(?:\ all)?\ cookies? | cookie\ settings
    | your\ email\ address\ will\ not\ be\ published.* | save\ my\ name,\ email.* | post\ comment
    | sign\ in | log\ in | my\ account | search | subscribe
    | \d+\s?(?:-\s?)?min(?:ute)?s?\.?\ (?:read|lesezeit|de\ lecture|de\ lectura)
    )[\s:.…!»›→]*""",
    re.IGNORECASE | re.VERBOSE,
)


def swept(manuscript: Manuscript) -> Manuscript:
    """The manuscript without short lines that stand in it three times or more, and page buttons."""
    said = [brief(block.text) if _may(block) else "" for block in manuscript.blocks]
    often = Counter(said)
    kept, removed = [], []
    for block, words in zip(manuscript.blocks, said, strict=True):
        reason = _reason(words, often[words])
        if reason is None:
            kept.append(block)
        else:
            removed.append(block.removed(reason))
    return replace(manuscript, blocks=kept, removed=(*manuscript.removed, *removed))


def _may(block: Block) -> bool:
    """Whether a block can be furniture at all: quotations, lists and tables are an author's."""
    return block.kind in {"paragraph", "heading"} and "![" not in block.text


def _reason(said: str, times: int) -> str | None:
    if said and times >= _OFTEN and len(said) < _SHORT:
        return f"this line stands there {times} times"
    return _REASON if _LABELS.fullmatch(said) else None
