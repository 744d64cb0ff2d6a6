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
    """The manuscript with each handle that its author's bio spells otherwise: noted, and kept.

    The bio goes, so `segue check` could not compare them; its spelling stays under `handles`.
    """
    differing = tuple(_differing(manuscript))
    if not differing:
        return manuscript
    kept = {network: other for network, other, _ in differing}
    return replace(
        manuscript,
        front={**manuscript.front, "handles": kept},
        notes=(*manuscript.notes, *(note for _, _, note in differing)),
    )


def _differing(manuscript: Manuscript) -> Iterator[tuple[str, str, Problem]]:
    """Each network with the bio's spelling, and what to tell."""
    for block in manuscript.blocks:
        for network, handle in HANDLE.findall(plain(block.text) if "@" in block.text else ""):
            other = str(manuscript.settings.get(f"handles.{network.lower()}", handle))
            if other.lower() != handle.lower():
                note = Problem(
                    severity="warning",
                    code="import-handle",
                    message=f"{network} is {handle} here, and {other} in the author's bio",
                    line=block.line,
                    hint="use one spelling; the bio's is kept under handles: in the front matter",
                )
                yield network.lower(), other, note
