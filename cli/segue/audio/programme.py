"""The programme: the finished sound, levelled and limited, ready for an encoder.

Any part of it can be made on its own, in another thread or process, with the same bits as in the
whole: a programme is a plain value that opens its recordings anew wherever it is played.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.limiter import BLOCKS_BEFORE, Limiter
from segue.audio.mixing import mixed
from segue.release import Clip, Timeline

# Raise this whenever the same input comes to give other samples than before.
_SOUND = 1


@dataclass(frozen=True, slots=True)
class Programme:
    """A timeline with each clip's whole gain and the ceiling that its peaks stay under.

    A ceiling of None leaves peaks as they are.
    """

    timeline: Timeline
    channels: int
    gains_db: tuple[float, ...]
    ceiling_dbtp: float | None

    @property
    def sample_rate(self) -> int:
        """In Hz."""
        return self.timeline.sample_rate

    @property
    def samples(self) -> int:
        """Its exact length."""
        return self.timeline.samples

    def blocks(self, start: int, stop: int) -> Iterator[Block]:
        """The samples from `start` up to `stop`, in order, in blocks of up to 65,536.

        Raises SegueError for a recording that is not what it was when it was loaded.
        """
        first = start // BLOCK_SAMPLES * BLOCK_SAMPLES
        at = first
        for block in self._grid_blocks(first, stop):
            part = block[max(0, start - at) : stop - at]
            at += len(block)
            yield part

    def fingerprint(self, start: int, stop: int) -> str:
        """A hash of all that determines these samples: they are the same where it is."""
        reach_back, reach_on = self._reach(start, stop)
        clips = [
            _identity(clip, gain_db, start)
            for clip, gain_db in zip(self.timeline.clips, self.gains_db, strict=True)
            if clip.start < reach_on and clip.start + clip.samples > reach_back
        ]
        # Limiting works block by block, wherever the part begins.
        cells = start % BLOCK_SAMPLES, max(0, BLOCKS_BEFORE - start // BLOCK_SAMPLES)
        span = stop - start, reach_on - start, cells
        parts = (_SOUND, self.sample_rate, self.channels, self.ceiling_dbtp, span, clips)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def corrected(self, loudness_lu: float = 0.0, ceiling_db: float = 0.0) -> Programme:
        """The programme made louder and its ceiling moved by so much."""
        ceiling = None if self.ceiling_dbtp is None else self.ceiling_dbtp + ceiling_db
        gains = tuple(gain + loudness_lu for gain in self.gains_db)
        return replace(self, gains_db=gains, ceiling_dbtp=ceiling)

    def _reach(self, start: int, stop: int) -> tuple[int, int]:
        """The part of the mix that determines a part of the programme, in whole blocks."""
        if self.ceiling_dbtp is None:
            return start, stop
        first = start // BLOCK_SAMPLES - BLOCKS_BEFORE
        last = -(-stop // BLOCK_SAMPLES) + 1
        return max(0, first * BLOCK_SAMPLES), min(last * BLOCK_SAMPLES, self.samples)

    def _grid_blocks(self, first: int, stop: int) -> Iterator[Block]:
        """Blocks from `first`, a block's beginning, until `stop` is passed."""
        begin, end = self._reach(first, stop)
        mix = mixed(self.timeline, self.channels, gains_db=self.gains_db, span=(begin, end))
        at = begin
        for block in self._limited(mix):
            if at >= stop:
                return
            if at >= first:
                yield block
            at += len(block)

    def _limited(self, mix: Iterator[Block]) -> Iterator[Block]:
        if self.ceiling_dbtp is None:
            return mix
        return Limiter(self.sample_rate, self.channels, self.ceiling_dbtp).limit(mix)


def _identity(clip: Clip, gain_db: float, start: int) -> Sequence[object]:
    """What a clip's samples come from, and where it lies as seen from `start`."""
    segment = clip.segment
    cut = segment.kind, segment.start, segment.end
    place = clip.start - start, clip.samples, clip.fade_in, clip.fade_out
    return segment.recording.sha256, cut, place, gain_db
