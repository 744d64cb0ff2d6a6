"""A programme as MP3: encoded in chunks side by side, joined, and heard again chunk by chunk.

What was encoded or heard before is taken from the cache. The grid of chunks does not depend on how
many workers there are, so the same programme gives the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import BinaryIO

from segue import cache, files
from segue.audio import lame
from segue.audio.chunks import Grid
from segue.audio.crc16 import crc16
from segue.audio.frames import Frames
from segue.audio.infotag import DECODER_DELAY, ENCODER_DELAY, Music, frame, frame_bytes
from segue.audio.listening import SETTLING_SECONDS, Heard, Made, listen, together
from segue.audio.mpeg import HEADER_BYTES, Format
from segue.audio.playback import SETTLING_FRAMES, played
from segue.audio.repacking import Packer
from segue.audio.retouching import Retouched
from segue.audio.seams import Joiner, Run, window

# Raise this whenever the same sound comes to give other frames, or other measures, than before.
_ENGINE = 1
_FRAMES, _HEARD = "frames", "heard"
_DELAY = ENCODER_DELAY + DECODER_DELAY
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

    Of its chunks `workers` are encoded at a time; `tell` hears which share is done.
    """

    layout: Format
    tag: bytes = b""
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    tell: Tell = lambda _: None

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
        grid = Grid(self.layout, sound.programme.samples)
        packer = Packer(self.layout)
        pool = ThreadPoolExecutor(self.workers, "encode")
        try:
            with files.writing(target) as file:
                reserved = frame_bytes(self.layout)
                file.write(self.tag + bytes(reserved))
                work = _Work(self, sound, ceiling_dbtp, grid, pool)
                made = work.done(packer, file)
                music = _music(file, len(self.tag) + reserved, packer.frames, grid.samples)
                file.seek(len(self.tag))
                file.write(frame(self.layout, music))
        finally:
            pool.shutdown(cancel_futures=True)
        return made


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
        layout = self.grid.layout
        (first, stop), (start, end) = self.grid.kept(index), self.grid.fed(index)
        parts = (_ENGINE, lame.QUALITY, astuple(layout), stop - first)
        key = hashlib.sha256(f"{parts}{self.sound.fingerprint(start, end)}".encode()).hexdigest()
        kept = cache.read(_FRAMES, key)
        if kept is not None:
            return Chunk(Run(first, Frames.read(kept)), key, was_kept=True)
        frames = lame.encode(self.sound.blocks(start, end), layout).part(0, stop - first)
        assert len(frames) == stop - first, f"{len(frames)} of {stop - first} frames"
        cache.write(_FRAMES, frames.write(), key)
        return Chunk(Run(first, frames), key, was_kept=False)

    def _heard(self, index: int, runs: list[tuple[Run, str]]) -> Future[Heard]:
        """What will be heard of a chunk, given what was taken of it and of its neighbours."""
        rate, size = self.grid.layout.sample_rate, self.grid.layout.samples_per_frame
        start, stop = self.grid.owned(index)
        settling = min(start, round(SETTLING_SECONDS * rate))
        first = max(0, (start - settling + _DELAY) // size - SETTLING_FRAMES)
        # The chunk's last samples come out of a decoder with the frame after them.
        last = min(-(-(stop + _DELAY) // size), self.grid.frames)
        whole = window([run for run, _ in runs], first, last)
        places = [(key, run.first - first, run.stop - first) for run, key in runs]
        span = start - first * size, stop - start, settling
        parts = _ENGINE, self.ceiling_dbtp, places[:-1], places[-1][:2], span
        key = hashlib.sha256(repr(parts).encode()).hexdigest()
        return self.pool.submit(self._hearing, whole, (start, stop, settling), key)

    def _hearing(self, run: Run, span: tuple[int, int, int], key: str) -> Heard:
        kept = cache.read(_HEARD, key)
        if kept is not None:
            return Heard.read(kept)
        start, stop, settling = span
        layout = self.grid.layout
        offset = _DELAY - run.first * layout.samples_per_frame
        sound = played(run.frames, layout)[start - settling + offset : stop + offset]
        heard = listen(sound, layout.sample_rate, settling, self.ceiling_dbtp)
        assert heard.samples == stop - start, f"{heard.samples} for {stop - start} samples"
        cache.write(_HEARD, heard.write(), key)
        return heard


def _music(file: BinaryIO, at: int, frames: int, samples: int) -> Music:
    """What the Info tag tells of the stream that begins `at` in a file."""
    file.seek(at)
    crc, size, header = 0, 0, b""
    while part := file.read(_CHECKED_BYTES):
        header = header or part[:HEADER_BYTES]
        crc = crc16(part, crc)
        size += len(part)
    return Music(header, size, frames, crc, samples)
