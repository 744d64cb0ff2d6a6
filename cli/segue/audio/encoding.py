"""A programme as MP3: encoded in chunks side by side, joined, and heard again chunk by chunk.

What was encoded or heard before is taken from the cache. The grid of chunks does not depend on how
many workers there are, so the same programme gives the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import numpy as np

from segue import cache, files
from segue.audio import lame
from segue.audio.chunks import Grid
from segue.audio.crc16 import crc16
from segue.audio.decoding import Block
from segue.audio.frames import Frames
from segue.audio.infotag import Music, frame, frame_bytes
from segue.audio.listening import SETTLING_SECONDS, Heard, Made, listen, together
from segue.audio.mpeg import HEADER_BYTES, Format
from segue.audio.playback import SETTLING_FRAMES, played
from segue.audio.repacking import Packer
from segue.audio.retouching import Retouched, cell_samples
from segue.audio.seams import Joiner, Run, window
from segue.audio.splices import NOTHING, Copy, Splice, identity, patched

# Raise this whenever the same sound comes to give other frames, or other measures, than before.
_ENGINE = 1
_FRAMES, _HEARD = "frames", "heard"
# An encoder that begins within a sound gives so many frames before they are worth hearing.
_SETTLING_FRAMES = 8
_CHECKED_BYTES = 1 << 24

Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk as encoded: its frames, the hash of what they come from, whether they were kept."""

    run: Run
    key: str
    was_kept: bool


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encodes into one format, with `tag` (ID3) in front of the music.

    Of its chunks `workers` are encoded at a time; `tell` hears which share is done. What `splice`
    names is copied.
    """

    layout: Format
    tag: bytes = b""
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    tell: Tell = lambda _: None
    splice: Splice = NOTHING

    @property
    def drop_db(self) -> float:
        """How much lower the decoded file is than the programme."""
        return lame.level_drop_db(self.layout)

    @property
    def overshoot_db(self) -> float:
        """How far peaks are likely to rise."""
        return lame.overshoot_db(self.layout)

    def encode(self, sound: Retouched, ceiling_dbtp: float, target: Path) -> Made:
        """Write an MP3 that plays exactly the programme's samples.

        Raises SegueError when the disk takes no more, or a recording is not what it was.
        """
        grid = Grid(self.layout, sound.programme.samples, self.splice.lead)
        packer = Packer(self.layout, is_variable=self.splice.is_variable)
        pool = ThreadPoolExecutor(self.workers, "encode")
        try:
            with files.writing(target) as file:
                reserved = frame_bytes(self.layout)
                file.write(self.tag + bytes(reserved))
                work = _Work(self, sound, ceiling_dbtp, grid, pool)
                made = work.done(packer, file)
                music = _music(file, len(self.tag) + reserved, packer, grid)
                file.seek(len(self.tag))
                file.write(frame(self.layout, music))
        finally:
            pool.shutdown(cancel_futures=True)
        return replace(made, heard=replace(made.heard, overs_db=self._mendable(made.heard, grid)))

    def _mendable(self, heard: Heard, grid: Grid) -> Mapping[int, float]:
        """The spots that are too high and were encoded: a copied one can't be turned down."""
        cell, size = cell_samples(self.layout.sample_rate), self.layout.samples_per_frame
        return {
            spot: over
            for spot, over in heard.overs_db.items()
            if not self.splice.holds((spot * cell + grid.delay) // size)
        }


@dataclass(frozen=True, slots=True)
class _Work:
    """One encoding under way."""

    encoder: Encoder
    sound: Retouched
    ceiling_dbtp: float
    grid: Grid
    pool: ThreadPoolExecutor

    def done(self, packer: Packer, file: BinaryIO) -> Made:
        """Encode, join and write everything, and hear what came out."""
        joiner = Joiner(packer)
        encoded: list[bool] = []
        hearings: list[Future[Heard]] = []
        taken: list[tuple[Run, str]] = []
        for index, chunk in enumerate(self._chunks()):
            encoded.append(not chunk.was_kept)
            run, stream = joiner.add(chunk.run, index * self.grid.chunk_frames)
            file.write(stream)
            if run is not None:
                taken[-1] = run, taken[-1][1]
                ahead = joiner.waiting, chunk.key
                hearings.append(self._heard(index - 1, [*taken[-2:], ahead]))
            taken = [*taken[-1:], (chunk.run, chunk.key)]
            self._tell(len(encoded) + len(hearings))
        last, stream = joiner.finish()
        file.write(stream)
        hearings.append(self._heard(self.grid.count - 1, [*taken[:-1], (last, taken[-1][1])]))
        parts = [hearing.result() for hearing in hearings]
        self._tell(2 * self.grid.count)
        return Made(together(parts, self.grid.layout.sample_rate), tuple(encoded))

    def _tell(self, steps: int) -> None:
        self.encoder.tell(steps / (2 * self.grid.count))

    def _chunks(self) -> Iterator[Chunk]:
        """Each chunk in order; a few are under way, so that memory stays flat."""
        ahead = self.encoder.workers + 1
        waiting: deque[Future[Chunk]] = deque()
        for index in range(self.grid.count):
            waiting.append(self.pool.submit(self._chunk, index))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _chunk(self, index: int) -> Chunk:
        first, stop = self.grid.kept(index)
        parts = self.encoder.splice.within(first, stop)
        encoded = [self._fed(begin, end, first) for copy, begin, end in parts if copy is None]
        if not encoded:
            return Chunk(_copied(parts), identity(parts, first), was_kept=True)
        sounds = [
            (lead, stop - start, self.sound.fingerprint(max(0, start), stop), min(0, start))
            for lead, start, stop in encoded
        ]
        told = _ENGINE, lame.QUALITY, astuple(self.grid.layout), stop - first, sounds
        key = hashlib.sha256(f"{told}{identity(parts, first)}".encode()).hexdigest()
        kept = cache.read(_FRAMES, key)
        if kept is not None:
            return Chunk(Run(first, Frames.read(kept)), key, was_kept=True)
        run = patched((self._run(*part, first), part[0] is not None) for part in parts)
        assert (run.first, run.stop) == (first, stop), f"{run.first}–{run.stop}"
        cache.write(_FRAMES, run.frames.write(), key)
        return Chunk(run, key, was_kept=False)

    def _fed(self, first: int, stop: int, begin: int) -> tuple[int, int, int]:
        """The frames that an encoder is given to settle, and the samples: from, up to.

        At a chunk's own beginning, which is dropped, it needs none.
        """
        lead = 0 if first == begin else min(first, _SETTLING_FRAMES)
        return lead, *self.grid.fed(first - lead, stop)

    def _run(self, copy: Copy | None, first: int, stop: int, begin: int) -> Run:
        """Frames of a chunk that begins at `begin`, copied or encoded."""
        if copy is not None:
            return copy.run(first, stop)
        lead, start, end = self._fed(first, stop, begin)
        silence: Block = np.zeros((max(0, -start), self.grid.layout.channels), np.float32)
        blocks = chain((silence,), self.sound.blocks(max(0, start), end))
        frames = lame.encode(blocks, self.grid.layout).part(lead, lead + stop - first)
        assert len(frames) == stop - first, f"{len(frames)} of {stop - first} frames"
        return Run(first, frames)

    def _heard(self, index: int, runs: list[tuple[Run, str]]) -> Future[Heard]:
        """What will be heard of a chunk, given what was taken of it and of its neighbours."""
        rate, size = self.grid.layout.sample_rate, self.grid.layout.samples_per_frame
        start, stop = self.grid.owned(index)
        settling = min(start, round(SETTLING_SECONDS * rate))
        delay = self.grid.delay
        first = max(0, (start - settling + delay) // size - SETTLING_FRAMES)
        # The chunk's last samples come out of a decoder with the frame after them.
        last = min(-(-(stop + delay) // size), self.grid.frames)
        whole = window([run for run, _ in runs], first, last)
        places = [(key, run.first - first, run.stop - first) for run, key in runs]
        span = start - first * size + self.grid.lead, stop - start, settling
        parts = _ENGINE, self.ceiling_dbtp, places[:-1], places[-1][:2], span
        key = hashlib.sha256(repr(parts).encode()).hexdigest()
        return self.pool.submit(self._hearing, whole, (start, stop, settling), key)

    def _hearing(self, run: Run, span: tuple[int, int, int], key: str) -> Heard:
        kept = cache.read(_HEARD, key)
        if kept is not None:
            return Heard.read(kept)
        start, stop, settling = span
        layout = self.grid.layout
        offset = self.grid.delay - run.first * layout.samples_per_frame
        sound = played(run.frames, layout)[start - settling + offset : stop + offset]
        heard = listen(sound, layout.sample_rate, settling, self.ceiling_dbtp)
        assert heard.samples == stop - start, f"{heard.samples} for {stop - start} samples"
        cache.write(_HEARD, heard.write(), key)
        return heard


def _music(file: BinaryIO, at: int, packer: Packer, grid: Grid) -> Music:
    """What the Info tag tells of the stream that begins `at` in a file."""
    file.seek(at)
    crc, size, header = 0, 0, b""
    while part := file.read(_CHECKED_BYTES):
        header = header or part[:HEADER_BYTES]
        crc = crc16(part, crc)
        size += len(part)
    return Music(header, size, packer.frames, crc, grid.samples, grid.lead, packer.places)


def _copied(parts: Sequence[tuple[Copy | None, int, int]]) -> Run:
    """A chunk of which nothing is encoded."""
    ((copy, first, stop),) = parts
    assert copy is not None
    return copy.run(first, stop)
