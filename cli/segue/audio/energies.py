"""A clip's loudness over time: from its recording's survey, after gain and limiting.

Nothing is measured anew but what the limiter would turn down. There each tenth of a second loses
as much of its energy as the samples in it do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

import numpy as np
import numpy.typing as npt

from segue import cache
from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.limiter import Limiter
from segue.audio.mixing import Layer, hop_samples, mixed, shape
from segue.audio.sources import Sound, can_seek
from segue.audio.surveying import HOP_MILLISECONDS, Survey
from segue.release import Clip

Energies = npt.NDArray[np.float64]
_Samples = npt.NDArray[np.int64]

# Peaks between the samples are seldom higher than this over those in them.
_BETWEEN = 1.06
_CACHE = "limited"
# Raise this whenever the same clip comes to be limited otherwise.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Hearing:
    """A clip and what was found in its recording."""

    clip: Clip
    survey: Survey
    sound: Sound

    def energies(self) -> Energies:
        """K-weighted, by the tenth of a second, from the clip's first sample on."""
        return self._heard(self.survey.energies)

    def limited(self, gain_db: float, ceiling_dbtp: float | None) -> Energies:
        """The same after a gain and, under a ceiling, after limiting."""
        made = self.energies() * 10 ** (gain_db / 10)
        if ceiling_dbtp is None:
            return made
        loud = self._heard(self.survey.peaks) * 10 ** ((gain_db - ceiling_dbtp) / 20) * _BETWEEN > 1
        return made * self._kept(gain_db, ceiling_dbtp, loud) if loud.any() else made

    def on_timeline(self, layer: Layer, energies: Energies, hops: int) -> Energies:
        """Such energies where they lie on the timeline, under the layer's fades and ducking."""
        hop = hop_samples(self.sound.sample_rate)
        middles = self._middles()
        faded = energies * shape(layer, middles, self.sound.sample_rate) ** 2
        places = np.minimum((self.clip.start + middles) // hop, hops - 1)
        return np.asarray(np.bincount(places, faded, minlength=hops)[:hops], np.float64)

    def _middles(self) -> _Samples:
        """The middle sample of each tenth of a second of the clip."""
        hop = hop_samples(self.sound.sample_rate)
        middles = np.arange(hop // 2, self.clip.samples + hop // 2, hop)
        return np.minimum(middles, self.clip.samples - 1)

    def _heard(self, found: npt.NDArray[np.float32]) -> Energies:
        """What was found in the recording at each tenth of a second of the clip."""
        clip, rate = self.clip, self.sound.sample_rate
        edges = np.cumsum([0, *(end - first for first, end in clip.stretches)])
        middles = self._middles()
        within = np.searchsorted(edges, middles, "right") - 1
        firsts = np.array([first for first, _ in clip.stretches])
        cut = firsts[within] + middles - edges[within]
        seconds = clip.segment.start + cut / rate
        places = (seconds * 1000 / HOP_MILLISECONDS).astype(np.int64)
        return np.asarray(found[np.minimum(places, len(found) - 1)], np.float64)

    def _kept(self, gain_db: float, ceiling_dbtp: float, loud: npt.NDArray[np.bool_]) -> Energies:
        """The part of each energy that limiting leaves."""
        parts = repr((_VERSION, *self._identity(), gain_db, ceiling_dbtp))
        known = cache.read(_CACHE, parts)
        if known is not None and len(known) == len(loud) * 4:
            return np.frombuffer(known, np.float32).astype(np.float64)
        before, after = np.zeros(len(loud)), np.zeros(len(loud))
        limits = Layer(replace(self.clip, start=0), gain_db), ceiling_dbtp
        for run in self._runs(loud):
            for at, block, made in self._limited_blocks(*limits, run):
                _add(before, block, at, self.sound.sample_rate)
                _add(after, made, at, self.sound.sample_rate)
        kept = np.where(before > 0, after / np.where(before > 0, before, 1.0), 1.0)
        cache.write(_CACHE, kept.astype(np.float32).tobytes(), parts)
        return kept.astype(np.float32).astype(np.float64)

    def _identity(self) -> tuple[object, ...]:
        clip, segment = self.clip, self.clip.segment
        fades = clip.fade_in, clip.fade_out, clip.rise, clip.fall
        cut = segment.kind, segment.start, segment.end, clip.samples, clip.kept
        return segment.recording.sha256, astuple(self.sound), cut, fades

    def _runs(self, loud: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
        """The samples of the blocks that hold something loud; one run where seeking is slow."""
        hop = hop_samples(self.sound.sample_rate)
        blocks = sorted(
            {
                (at * hop + reach) // BLOCK_SAMPLES
                for at in map(int, np.flatnonzero(loud))
                for reach in (0, hop)
            }
        )
        if not can_seek(self.clip.segment.recording, self.sound):
            blocks = [*range(blocks[0], blocks[-1] + 1)]
        end = 0
        for at, block in enumerate(blocks):
            if block < end:
                continue
            # One more block, over which the limiter lets go.
            end = block + 1
            while end in blocks[at : at + end - block + 1]:
                end += 1
            end += 1
            first, last = block * BLOCK_SAMPLES, min(end * BLOCK_SAMPLES, self.clip.samples)
            if first < last:
                yield first, last

    def _limited_blocks(
        self, layer: Layer, ceiling_dbtp: float, run: tuple[int, int]
    ) -> Iterator[tuple[int, Block, Block]]:
        """Each block of a run: where it begins, as it is, and limited."""
        before: deque[Block] = deque()

        def heard() -> Iterator[Block]:
            for block in mixed([layer], self.sound, run):
                before.append(block)
                yield block

        limiter = Limiter(self.sound.sample_rate, self.sound.channels, ceiling_dbtp)
        at = run[0]
        for made in limiter.limit(heard()):
            block = before.popleft()
            yield at, block, made
            at += len(block)


def _add(sums: Energies, block: Block, at: int, rate: int) -> None:
    """Add a block's energy, which begins at a sample of the clip, to its tenths of a second."""
    hop = hop_samples(rate)
    energy = np.einsum("ij,ij->i", block, block, dtype=np.float64)
    starts = np.arange(-(-at // hop) * hop - at, len(block), hop)
    edges = np.unique(np.concatenate(((0,), starts)))
    places = np.minimum((at + edges) // hop, len(sums) - 1)
    np.add.at(sums, places, np.add.reduceat(energy, edges))
