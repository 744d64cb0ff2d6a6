"""A crew for heavy work: processes where there is much of it, threads of this one where little.

A process of its own takes a third of a second to start and then never waits for this one's lock.
Nothing is taken for granted of how it starts: a task is a function of a module, and what it is
about is handed over by value.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, Self, TypeVar

from segue.errors import Problem, SegueError

Made = TypeVar("Made")

# Less work than so many seconds of one core is done sooner than processes have started.
_WORTH_SECONDS = 3.0
_GONE = (EOFError, OSError)
# Of glibc's mallopt.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_HELD_BYTES = 1 << 26


class Crew:
    """So many hands, that take tasks in the order in which they are submitted.

    What comes of a task does not depend on who does it.
    """

    def __init__(self, size: int = 1) -> None:
        self.size = size
        self._threads = ThreadPoolExecutor(size, "crew")
        self._lock = threading.Lock()
        self._hands: list[_Hand] = []
        self._free: queue.SimpleQueue[_Hand] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let everybody go; what is still under way is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for hand in self._hands:
            hand.dismiss()

    def expect(self, seconds: float) -> None:
        """Learn that work of so many seconds of one core is coming: processes start for much."""
        with self._lock:
            if self.size == 1 or self._hands or seconds < _WORTH_SECONDS:
                return
            # Where no process can be started, threads are only slower.
            with contextlib.suppress(OSError):
                for _ in range(self.size):
                    self._hands.append(_Hand())
            for hand in self._hands:
                self._free.put(hand)

    def submit(self, task: Callable[..., Made], *about: object) -> Future[Made]:
        """What will come of a task; it raises what the task does."""
        return self._threads.submit(self._done, task, about)

    def _done(self, task: Callable[..., Made], about: tuple[object, ...]) -> Made:
        if not self._hands:
            return task(*about)
        hand = self._free.get()
        try:
            made: Made = hand.do(task, about)
        finally:
            self._free.put(hand)
        return made


class _Hand:
    """One process that does tasks."""

    def __init__(self) -> None:
        # Pipes of one direction, since those of two are sockets on some systems.
        tasks, self._tasks = multiprocessing.Pipe(duplex=False)
        self._answers, answers = multiprocessing.Pipe(duplex=False)
        spawning = multiprocessing.get_context("spawn")
        self._process = spawning.Process(target=_serve, args=(tasks, answers), daemon=True)
        with _deaf_to_interrupts():
            self._process.start()
        # Now only the process has these ends, and they close when it ends.
        tasks.close()
        answers.close()

    def do(self, task: Callable[..., Any], about: tuple[object, ...]) -> Any:  # noqa: ANN401
        """What comes of a task."""
        try:
            self._tasks.send((task, about))
            made, error = self._answers.recv()
        except _GONE as gone:
            raise SegueError(
                Problem(
                    code="process-lost",
                    message="a process at work on the audio was ended from outside",
                    hint="the computer may be short of memory; with -j 1 segue needs least",
                )
            ) from gone
        if error is not None:
            raise error
        return made

    def dismiss(self) -> None:
        """End it, whatever it is at."""
        self._process.terminate()


def _serve(tasks: Connection, answers: Connection) -> None:
    """Do tasks until nobody is there to give any."""
    _settle()
    with contextlib.suppress(*_GONE):
        while True:
            task, about = tasks.recv()
            answer: tuple[Any, Exception | None]
            try:
                answer = task(*about), None
            except Exception as error:  # noqa: BLE001 (whoever gave the task raises it)
                error.add_note(traceback.format_exc())
                answer = None, error
            answers.send(answer)


def _settle() -> None:
    """Leave Ctrl-C to the process that gives the tasks, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _hold_memory()
    giver = multiprocessing.parent_process()
    assert giver is not None

    def watch() -> None:
        giver.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _hold_memory() -> None:
    """Keep what is freed for the next block of sound: getting it anew takes a tenth of the time.

    Only glibc lets itself be told.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        allocator = ctypes.CDLL(None)
        for threshold in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            allocator.mallopt(threshold, _HELD_BYTES)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process that starts meanwhile is not stopped by Ctrl-C before it can settle."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Spawning starts it where it doesn't run yet, and that lets interrupts through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
