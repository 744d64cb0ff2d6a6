"""Progress of long work, on stderr: a line that moves, for a person who has waited for a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from segue.report import Manner

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.status import Status

Watch = Callable[[str], None]
Tell = Callable[[float], None]

PATIENCE_SECONDS = 1.0


@contextmanager
def watching(manner: Manner) -> Iterator[Watch]:
    """A function to tell what is being done.

    With --verbose each step is a line; on a terminal the latest one shows while work goes on; else
    nobody hears it.
    """
    if manner.verbose:
        yield lambda step: click.echo(step, err=True)
    elif not _is_seen(manner):
        yield lambda _: None
    else:
        line = _Line()
        try:
            yield line.show
        finally:
            line.stop()


@contextmanager
def gauging(manner: Manner, step: str) -> Iterator[Tell]:
    """A function to tell which share of a step is done, 0 to 1: a bar with the time left.

    With --verbose the step is a line; the bar is for a terminal, and never goes back.
    """
    if manner.verbose:
        click.echo(step, err=True)
    if manner.verbose or not _is_seen(manner):
        yield lambda _: None
        return
    bar = _Bar(step)
    try:
        yield bar.move
    finally:
        bar.stop()


def _is_seen(manner: Manner) -> bool:
    """Whether somebody looks at what moves."""
    talks = not (manner.quiet or manner.as_json)
    return talks and sys.stderr is not None and sys.stderr.isatty()


class _Bar:
    """The bar; rich is loaded only if the work takes so long that it appears."""

    def __init__(self, step: str) -> None:
        self._step = step
        self._began = time.monotonic()
        self._done = 0.0
        self._progress: Progress | None = None
        self._lock = threading.Lock()

    def move(self, share: float) -> None:
        """Tell the share that is done."""
        with self._lock:
            self._done = max(self._done, min(share, 1.0))
            if self._progress is None and time.monotonic() - self._began >= PATIENCE_SECONDS:
                self._progress = self._shown()
            if self._progress is not None:
                self._progress.update(self._progress.task_ids[0], completed=self._done)

    def stop(self) -> None:
        """Take the bar away."""
        with self._lock:
            if self._progress is not None:
                self._progress.stop()

    def _shown(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

        columns = ("{task.description}", BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        progress.start()
        progress.add_task(_plain(self._step), total=1.0)
        return progress


class _Line:
    """The moving line; rich is loaded only if the work takes so long that it appears."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._step = ""
        self._status: Status | None = None
        self._stopped = False
        self._timer = threading.Timer(PATIENCE_SECONDS, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def show(self, step: str) -> None:
        """Tell the step that work is at."""
        with self._lock:
            self._step = step
            if self._status is not None:
                self._status.update(_plain(step))

    def stop(self) -> None:
        """Take the line away."""
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._status is not None:
                self._status.stop()

    def _appear(self) -> None:
        from rich.console import Console

        with self._lock:
            if not self._stopped:
                self._status = Console(stderr=True).status(_plain(self._step))
                self._status.start()


def _plain(step: str) -> str:
    """A step's words with rich's markup, `[…]`, taken literally."""
    return step.replace("[", r"\[")
