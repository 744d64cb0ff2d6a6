"""A clip's samples in the timeline's format: cut, folded, resampled, exactly as many as planned."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from segue.audio.assets import MOST_SECONDS, softened
from segue.audio.decoding import BLOCK_SAMPLES, Block, decoded, samples_of
from segue.audio.folding import folded
from segue.audio.placing import source_span
from segue.audio.refusal import unreadable
from segue.model import Segment
from segue.release import Clip

_ASSETS = frozenset({"intro", "outro", "music"})
# A resampler may end a few samples early, as its filter runs out, and MP4 rounds its length to a
# millisecond.
_TOLERANCE_SECONDS = 0.002
_LAYOUTS = {1: "mono", 2: "stereo"}


class ClipReader:
    """Gives a clip's samples in order from `offset` on; closes the file when told to."""

    def __init__(self, clip: Clip, rate: int, channels: int, offset: int = 0) -> None:
        self._file = clip.segment.recording.file
        self._channels = channels
        self._blocks = _clip_blocks(clip, rate, channels)
        self._kept: Block = np.zeros((0, channels), np.float32)
        self._lacking = 0
        self._tolerance = rate * _TOLERANCE_SECONDS
        while offset > 0:
            offset -= len(self.read(min(offset, BLOCK_SAMPLES)))

    def read(self, samples: int) -> Block:
        """The next samples; SegueError where the recording holds fewer than load found."""
        parts, missing = [], samples
        while missing > 0:
            if not len(self._kept):
                self._kept = self._next(missing)
            part, self._kept = self._kept[:missing], self._kept[missing:]
            parts.append(part)
            missing -= len(part)
        return np.concatenate(parts)

    def _next(self, missing: int) -> Block:
        for block in self._blocks:
            return block
        self._lacking += missing
        if self._lacking > self._tolerance:
            raise unreadable(self._file, "it holds less sound than its header tells")
        return np.zeros((missing, self._channels), np.float32)

    def close(self) -> None:
        """Let go of the file."""
        self._blocks.close()


def is_asset(segment: Segment) -> bool:
    """Whether a segment is a short sound of the show, whose outer edges are softened."""
    return segment.kind in _ASSETS and segment.recording.seconds <= MOST_SECONDS


def _clip_blocks(clip: Clip, rate: int, channels: int) -> Generator[Block]:
    """A clip's samples at `rate`; where a short asset borders on silence, its edge is softened."""
    blocks = _resampled(_cut(clip.segment, channels), clip.segment.recording.sample_rate, rate)
    if not is_asset(clip.segment):
        yield from blocks
        return
    whole = np.concatenate([*blocks])[: clip.samples]
    yield softened(whole, rate, start=not clip.fade_in, end=not clip.fade_out)


def _cut(segment: Segment, channels: int) -> Iterator[Block]:
    """The part of the recording that is heard, folded, at the recording's own rate."""
    first, end = source_span(segment)
    at = 0
    with decoded(segment.recording.file) as blocks:
        for block, names in blocks:
            part = block[max(0, first - at) : end - at]
            at += len(block)
            if len(part):
                yield folded(part, names, channels)
            if at >= end:
                return


def _resampled(blocks: Iterator[Block], source_rate: int, rate: int) -> Iterator[Block]:
    if source_rate == rate:
        yield from blocks
        return
    resampler: AudioResampler | None = None
    for block in blocks:
        layout = _LAYOUTS[block.shape[1]]
        if resampler is None:
            resampler = AudioResampler(format="flt", layout=layout, rate=rate)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", layout)
        frame.sample_rate = source_rate
        for converted in resampler.resample(frame):
            yield samples_of(converted)
    if resampler is not None:
        for converted in resampler.resample(None):
            yield samples_of(converted)
