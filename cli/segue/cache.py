"""What was worked out once and holds for the same content for ever; safe to delete at any time.

Entries are named by the hash of what they were made from, so they never go stale. A cache that
can't be read or written is only slower.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import platformdirs

from segue import __version__, files
from segue.errors import SegueError


def read(kind: str, *made_from: str) -> bytes | None:
    """What was kept for this content, or None."""
    try:
        return _entry(kind, made_from).read_bytes()
    except OSError:
        return None


def write(kind: str, content: bytes, *made_from: str) -> None:
    """Keep what was made, for the next run."""
    try:
        files.write(_entry(kind, made_from), content)
    except SegueError:
        return


def _entry(kind: str, made_from: tuple[str, ...]) -> Path:
    folder = Path(platformdirs.user_cache_dir("segue", appauthor=False))
    name = hashlib.sha256("\0".join((__version__, *made_from)).encode()).hexdigest()
    return folder / kind / name[:2] / name
