"""MP3 recordings from any sample on, with the very bits that decoding from the beginning gives."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext

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
        packets = body.packets(at, min(len(body), at + _FRAMES_AT_ONCE))
        block = np.concatenate([_decoded(body, decoder, packet) for packet in packets])
        if len(block) > lead:
            yield block[lead:]
        lead = max(0, lead - len(block))


def _decoded(body: Body, decoder: AudioCodecContext, packet: bytes) -> Block:
    """A frame's samples; silence where it is damaged, as ever."""
    try:
        frames = decoder.decode(av.Packet(packet))
    except av.InvalidDataError:
        frames = []
    if not frames:
        return np.zeros((body.header.samples, body.header.channels), np.float32)
    return np.ascontiguousarray(frames[0].to_ndarray().T)
