"""How long a card takes: drawn for the first time, in each size, and taken from the cache.

In CPU time where this process draws, so that a busy machine tells the same; by the clock where a
browser does.

Run it in the development environment: `python benchmarks/cards.py`.
"""

from __future__ import annotations

import argparse
import functools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from segue.show import Show
from segue.social.cards import engine
from segue.social.cards.canvas import canvases
from segue.social.cards.card import Card, wave
from segue.social.cards.chromium import Chromium
from segue.social.cards.drawing import Studio
from segue.social.cards.fonts import faces

BUDGET_MS = 80
ROUNDS = 12
WORDS = (
    "The long name hides a simple thought: the cells of the immune system are given a new address"
    " to look for, and number {} of many sentences says so in two or three lines."
)


def milliseconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """How long something takes."""
    start = clock()
    work()
    return (clock() - start) * 1000


def card(number: int) -> Card:
    """A quote that nobody has drawn yet."""
    return Card(
        kind="quote",
        language="en",
        title="A card",
        text=WORDS.format(number),
        bars=wave("guid"),
        marks=("“", "”"),
    )


def main() -> int:
    """Print the times; fails where the median of a size is over the budget."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        drawing = engine.find()
        if drawing is None:
            print("nothing here draws cards")
            return 1
        show = Show(root=Path(folder), title="A show")
        studio = Studio(show, drawing, faces(show), None)
        clock = time.perf_counter if isinstance(drawing, Chromium) else time.process_time
        studio.drawn(card(0), canvases()["1080x1080"])
        over = False
        for name, canvas in canvases().items():
            draw = functools.partial(studio.drawn, canvas=canvas)
            cards = [card(number) for number in range(1, ROUNDS + 1)]
            fresh = [milliseconds(functools.partial(draw, one), clock) for one in cards]
            kept = [milliseconds(functools.partial(draw, one), clock) for one in cards]
            median = statistics.median(fresh)
            over = over or median > BUDGET_MS
            print(f"{name:>10}  drawn {median:5.1f} ms  kept {statistics.median(kept):4.1f} ms")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
