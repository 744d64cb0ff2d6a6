"""The bit reservoir laid out anew: frames of any origin as one stream that decodes without a gap.

Main data goes as early as the format lets it, so that there is always as much room as can be. Where
frames need more than there is (at a join, at most), one of them is given a higher bit rate.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import astuple, dataclass

import numpy as np

from segue.audio.anatomy import Anatomy, Bytes, Numbers
from segue.audio.frames import Frames, ranges
from segue.audio.mpeg import HEADER_BYTES, Format, bit_rates

_NO_CRC = 0x01
_PADDED = 0x02
_KEPT_OF_RATES = 0x0D  # sample rate and the private bit
_STATE = struct.Struct("<4q")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Frames placed: their sizes, where main data goes (0 is the first slot), what is left."""

    kbps: Numbers
    sizes: Numbers
    starts: Numbers
    ends: Numbers


class Packer:
    """Takes runs of frames and gives the bytes of a stream at a constant bit rate.

    Where that `is_variable`, each frame keeps the size that its header tells.
    """

    def __init__(self, layout: Format, *, is_variable: bool = False) -> None:
        self._layout = layout
        self._is_variable = is_variable
        self._anatomy = Anatomy(layout.is_mpeg1, layout.channels)
        self._overhead = HEADER_BYTES + layout.side_bytes
        # The tail of the stream that later main data may still reach into.
        self._heads: Bytes = np.zeros((0, self._overhead), np.uint8)
        self._sizes: Numbers = np.zeros(0, np.int64)
        self._slots: Bytes = np.zeros(0, np.uint8)
        self.reservoir = 0
        self.frames = 0
        self._places: list[tuple[int, int]] = []
        self.size_bytes = 0
        self._added_bytes = 0
        self.raised = 0

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Some frames, each with the byte where it begins; none where all are of one bit rate."""
        return tuple(self._places)

    @property
    def identity(self) -> str:
        """A hash of all that bears on what frames that come next will look like."""
        placed = astuple(self._layout), self._is_variable, self.reservoir, self.frames
        held = self._heads.tobytes(), self._sizes.tobytes(), self._slots.tobytes()
        return hashlib.sha256(repr((placed, held)).encode()).hexdigest()

    @property
    def state(self) -> bytes:
        """What another packer needs to go on from here."""
        numbers = self.reservoir, self.frames, self._added_bytes, len(self._sizes)
        held = self._heads.tobytes() + self._sizes.tobytes() + self._slots.tobytes()
        return _STATE.pack(*numbers) + held

    def resume(self, state: bytes) -> None:
        """Go on from where one was after it was given a run more than this one."""
        self.reservoir, self.frames, self._added_bytes, count = _STATE.unpack_from(state)
        held = np.frombuffer(state, np.uint8, offset=_STATE.size)
        heads, sizes, slots = np.split(held, np.cumsum([count * self._overhead, count * 8]))
        self._heads = heads.reshape(count, self._overhead)
        self._sizes, self._slots = sizes.view(np.int64), slots
        self._count_added()

    def reservoirs(self, frames: Frames) -> Numbers:
        """The bytes left over before each of these frames, if they came next, and after them."""
        placed = self._placed(frames)
        slots = np.concatenate((np.zeros(1, np.int64), np.cumsum(placed.sizes - self._overhead)))
        ends = np.concatenate((np.array([-self.reservoir]), placed.ends))
        return np.asarray(np.minimum(slots - ends, self._anatomy.most_back))

    def needs(self, frames: Frames) -> Numbers:
        """The bytes that must be left over before each frame for it and all after it to fit.

        They are placed as if the first came next; a byte more evens out what padding differs by.
        """
        capacities = self._usual(frames)[1] - self._overhead
        slot_starts = np.cumsum(capacities) - capacities
        room = slot_starts + capacities - np.cumsum(frames.lengths)
        latest = np.minimum.accumulate(room[::-1])[::-1]
        before = np.cumsum(frames.lengths) - frames.lengths
        return np.asarray(slot_starts - (latest + before) + 1)

    def add(self, frames: Frames) -> bytes:
        """Take a run of frames; the part of the stream that is now done."""
        if not len(frames):
            return b""
        placed = self._placed(frames)
        capacities = placed.sizes - self._overhead
        slot_starts = np.cumsum(capacities) - capacities
        heads = self._headed(frames, placed, slot_starts - placed.starts)
        held = len(self._slots)
        slots = np.concatenate((self._slots, np.zeros(int(capacities.sum()), np.uint8)))
        slots[ranges(placed.starts + held, frames.lengths)] = frames.main
        self._heads = np.concatenate((self._heads, heads))
        self._sizes = np.concatenate((self._sizes, placed.sizes))
        self._slots = slots
        left = int(capacities.sum() - placed.ends[-1])
        self.reservoir = min(left, self._anatomy.most_back)
        self.frames += len(frames)
        self._added_bytes = int(placed.sizes.sum())
        self._count_added()
        self.raised += int((placed.kbps != self._layout.kbps).sum())
        return self._done(self._anatomy.most_back)

    def _count_added(self) -> None:
        self.size_bytes += self._added_bytes
        if self._is_variable:
            self._places.append((self.frames, self.size_bytes))

    def finish(self) -> bytes:
        """The rest of the stream."""
        return self._done(0)

    def _done(self, reach: int) -> bytes:
        """The frames at the front whose slots nothing later can reach, as bytes."""
        ends = np.cumsum(self._sizes - self._overhead)
        count = int(np.searchsorted(ends, len(self._slots) - reach, "right"))
        if not count:
            return b""
        sizes, filled = self._sizes[:count], int(ends[count - 1])
        made = np.zeros(int(sizes.sum()), np.uint8)
        begins = np.cumsum(sizes) - sizes
        is_slot = np.ones(len(made), np.bool_)
        places = begins[:, None] + np.arange(self._overhead)
        made[places] = self._heads[:count]
        is_slot[places] = False
        made[is_slot] = self._slots[:filled]
        self._heads, self._sizes = self._heads[count:], self._sizes[count:]
        self._slots = self._slots[filled:]
        return made.tobytes()

    def _usual(self, frames: Frames) -> tuple[Numbers, Numbers]:
        """The bit rates and sizes that the next frames have where nothing more is needed."""
        if self._is_variable:
            return frames.sizes
        # Padding is spread evenly.
        bits = self._layout.samples_per_frame * self._layout.kbps * 125
        edges = np.arange(self.frames, self.frames + len(frames) + 1, dtype=np.int64) * bits
        sizes = np.diff(edges // self._layout.sample_rate)
        return np.full(len(frames), self._layout.kbps, np.int64), sizes

    def _placed(self, frames: Frames) -> _Layout:
        """The next frames laid out; some at a higher bit rate, if need be."""
        kbps, sizes = (each.copy() for each in self._usual(frames))
        while True:
            placed = self._laid(kbps, sizes, frames.lengths)
            slot_ends = np.cumsum(sizes - self._overhead)
            over = placed.ends > slot_ends
            if not over.any():
                return placed
            at = int(over.argmax())
            lacking = int(placed.ends[at] - slot_ends[at])
            self._raise(kbps, sizes, at, lacking)

    def _raise(self, kbps: Numbers, sizes: Numbers, at: int, lacking: int) -> None:
        """Give the frame, or one before it that is not at the highest yet, more bytes."""
        rates = bit_rates(self._layout.sample_rate)
        while at >= 0 and kbps[at] == rates[-1]:
            at -= 1
        if at < 0:
            raise ValueError("main data does not fit into frames of the highest bit rate")
        own = int(sizes[at]) - self._layout.frame_bytes(int(kbps[at]))
        for rate in (rate for rate in rates if rate > kbps[at]):
            more = self._layout.frame_bytes(rate) + own
            gained = more - int(sizes[at])
            if gained >= lacking or rate == rates[-1]:
                kbps[at], sizes[at] = rate, more
                return

    def _laid(self, kbps: Numbers, sizes: Numbers, lengths: Numbers) -> _Layout:
        capacities = sizes - self._overhead
        slot_starts = np.cumsum(capacities) - capacities
        before = np.cumsum(lengths) - lengths
        earliest = slot_starts - self._anatomy.most_back
        earliest[:1] = np.maximum(earliest[:1], -self.reservoir)
        starts = before + np.maximum.accumulate(earliest - before)
        return _Layout(kbps, sizes, starts, starts + lengths)

    def _headed(self, frames: Frames, placed: _Layout, begins: Numbers) -> Bytes:
        """Headers and side information for where the frames now lie, without CRC."""
        rates = bit_rates(self._layout.sample_rate)
        index = np.searchsorted(rates, placed.kbps) + 1
        plain = np.array([self._layout.frame_bytes(int(kbps)) for kbps in placed.kbps])
        headers = frames.headers.copy()
        headers[:, 1] |= _NO_CRC
        padded = np.where(placed.sizes > plain, _PADDED, 0)
        headers[:, 2] = headers[:, 2] & _KEPT_OF_RATES | index << 4 | padded
        return np.concatenate((headers, self._anatomy.with_begins(frames.sides, begins)), axis=1)
