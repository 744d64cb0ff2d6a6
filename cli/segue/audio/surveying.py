"""A recording heard once: its loudness, tenth of a second by tenth, its peaks and its flaws.

What is found holds for the same bytes for ever and is kept in the cache. A programme's loudness is
then arithmetic: gains and fades on these energies (EBU R128's gating blocks are four of them).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from segue import cache
from segue.audio.ahead import ahead
from segue.audio.cleaning import cleaned
from segue.audio.decibels import of_amplitude, power
from segue.audio.decoding import Block, gathered
from segue.audio.examining import WINDOWS_PER_SECOND, Examination, Examiner
from segue.audio.metering import (
    HOP_MILLISECONDS,
    SETTLING_SECONDS,
    energies,
    energy,
    highest,
    lone,
    lufs,
    peaks,
)
from segue.audio.series import Series
from segue.audio.sources import Sound, can_seek, played
from segue.audio.truepeak import Levels
from segue.model import Recording
from segue.release import Alone, Crew

_CACHE = "surveys"
# Raise this whenever a survey comes to hold anything else.
_VERSION = 5
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_BLOCK_HOPS = 4
_SHORT_TERM_HOPS = 30
_RANGE_GATE_LU = -20.0
_RANGE_PERCENTS = (10, 95)
# Parts of a recording measured side by side, pieces of a part at once, and what a second costs.
_PART_SECONDS = 60
_PIECE_SECONDS = 5
_COST = 0.003


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What a recording measures, folded to the programme's channels, before any gain.

    `energies` are K-weighted, summed over the channels, and `peaks` the highest samples, both for
    each tenth of a second. `is_one_channel` says that all channels are the same; `examination` is
    of the recording's own ones.
    """

    energies: Levels
    peaks: Levels
    true_peak: float
    is_one_channel: bool
    examination: Examination

    @property
    def loudness_lufs(self) -> float | None:
        """Its integrated loudness; None for silence and for less than 400 ms."""
        return loudness_lufs(self.energies)

    @property
    def true_peak_dbtp(self) -> float | None:
        """Its highest true peak; None for silence."""
        return of_amplitude(self.true_peak)


def loudness_lufs(energies: npt.NDArray[np.floating]) -> float | None:
    """The integrated loudness of energies by the tenth of a second (BS.1770-4: gated twice)."""
    if len(energies) < _BLOCK_HOPS:
        return None
    sums = np.convolve(energies.astype(np.float64), np.full(_BLOCK_HOPS, 1 / _BLOCK_HOPS), "valid")
    loud = sums[sums > energy(_ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return None
    gated = loud[loud > loud.mean() * power(_RELATIVE_GATE_LU)]
    return lufs(gated.mean())


def loudness_range_lu(energies: npt.NDArray[np.floating]) -> float | None:
    """The loudness range (EBU Tech 3342); None for silence and for less than 3 s."""
    if len(energies) < _SHORT_TERM_HOPS:
        return None
    window = np.full(_SHORT_TERM_HOPS, 1 / _SHORT_TERM_HOPS)
    short = np.convolve(energies.astype(np.float64), window, "valid")
    short = short[short > energy(_ABSOLUTE_GATE_LUFS)]
    if not len(short):
        return None
    gated = short[short > short.mean() * power(_RANGE_GATE_LU)]
    low, high = np.percentile(gated, _RANGE_PERCENTS)
    return float(10 * math.log10(high / low))


def survey(recording: Recording, sound: Sound, crew: Crew | None = None) -> Survey:
    """A recording's survey, from the cache where it was made before."""
    parts = (str(_VERSION), recording.sha256, repr(astuple(sound)[1:]))
    kept = _read(cache.read(_CACHE, *parts))
    if kept is None:
        kept = _made(recording, sound, crew or Alone())
        cache.write(_CACHE, _written(kept), *parts)
    return kept


def _made(recording: Recording, sound: Sound, crew: Crew) -> Survey:
    """Measured in parts side by side where any part is at hand at once, else in one go."""
    rate, samples = recording.sample_rate, recording.samples
    # Parts begin where a tenth and a twentieth of a second do.
    if rate % WINDOWS_PER_SECOND or not can_seek(recording, sound):
        return _surveyed(recording, sound, 0, samples)
    crew.expect(recording.seconds * _COST)
    size = rate * _PART_SECONDS
    parts = [
        crew.submit(_surveyed, recording, sound, at, min(at + size, samples))
        for at in range(0, samples, size)
    ]
    return _together([part.result() for part in parts])


def _surveyed(recording: Recording, sound: Sound, first: int, end: int) -> Survey:
    """A part of a recording, heard after a moment of what precedes it."""
    rate = recording.sample_rate
    lead = min(first, round(SETTLING_SECONDS * rate))
    examiner = Examiner(rate, first, lead)
    blocks = played(recording, sound.channels, first - lead, end, examiner)
    if sound.is_cleaned:
        blocks = cleaned(blocks, recording, sound)
    if end - first > rate * _PART_SECONDS:
        blocks = ahead(gathered(blocks))
    ear = _Ear(rate, lead)
    for block in blocks:
        ear.hear(block)
    return ear.told(examiner)


def _together(parts: Sequence[Survey]) -> Survey:
    """Parts that follow each other, as one."""
    return Survey(
        np.concatenate([part.energies for part in parts]),
        np.concatenate([part.peaks for part in parts]),
        max(part.true_peak for part in parts),
        all(part.is_one_channel for part in parts),
        Examination.together([part.examination for part in parts]),
    )


class _Ear:
    """Hears a recording in pieces of some seconds, after `lead` samples of no account.

    Each piece is measured after the end of the one before it.
    """

    def __init__(self, rate: int, lead: int) -> None:
        self._rate, self._settling = rate, lead
        self._hop = rate * HOP_MILLISECONDS // 1000
        self._blocks: list[Block] = []
        self._waiting = 0
        self._energies, self._peaks = Series(), Series()
        self._highest = 0.0
        self._is_one_channel = True

    def hear(self, block: Block) -> None:
        """Hear the next samples."""
        self._blocks.append(block)
        self._waiting += len(block)
        if self._waiting > self._rate * _PIECE_SECONDS:
            self._measure()

    def told(self, examiner: Examiner) -> Survey:
        """What was heard; silence fills up the last tenth of a second."""
        missing = -(self._waiting - self._settling) % self._hop
        channels = self._blocks[-1].shape[1] if self._blocks else 1
        self.hear(np.zeros((missing, channels), np.float32))
        self._measure()
        return Survey(
            self._energies.told(),
            self._peaks.told(),
            self._highest,
            self._is_one_channel,
            examiner.told(),
        )

    def _measure(self) -> None:
        """Measure all whole tenths of a second; what is left waits for more."""
        sound, settling = np.concatenate(self._blocks), self._settling
        end = len(sound) - (len(sound) - settling) % self._hop
        heard = lone(sound[:end])
        self._is_one_channel &= heard.shape[1] == 1
        found = peaks(heard[settling:], self._hop)
        alike = sound.shape[1] // heard.shape[1]
        self._energies.add(energies(heard, self._rate, settling) * np.float32(alike))
        self._peaks.add(found)
        least = max(self._highest, float(found.max(initial=0.0)))
        self._highest = highest(heard, settling, least)
        self._settling = min(end, round(SETTLING_SECONDS * self._rate))
        self._blocks = [sound[end - self._settling :].copy()]
        self._waiting = len(self._blocks[0])


def _written(made: Survey) -> bytes:
    head = (len(made.energies), made.true_peak, made.is_one_channel)
    body = made.energies.tobytes() + made.peaks.tobytes() + made.examination.write()
    return json.dumps(head).encode() + b"\n" + body


def _read(content: bytes | None) -> Survey | None:
    """The survey that was written; None for anything else."""
    head, _, body = (content or b"").partition(b"\n")
    try:
        count, true_peak, is_one_channel = json.loads(head)
        energies, peaks = np.frombuffer(body, np.float32, 2 * count).reshape(2, count)
    except (ValueError, TypeError):
        return None
    examination = Examination.read(body[2 * energies.nbytes :])
    if examination is None:
        return None
    return Survey(energies, peaks, true_peak, is_one_channel, examination)
