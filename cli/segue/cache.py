"""What was worked out once and holds for the same content for ever; safe to delete at any time.

Entries are named by the hash of what they were made from, so they never go stale; those of another
version of segue are dropped, and beyond 2 GB those that were not used for longest. A damaged entry
is as good as none. A cache that can't be read or written is only slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from segue import __version__

FOLDER_VARIABLE = "SEGUE_CACHE_DIR"
MOST_BYTES = 2_000_000_000
# Trimmed to this share of it, so that the next entry doesn't trim again.
_TRIMMED = 0.9
_DIGEST_BYTES = 4
_TEMPORARY_PREFIX = "part-"
_ABANDONED_SECONDS = 3600


def read(kind: str, *made_from: str) -> bytes | None:
    """What was kept for this content, or None."""
    entry = _entry(kind, made_from)
    try:
        kept = entry.read_bytes()
        content = kept[_DIGEST_BYTES:]
        if kept[:_DIGEST_BYTES] != _digest(content):
            return None
        # Used now: the last to be trimmed.
        os.utime(entry)
    except OSError:
        return None
    return content


def holds(kind: str, *made_from: str) -> bool:
    """Whether something is kept for this content, damaged or not."""
    return _entry(kind, made_from).is_file()


def write(kind: str, content: bytes, *made_from: str) -> None:
    """Keep what was made, for the next run."""
    with contextlib.suppress(OSError):
        if not _folder().is_dir():
            _begin()
        entry = _entry(kind, made_from)
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY_PREFIX, dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(_digest(content) + content)
            # Whole or absent; that it lasts through a power cut doesn't matter.
            os.replace(name, entry)  # noqa: PTH105 (it is no Path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _begin() -> None:
    """Make the folder, and drop what other versions left; others may be at this very moment."""
    _folder().mkdir(parents=True, exist_ok=True)
    for other in folder().iterdir():
        if other != _folder():
            shutil.rmtree(other, ignore_errors=True)


def trim(most_bytes: int = MOST_BYTES) -> None:
    """Drop what was not used for longest, where there is more than `most_bytes` in all."""
    now = time.time()
    entries = sorted(_entries(), key=lambda each: each[1])
    total = sum(size for _, _, size in entries)
    goal = most_bytes * _TRIMMED if total > most_bytes else total
    for file, used, size in entries:
        # A writer that was killed leaves a part behind.
        is_part = file.name.startswith(_TEMPORARY_PREFIX)
        abandoned = is_part and now - used > _ABANDONED_SECONDS
        if abandoned or (total > goal and not is_part):
            with contextlib.suppress(OSError):
                file.unlink()
                total -= size


def weight_bytes() -> int:
    """How much there is in the cache."""
    return sum(size for _, _, size in _entries())


def folder() -> Path:
    """Where it lies: where SEGUE_CACHE_DIR says, or where this system keeps such things."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        # A folder of our own within it, as all of ours is dropped with a new version.
        return Path(named, "segue")
    return Path(platformdirs.user_cache_dir("segue", appauthor=False))


def _folder() -> Path:
    return folder() / __version__


def _entries() -> Iterator[tuple[Path, float, int]]:
    """Each file, when it was last used, and its size; those that vanish meanwhile are passed."""
    for place, _, names in os.walk(_folder()):
        for name in names:
            file = Path(place, name)
            with contextlib.suppress(OSError):
                told = file.stat()
                yield file, told.st_mtime, told.st_size


def _digest(content: bytes) -> bytes:
    """Tells damage, no more: entries are read by those who wrote them."""
    return zlib.crc32(content).to_bytes(_DIGEST_BYTES, "big")


def _entry(kind: str, made_from: tuple[str, ...]) -> Path:
    name = hashlib.sha256("\0".join(made_from).encode()).hexdigest()
    return _folder() / kind / name[:2] / name
