"""Mastering: one loudness and no peak above the ceiling, true in the file that is delivered.

The mix is measured, a gain set, peaks limited where the gain lifts them over the ceiling, the file
encoded. Then the encoded file is decoded and measured; if it misses, gain and ceiling are corrected
by what it missed, and it is encoded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from segue.audio.decoding import Block, decoded, gathered
from segue.audio.job import Target
from segue.audio.limiter import Limiter
from segue.audio.meter import Measured, Meter
from segue.audio.mp3 import encode, level_drop_db, overshoot_db
from segue.audio.mpeg import Format
from segue.audio.waveform import Outline

_TOLERANCE_LU = 0.1
# A first aim is nearer, so that what encoding adds stays within the tolerance.
_AIM_LU = 0.02
_MOST_ROUNDS = 6
_MOST_ENCODES = 4
# Steps stay bounded where limiting takes nearly everything away.
_LEAST_RESPONSE = 0.25
# Kept free below the ceiling when correcting, as meters differ by some hundredths.
_MARGIN_DB = 0.05
# 16-bit samples end here.
_HIGHEST_CEILING_DBTP = -0.05

Play = Callable[[], Iterator[Block]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is done to the mix before it is encoded.

    `response` is how much louder a further dB of gain makes it: less than one dB, once peaks are
    limited.
    """

    gain_db: float
    ceiling_dbtp: float
    response: float = 1.0

    def louder(self, miss_lu: float) -> Setting:
        """The setting that makes up for what the loudness misses."""
        return replace(self, gain_db=self.gain_db + miss_lu / self.response)


@dataclass(frozen=True, slots=True)
class Mastered:
    """How the finished file came about, and what it measures; `peaks` outline it, 0 to 1."""

    delivered: Measured
    gain_db: float
    limited_db: float
    encodes: int
    peaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mastering:
    """A mix that can be played again and again, and what is to be made of it."""

    play: Play
    samples: int
    layout: Format
    target: Target

    def finish(self, mix: Measured, tag: bytes, file: Path) -> Mastered:
        """Encode the mix, which measures `mix`, into `file` until it is right."""
        setting = self._settled(mix, self._first(mix))
        encodes = 0
        while True:
            limiter = self._limiter(setting)
            encode(limiter.limit(self._gained(setting)), self.layout, tag, file)
            encodes += 1
            delivered, peaks = self._heard(file)
            corrected = self._corrected(setting, delivered)
            if corrected == setting or encodes == _MOST_ENCODES:
                return Mastered(delivered, setting.gain_db, limiter.deepest_db, encodes, peaks)
            setting = corrected

    def _first(self, mix: Measured) -> Setting:
        drop = level_drop_db(self.layout)
        ceiling = self.target.true_peak_dbtp + drop - overshoot_db(self.layout)
        gain = 0.0
        if mix.loudness_lufs is not None:
            gain = self.target.loudness_lufs + drop - mix.loudness_lufs
        return Setting(gain, min(ceiling, _HIGHEST_CEILING_DBTP))

    def _settled(self, mix: Measured, setting: Setting) -> Setting:
        """The gain raised by what limiting takes away: cheap to find out before encoding."""
        peak, loudness = mix.true_peak_dbtp, mix.loudness_lufs
        if peak is None or loudness is None or peak + setting.gain_db <= setting.ceiling_dbtp:
            return setting
        aim = self.target.loudness_lufs + level_drop_db(self.layout)
        before: tuple[float, float] | None = None
        for _ in range(_MOST_ROUNDS):
            limited = self._limited_loudness(setting)
            if limited is None or abs(aim - limited) <= _AIM_LU:
                break
            if before is not None:
                response = (limited - before[1]) / (setting.gain_db - before[0])
                setting = replace(setting, response=min(1.0, max(_LEAST_RESPONSE, response)))
            before = setting.gain_db, limited
            setting = setting.louder(aim - limited)
        return setting

    def _limited_loudness(self, setting: Setting) -> float | None:
        meter = Meter(self.layout.sample_rate, self.layout.channels)
        for block in self._limiter(setting).limit(self._gained(setting)):
            meter.add(block)
        return meter.read().loudness_lufs

    def _corrected(self, setting: Setting, delivered: Measured) -> Setting:
        """The setting changed by what the delivered file misses; the same when it is right."""
        if delivered.loudness_lufs is not None:
            miss = self.target.loudness_lufs - delivered.loudness_lufs
            if abs(miss) > _TOLERANCE_LU:
                setting = setting.louder(miss)
        if delivered.true_peak_dbtp is not None:
            over = delivered.true_peak_dbtp - self.target.true_peak_dbtp
            if over > 0:
                ceiling = setting.ceiling_dbtp - over - _MARGIN_DB
                setting = replace(setting, ceiling_dbtp=ceiling)
        return setting

    def _limiter(self, setting: Setting) -> Limiter:
        return Limiter(self.layout.sample_rate, self.layout.channels, setting.ceiling_dbtp)

    def _gained(self, setting: Setting) -> Iterator[Block]:
        factor = np.float32(10 ** (setting.gain_db / 20))
        for block in self.play():
            yield block * factor

    def _heard(self, file: Path) -> tuple[Measured, tuple[float, ...]]:
        """The delivered file as a listener's decoder gives it, measured and outlined."""
        meter = Meter(self.layout.sample_rate, self.layout.channels)
        outline = Outline(self.samples)
        with decoded(file) as blocks:
            for block in gathered(block for block, _ in blocks):
                meter.add(block)
                outline.add(block)
        measured = meter.read()
        assert measured.samples == self.samples, f"{measured.samples} for {self.samples} samples"
        return measured, outline.peaks()
