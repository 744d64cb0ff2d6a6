"""What the chunks of an MP3 come from, and their encoding: any row of them, in any process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import islice

import numpy as np

from segue import cache
from segue.audio import lame
from segue.audio.chunks import Grid
from segue.audio.decoding import Block
from segue.audio.frames import Frames
from segue.audio.retouching import Retouched
from segue.audio.seams import Run
from segue.audio.splices import NOTHING, Copy, Splice, identity, patched

# Raise this whenever the same sound comes to give other frames than before.
_ENGINE = 1
_FRAMES = "frames"
# An encoder that begins within a sound gives so many frames before they are worth hearing.
_SETTLING_FRAMES = 8

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A sound, the grid on which it is cut in chunks, and what of it is copied."""

    sound: Retouched
    grid: Grid
    splice: Splice = NOTHING

    def key(self, index: int) -> str:
        """A hash of all that determines a chunk's frames."""
        first, stop = self.grid.kept(index)
        copied = identity(self.parts(index), first)
        sounds = [
            (lead, stop - start, self.sound.fingerprint(max(0, start), stop), min(0, start))
            for lead, start, stop in self.fed(index)
        ]
        if not sounds:
            return copied
        told = _ENGINE, lame.QUALITY, astuple(self.grid.layout), stop - first, sounds
        return hashlib.sha256(f"{told}{copied}".encode()).hexdigest()

    def parts(self, index: int) -> Sequence[tuple[Copy | None, int, int]]:
        """What a chunk's frames are made of: a copy or, as None, encoding."""
        return self.splice.within(*self.grid.kept(index))

    def fed(self, index: int) -> Sequence[tuple[int, int, int]]:
        """What encoders are given for a chunk: the frames to settle; the samples from, up to.

        At the chunk's own beginning, which is dropped, it needs none.
        """
        begin = self.grid.kept(index)[0]
        found = []
        for copy, first, stop in self.parts(index):
            if copy is None:
                lead = 0 if first == begin else min(first, _SETTLING_FRAMES)
                found.append((lead, *self.grid.fed(first - lead, stop)))
        return found

    def run(self, index: int, encoded: Iterator[Frames]) -> Run:
        """A chunk's frames: those that were encoded, each from an encoder, between copied ones."""
        made = []
        for (copy, first, stop), fed in _paired(self.parts(index), self.fed(index)):
            if copy is not None:
                made.append((copy.run(first, stop), True))
                continue
            frames = next(encoded).part(fed[0], fed[0] + stop - first)
            assert len(frames) == stop - first, f"{len(frames)} of {stop - first} frames"
            made.append((Run(first, frames), False))
        run = patched(iter(made))
        assert (run.first, run.stop) == self.grid.kept(index), f"{run.first}–{run.stop}"
        return run


def is_kept(key: str) -> bool:
    """Whether a chunk's frames lie in the cache."""
    return cache.holds(_FRAMES, key)


def kept(key: str, first: int) -> Run | None:
    """A chunk's frames out of the cache, of which the first has this number."""
    content = cache.read(_FRAMES, key)
    return None if content is None else Run(first, Frames.read(content))


def encoded(recipe: Recipe, chunks: Sequence[int]) -> list[bytes]:
    """The frames of chunks in a row, as `Frames.write` gives them; kept for later, too.

    Each sample is mixed once, though neighbours overlap.
    """
    spans = [(start, stop) for index in chunks for _, start, stop in recipe.fed(index)]
    coders = iter(_coded(recipe, spans))
    made = []
    for index in chunks:
        run = recipe.run(index, islice(coders, len(recipe.fed(index))))
        made.append(run.frames.write())
        cache.write(_FRAMES, made[-1], recipe.key(index))
    return made


def _coded(recipe: Recipe, spans: Sequence[Span]) -> list[Frames]:
    """What an encoder of its own makes of each span of samples; silence is below 0."""
    layout = recipe.grid.layout
    coders = [lame.Coder(layout) for _ in spans]
    for coder, (start, _) in zip(coders, spans, strict=True):
        coder.hear(np.zeros((max(0, -start), layout.channels), np.float32))
    for at, block in _once(recipe.sound, spans):
        for coder, (start, stop) in zip(coders, spans, strict=True):
            coder.hear(block[max(0, start - at) : max(0, stop - at)])
    return [coder.frames() for coder in coders]


def _once(sound: Retouched, spans: Sequence[Span]) -> Iterator[tuple[int, Block]]:
    """The samples that any span holds, and where each block begins."""
    end = 0
    for group in _groups(spans):
        at, end = max(0, group[0]), group[1]
        for block in sound.blocks(at, end):
            yield at, block
            at += len(block)


def _groups(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in ascending order, those as one that overlap."""
    begin, end = spans[0]
    for start, stop in spans[1:]:
        if start > end:
            yield begin, end
            begin = start
        end = max(end, stop)
    yield begin, end


def _paired(
    parts: Sequence[tuple[Copy | None, int, int]], fed: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[tuple[Copy | None, int, int], tuple[int, int, int]]]:
    """Each part, with what its encoder is given where it has one."""
    given = iter(fed)
    for part in parts:
        yield part, next(given) if part[0] is None else (0, 0, 0)
