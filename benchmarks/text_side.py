"""How long the text side of one episode takes, warm and in this process.

Loads, plans and renders the example episode again and again, without audio and without writing.
`render` is what the rooms do (newsletter, social, notes and feed); `edited` is the whole with no
sentence remembered, as after an edit of every sentence; `built` is the whole of load to render.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from segue import build, picking, sentences

ROOT = Path(__file__).resolve().parent.parent
TEXT = frozenset({"newsletter", "social", "notes", "feed"})


def milliseconds(work: Callable[[], object], rounds: int) -> list[float]:
    """How long each round of some work took, in milliseconds."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--show", type=Path, default=ROOT, help="folder of the show to build")
    options = parser.parse_args()
    request = build.Request(root=options.show.resolve(), only=TEXT, dry_run=True)

    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)

        def built() -> None:
            loaded = build.load(request)
            plans = build.plan(loaded, request, workspace)
            build.render(loaded, plans, request, lambda _: None)

        def edited() -> None:
            sentences.split.cache_clear()
            picking.pick.cache_clear()
            built()

        loaded = build.load(request)

        def render() -> None:
            plans = build.plan(loaded, request, workspace)
            build.render(loaded, plans, request, lambda _: None)

        built()
        for name, work in (("render", render), ("built", built), ("edited", edited)):
            took = milliseconds(work, options.rounds)
            print(
                f"{name:<8} median {statistics.median(took):6.1f} ms   "
                f"fastest {min(took):6.1f} ms   of {options.rounds}"
            )


if __name__ == "__main__":
    main()
