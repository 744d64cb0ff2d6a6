"""MP3 recordings from any sample on, with the very bits that decoding from the beginning gives."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from segue.audio.bodies import BACK_FRAMES, Body, UncopiableError, body_of
from segue.audio.decoding import Block

# A decoder needs the frames that main data may lie in, and some to settle.
_LEAD_FRAMES = BACK_FRAMES + 8
_FRAMES_AT_ONCE = 50
_lock = threading.Lock()


def body_at(file: Path) -> Body | None:
    """The frames of an MP3, looked through once until somebody touches it; None for other files."""
    if file.suffix.lower() != ".mp3":
        return None
    state = file.stat()
    # Many threads ask at once.
    with _lock:
        return _known(file, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=8)
def _known(file: Path, _touched: int, _size: int) -> Body | None:
    try:
        return body_of(file)
    except UncopiableError:
        return None


def resumed(body: Body, first: int) -> Iterator[Block] | None:
    """The recording's samples from `first` on; None so near to its beginning that none is saved."""
    size = body.header.samples
    begin = (first + body.skipped) // size - _LEAD_FRAMES
    return None if begin <= 0 else _from(body, begin, first + body.skipped - begin * size)


def _from(body: Body, frame: int, lead: int) -> Iterator[Block]:
    """What is decoded from a frame on, without the first `lead` samples."""
    decoder = av.CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    for at in range(frame, len(body), _FRAMES_AT_ONCE):
        block = _decoded(body, decoder, at, min(len(body), at + _FRAMES_AT_ONCE))
        if len(block) > lead:
            yield block[lead:]
        lead = max(0, lead - len(block))


def _decoded(body: Body, decoder: AudioCodecContext, first: int, stop: int) -> Block:
    """The samples of some frames; silence where one is damaged, as ever."""
    size = body.header.samples
    # A channel in one piece, as the decoder gives it.
    sound: Block = np.zeros((body.header.channels, (stop - first) * size), np.float32)
    for number, packet in enumerate(body.packets(first, stop)):
        at = number * size
        for frame in _frames(decoder, packet):
            for channel, plane in zip(sound, frame.planes, strict=True):
                channel[at : at + size] = np.frombuffer(memoryview(plane), np.float32, size)
    return np.ascontiguousarray(sound.T)


def _frames(decoder: AudioCodecContext, packet: bytes) -> Sequence[AudioFrame]:
    try:
        return decoder.decode(av.Packet(packet))
    except av.InvalidDataError:
        return ()
