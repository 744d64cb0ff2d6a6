"""Folders for files in the making, beside where they will go; what killed runs left is cleaned."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from segue import files
from segue.errors import Problem, SegueError
from segue.files import TEMPORARY_PREFIX

if TYPE_CHECKING:
    from filelock import FileLock

_BENCH_PREFIX = f"{TEMPORARY_PREFIX}bench-"
_LOCK_SECONDS = 60
# Nobody else wants a bench's own lock; it waits only where the folder can't hold one.
_OWN_LOCK_SECONDS = 2


@contextlib.contextmanager
def workshop(output: Path) -> Iterator[Path]:
    """A folder for files in the making, beside where they will go; gone at the end.

    Only one build at a time has it. What a killed build left is cleaned up first. Raises SegueError
    when the folder can't be made or another build keeps it for a minute.
    """
    files.refuse_outside(output, output.parent, "output-outside")
    lock, workspace = _enter(output)
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
        lock.release()


@contextlib.contextmanager
def bench(folder: Path) -> Iterator[Path]:
    """A folder for one file in the making, beside where it will go; gone at the end.

    Any number of them can be at work in a folder. What killed ones left is cleaned up first.
    """
    from filelock import FileLock

    workspace = folder / f"{_BENCH_PREFIX}{os.getpid()}-{os.urandom(4).hex()}"
    lock = FileLock(workspace.with_name(f"{workspace.name}.lock"))
    # Whatever interrupts it from here on, also while the folder is being made, leaves nothing.
    try:
        try:
            _clear_benches(folder)
            lock.acquire(timeout=_OWN_LOCK_SECONDS)
            workspace.mkdir()
        except OSError as error:
            raise files.unwritable(folder, error) from error
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
        with contextlib.suppress(OSError):  # where none could be made there is none to remove
            Path(lock.lock_file).unlink()
        lock.release()


def _clear_benches(folder: Path) -> None:
    """Remove the benches of runs that were killed."""
    from filelock import FileLock, Timeout

    for stale in folder.glob(f"{_BENCH_PREFIX}*.lock"):
        with contextlib.suppress(Timeout), FileLock(stale, timeout=0):
            shutil.rmtree(stale.with_suffix(""), ignore_errors=True)
            stale.unlink(missing_ok=True)


def _enter(output: Path) -> tuple[FileLock, Path]:
    from filelock import FileLock, Timeout

    lock = FileLock(output / f"{TEMPORARY_PREFIX}lock", timeout=_LOCK_SECONDS)
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        _clean(output)
        return lock, Path(tempfile.mkdtemp(prefix=f"{TEMPORARY_PREFIX}work-", dir=output))
    except Timeout as error:
        raise SegueError(
            Problem(
                code="busy",
                message="another segue is building this show",
                file=output,
                hint="wait until it has finished, then build again",
            )
        ) from error
    except OSError as error:
        lock.release()
        raise files.unwritable(output, error) from error


def _clean(output: Path) -> None:
    """Remove the temporary files and folders of builds that were killed."""
    for stale in output.rglob(f"{TEMPORARY_PREFIX}*"):
        if stale.name.startswith(f"{TEMPORARY_PREFIX}work-"):
            shutil.rmtree(stale, ignore_errors=True)
        elif stale.name.startswith(f"{TEMPORARY_PREFIX}part-") and stale.is_file():
            stale.unlink(missing_ok=True)
