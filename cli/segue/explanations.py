"""What each finding's code means and what to do about it, as docs/problems.md tells it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ROW = re.compile(r"^\| `([\w-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code's row of the page, as plain text."""

    code: str
    meaning: str
    remedy: str


@functools.cache
def explanations() -> Mapping[str, Explanation]:
    """The explanation of every code, in the page's order."""
    rows = _ROW.findall(_page().read_text(encoding="utf-8"))
    return {
        code: Explanation(code, _plain(meaning), _plain(remedy)) for code, meaning, remedy in rows
    }


def _page() -> Path:
    """The page: in a wheel it lies in the package, in a checkout in docs/."""
    here = Path(__file__).parent
    installed = here / "problems.md"
    return installed if installed.is_file() else here.parents[1] / "docs" / "problems.md"


def _plain(cell: str) -> str:
    """A cell's words as a terminal shows them: links by their words alone."""
    return _LINK.sub(r"\1", cell).replace(r"\|", "|").strip()
