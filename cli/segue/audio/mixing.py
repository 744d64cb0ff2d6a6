"""The mix: the timeline's clips as one stream of blocks, crossfaded with equal power."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from segue.audio.clips import ClipReader
from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.release import Clip, Timeline

Listener = Callable[[int, Block], None]


def mixed(
    timeline: Timeline,
    channels: int,
    listener: Listener | None = None,
    *,
    gains_db: Sequence[float] | None = None,
    span: tuple[int, int] | None = None,
) -> Iterator[Block]:
    """The timeline's samples in blocks; memory stays flat, however long the clips are.

    `gains_db` turns each clip, by default by its own `gain_db`. `span` is the part from one sample
    up to another.
    `listener` hears each piece of a clip, by the clip's index, as it was recorded: before its gain
    and its fades.
    """
    gains_db = [clip.segment.gain_db for clip in timeline.clips] if gains_db is None else gains_db
    start, end = span or (0, timeline.samples)
    readers: dict[int, ClipReader] = {}
    try:
        for at in range(start, end, BLOCK_SAMPLES):
            till = min(at + BLOCK_SAMPLES, end)
            block: Block = np.zeros((till - at, channels), np.float32)
            for index, clip in enumerate(timeline.clips):
                first, last = max(at, clip.start), min(till, clip.start + clip.samples)
                if first >= last:
                    continue
                offset = first - clip.start
                if index not in readers:
                    readers[index] = ClipReader(clip, timeline.sample_rate, channels, offset)
                piece = readers[index].read(last - first)
                if listener is not None:
                    listener(index, piece)
                block[first - at : last - at] += _shaped(clip, piece, offset, gains_db[index])
                if last == clip.start + clip.samples:
                    readers.pop(index).close()
            yield block
    finally:
        for reader in readers.values():
            reader.close()


def _shaped(clip: Clip, piece: Block, offset: int, gain_db: float) -> Block:
    """A piece of a clip, `offset` samples into it, with its gain and its fades."""
    if gain_db:
        piece = piece * np.float32(10 ** (gain_db / 20))
    end = offset + len(piece)
    fade_out_at = clip.samples - clip.fade_out
    if offset >= clip.fade_in and end <= fade_out_at:
        return piece
    positions = np.arange(offset, end)
    shape = np.ones(len(piece))
    if offset < clip.fade_in:
        shape *= _rising(positions, clip.fade_in)
    if end > fade_out_at:
        shape *= _rising(clip.samples - 1 - positions, clip.fade_out)
    return piece * shape.astype(np.float32)[:, None]


def _rising(positions: npt.NDArray[np.int64], samples: int) -> npt.NDArray[np.float64]:
    """Equal power: the squares of this and of its mirror image add up to 1."""
    return np.sin(np.pi / 2 * np.clip((positions + 0.5) / samples, 0.0, 1.0))
