"""Chunks joined to one stream, link by link; a link that was made before is taken from the cache.

A link holds the bytes that are done when one more chunk is joined. They follow from the two chunks
and from the state in which the packer was; so where neither has changed, no frame is touched.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from segue import cache
from segue.audio.crc16 import crc16
from segue.audio.repacking import Packer
from segue.audio.seams import Run, seam

# Raise this whenever the same chunks come to be joined otherwise.
_ENGINE = 1
_CACHE = "links"
_HEAD = struct.Struct("<qHI")


@dataclass(frozen=True, slots=True)
class Link:
    """The bytes that are done, their CRC, and the first frame that is taken of the next chunk.

    `state` is the packer's, after it.
    """

    seam: int
    stream: bytes
    crc: int
    state: bytes

    def write(self) -> bytes:
        """As bytes for the cache."""
        return _HEAD.pack(self.seam, self.crc, len(self.state)) + self.state + self.stream

    @classmethod
    def read(cls, content: bytes) -> Self:
        """What `write` gave."""
        number, crc, size = _HEAD.unpack_from(content)
        at = _HEAD.size + size
        return cls(number, content[at:], crc, content[_HEAD.size : at])


@dataclass(frozen=True, slots=True)
class Chain:
    """Joins chunks, of which `keys` tell what they are and `runs` gives the frames.

    `begins` tells the first frame that was taken of each so far.
    """

    packer: Packer
    keys: Sequence[str]
    runs: Callable[[int], Run]
    chunk_frames: int
    begins: list[int]

    def join(self, index: int) -> Link:
        """Join chunk `index` to the one before it; after the last one, finish the stream."""
        told = _ENGINE, self.keys[index - 1 : index + 1], self.begins[-1], self.packer.identity
        key = hashlib.sha256(repr(told).encode()).hexdigest()
        kept = cache.read(_CACHE, key)
        if kept is not None:
            link = Link.read(kept)
            self.packer.resume(link.state)
        else:
            link = self._made(index)
            cache.write(_CACHE, link.write(), key)
        self.begins.append(link.seam)
        return link

    def _made(self, index: int) -> Link:
        whole = self.runs(index - 1)
        before = whole.part(self.begins[-1], whole.stop)
        if index < len(self.keys):
            after = self.runs(index)
            begin = seam(self.packer, before, after, index * self.chunk_frames)
            stream = self.packer.add(before.part(before.first, begin).frames)
        else:
            begin = before.stop
            stream = self.packer.add(before.frames) + self.packer.finish()
        return Link(begin, stream, crc16(stream), self.packer.state)
