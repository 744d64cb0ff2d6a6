"""The anatomy of MP3 frames: where things lie in the side information, and what is told there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from segue.audio.mpeg import Header

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]

# Widths in bits, ISO/IEC 11172-3 2.4.1.7 and 13818-3 2.4.1.7.
_BEGIN_BITS = {True: 9, False: 8}
_PRIVATE_BITS = {(True, 1): 5, (True, 2): 3, (False, 1): 1, (False, 2): 2}
_SCALEFACTOR_SHARING_BITS = 4
_GRANULE_BITS = {True: 59, False: 63}
_LENGTH_BITS = 12
_GAIN_AT, _GAIN_BITS = 21, 8
_SWITCHING_AT = {True: 33, False: 38}


@dataclass(frozen=True, slots=True)
class Anatomy:
    """Where things lie in the side information of one kind of frame."""

    mpeg1: bool
    channels: int

    @property
    def most_back(self) -> int:
        """How many bytes main data can begin before its frame at the most."""
        return (1 << _BEGIN_BITS[self.mpeg1]) - 1

    @property
    def granules(self) -> int:
        """How many granules a frame has."""
        return 2 if self.mpeg1 else 1

    def granule_bit(self, granule: int, channel: int) -> int:
        """The first bit of a granule's part on one channel."""
        sharing = _SCALEFACTOR_SHARING_BITS * self.channels if self.mpeg1 else 0
        first = _BEGIN_BITS[self.mpeg1] + _PRIVATE_BITS[self.mpeg1, self.channels] + sharing
        return first + (granule * self.channels + channel) * _GRANULE_BITS[self.mpeg1]

    def begins(self, sides: Bytes) -> Numbers:
        """How far before its frame each one's main data begins, in bytes."""
        return field(sides, 0, _BEGIN_BITS[self.mpeg1])

    def with_begins(self, sides: Bytes, begins: Numbers) -> Bytes:
        """The side information with other beginnings of main data."""
        changed = sides.copy()
        if self.mpeg1:
            changed[:, 0] = begins >> 1
            changed[:, 1] = (changed[:, 1] & 0x7F) | (begins & 1) << 7
        else:
            changed[:, 0] = begins
        return changed

    def lengths(self, sides: Bytes) -> Numbers:
        """How many bytes of main data each frame has."""
        bits = sum(field(sides, at, _LENGTH_BITS) for at in self._granule_bits())
        return np.asarray(bits + 7, np.int64) // 8

    def gains(self, sides: Bytes) -> Numbers:
        """Each frame's global gains as rows: by granule, then by channel."""
        return np.stack(
            [field(sides, at + _GAIN_AT, _GAIN_BITS) for at in self._granule_bits()], axis=1
        )

    def sounding_gains(self, sides: Bytes) -> Numbers:
        """The global gains of those granules that hold any data, in no order that matters."""
        lengths = [field(sides, at, _LENGTH_BITS) for at in self._granule_bits()]
        return self.gains(sides)[np.stack(lengths, axis=1) > 0]

    def with_gains(self, sides: Bytes, gains: Numbers) -> Bytes:
        """The side information with other global gains."""
        bits = np.unpackbits(sides, axis=1)
        for column, at in enumerate(self._granule_bits()):
            octets = np.unpackbits(gains[:, column, None].astype(np.uint8), axis=1)
            bits[:, at + _GAIN_AT : at + _GAIN_AT + _GAIN_BITS] = octets
        return np.packbits(bits, axis=1)

    def windows(self, sides: Bytes, granule: int) -> Numbers:
        """The window of one granule, a column for each channel: 0 is the usual long one."""
        columns = []
        for channel in range(self.channels):
            at = self.granule_bit(granule, channel) + _SWITCHING_AT[self.mpeg1]
            columns.append(field(sides, at, 1) * field(sides, at + 1, 2))
        return np.stack(columns, axis=1)

    def _granule_bits(self) -> Sequence[int]:
        return [
            self.granule_bit(granule, channel)
            for granule in range(self.granules)
            for channel in range(self.channels)
        ]


def anatomy_of(headers: Bytes) -> Anatomy:
    """How the side information of frames with these headers is laid out."""
    header = Header.read(headers[0].tobytes())
    assert header is not None
    return Anatomy(header.samples == 1152, header.channels)  # noqa: PLR2004 (MPEG-1)


def field(sides: Bytes, at: int, width: int) -> Numbers:
    """The number in `width` bits (24 at most) from bit `at` of each row."""
    first = at // 8
    last = (at + width + 7) // 8
    value: Numbers = np.zeros(len(sides), np.int64)
    for column in range(first, last):
        value = value << 8 | sides[:, column]
    return value >> (last * 8 - at - width) & ((1 << width) - 1)
