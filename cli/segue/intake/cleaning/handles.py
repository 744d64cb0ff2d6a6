"""Handles on social networks, where the article and what it came with spell them differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from segue.errors import Problem
from segue.intake.manuscript import Manuscript
from segue.intake.plainly import plain

_NETWORKS = "instagram|youtube|twitter|facebook|linkedin|threads|tiktok|bluesky|mastodon|pinterest"
HANDLE = re.compile(rf"\b({_NETWORKS})\b[\s:(]{{0,3}}(@[\w.-]*\w)", re.IGNORECASE)
"""A network and the handle named with it."""


def compared(manuscript: Manuscript) -> Manuscript:
    """The manuscript with a note on each handle that its author's bio spells otherwise.

    The bio goes, so nobody could compare them later.
    """
    return replace(manuscript, notes=(*manuscript.notes, *_differing(manuscript)))


def _differing(manuscript: Manuscript) -> Iterator[Problem]:
    for block in manuscript.blocks:
        for network, handle in HANDLE.findall(plain(block.text) if "@" in block.text else ""):
            other = str(manuscript.settings.get(f"handles.{network.lower()}", handle))
            if other.lower() != handle.lower():
                yield Problem(
                    severity="warning",
                    code="import-handle",
                    message=f"{network} is {handle} here, and {other} in the author's bio",
                    line=block.line,
                    hint="set the right one under [handles]: `segue check` then finds the others",
                )
