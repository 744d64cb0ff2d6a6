"""MP3 frames as a listener's decoder plays them, from anywhere in a stream."""

from __future__ import annotations

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext

from segue.audio.decoding import Block
from segue.audio.frames import Frames
from segue.audio.mpeg import HEADER_BYTES, Format, Header
from segue.audio.repacking import Packer

SETTLING_FRAMES = 2
"""So many frames must come before the first whose samples are to be those of the whole stream."""

_SILENT_FRAMES = 4


def played(frames: Frames, layout: Format) -> Block:
    """The samples of frames, as many for each as it has; the first ones settle."""
    packer = Packer(layout)
    # Room for main data that lay further ahead in the stream that the frames come from.
    stream = packer.add(_silence(frames)) + packer.add(frames) + packer.finish()
    decoder = av.CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    parts = []
    at = 0
    while at < len(stream):
        header = Header.read(stream[at : at + HEADER_BYTES])
        assert header is not None
        packet = av.Packet(stream[at : at + header.size_bytes])
        parts += [frame.to_ndarray() for frame in decoder.decode(packet)]
        at += header.size_bytes
    parts += [frame.to_ndarray() for frame in decoder.decode(None)]
    sound = np.concatenate(parts, axis=1)
    assert sound.shape[1] == (len(frames) + _SILENT_FRAMES) * layout.samples_per_frame
    return np.ascontiguousarray(sound[:, _SILENT_FRAMES * layout.samples_per_frame :].T)


def _silence(frames: Frames) -> Frames:
    headers = np.repeat(frames.headers[:1], _SILENT_FRAMES, axis=0)
    sides = np.zeros((_SILENT_FRAMES, frames.sides.shape[1]), np.uint8)
    lengths = np.zeros(_SILENT_FRAMES, np.int64)
    return Frames(headers, sides, lengths, np.zeros(0, np.uint8))
