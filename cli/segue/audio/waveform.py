"""The waveform: a sound's outline as a small picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

_COLUMNS = 240
_COLUMN_PIXELS = 5
_BAR_PIXELS = 3
_HEIGHT_PIXELS = 240
_BACKGROUND, _INK = 0, 1


def picture(levels: Sequence[float], ink: str, background: str) -> bytes:
    """A PNG of 1200 × 240 pixels in two colours, given as #rrggbb: 240 bars.

    `levels`, from 0 to 1, are of equal stretches of the sound; there is at least one.
    """
    pixels = np.full((_HEIGHT_PIXELS, _COLUMNS * _COLUMN_PIXELS), _BACKGROUND, np.uint8)
    middle = _HEIGHT_PIXELS // 2
    for column, peak in enumerate(_columns(levels)):
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


def _columns(levels: Sequence[float]) -> Iterator[float]:
    """The highest level of each bar's share."""
    for column in range(_COLUMNS):
        first = column * len(levels) // _COLUMNS
        stop = -(-(column + 1) * len(levels) // _COLUMNS)
        yield max(levels[first:stop])


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
