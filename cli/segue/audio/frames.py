"""MP3 frames taken apart: headers, side information and main data, as arrays.

A frame's main data may begin up to 511 bytes before the frame itself, in room that earlier ones
left (the bit reservoir). Here each frame has its own; `repacking` lays it out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from segue.audio.mpeg import HEADER_BYTES, Header, bit_rates

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]

_CRC_BYTES = 2
# Widths in bits, ISO/IEC 11172-3 2.4.1.7 and 13818-3 2.4.1.7.
_BEGIN_BITS = {True: 9, False: 8}
_PRIVATE_BITS = {(True, 1): 5, (True, 2): 3, (False, 1): 1, (False, 2): 2}
_SCALEFACTOR_SHARING_BITS = 4
_GRANULE_BITS = {True: 59, False: 63}
_LENGTH_BITS = 12
_GAIN_AT, _GAIN_BITS = 21, 8
_SWITCHING_AT = {True: 33, False: 38}
_START_WINDOW, _SHORT_WINDOW, _STOP_WINDOW = 1, 2, 3


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


@dataclass(frozen=True, slots=True)
class Frames:
    """A run of frames: four bytes of header, side information, and main data end to end."""

    headers: Bytes
    sides: Bytes
    lengths: Numbers
    main: Bytes

    def __len__(self) -> int:
        return len(self.headers)

    @property
    def anatomy(self) -> Anatomy:
        """How their side information is laid out."""
        header = Header.read(self.headers[0].tobytes())
        assert header is not None
        return Anatomy(header.samples == 1152, header.channels)  # noqa: PLR2004 (MPEG-1)

    @property
    def starts(self) -> Numbers:
        """Where each frame's main data begins within `main`, and where the last one's ends."""
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self.lengths)))

    @property
    def sizes(self) -> tuple[Numbers, Numbers]:
        """The bit rate of each frame, by its header, and its bytes without a CRC of its own."""
        header = Header.read(self.headers[0].tobytes())
        assert header is not None
        rates = np.array((0, *bit_rates(header.sample_rate)), np.int64)
        kbps = rates[self.headers[:, 2] >> 4]
        padding = self.headers[:, 2] >> 1 & 1
        return kbps, header.samples * kbps * 125 // header.sample_rate + padding

    def part(self, first: int, stop: int) -> Self:
        """The frames from `first` up to `stop`."""
        stop = max(0, min(stop, len(self)))
        first = min(max(0, first), stop)
        starts = self.starts
        return type(self)(
            self.headers[first:stop],
            self.sides[first:stop],
            self.lengths[first:stop],
            self.main[starts[first] : starts[stop]],
        )

    def write(self) -> bytes:
        """As bytes for the cache."""
        head = len(self).to_bytes(4, "big") + self.sides.shape[1].to_bytes(1, "big")
        arrays = (self.headers, self.sides, self.lengths.astype("<u2"), self.main)
        return b"".join((head, *(array.tobytes() for array in arrays)))

    @classmethod
    def read(cls, content: bytes) -> Self:
        """What `write` gave."""
        count, side_bytes = int.from_bytes(content[:4], "big"), content[4]
        numbers = np.frombuffer(content, np.uint8, offset=5)
        edges = np.cumsum([count * HEADER_BYTES, count * side_bytes, count * 2])
        headers, sides, lengths, main = np.split(numbers, edges)
        return cls(
            headers.reshape(count, HEADER_BYTES),
            sides.reshape(count, side_bytes),
            lengths.view("<u2").astype(np.int64),
            main,
        )

    @classmethod
    def join(cls, runs: Sequence[Self]) -> Self:
        """Several runs as one."""
        return cls(
            np.concatenate([run.headers for run in runs]),
            np.concatenate([run.sides for run in runs]),
            np.concatenate([run.lengths for run in runs]),
            np.concatenate([run.main for run in runs]),
        )

    def closed_after(self) -> npt.NDArray[np.bool_]:
        """Which frames end as a long window does, so that any that begins so can follow."""
        anatomy = self.anatomy
        windows = anatomy.windows(self.sides, anatomy.granules - 1)
        return np.asarray(((windows == 0) | (windows == _STOP_WINDOW)).all(axis=1))

    def open_before(self) -> npt.NDArray[np.bool_]:
        """Which frames begin as a long window does."""
        windows = self.anatomy.windows(self.sides, 0)
        return np.asarray(((windows == 0) | (windows == _START_WINDOW)).all(axis=1))


def parse(stream: bytes | memoryview) -> Frames | None:
    """All whole frames of a stream that begins with one; None where they are not of one kind.

    Frames whose main data began before the stream (it was cut out of another) are left out at the
    start. Anything after the last frame is ignored.
    """
    content = np.frombuffer(stream, np.uint8)
    found = list(places(memoryview(stream)))
    if not found:
        return None
    kind = {(header.sample_rate, header.channels) for _, header, _ in found}
    if len(kind) != 1:
        return None
    at = np.array([at for at, _, _ in found], np.int64)
    sizes = np.array([size for _, _, size in found], np.int64)
    headers = content[at[:, None] + np.arange(HEADER_BYTES)]
    gaps = np.where(headers[:, 1] & 1, 0, _CRC_BYTES) + HEADER_BYTES
    side_bytes = found[0][1].side_bytes
    sides = content[(at + gaps)[:, None] + np.arange(side_bytes)]
    slots = ranges(at + gaps + side_bytes, sizes - gaps - side_bytes)
    return _whole(headers, sides, content[slots], sizes - gaps - side_bytes)


def _whole(headers: Bytes, sides: Bytes, stream: Bytes, capacities: Numbers) -> Frames | None:
    """The frames whose main data is all there, from the first such one on."""
    anatomy = Frames(headers, sides, capacities, stream).anatomy
    ends = np.cumsum(capacities)
    starts = ends - capacities - anatomy.begins(sides)
    lengths = anatomy.lengths(sides)
    broken = (starts < 0) | (starts + lengths > ends) | _overlapping(starts, lengths)
    first = int(np.flatnonzero(starts >= 0)[0]) if (starts >= 0).any() else len(starts)
    kept = slice(first, None)
    if first == len(starts) or broken[kept].any():
        return None
    lengths = lengths[kept]
    main = stream[ranges(starts[kept], lengths)]
    return Frames(headers[kept], sides[kept], lengths, main)


def _overlapping(starts: Numbers, lengths: Numbers) -> npt.NDArray[np.bool_]:
    """Which frames would use main data of an earlier one."""
    used = np.maximum.accumulate(np.where(lengths > 0, starts + lengths, np.iinfo(np.int64).min))
    return np.concatenate((np.zeros(1, np.bool_), starts[1:] < used[:-1])) & (lengths > 0)


def places(stream: memoryview) -> Iterator[tuple[int, Header, int]]:
    """Where each frame lies, its header and its length."""
    at = 0
    known: dict[bytes, tuple[Header, int]] = {}
    while at + HEADER_BYTES <= len(stream):
        # The third byte holds bit rate and padding; all else that matters is in the second.
        head = bytes(stream[at : at + HEADER_BYTES])
        if head not in known:
            header = Header.read(head)
            if header is None:
                return
            known[head] = header, header.size_bytes
        header, size = known[head]
        if at + size > len(stream):
            return
        yield at, header, size
        at += size


def field(sides: Bytes, at: int, width: int) -> Numbers:
    """The number in `width` bits (24 at most) from bit `at` of each row."""
    first = at // 8
    last = (at + width + 7) // 8
    value: Numbers = np.zeros(len(sides), np.int64)
    for column in range(first, last):
        value = value << 8 | sides[:, column]
    return value >> (last * 8 - at - width) & ((1 << width) - 1)


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers from each start on, as many as its length, end to end."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
