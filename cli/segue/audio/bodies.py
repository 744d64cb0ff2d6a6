"""MP3 recordings as rows of frames: where each one lies, and any run of them, without decoding.

Only files whose every frame is whole and of one kind are taken: what cannot be copied blindly is
encoded anew. A file is read in parts, so that memory stays flat.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np

from segue.audio.anatomy import Numbers
from segue.audio.frames import Frames, Outline, outline, parse, places
from segue.audio.headers import after_id3
from segue.audio.infotag import skipped_samples
from segue.audio.mpeg import HEADER_BYTES, Header, is_free_format

BACK_FRAMES = 40
"""Main data lies at most this many frames back, even in the smallest ones."""

_GAINS = range(256)
_READ_BYTES = 1 << 22
_CHECKED_FRAMES = 4096
# What programs put behind the last frame.
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"ID3", b"LYRICSBEGIN")
_LONGEST_FRAME_BYTES = 1500

Found = TypeVar("Found", Frames, Outline)


class UncopiableError(Exception):
    """Says why the frames of a file can't be copied."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """An MP3 file's frames: `starts` says where each lies, and where the last one ends.

    `skipped` is how many of the first samples that they give no player plays, by the file's tag.
    """

    file: Path
    header: Header
    starts: Numbers
    skipped: int
    is_constant: bool

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def kind(self) -> tuple[int, int]:
        """The sample rate and the channels of every frame."""
        return self.header.sample_rate, self.header.channels

    @property
    def kbps(self) -> float:
        """The mean bit rate."""
        bits = 8 * (int(self.starts[-1]) - int(self.starts[0]))
        return bits * self.header.sample_rate / (len(self) * self.header.samples) / 1000

    @property
    def first_whole(self) -> int:
        """The first frame whose main data is all there."""
        count = min(len(self), BACK_FRAMES)
        return count - len(self._read(0, count))

    def frames(self, first: int, stop: int) -> Frames:
        """The frames from `first` up to `stop`; UncopiableError where their data is damaged."""
        found = self._read(max(0, first - BACK_FRAMES), stop)
        wanted = stop - first
        if len(found) < wanted:
            raise UncopiableError("some of its frames are damaged")
        return found.part(len(found) - wanted, len(found))

    def packets(self, first: int, stop: int) -> Iterator[bytes]:
        """The bytes of each frame from `first` up to `stop`, as they are."""
        edges = self.starts[first : stop + 1].tolist()
        with self.file.open("rb") as file:
            file.seek(edges[0])
            together = file.read(edges[-1] - edges[0])
        for begin, end in pairwise(edges):
            yield together[begin - edges[0] : end - edges[0]]

    def check(self) -> None:
        """Look through all of it; UncopiableError where anything is amiss."""
        for _ in self._outlines():
            pass

    def can_be_turned(self, steps: int) -> bool:
        """Whether all that sounds has a global gain to which so many steps can be added."""
        return not steps or all(
            _GAINS[0] <= gains.min() + steps and gains.max() + steps <= _GAINS[-1]
            for gains in (each.gains for each in self._outlines())
            if len(gains)
        )

    def _outlines(self) -> Iterator[Outline]:
        for first in range(0, len(self), _CHECKED_FRAMES):
            begin, stop = max(0, first - BACK_FRAMES), min(len(self), first + _CHECKED_FRAMES)
            yield self._known(outline(self._bytes(begin, stop)))

    def _read(self, first: int, stop: int) -> Frames:
        return self._known(parse(self._bytes(first, stop)))

    def _bytes(self, first: int, stop: int) -> bytes:
        begin, end = int(self.starts[first]), int(self.starts[stop])
        with self.file.open("rb") as file:
            file.seek(begin)
            return file.read(end - begin)

    def _known(self, found: Found | None) -> Found:
        """What was found, where it is what the header tells."""
        if found is None:
            raise UncopiableError("some of its frames are damaged")
        kind = Header.read(found.headers[0].tobytes())
        if kind is None or (kind.sample_rate, kind.channels) != self.kind:
            raise UncopiableError("its frames are not all of one kind")
        return found


def body_of(file: Path) -> Body:
    """The frames of a file; UncopiableError says why they can't be copied."""
    with file.open("rb") as stream:
        at = after_id3(stream)
        stream.seek(at)
        head = stream.read(_LONGEST_FRAME_BYTES)
        first = Header.read(head)
        if first is None:
            raise UncopiableError(_why_no_frame(head))
        skipped = skipped_samples(head)
        if skipped is not None:
            at += first.size_bytes
        found = np.array([*_starts(stream, at)], np.int64)
        if len(found) < BACK_FRAMES:
            raise UncopiableError("it is too short")
        starts = np.append(found, found[-1] + _header(stream, int(found[-1])).size_bytes)
    sizes = np.diff(starts)
    body = Body(
        file,
        first,
        starts,
        skipped or 0,
        # Padding makes frames of one bit rate differ by a byte.
        bool(np.ptp(sizes) <= 1),
    )
    body.check()
    return body


def _why_no_frame(head: bytes) -> str:
    if is_free_format(head):
        return "it is in free format, which few players know"
    return "it is no MP3, or something else stands before its first frame"


def _starts(stream: BinaryIO, at: int) -> Iterator[int]:
    """Where each frame begins, from `at` on; UncopiableError for anything between them."""
    size = stream.seek(0, os.SEEK_END)
    while at < size:
        stream.seek(at)
        part = stream.read(_READ_BYTES)
        end = 0
        for place, _, length in places(memoryview(part)):
            yield at + place
            end = place + length
        if not end:
            rest = part[:_LONGEST_FRAME_BYTES]
            if not _is_behind(rest, size - at):
                raise UncopiableError("something other than frames lies in it, or one is damaged")
            return
        at += end


def _is_behind(rest: bytes, left: int) -> bool:
    """Whether what is left of a file may stand behind its last frame: a tag, zeros, a cut frame."""
    header = Header.read(rest)
    if header is not None:
        return left < header.size_bytes
    return rest.startswith(_TAGS_BEHIND) or not rest.strip(b"\0")


def _header(stream: BinaryIO, at: int) -> Header:
    stream.seek(at)
    header = Header.read(stream.read(HEADER_BYTES))
    assert header is not None
    return header
