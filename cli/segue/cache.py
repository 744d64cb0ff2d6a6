"""What was worked out once and holds for the same content for ever; safe to delete at any time.

Entries are named by the hash of what they were made from, so they never go stale; those of another
version of segue are dropped. A cache that can't be read or written is only slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import platformdirs

from segue import __version__


def read(kind: str, *made_from: str) -> bytes | None:
    """What was kept for this content, or None."""
    try:
        return _entry(kind, made_from).read_bytes()
    except OSError:
        return None


def write(kind: str, content: bytes, *made_from: str) -> None:
    """Keep what was made, for the next run."""
    with contextlib.suppress(OSError):
        if not _folder().is_dir():
            shutil.rmtree(_folder().parent, ignore_errors=True)
        entry = _entry(kind, made_from)
        entry.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=entry.parent, delete=False) as temporary:
            temporary.write(content)
        # Whole or absent; that it lasts through a power cut doesn't matter.
        os.replace(temporary.name, entry)  # noqa: PTH105 (it is no Path)


def _folder() -> Path:
    return Path(platformdirs.user_cache_dir("segue", appauthor=False), __version__)


def _entry(kind: str, made_from: tuple[str, ...]) -> Path:
    name = hashlib.sha256("\0".join(made_from).encode()).hexdigest()
    return _folder() / kind / name[:2] / name
