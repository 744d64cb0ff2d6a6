"""Text that was copied from a page or a mail: no marks, only lines."""

from __future__ import annotations

from collections.abc import Iterator

from segue.intake import cleaning, runs
from segue.intake.lines import blocks
from segue.intake.manuscript import Manuscript
from segue.intake.source import Claim, Source, decoded
from segue.intake.unmarked import headed

TITLE = "pasted text"


def reads(source: Source) -> Claim:
    """Any text that no other format knows better."""
    if source.suffix in {".txt", ".text"}:
        return Claim.NAME
    return Claim.TEXT if source.is_text else Claim.NO


def read(source: Source) -> Iterator[Manuscript]:
    """The one article that was pasted."""
    text, notes = decoded(source)
    # A line that stands everywhere would otherwise pass for a heading, or for the title.
    swept = cleaning.swept(Manuscript(blocks=list(blocks(text)), notes=notes))
    yield headed(runs.gathered(swept))
