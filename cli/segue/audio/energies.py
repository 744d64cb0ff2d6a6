"""A clip's loudness over time: from its recording's survey, after gain and limiting.

Nothing is measured anew but what the limiter would turn down. There each tenth of a second loses
as much of its energy as the samples in it do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from segue import cache
from segue.audio.decibels import amplitude, power
from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.limiter import Control, Gains
from segue.audio.metering import HOP_MILLISECONDS, lone
from segue.audio.mixing import Layer, hop_samples, mixed, shape
from segue.audio.sources import Sound, can_seek
from segue.audio.surveying import Survey
from segue.audio.truepeak import CELL, HISTORY, Levels, levels
from segue.release import Alone, Clip, Crew

Energies = npt.NDArray[np.float64]
_Samples = npt.NDArray[np.int64]

# Peaks between the samples are seldom higher than this over those in them.
_BETWEEN = 1.06
_CACHE = "limited"
# Raise this whenever the same clip comes to be limited otherwise.
_VERSION = 4
# Blocks of a run that are limited in one go, and what a second of it costs.
_BLOCKS_AT_ONCE = 40
_COST = 0.002


@dataclass(frozen=True, slots=True)
class Hearing:
    """A clip and what was found in its recording."""

    clip: Clip
    survey: Survey
    sound: Sound
    crew: Crew = field(default_factory=Alone, compare=False)

    def energies(self) -> Energies:
        """K-weighted, by the tenth of a second, from the clip's first sample on."""
        return self._heard(self.survey.energies)

    def limited(self, gain_db: float, ceiling_dbtp: float | None) -> Energies:
        """The same after a gain and, under a ceiling, after limiting."""
        made = self.energies() * power(gain_db)
        highest = self._peaks().max(initial=0.0) * _BETWEEN
        if ceiling_dbtp is None or not highest:
            return made
        quiet_db = ceiling_dbtp - 20 * math.log10(highest)
        if gain_db <= quiet_db:
            return made
        # Between whole decibels above that, what is left lies on a straight line.
        step = int(gain_db - quiet_db)
        lower, upper = self._left(quiet_db, (step, step + 1), ceiling_dbtp)
        return made * (lower + (upper - lower) * (gain_db - quiet_db - step))

    def on_timeline(self, layer: Layer, energies: Energies, hops: int) -> Energies:
        """Such energies where they lie on the timeline, under the layer's fades and ducking."""
        hop = hop_samples(self.sound.sample_rate)
        middles = self._middles()
        faded = energies * shape(layer, middles, self.sound.sample_rate) ** 2
        places = np.minimum((self.clip.start + middles) // hop, hops - 1)
        return np.asarray(np.bincount(places, faded, minlength=hops)[:hops], np.float64)

    def _peaks(self) -> Energies:
        return self._heard(self.survey.peaks)

    def _middles(self) -> _Samples:
        """The middle sample of each tenth of a second of the clip."""
        hop = hop_samples(self.sound.sample_rate)
        whole = max(1, self.clip.samples // hop)
        return np.minimum(hop // 2 + np.arange(whole) * hop, self.clip.samples - 1)

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

    def _left(self, quiet_db: float, steps: tuple[int, ...], ceiling_dbtp: float) -> list[Energies]:
        """The part of each energy that limiting leaves, at gains of so many dB above `quiet_db`."""
        hops = len(self._middles())
        identity = _VERSION, *self._identity(), quiet_db, ceiling_dbtp
        names = {step: repr((*identity, step)) for step in steps if step}
        found = {step: cache.read(_CACHE, name) for step, name in names.items()}
        missing = [
            step for step, content in found.items() if content is None or len(content) != hops * 4
        ]
        if missing:
            left = self._measured([quiet_db + step for step in missing], ceiling_dbtp)
            for step, each in zip(missing, left, strict=True):
                found[step] = each.astype(np.float32).tobytes()
                cache.write(_CACHE, found[step] or b"", names[step])
        # Where it is quiet nothing is limited.
        return [
            np.frombuffer(found[step] or b"", np.float32).astype(np.float64)
            if step
            else np.ones(hops)
            for step in steps
        ]

    def _measured(self, gains_db: Sequence[float], ceiling_dbtp: float) -> list[Energies]:
        """What limiting leaves at several gains, found in one go."""
        hops = len(self._middles())
        limiting = _Limiting(self.clip, self.sound, tuple(gains_db), ceiling_dbtp)
        loud = self._peaks() * amplitude(gains_db[-1]) * _BETWEEN > amplitude(ceiling_dbtp)
        runs = [*self._runs(loud)]
        self.crew.expect(sum(end - begin for begin, end in runs) / self.sound.sample_rate * _COST)
        whole = np.zeros((len(gains_db) + 1, hops))
        for found in [self.crew.submit(_limited, limiting, run) for run in runs]:
            first, sums = found.result()
            stop = min(first + sums.shape[1], hops)
            whole[:, first:stop] += sums[:, : stop - first]
            # What comes after the last tenth of a second is part of it.
            whole[:, -1] += sums[:, stop - first :].sum(axis=1)
        before, *after = whole
        heard = before > 0
        return [np.where(heard, each / np.where(heard, before, 1.0), 1.0) for each in after]

    def _identity(self) -> tuple[object, ...]:
        clip, segment = self.clip, self.clip.segment
        fades = clip.fade_in, clip.fade_out, clip.rise, clip.fall
        cut = segment.kind, segment.start, segment.end, clip.samples, clip.kept
        return segment.recording.sha256, astuple(self.sound), cut, fades

    def _runs(self, loud: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
        """The samples of the blocks that hold something loud; one run where seeking is slow."""
        hop = hop_samples(self.sound.sample_rate)
        first = np.flatnonzero(loud) * hop // BLOCK_SAMPLES
        last = (np.flatnonzero(loud) + 1) * hop // BLOCK_SAMPLES
        # One more block, over which the limiter lets go.
        wanted = np.zeros(self.clip.samples // BLOCK_SAMPLES + 4, np.bool_)
        for blocks in (first, last, last + 1):
            wanted[blocks] = True
        reach = _BLOCKS_AT_ONCE * BLOCK_SAMPLES
        if not can_seek(self.clip.segment.recording, self.sound):
            wanted[first[0] : last[-1] + 2] = True
            reach = self.clip.samples
        edges = np.flatnonzero(np.diff(wanted, prepend=False, append=False)) * BLOCK_SAMPLES
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            stop = min(end, self.clip.samples)
            for at in range(begin, stop, reach):
                yield at, min(at + reach, stop)


@dataclass(frozen=True, slots=True)
class _Limiting:
    """A clip under a ceiling, at several gains."""

    clip: Clip
    sound: Sound
    gains_db: tuple[float, ...]
    ceiling_dbtp: float

    def cells(self, run: tuple[int, int]) -> Iterator[tuple[int, Levels, Energies]]:
        """Each block of a run, and one of silence: where it begins, its cells' levels and power."""
        clip = Layer(replace(self.clip, start=0), 0.0)
        least = amplitude(self.ceiling_dbtp - self.gains_db[-1])
        silent: Block = np.zeros((BLOCK_SAMPLES, self.sound.channels), np.float32)
        history, at = silent[:HISTORY], run[0]
        for block in chain(mixed([clip], self.sound, run), (silent,)):
            whole = np.concatenate((history, block, silent[len(block) :]))
            history = whole[-HISTORY:]
            single = lone(whole)
            cells = single[HISTORY:].reshape(BLOCK_SAMPLES // CELL, -1)
            powers = np.einsum("cs,cs->c", cells, cells, dtype=np.float64)
            yield at, levels(single, least), powers * (self.sound.channels / single.shape[1])
            at += BLOCK_SAMPLES


def _limited(limiting: _Limiting, run: tuple[int, int]) -> tuple[int, Energies]:
    """The power of each tenth of a second of a run from the first on: before, and at each gain."""
    rate, ceiling = limiting.sound.sample_rate, limiting.ceiling_dbtp
    hop = hop_samples(rate)
    first = run[0] // hop
    sums = np.zeros((len(limiting.gains_db) + 1, (run[1] + BLOCK_SAMPLES) // hop - first + 1))
    factors = [(Control(rate, ceiling), amplitude(gain_db)) for gain_db in limiting.gains_db]
    earlier: Energies | None = None
    # Gains come a block late.
    for at, found, strength in limiting.cells(run):
        gains = [control.gains(found, factor) for control, factor in factors]
        if earlier is not None:
            middles = np.arange(at - BLOCK_SAMPLES + CELL // 2, at, CELL)
            left = [earlier, *(earlier * _mean_square(each) for each in gains)]
            places = middles // hop - first
            sums += [np.bincount(places, each, minlength=sums.shape[1]) for each in left]
        earlier = strength
    return first, sums


def _mean_square(gains: Gains | None) -> Energies | float:
    """The mean square of gains that move evenly between each two edges."""
    if gains is None:
        return 1.0
    begin, end = gains[:-1].astype(np.float64), gains[1:].astype(np.float64)
    return np.asarray((begin * begin + begin * end + end * end) / 3)
