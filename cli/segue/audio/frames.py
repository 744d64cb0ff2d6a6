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

from segue.audio.anatomy import Anatomy, Bytes, Numbers, anatomy_of
from segue.audio.mpeg import HEADER_BYTES, Header, bit_rates

_CRC_BYTES = 2
_START_WINDOW, _SHORT_WINDOW, _STOP_WINDOW = 1, 2, 3


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
        return anatomy_of(self.headers)

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


@dataclass(frozen=True, slots=True)
class Outline:
    """What is told of the frames of a stream, before their main data is taken out of it.

    `starts` says where the main data of each begins, with all room for it in a row: `capacities`
    bytes from `slots` on.
    """

    headers: Bytes
    sides: Bytes
    lengths: Numbers
    starts: Numbers
    slots: Numbers
    capacities: Numbers

    @property
    def gains(self) -> Numbers:
        """The global gains of all that sounds."""
        return anatomy_of(self.headers).sounding_gains(self.sides)


def parse(stream: bytes | memoryview) -> Frames | None:
    """All whole frames of a stream that begins with one; None where they are not of one kind.

    Frames whose main data began before the stream (it was cut out of another) are left out at the
    start. Anything after the last frame is ignored.
    """
    found = outline(stream)
    if found is None:
        return None
    room = np.frombuffer(stream, np.uint8)[ranges(found.slots, found.capacities)]
    main = room[ranges(found.starts, found.lengths)]
    return Frames(found.headers, found.sides, found.lengths, main)


def outline(stream: bytes | memoryview) -> Outline | None:
    """What is told of the frames that `parse` gives; many times quicker."""
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
    return _whole(headers, sides, at + gaps + side_bytes, sizes - gaps - side_bytes)


def _whole(headers: Bytes, sides: Bytes, slots: Numbers, capacities: Numbers) -> Outline | None:
    """The frames whose main data is all there, from the first such one on."""
    anatomy = anatomy_of(headers)
    ends = np.cumsum(capacities)
    starts = ends - capacities - anatomy.begins(sides)
    lengths = anatomy.lengths(sides)
    broken = (starts < 0) | (starts + lengths > ends) | _overlapping(starts, lengths)
    first = int(np.flatnonzero(starts >= 0)[0]) if (starts >= 0).any() else len(starts)
    kept = slice(first, None)
    if first == len(starts) or broken[kept].any():
        return None
    return Outline(headers[kept], sides[kept], lengths[kept], starts[kept], slots, capacities)


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


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers from each start on, as many as its length, end to end."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
