"""The hash of a large file, worked out once for as long as nobody touches it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from segue import cache, files

_CACHE = "digests"
_CHARACTERS = 64
# Longer than any file system's clock takes to tick, and any that tells parts of a millisecond.
_SETTLED_SECONDS = 3.0
_SOON_SETTLED_SECONDS = 0.5
_MILLISECOND_NS = 1_000_000


def of(file: Path) -> str:
    """A file's SHA-256; SegueError when it can't be read.

    The system keeps the time of the last change itself (ctime): no program can set it, as it can
    the time of modification. A file that changed just now may change again within the same tick,
    so it is hashed each time; so is every file on Windows, where ctime means something else.
    """
    try:
        found = file.stat()
    except OSError:
        return files.sha256(file)
    settled = os.name != "nt" and _is_settled(found)
    seen = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    name = repr((str(file.absolute()), *seen))
    known = cache.read(_CACHE, name) if settled else None
    if known is not None and len(known) == _CHARACTERS:
        return known.decode("ascii", "replace")
    digest = files.sha256(file)
    if settled:
        cache.write(_CACHE, digest.encode(), name)
    return digest


def _is_settled(found: os.stat_result) -> bool:
    """Whether a change from now on would show in the time of the last change."""
    is_fine = found.st_ctime_ns % _MILLISECOND_NS != 0
    wanted = _SOON_SETTLED_SECONDS if is_fine else _SETTLED_SECONDS
    return found.st_ctime < time.time() - wanted
