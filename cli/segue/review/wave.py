"""The waveform as the review page draws it: a shape of its own, in the page's colours."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence

WIDTH = 600
HALF_HEIGHT = 50
_LEAST = 0.4


def shape(peaks_json: bytes | None) -> str | None:
    """The path of an SVG of 600 × 100; None where there are no peaks to draw.

    `peaks_json` holds a lowest and a highest value for each point, of 8 bits.
    """
    try:
        highest = [float(value) for value in json.loads(peaks_json or b"")["data"][1::2]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not highest:
        return None
    levels = [max(_LEAST, level / 127 * HALF_HEIGHT) for level in _columns(highest)]
    step = WIDTH / len(levels)
    above = [f"{at * step:g} {HALF_HEIGHT - level:.1f}" for at, level in enumerate(levels)]
    below = [f"{at * step:g} {HALF_HEIGHT + level:.1f}" for at, level in enumerate(levels)]
    return f"M{' L'.join(itertools.chain(above, reversed(below)))}Z"


def _columns(values: Sequence[float]) -> list[float]:
    """At most as many as the picture is wide, each the highest of its share."""
    count = min(WIDTH, len(values))
    edges = [len(values) * at // count for at in range(count + 1)]
    return [max(values[first:end]) for first, end in itertools.pairwise(edges)]
