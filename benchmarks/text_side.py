"""How long the text side of one episode takes, warm and in this process.

Newsletter, social posts, notes and feed of the example episode, without audio and without writing.
`render` is what the rooms do with an episode that was read; `built` is all from reading the files
on; `edited` is the same after each paragraph was changed, so that nothing is remembered of them.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from segue import build
from segue.release import Alone
from segue.releasing import Bench
from segue.request import Request

ROOT = Path(__file__).resolve().parent.parent
SHOW = ("segue.toml", "episodes", "assets")
TEXT = frozenset({"newsletter", "social", "notes", "feed"})


def milliseconds(work: Callable[[], object], rounds: int) -> list[float]:
    """How long each round of some work took, in milliseconds."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took


def copy_show(source: Path, target: Path) -> None:
    """Copy a show, without what was built."""
    for name in SHOW:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copyfile(source / name, target / name)


def edit(episode: Path, article: str, number: int) -> None:
    """Write the episode with another sentence at the end of each paragraph."""
    edited = re.sub(r"(?m)^(?=[A-Z])(.+)$", rf"\1 This is round {number}.", article)
    episode.write_text(edited, encoding="utf-8")


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "show")
        root.mkdir()
        copy_show(ROOT, root)
        measure(root, Path(folder), options.rounds)


def measure(root: Path, workspace: Path, rounds: int) -> None:
    """Measure a show that may be edited."""
    request = Request(root=root, only=TEXT, dry_run=True, overrides={"social.cards": "false"})
    episode = next((root / "episodes").glob("*/episode.md"))
    article = episode.read_text(encoding="utf-8")
    numbers = itertools.count()
    loaded = build.load(request)

    def render(read: build.Loaded = loaded) -> None:
        plans = build.plan(read, request, Bench(workspace, Alone()))
        build.render(read, plans, request, lambda _: None)

    def built() -> None:
        render(build.load(request))

    def edited() -> None:
        edit(episode, article, next(numbers))
        built()

    built()
    for name, work in (("render", render), ("built", built), ("edited", edited)):
        took = milliseconds(work, rounds)
        print(
            f"{name:<8} median {statistics.median(took):6.1f} ms   "
            f"fastest {min(took):6.1f} ms   of {rounds}"
        )


if __name__ == "__main__":
    main()
