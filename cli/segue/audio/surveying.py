"""A recording heard once: its loudness, tenth of a second by tenth, its peaks and its flaws.

What is found holds for the same bytes for ever and is kept in the cache. A programme's loudness is
then arithmetic: gains and fades on these energies (EBU R128's gating blocks are four of them).
"""

from __future__ import annotations

import json
import math
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt
from pyebur128.pyebur128 import MeasurementMode, R128State, get_loudness_window

from segue import cache
from segue.audio.ahead import ahead
from segue.audio.cleaning import cleaned
from segue.audio.decibels import of_amplitude, power
from segue.audio.decoding import Block, gathered
from segue.audio.examining import Examination, Examiner
from segue.audio.series import Series
from segue.audio.sources import Sound, played
from segue.audio.truepeak import Levels, TruePeak, highest_from
from segue.model import Recording

HOP_MILLISECONDS = 100
_CACHE = "surveys"
# Raise this whenever a survey comes to hold anything else.
_VERSION = 3
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LU = -0.691
_BLOCK_HOPS = 4
_SHORT_TERM_HOPS = 30
_RANGE_GATE_LU = -20.0
_RANGE_PERCENTS = (10, 95)


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
    return _OFFSET_LU + 10 * math.log10(gated.mean())


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


def survey(recording: Recording, sound: Sound) -> Survey:
    """A recording's survey, from the cache where it was made before."""
    parts = (str(_VERSION), recording.sha256, repr(astuple(sound)[1:]))
    kept = _read(cache.read(_CACHE, *parts))
    if kept is None:
        kept = _made(recording, sound)
        cache.write(_CACHE, _written(kept), *parts)
    return kept


def energy(lufs: float) -> float:
    """The K-weighted energy that has so much loudness."""
    return power(lufs - _OFFSET_LU)


def _made(recording: Recording, sound: Sound) -> Survey:
    rate = recording.sample_rate
    hop = rate * HOP_MILLISECONDS // 1000
    examiner = Examiner(rate)
    blocks = played(recording, sound.channels, 0, recording.samples, examiner)
    if sound.is_cleaned:
        blocks = cleaned(blocks, recording, sound)
    ear = _Ear(rate, sound.channels, hop)
    kept: Block = np.zeros((0, sound.channels), np.float32)
    for block in ahead(gathered(blocks)):
        heard = np.concatenate((kept, block)) if len(kept) else block
        whole = len(heard) // hop * hop
        ear.hear(heard[:whole])
        kept = heard[whole:]
    silence = np.zeros((-len(kept) % hop, sound.channels), np.float32)
    ear.hear(np.concatenate((kept, silence)))
    return ear.told(examiner.told())


class _Ear:
    """Hears a recording, in whole tenths of a second."""

    def __init__(self, rate: int, channels: int, hop: int) -> None:
        self._rate, self._channels, self._hop = rate, channels, hop
        self._meter = R128State(channels, rate, MeasurementMode.MODE_M)
        self._peak = TruePeak(channels)
        self._energies, self._peaks = Series(), Series()
        self._is_one_channel = True

    def hear(self, block: Block) -> None:
        """Hear some tenths of a second."""
        if not len(block):
            return
        hop, channels = self._hop, self._channels
        if self._is_one_channel and channels > 1:
            self._is_one_channel = bool((block[:, 0] == block[:, 1]).all())
        flat = np.ascontiguousarray(block).reshape(-1)
        energies = []
        for at in range(0, len(flat), hop * channels):
            self._meter.add_frames(flat[at : at + hop * channels], hop)
            energies.append(energy(get_loudness_window(self._meter, HOP_MILLISECONDS)))
        self._energies.add(np.array(energies, np.float32))
        self._peaks.add(highest_from(block, np.arange(0, len(block), hop)))
        self._peak.add(block)

    def told(self, examination: Examination) -> Survey:
        """What was heard."""
        return Survey(
            self._energies.told(),
            self._peaks.told(),
            self._peak.highest,
            self._is_one_channel,
            examination,
        )


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
