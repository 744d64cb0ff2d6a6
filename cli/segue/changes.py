"""When a show's files change: looked at twice a second, which works on every disk and system."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

PAUSE_SECONDS = 0.5
_SETTLED_SECONDS = 0.1
# What a show is made of; output/ is what is made of it.
_PARTS = ("segue.toml", "episodes", "assets", "templates")

# When it was changed, how large it is, and which file of the disk: an editor may put a new file
# of the same size in its place within a tick of the clock.
Sign = tuple[int, int, int]


def rounds(root: Path, pause_seconds: float = PAUSE_SECONDS) -> Iterator[None]:
    """Once at the start, and again after each change, when the files lie still.

    What was kept in memory of the show's files is forgotten before.
    """
    seen = snapshot(root)
    yield
    while True:
        time.sleep(pause_seconds)
        now = snapshot(root)
        if now == seen:
            continue
        while True:
            time.sleep(_SETTLED_SECONDS)
            seen, now = now, snapshot(root)
            if now == seen:
                break
        forget()
        yield


def snapshot(root: Path) -> Mapping[str, Sign]:
    """A sign of each file of the show, by its path; hidden files are none."""
    found: dict[str, Sign] = {}
    waiting = [str(root / part) for part in _PARTS]
    while waiting:
        path = waiting.pop()
        try:
            waiting.extend(
                entry.path
                for entry in os.scandir(path)
                if not entry.name.startswith(".") and not _leads_away(entry)
            )
        except NotADirectoryError:
            _note(path, found)
        except OSError:
            continue  # gone meanwhile, or nobody may read it
    return found


def forget() -> None:
    """Empty what functions of segue keep of files that they have read once."""
    for name, module in list(sys.modules.items()):
        if name.startswith("segue."):
            for kept in list(vars(module).values()):
                clear = getattr(kept, "cache_clear", None)
                if callable(clear):
                    clear()


def _note(path: str, found: dict[str, Sign]) -> None:
    try:
        state = os.stat(path)  # noqa: PTH116 (a Path for each of thousands of files takes longer)
    except OSError:
        return
    found[path] = (state.st_mtime_ns, state.st_size, state.st_ino)


def _leads_away(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link to a folder, which may lead in circles."""
    return entry.is_symlink() and entry.is_dir()
