"""A clip's samples in the timeline's format: cut, folded, resampled, exactly as many as planned."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from itertools import pairwise

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from segue.audio.assets import MOST_SECONDS, softened
from segue.audio.cleaning import cleaned
from segue.audio.cutting import source_span
from segue.audio.decoding import Block, gathered, samples_of
from segue.audio.refusal import unreadable
from segue.audio.sources import Sound, played
from segue.model import Segment
from segue.release import Clip

_ASSETS = frozenset({"intro", "outro", "music"})
# A resampler may end a few samples early, as its filter runs out, and MP4 rounds its length to a
# millisecond.
_TOLERANCE_SECONDS = 0.002
_JOIN_SECONDS = 0.01
_LAYOUTS = {1: "mono", 2: "stereo"}
# What a resampler needs before it gives the samples that it would in the middle of a sound.
_LEAD_SECONDS = 0.1


class ClipReader:
    """Gives a clip's samples in order from `offset` on; closes the file when told to."""

    def __init__(self, clip: Clip, sound: Sound, offset: int = 0) -> None:
        opened = _asset if is_asset(clip.segment) else _spliced
        self._blocks = opened(clip, sound, offset)
        self._kept: Block = np.zeros((0, sound.channels), np.float32)

    def fill(self, target: Block) -> None:
        """Write the next samples; SegueError where the recording holds fewer than load found."""
        at = 0
        while at < len(target):
            if not len(self._kept):
                self._kept = next(self._blocks)
            part = self._kept[: len(target) - at]
            target[at : at + len(part)] = part
            self._kept = self._kept[len(part) :]
            at += len(part)

    def close(self) -> None:
        """Let go of the file."""
        self._blocks.close()


def is_asset(segment: Segment) -> bool:
    """Whether a segment is a short sound of the show, whose outer edges are softened."""
    return (
        segment.kind in _ASSETS and not segment.under and segment.recording.seconds <= MOST_SECONDS
    )


def _asset(clip: Clip, sound: Sound, offset: int) -> Generator[Block]:
    """A short asset; where it borders on silence, its edge is softened."""
    whole = np.concatenate([*_spliced(clip, sound, 0)])
    start = not (clip.fade_in or clip.rise)
    yield softened(whole, sound.sample_rate, start=start, end=not (clip.fade_out or clip.fall))[
        offset:
    ]


def _spliced(clip: Clip, sound: Sound, offset: int) -> Generator[Block]:
    """The clip's stretches from a sample of the clip on, each faded into the next over 10 ms.

    The next one's part of that fade is what tidying left out right before it.
    """
    stretches = list(clip.stretches)
    while offset >= (length := stretches[0][1] - stretches[0][0]) and len(stretches) > 1:
        offset -= length
        stretches.pop(0)
    join = round(_JOIN_SECONDS * sound.sample_rate)
    first, end = stretches[0]
    begin = first + offset if len(stretches) == 1 else min(first + offset, end - join)
    cursor = _Cursor(stream(clip.segment, sound, begin, stretches[-1][1]), begin)
    skipped = first + offset - begin
    for (_, end), (after, _) in pairwise(stretches):
        yield from cursor.until(end - join)
        falling = cursor.taken(end)
        for _ in cursor.until(after - join):
            pass
        rise = np.sin(np.pi / 2 * (np.arange(join) + 0.5) / join).astype(np.float32)[:, None]
        yield (falling * rise[::-1] + cursor.taken(after) * rise)[skipped:]
        skipped = 0
    yield from cursor.until(stretches[-1][1])


class _Cursor:
    """A place in a stream of samples."""

    def __init__(self, blocks: Iterator[Block], at: int) -> None:
        self._blocks = blocks
        self._at = at
        self._kept: Block | None = None

    def until(self, end: int) -> Iterator[Block]:
        """What lies before `end`, in blocks."""
        while self._at < end:
            block = next(self._blocks) if self._kept is None else self._kept
            part = block[: end - self._at]
            self._kept = block[len(part) :] if len(part) < len(block) else None
            self._at += len(part)
            yield part

    def taken(self, end: int) -> Block:
        """What lies before `end`, in one piece."""
        return np.concatenate([*self.until(end)])


def stream(segment: Segment, sound: Sound, first: int, end: int) -> Generator[Block]:
    """A segment's cut from one sample up to another, counted at the timeline's rate.

    Exactly so many: SegueError where the recording holds fewer.
    """
    left = end - first
    for block in _resampled(segment, sound, first):
        part = block[:left]
        left -= len(part)
        if len(part):
            yield part
        if not left:
            return
    if left > sound.sample_rate * _TOLERANCE_SECONDS:
        raise unreadable(segment.recording.file, "it holds less sound than its header tells")
    yield np.zeros((left, sound.channels), np.float32)


def _resampled(segment: Segment, sound: Sound, first: int) -> Iterator[Block]:
    """The cut at the timeline's rate from a sample on, with the same bits wherever it begins."""
    source_rate, rate = segment.recording.sample_rate, sound.sample_rate
    begin, end = source_span(segment)
    if sound.is_cleaned:
        yield from _dropped(first, _converted(segment, sound, begin, end))
        return
    if source_rate == rate:
        yield from played(segment.recording, sound.channels, begin + first, end)
        return
    # A resampler's filters come round again after so many samples.
    common = math.gcd(source_rate, rate)
    period, source_period = rate // common, source_rate // common
    rounds = max(0, first - round(_LEAD_SECONDS * rate)) // period
    blocks = _converted(segment, sound, begin + rounds * source_period, end)
    yield from _dropped(first - rounds * period, blocks)


def _converted(segment: Segment, sound: Sound, begin: int, end: int) -> Iterator[Block]:
    """The recording from a sample of its own on, cleaned, at the timeline's rate."""
    recording = segment.recording
    blocks = played(recording, sound.channels, begin, end)
    if sound.is_cleaned:
        blocks = cleaned(blocks, recording, sound)
    if recording.sample_rate == sound.sample_rate:
        yield from blocks
        return
    layout = _LAYOUTS[sound.channels]
    resampler = AudioResampler(format="flt", layout=layout, rate=sound.sample_rate)
    for block in gathered(blocks):
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", layout)
        frame.sample_rate = recording.sample_rate
        for converted in resampler.resample(frame):
            yield samples_of(converted)
    for converted in resampler.resample(None):
        yield samples_of(converted)


def _dropped(lead: int, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks without the first `lead` samples."""
    for block in blocks:
        if len(block) > lead:
            yield block[lead:] if lead > 0 else block
        lead = max(0, lead - len(block))
