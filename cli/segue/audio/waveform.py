"""The waveform: a sound's outline as a small picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np

from segue.audio.truepeak import Levels

COLUMNS = 240
_COLUMN_PIXELS = 5
_BAR_PIXELS = 3
_HEIGHT_PIXELS = 240
_BACKGROUND, _INK = 0, 1


def outline(peaks: Levels) -> tuple[float, ...]:
    """The highest of each of 240 equal stretches of peaks, 0 to 1, to a thousandth."""
    edges = np.arange(COLUMNS + 1) * len(peaks) / COLUMNS
    firsts = np.minimum(edges[:-1].astype(np.int64), len(peaks) - 1)
    stops = np.maximum(np.ceil(edges[1:]).astype(np.int64), firsts + 1)
    highest = (peaks[first:stop].max() for first, stop in zip(firsts, stops, strict=True))
    return tuple(round(min(float(peak), 1.0), 3) for peak in highest)


def picture(peaks: Sequence[float], ink: str, background: str) -> bytes:
    """A PNG of 1200 × 240 pixels in two colours, given as #rrggbb: one bar a column."""
    pixels = np.full((_HEIGHT_PIXELS, len(peaks) * _COLUMN_PIXELS), _BACKGROUND, np.uint8)
    middle = _HEIGHT_PIXELS // 2
    for column, peak in enumerate(peaks):
        reach = max(1, round(peak * (middle - 4)))
        left = column * _COLUMN_PIXELS
        pixels[middle - reach : middle + reach, left : left + _BAR_PIXELS] = _INK
    rows = np.packbits(pixels, axis=1)
    lines = np.insert(rows, 0, 0, axis=1).tobytes()
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 1, 3, 0, 0, 0)
    palette = bytes.fromhex(background.removeprefix("#") + ink.removeprefix("#"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, content)
        for name, content in (
            (b"IHDR", header),
            (b"PLTE", palette),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
