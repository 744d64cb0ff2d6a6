"""Progress of long work, on stderr: a line that moves, for a person who has waited for a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from segue.report import Manner

if TYPE_CHECKING:
    from rich.status import Status

Watch = Callable[[str], None]

PATIENCE_SECONDS = 1.0


@contextmanager
def watching(manner: Manner) -> Iterator[Watch]:
    """A function to tell what is being done.

    With --verbose each step is a line; on a terminal the latest one shows while work goes on; else
    nobody hears it.
    """
    if manner.verbose:
        yield lambda step: click.echo(step, err=True)
    elif manner.quiet or manner.as_json or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
    else:
        line = _Line()
        try:
            yield line.show
        finally:
            line.stop()


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
