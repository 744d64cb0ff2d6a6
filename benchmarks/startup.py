"""How long whole processes take: `segue --help` beside `import click`, and one cold newsletter.

The programs take turns, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOW = ("segue.toml", "episodes", "assets")
PROGRAMS = {
    "python -c pass": ("-c", "pass"),
    'python -c "import click"': ("-c", "import click"),
    "segue --help": ("-m", "segue", "--help"),
    "segue --version": ("-m", "segue", "--version"),
    "segue build --only newsletter": ("-m", "segue", "build", "--only", "newsletter"),
}


def copy_show(target: Path) -> None:
    """Copy the example show, without what was built."""
    for name in SHOW:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name)
        else:
            shutil.copyfile(ROOT / name, target / name)


def seconds(arguments: tuple[str, ...], show: Path) -> float:
    """How long one process takes; what it built is removed first."""
    shutil.rmtree(show / "output", ignore_errors=True)
    # Whoever runs segue lets Python keep its compiled modules.
    usual = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    start = time.perf_counter()
    subprocess.run(command, cwd=show, env=usual, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print the medians, and what they are beside `import click`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    took: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        show = Path(folder)
        copy_show(show)
        for number in range(options.rounds + 1):
            for name, arguments in PROGRAMS.items():
                measured = seconds(arguments, show)
                if number:  # the first round fills the disk's cache
                    took[name].append(measured)
    beside = statistics.median(took['python -c "import click"'])
    for name, each in took.items():
        median = statistics.median(each)
        print(f"{name:<32}{median * 1000:7.0f} ms   {median / beside:5.2f} x import click")


if __name__ == "__main__":
    main()
