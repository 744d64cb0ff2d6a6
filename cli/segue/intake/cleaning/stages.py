"""The stages of cleaning that follow once the title is known, in their order."""

from __future__ import annotations

from segue.intake.cleaning import calls, handles, masthead, tail
from segue.intake.manuscript import Manuscript


def cleaned(manuscript: Manuscript) -> Manuscript:
    """The manuscript without what stands above and below the article; its calls marked as such."""
    return calls.found(handles.compared(tail.cut(masthead.read(manuscript))))
