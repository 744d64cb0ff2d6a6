"""A program run and watched: how long it takes, and what all of its processes hold in memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Watched:
    """A run: its seconds, what its processes used of the cores, and the most that they held.

    Memory that several processes share is counted once (proportional set size); None where the
    system doesn't tell (only Linux does).
    """

    seconds: float
    core_seconds: float
    peak_bytes: int | None


def run(command: Sequence[str], folder: Path) -> Watched:
    """Run a program in a folder, with a cache of its own there."""
    environ = {**os.environ, "NO_COLOR": "1", "SEGUE_CACHE_DIR": str(folder / "cache")}
    before, start = os.times(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        peaks: list[int] = []
        watching = threading.Thread(target=_watch, args=(program, peaks))
        watching.start()
        _, told = program.communicate()
        seconds = time.perf_counter() - start
        watching.join()
    if program.returncode:
        sys.exit(told.decode(errors="replace"))
    after = os.times()
    used = after.children_user - before.children_user
    used += after.children_system - before.children_system
    return Watched(seconds, used, max(peaks, default=None))


def _watch(program: subprocess.Popen[bytes], peaks: list[int]) -> None:
    while program.poll() is None:
        held = sum(map(_held_bytes, [program.pid, *_below(program.pid)]))
        if held:
            peaks.append(held)
        time.sleep(_LOOK_SECONDS)


def _below(pid: int) -> list[int]:
    """The processes that a process started, and that those started."""
    found: list[int] = []
    for told in Path("/proc").glob(f"{pid}/task/*/children"):
        try:
            own = [int(child) for child in told.read_text().split()]
        except OSError:
            continue
        for child in own:
            found += [child, *_below(child)]
    return found


def _held_bytes(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    sizes = [line.split()[1] for line in told.splitlines() if line.startswith("Pss:")]
    return int(sizes[0]) * 1024 if sizes else 0
