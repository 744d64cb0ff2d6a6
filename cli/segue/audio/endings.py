"""Whether a file ends where it should: what some containers tell, and their decoder doesn't check.

Ogg marks its last page; Wave64 tells how long its samples are.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

_OGG_PAGE = struct.Struct("<4sBBqIIIB")
_MOST_OGG_FLAGS = 7
_LAST_PAGE = 4
# A page is at most so long; the last one begins no further from the end, but for what is behind.
_OGG_TAIL_BYTES = 1 << 17
_W64_RIFF = bytes.fromhex("726966662e91cf11a5d628db04c10000")
_W64_DATA = bytes.fromhex("64617461f3acd3118cd100c04f8edb8a")
_W64_CHUNK = struct.Struct("<16sQ")
_W64_CHUNKS_AT, _W64_UNIT = 40, 8
_MOST_CHUNKS = 64


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ends: `is_torn` in the middle of something, `is_open` without a mark of the end.

    `missing_share` is what its header promises beyond what is there, as a share of that.
    """

    is_torn: bool = False
    is_open: bool = False
    missing_share: float = 0.0


def ending(stream: BinaryIO) -> Ending:
    """How a sound file ends; one of a kind that tells nothing ends well."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    head = stream.read(len(_W64_RIFF))
    if head.startswith(b"OggS"):
        begin = max(0, size - _OGG_TAIL_BYTES)
        stream.seek(begin)
        return _ogg(stream.read(size - begin))
    return _w64(stream, size) if head == _W64_RIFF else Ending()


def _ogg(tail: bytes) -> Ending:
    """How the last page ends, whatever stands behind it."""
    at = tail.rfind(b"OggS")
    while at >= 0:
        if at + _OGG_PAGE.size > len(tail):
            return Ending(is_torn=True)
        _, version, flags, *_, count = _OGG_PAGE.unpack_from(tail, at)
        if not version and flags <= _MOST_OGG_FLAGS:
            lacing = tail[at + _OGG_PAGE.size :][:count]
            end = at + _OGG_PAGE.size + count + sum(lacing)
            is_torn = len(lacing) < count or end > len(tail)
            return Ending(is_torn, is_open=not flags & _LAST_PAGE)
        at = tail.rfind(b"OggS", 0, at)
    return Ending(is_torn=True)


def _w64(stream: BinaryIO, size: int) -> Ending:
    at = _W64_CHUNKS_AT
    for _ in range(_MOST_CHUNKS):
        stream.seek(at)
        raw = stream.read(_W64_CHUNK.size)
        if len(raw) < _W64_CHUNK.size:
            break
        name, length = _W64_CHUNK.unpack(raw)
        if name == _W64_DATA:
            told, there = length - _W64_CHUNK.size, size - at - _W64_CHUNK.size
            # A recorder that streams never comes back to put the length.
            is_told = 0 < told < 1 << 62
            return Ending(missing_share=max(0.0, told / max(1, there) - 1) if is_told else 0.0)
        at += max(_W64_CHUNK.size, -(-length // _W64_UNIT) * _W64_UNIT)
    return Ending()
