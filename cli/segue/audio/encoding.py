"""A programme as MP3: encoded in chunks side by side, joined, and heard again chunk by chunk.

What was encoded, joined or heard before is taken from the cache. The grid of chunks does not depend
on how many there are to work on it, so the same programme gives the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from segue import cache, files
from segue.audio import lame, recipes
from segue.audio.chain import Chain
from segue.audio.chunks import Grid
from segue.audio.crc16 import joined
from segue.audio.echo import echoed
from segue.audio.frames import Frames
from segue.audio.infotag import Music, frame, frame_bytes
from segue.audio.listening import Heard, Made, listen, together
from segue.audio.metering import SETTLING_SECONDS
from segue.audio.mpeg import HEADER_BYTES, Format
from segue.audio.playback import SETTLING_FRAMES, played
from segue.audio.recipes import Recipe
from segue.audio.repacking import Packer
from segue.audio.retouching import Retouched, cell_samples
from segue.audio.seams import Run, window
from segue.audio.splices import NOTHING, Splice
from segue.audio.surveying import Survey
from segue.release import Alone, Crew, Tell

# Raise this whenever the same frames come to be heard otherwise.
_ENGINE = 2
_HEARD = "heard"
# So many chunks in a row are encoded in one go, where there are enough for everybody.
_MOST_IN_A_ROW = 4
# What it costs to make a second of a chunk and to hear it, in seconds of one core.
_MAKING_COST, _HEARING_COST = 0.007, 0.003


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encodes into one format, with `tag` (ID3) in front of the music.

    `crew` does the work; `tell` hears which share is done. What `splice` names is copied, from
    recordings that measure what `surveys` tell, by their hash.
    """

    layout: Format
    tag: bytes = b""
    crew: Crew = field(default_factory=Alone)
    tell: Tell = lambda _: None
    splice: Splice = NOTHING
    surveys: Mapping[str, Survey] = field(default_factory=dict)

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
        work = _Work(self, Recipe(sound, grid, self.splice), ceiling_dbtp)
        with files.writing(target) as file:
            file.write(self.tag + bytes(frame_bytes(self.layout)))
            made, music = work.done(file)
            file.seek(len(self.tag))
            file.write(frame(self.layout, music))
        return replace(made, heard=replace(made.heard, overs_db=self._mendable(made.heard, grid)))

    def _mendable(self, heard: Heard, grid: Grid) -> Mapping[int, float]:
        """The spots that are too high and were encoded: a copied one can't be turned down."""
        cell, size = cell_samples(self.layout.sample_rate), self.layout.samples_per_frame
        return {
            spot: over
            for spot, over in heard.overs_db.items()
            if not self.splice.holds((spot * cell + grid.delay) // size)
        }


class _Work:
    """One encoding under way."""

    def __init__(self, encoder: Encoder, recipe: Recipe, ceiling_dbtp: float) -> None:
        self._encoder, self._recipe, self._ceiling = encoder, recipe, ceiling_dbtp
        self._grid = recipe.grid
        self._keys = [recipe.key(index) for index in range(self._grid.count)]
        self._chunks = _Chunks(recipe, self._keys, encoder.crew)
        packer = Packer(encoder.layout, is_variable=encoder.splice.is_variable)
        size = self._grid.chunk_frames
        self._chain = Chain(packer, self._keys, self._chunks.run, size, [0])
        self._unheard = 0.0

    def done(self, file: BinaryIO) -> tuple[Made, Music]:
        """Encode, join and write everything, and hear what came out."""
        count = self._grid.count
        hearings: list[Future[Heard]] = []
        header, crc = b"", 0
        for index in range(1, count + 1):
            self._chunks.prepare(index)
            link = self._chain.join(index)
            file.write(link.stream)
            header = header or link.stream[:HEADER_BYTES]
            crc = joined(crc, link.crc, len(link.stream))
            if index > 1:
                hearings.append(self._heard(index - 2))
            self._encoder.tell((index + sum(map(Future.done, hearings))) / (2 * count))
        hearings.append(self._heard(count - 1))
        parts = []
        for hearing in hearings:
            parts.append(hearing.result())
            self._encoder.tell((count + len(parts)) / (2 * count))
        packer, grid = self._chain.packer, self._grid
        size, frames, places = packer.size_bytes, packer.frames, packer.places
        music = Music(header, size, frames, crc, grid.samples, grid.lead, places)
        heard = together(parts, grid.layout.sample_rate)
        return Made(heard, tuple(self._chunks.is_anew(index) for index in range(count))), music

    def _heard(self, index: int) -> Future[Heard]:
        """What will be heard of a chunk, given what was taken of it and of its neighbours."""
        rate, size = self._grid.layout.sample_rate, self._grid.layout.samples_per_frame
        start, stop = self._grid.owned(index)
        settling = min(start, round(SETTLING_SECONDS * rate))
        delay = self._grid.delay
        first = max(0, (start - settling + delay) // size - SETTLING_FRAMES)
        # The chunk's last samples come out of a decoder with the frame after them.
        last = min(-(-(stop + delay) // size), self._grid.frames)
        copy = self._encoder.splice.copy_of(first, last)
        if copy is not None:
            survey = self._encoder.surveys[copy.sha256]
            return _come(echoed(copy, survey, self._grid, (start, stop)))
        spans = [
            (number, max(first, begin) - first, min(last, end) - first)
            for number, begin, end in self._taken(index)
            if begin < last and end > first
        ]
        places = [(self._keys[number], begin, end) for number, begin, end in spans]
        offset = delay - first * size
        told = _ENGINE, self._ceiling, places, start + offset, stop - start, settling
        key = hashlib.sha256(repr(told).encode()).hexdigest()
        kept = cache.read(_HEARD, key)
        if kept is not None:
            return _come(Heard.read(kept))
        runs = [
            self._chunks.run(number).part(first + begin, first + end)
            for number, begin, end in spans
        ]
        frames = window(runs, first, last).frames.write()
        span = start + offset, stop + offset, settling
        crew = self._encoder.crew
        self._unheard += (stop - start) / rate
        crew.expect(self._unheard * _HEARING_COST)
        return crew.submit(_hearing, frames, self._grid.layout, span, self._ceiling, key)

    def _taken(self, index: int) -> Iterator[tuple[int, int, int]]:
        """Of a chunk and its neighbours: the first frame that was taken, and the one after."""
        begins = self._chain.begins
        for number in range(max(0, index - 1), min(self._grid.count, index + 2)):
            yield number, begins[number], begins[number + 1]


class _Chunks:
    """The chunks' frames: kept ones, and others as they come from the crew."""

    def __init__(self, recipe: Recipe, keys: Sequence[str], crew: Crew) -> None:
        self._recipe, self._keys, self._crew = recipe, keys, crew
        self._anew = {
            index
            for index, key in enumerate(keys)
            if recipe.fed(index) and not recipes.is_kept(key)
        }
        self._rows = deque(_rows(sorted(self._anew), crew.size))
        self._asked: deque[tuple[int, ...]] = deque()
        self._coming: dict[int, Future[list[bytes]]] = {}
        self._runs: dict[int, Run] = {}
        seconds = recipe.grid.chunk_samples / recipe.grid.layout.sample_rate
        crew.expect(len(self._anew) * seconds * _MAKING_COST)

    def is_anew(self, index: int) -> bool:
        """Whether a chunk had to be encoded."""
        return index in self._anew

    def prepare(self, index: int) -> None:
        """Have some chunks ahead of this one under way, and forget those well behind it."""
        while self._asked and self._asked[0][-1] < index - 1:
            self._asked.popleft()
        while self._rows and len(self._asked) < self._crew.size + 2:
            row = self._rows.popleft()
            self._asked.append(row)
            coming = self._crew.submit(recipes.encoded, self._recipe, row)
            self._coming |= dict.fromkeys(row, coming)
        for number in [number for number in self._runs if number < index - 3]:
            del self._runs[number]

    def run(self, index: int) -> Run:
        """A chunk's frames."""
        if index not in self._runs:
            self._runs[index] = self._found(index)
        return self._runs[index]

    def _found(self, index: int) -> Run:
        first = self._recipe.grid.kept(index)[0]
        if not self._recipe.fed(index):
            return self._recipe.run(index, iter(()))
        if index in self._coming:
            made = self._coming.pop(index).result()
            row = next(row for row in self._asked if index in row)
            return Run(first, Frames.read(made[row.index(index)]))
        kept = recipes.kept(self._keys[index], first)
        if kept is not None:
            return kept
        self._anew.add(index)
        (made_now,) = recipes.encoded(self._recipe, (index,))
        return Run(first, Frames.read(made_now))


def _rows(chunks: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """Chunks that follow each other, a few at a time, and so that there is some for everybody."""
    most = max(1, min(_MOST_IN_A_ROW, len(chunks) // (2 * size)))
    row: list[int] = []
    for index in chunks:
        if row and (index != row[-1] + 1 or len(row) == most):
            yield tuple(row)
            row = []
        row.append(index)
    if row:
        yield tuple(row)


def _come(heard: Heard) -> Future[Heard]:
    """What needs no waiting for."""
    found: Future[Heard] = Future()
    found.set_result(heard)
    return found


def _hearing(
    frames: bytes, layout: Format, span: tuple[int, int, int], ceiling_dbtp: float, key: str
) -> Heard:
    """What is heard of some of the samples that frames give, after others that settle; kept."""
    start, stop, settling = span
    sound = played(Frames.read(frames), layout)[start - settling : stop]
    heard = listen(sound, layout.sample_rate, settling, ceiling_dbtp)
    assert heard.samples == stop - start, f"{heard.samples} for {stop - start} samples"
    cache.write(_HEARD, heard.write(), key)
    return heard
