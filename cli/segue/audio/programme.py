"""The programme: the finished sound, levelled and limited, ready for an encoder.

Any part of it can be made on its own, in another thread or process, with the same bits as in the
whole: a programme is a plain value that opens its recordings anew wherever it is played.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace

from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.limiter import BLOCKS_BEFORE, Limiter
from segue.audio.mixing import Layer, hop_samples, mixed
from segue.audio.sources import Sound

# Raise this whenever the same input comes to give other samples than before.
_SOUND = 1


@dataclass(frozen=True, slots=True)
class Programme:
    """Clips with their whole gain, and the ceiling that peaks stay under.

    A ceiling of None leaves peaks as they are.
    """

    layers: tuple[Layer, ...]
    sound: Sound
    samples: int
    ceiling_dbtp: float | None

    @property
    def sample_rate(self) -> int:
        """In Hz."""
        return self.sound.sample_rate

    @property
    def channels(self) -> int:
        """One or two."""
        return self.sound.channels

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
        heard = [
            (*_identity(layer, start), layer.ducked(self.sample_rate, (reach_back, reach_on)))
            for layer in self.layers
            if layer.clip.start < reach_on and layer.clip.end > reach_back
        ]
        # Limiting works block by block, and ducking by tenths of a second, wherever a part begins.
        cells = start % BLOCK_SAMPLES, max(0, BLOCKS_BEFORE - start // BLOCK_SAMPLES)
        span = stop - start, reach_on - start, cells, start % hop_samples(self.sample_rate)
        parts = (_SOUND, astuple(self.sound), self.ceiling_dbtp, span, heard)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def corrected(self, loudness_lu: float = 0.0, ceiling_db: float = 0.0) -> Programme:
        """The programme made louder and its ceiling moved by so much."""
        ceiling = None if self.ceiling_dbtp is None else self.ceiling_dbtp + ceiling_db
        layers = tuple(replace(layer, gain_db=layer.gain_db + loudness_lu) for layer in self.layers)
        return replace(self, layers=layers, ceiling_dbtp=ceiling)

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
        at = begin
        for block in self._limited(mixed(self.layers, self.sound, (begin, end))):
            if at >= stop:
                return
            if at >= first:
                yield block
            at += len(block)

    def _limited(self, mix: Iterator[Block]) -> Iterator[Block]:
        if self.ceiling_dbtp is None:
            return mix
        return Limiter(self.sample_rate, self.channels, self.ceiling_dbtp).limit(mix)


def _identity(layer: Layer, start: int) -> Sequence[object]:
    """What a clip's samples come from, and where it lies as seen from `start`."""
    clip, segment = layer.clip, layer.clip.segment
    cut = segment.kind, segment.under, segment.start, segment.end
    fades = clip.fade_in, clip.fade_out, clip.rise, clip.fall
    place = clip.start - start, clip.samples, fades, clip.kept
    return segment.recording.sha256, cut, place, layer.gain_db
