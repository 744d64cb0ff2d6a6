"""The mix: the timeline's clips as one stream of blocks, crossfaded with equal power."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from segue.audio.clips import ClipReader
from segue.audio.decibels import amplitude
from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.sources import Sound
from segue.release import Clip

Positions = npt.NDArray[np.int64]
Shape = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """A clip in the mix, turned by `gain_db`.

    `ducking` holds further decibels for a bed that makes way for a voice, one value for each tenth
    of a second of the timeline.
    """

    clip: Clip
    gain_db: float
    ducking: tuple[float, ...] = ()

    def ducked(self, rate: int, span: tuple[int, int]) -> tuple[float, ...]:
        """The ducking that bears on a part of the timeline."""
        hop = hop_samples(rate)
        return self.ducking[span[0] // hop : span[1] // hop + 2]


def mixed(layers: Sequence[Layer], sound: Sound, span: tuple[int, int]) -> Iterator[Block]:
    """The samples from one up to another, in blocks; memory stays flat, however long they are.

    Raises SegueError for a recording that is not what it was when it was loaded.
    """
    start, end = span
    readers: dict[int, ClipReader] = {}
    try:
        for at in range(start, end, BLOCK_SAMPLES):
            till = min(at + BLOCK_SAMPLES, end)
            pieces: list[tuple[int, Block]] = []
            for index, layer in enumerate(layers):
                clip = layer.clip
                first, last = max(at, clip.start), min(till, clip.end)
                if first >= last:
                    continue
                if index not in readers:
                    readers[index] = ClipReader(clip, sound, first - clip.start)
                piece: Block = np.empty((last - first, sound.channels), np.float32)
                readers[index].fill(piece)
                pieces.append((first - at, _shaped(layer, piece, first, sound.sample_rate)))
                if last == clip.end:
                    readers.pop(index).close()
            yield _summed(pieces, till - at, sound.channels)
    finally:
        for reader in readers.values():
            reader.close()


def _summed(pieces: Sequence[tuple[int, Block]], samples: int, channels: int) -> Block:
    """Pieces where they lie in a block; silence everywhere else."""
    if len(pieces) == 1 and len(pieces[0][1]) == samples:
        return pieces[0][1]
    block: Block = np.zeros((samples, channels), np.float32)
    for at, piece in pieces:
        block[at : at + len(piece)] += piece
    return block


def hop_samples(rate: int) -> int:
    """How many samples of a timeline are a tenth of a second."""
    return rate // 10


def _shaped(layer: Layer, piece: Block, first: int, rate: int) -> Block:
    """A piece of a clip that begins at `first` on the timeline, with its gain and its fades."""
    clip = layer.clip
    if layer.gain_db:
        piece *= np.float32(amplitude(layer.gain_db))
    offset, end = first - clip.start, first - clip.start + len(piece)
    is_even = offset >= max(clip.fade_in, clip.rise) and end <= clip.samples - max(
        clip.fade_out, clip.fall
    )
    if is_even and not layer.ducking:
        return piece
    shaping = shape(layer, np.arange(offset, end), rate)
    return piece * shaping.astype(np.float32)[:, None]


def shape(layer: Layer, positions: Positions, rate: int) -> Shape:
    """The factors by fades and ducking at some samples of a layer's clip, in ascending order."""
    clip = layer.clip
    first, last = positions[0], positions[-1]
    factors = np.ones(len(positions))
    for samples in (clip.fade_in, clip.rise):
        if first < samples:
            factors *= _rising(positions, samples)
    for samples in (clip.fade_out, clip.fall):
        if last >= clip.samples - samples:
            factors *= _rising(clip.samples - 1 - positions, samples)
    if layer.ducking:
        factors *= _ducked(layer.ducking, positions + clip.start, hop_samples(rate))
    return factors


def _rising(positions: Positions, samples: int) -> Shape:
    """Equal power: the squares of this and of its mirror image add up to 1."""
    return np.sin(np.pi / 2 * np.clip((positions + 0.5) / samples, 0.0, 1.0))


def _ducked(ducking: Sequence[float], positions: Positions, hop: int) -> Shape:
    """Straight lines in dB from one tenth of a second to the next."""
    first, last = positions[0] // hop, positions[-1] // hop
    values = np.array([*ducking[first : last + 2], *[ducking[-1]] * 2])
    at = positions // hop - first
    decibels = values[at] + (values[at + 1] - values[at]) * (positions % hop / hop)
    return np.asarray(10 ** (decibels / 20))
