"""Short sounds of the show, handled by pydub, which keeps a sound in memory as a whole.

Intros and stings are often cut from longer music, so that they start or stop away from zero, which
clicks. Where such an edge borders on silence (no crossfade covers it) it is faded over 5 ms; the
length stays the same, and every other sample keeps its value.
"""

from __future__ import annotations

import warnings

import numpy as np

from segue.audio.decoding import Block

with warnings.catch_warnings():
    # pydub warns that it finds no ffmpeg (it is handed decoded samples, and needs none), and
    # trips over its own old syntax and over audioop's last days.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

MOST_SECONDS = 60
EDGE_MILLISECONDS = 5
_SAMPLE_BYTES = 4
_FULL_SCALE = 2**31


def softened(asset: Block, rate: int, *, start: bool, end: bool) -> Block:
    """The sound with a 5 ms fade at its start, its end, both or neither."""
    edge = rate * EDGE_MILLISECONDS // 1000
    if len(asset) < 2 * edge:
        return asset
    softer = asset.copy()
    if start:
        softer[:edge] = _faded_in(asset[:edge], rate)
    if end:
        softer[-edge:] = _faded_in(asset[-edge:][::-1], rate)[::-1]
    return softer


def _faded_in(edge: Block, rate: int) -> Block:
    whole = np.clip(np.rint(edge * float(_FULL_SCALE)), -_FULL_SCALE, _FULL_SCALE - 1)
    segment = AudioSegment(
        data=whole.astype("<i4").tobytes(),
        sample_width=_SAMPLE_BYTES,
        frame_rate=rate,
        channels=edge.shape[1],
    )
    faded = segment.fade_in(len(segment))
    samples = np.frombuffer(faded.raw_data, "<i4").reshape(-1, edge.shape[1])
    return (samples / _FULL_SCALE).astype(np.float32)
