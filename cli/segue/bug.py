"""What segue says when it fails by its own fault: a log that can be pasted into a bug report."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import platformdirs

from segue import __version__
from segue.errors import Problem


def report(error: BaseException, arguments: Sequence[str]) -> Problem:
    """The finding for a bug, with the place of the log that was written for it."""
    log = _write(_text(error, arguments))
    told = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    where = f"the log {log}" if log else "the traceback, which -v shows"
    return Problem(
        code="bug",
        message=f"segue itself is at fault, your files are not: {told}",
        hint=f"please report it, with {where}",
    )


def _text(error: BaseException, arguments: Sequence[str]) -> str:
    trace = "".join(traceback.format_exception(error))
    versions = "\n".join(_versions())
    return (
        f"segue {__version__}\n"
        f"Python {sys.version}\n"
        f"{platform.platform()}\n\n"
        f"arguments: {list(arguments)!r}\n\n"
        f"{trace}\n"
        f"{versions}\n"
    )


def _versions() -> Iterator[str]:
    """The version of each package at hand, as pip names them."""
    from importlib.metadata import distributions

    yield from sorted({f"{found.name} {found.version}" for found in distributions()})


def _write(text: str) -> Path | None:
    """The file that holds the log, or None where nothing can be written."""
    title = f"bug-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    usual = platformdirs.user_log_path("segue", appauthor=False)
    for folder in (usual, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / title
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    return None
