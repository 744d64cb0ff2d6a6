"""The waveform: a sound's outline as a small picture."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence

import numpy as np

from segue.audio.decoding import Block
from segue.audio.truepeak import loudest_channel

COLUMNS = 240
_COLUMN_PIXELS = 5
_BAR_PIXELS = 3
_HEIGHT_PIXELS = 240
_BACKGROUND, _INK = 0, 1


class Outline:
    """The highest sample of each of 240 equal stretches of a stream."""

    def __init__(self, samples: int) -> None:
        self._edges = [math.ceil(samples * column / COLUMNS) for column in range(COLUMNS)]
        self._peaks = [0.0] * COLUMNS
        self._samples = samples
        self._heard = 0

    def add(self, block: Block) -> None:
        """Hear the next samples."""
        levels = loudest_channel(block)
        while len(levels):
            column = min(self._heard * COLUMNS // self._samples, COLUMNS - 1)
            edge = self._edges[column + 1] if column + 1 < COLUMNS else self._samples
            stretch = levels[: max(1, edge - self._heard)]
            self._peaks[column] = max(self._peaks[column], float(stretch.max()))
            self._heard += len(stretch)
            levels = levels[len(stretch) :]

    def peaks(self) -> tuple[float, ...]:
        """One value a column, 0 to 1, to a thousandth."""
        return tuple(round(min(peak, 1.0), 3) for peak in self._peaks)


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
