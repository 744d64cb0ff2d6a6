"""Tasks come out the same whoever does them, and nobody stays behind."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.crew import Crew
from segue.errors import Problem, SegueError

MUCH = 60.0


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Two processes that are ready for tasks."""
    with Crew(2) as hired:
        hired.expect(MUCH)
        yield hired


def test_much_work_is_done_in_other_processes(crew: Crew) -> None:
    """Each hand is a process, and results come in the order of the tasks."""
    assert crew.submit(os.getpid).result() != os.getpid()
    assert [made.result() for made in [crew.submit(math.factorial, n) for n in range(6)]] == [
        1,
        1,
        2,
        6,
        24,
        120,
    ]


@pytest.mark.parametrize(("size", "seconds"), [(2, 0.1), (1, MUCH)], ids=["little", "alone"])
def test_little_work_and_a_crew_of_one_start_no_process(size: int, seconds: float) -> None:
    """A short episode doesn't wait for processes, nor does -j 1 start any."""
    with Crew(size) as hired:
        hired.expect(seconds)
        assert hired.submit(os.getpid).result() == os.getpid()


def test_what_a_task_raises_is_raised_here(crew: Crew) -> None:
    """A user's error comes with its problems; a bug tells where it was in the other process."""
    with pytest.raises(SegueError) as caught:
        crew.submit(refuse, "take.wav").result()
    assert caught.value.problems[0].file == Path("take.wav")
    with pytest.raises(ZeroDivisionError) as bug:
        crew.submit(divmod, 1, 0).result()
    assert "in _serve" in bug.value.__notes__[0]


def test_a_process_that_is_ended_from_outside_is_one_clear_error() -> None:
    """As the system does that runs out of memory: no hang, no traceback."""
    with Crew(2) as hired:
        hired.expect(MUCH)
        with pytest.raises(SegueError) as caught:
            hired.submit(os._exit, 9).result(timeout=20)
    assert caught.value.problems[0].code == "process-lost"


@pytest.mark.skipif(sys.platform == "win32", reason="only on systems with kill -9")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nobody_stays_behind(ending: signal.Signals) -> None:
    """However the process that gave the tasks ends, those that do them end too."""
    code = (
        "import os, signal, time\n"
        "from segue.crew import Crew\n"
        "if __name__ == '__main__':\n"
        "    with Crew(2) as crew:\n"
        "        crew.expect(60)\n"
        "        pids = [crew.submit(os.getpid) for _ in range(8)]\n"
        "        print(*{each.result() for each in pids}, flush=True)\n"
        "        crew.submit(time.sleep, 60)\n"
        "        time.sleep(0.2)\n"
        f"        os.kill(os.getpid(), {int(ending)})\n"
        "        time.sleep(60)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    pids = [int(pid) for pid in ran.stdout.split()]
    assert pids
    assert ran.returncode
    until = time.monotonic() + 10
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, pids))


def refuse(name: str) -> None:
    """A task that finds a user's mistake."""
    raise SegueError(Problem(code="unreadable", message="no sound", file=Path(name)))


def is_alive(pid: int) -> bool:
    """Whether a process is still at work."""
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
