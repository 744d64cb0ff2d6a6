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
    from pydub.silence import detect_silence

MOST_SECONDS = 60
EDGE_MILLISECONDS = 5
_SAMPLE_BYTES = 4
_SILENCE_DBFS = -60.0
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


def trimmed(asset: Block, rate: int) -> tuple[int, int]:
    """The first and the last-but-one sample of a short sound without the silence at its ends."""
    spans = detect_silence(_segment(asset, rate), 1, _SILENCE_DBFS, 1)
    length = len(asset)
    first, end = 0, length
    for begin, stop in spans:
        begin_at, stop_at = begin * rate // 1000, stop * rate // 1000
        if begin == 0:
            first = stop_at
        if stop_at >= length - rate // 1000:
            end = begin_at
    return (first, end) if first < end else (0, length)


def _segment(sound: Block, rate: int) -> AudioSegment:
    whole = np.clip(np.rint(sound * float(_FULL_SCALE)), -_FULL_SCALE, _FULL_SCALE - 1)
    return AudioSegment(
        data=whole.astype("<i4").tobytes(),
        sample_width=_SAMPLE_BYTES,
        frame_rate=rate,
        channels=sound.shape[1],
    )


def _faded_in(edge: Block, rate: int) -> Block:
    segment = _segment(edge, rate)
    faded = segment.fade_in(len(segment))
    samples = np.frombuffer(faded.raw_data, "<i4").reshape(-1, edge.shape[1])
    return (samples / _FULL_SCALE).astype(np.float32)
