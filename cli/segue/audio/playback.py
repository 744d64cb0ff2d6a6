"""MP3 frames as a listener's decoder plays them, from anywhere in a stream."""

from __future__ import annotations

from collections.abc import Iterator

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from segue.audio.decoding import Block
from segue.audio.frames import Frames, places
from segue.audio.mpeg import Format
from segue.audio.repacking import Packer

SETTLING_FRAMES = 2
"""So many frames must come before the first whose samples are to be those of the whole stream."""

_SILENT_FRAMES = 4


def played(frames: Frames, layout: Format) -> Block:
    """The samples of frames, as many for each as it has; the first ones settle."""
    packer = Packer(layout, is_variable=True)
    # Room for main data that lay further ahead in the stream that the frames come from.
    stream = packer.add(_silence(frames)) + packer.add(frames) + packer.finish()
    count = (len(frames) + _SILENT_FRAMES) * layout.samples_per_frame
    # A channel in one piece, as the decoder gives it.
    sound: Block = np.empty((layout.channels, count), np.float32)
    at = 0
    for frame in _decoded(stream):
        end = at + frame.samples
        for channel, plane in zip(sound, frame.planes, strict=True):
            channel[at:end] = np.frombuffer(memoryview(plane), np.float32, frame.samples)
        at = end
    assert at == count, f"{at} of {count} samples"
    return sound.T[_SILENT_FRAMES * layout.samples_per_frame :]


def _decoded(stream: bytes) -> Iterator[AudioFrame]:
    decoder = av.CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    for at, _, size in places(memoryview(stream)):
        yield from decoder.decode(av.Packet(stream[at : at + size]))
    yield from decoder.decode(None)


def _silence(frames: Frames) -> Frames:
    headers = np.repeat(frames.headers[:1], _SILENT_FRAMES, axis=0)
    sides = np.zeros((_SILENT_FRAMES, frames.sides.shape[1]), np.uint8)
    lengths = np.zeros(_SILENT_FRAMES, np.int64)
    return Frames(headers, sides, lengths, np.zeros(0, np.uint8))
