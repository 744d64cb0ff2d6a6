"""Mastering: one loudness and no peak above the ceiling, true in the file that is delivered.

The programme is encoded at the level that should come out right. Then the encoded file is decoded
and measured; if it misses, loudness and ceiling are corrected by what it missed, and it is encoded
again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from segue.audio.decoding import decoded, gathered
from segue.audio.job import Target
from segue.audio.meter import Measured, Meter
from segue.audio.mp3 import encode, level_drop_db, overshoot_db
from segue.audio.mpeg import Format
from segue.audio.programme import Programme
from segue.audio.waveform import Outline

_TOLERANCE_LU = 0.1
_MOST_ENCODES = 4
# Kept free below the ceiling when correcting, as meters differ by some hundredths.
_MARGIN_DB = 0.05
# 16-bit samples end here.
_HIGHEST_CEILING_DBTP = -0.05


@dataclass(frozen=True, slots=True)
class Mastered:
    """How the finished file came about, and what it measures; `peaks` outline it, 0 to 1.

    `corrected_db` is what the first attempt missed its loudness by.
    """

    delivered: Measured
    corrected_db: float
    encodes: int
    peaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mastering:
    """What is to be made of a programme."""

    layout: Format
    target: Target

    @property
    def aim(self) -> Target:
        """What the programme should measure before it is encoded."""
        drop = level_drop_db(self.layout)
        ceiling = self.target.true_peak_dbtp + drop - overshoot_db(self.layout)
        return Target(self.target.loudness_lufs + drop, min(ceiling, _HIGHEST_CEILING_DBTP))

    def finish(self, programme: Programme, tag: bytes, file: Path) -> Mastered:
        """Encode the programme into `file` until it is right; one without a ceiling is let be."""
        encodes, total = 0, 0.0
        while True:
            encode(programme.blocks(0, programme.samples), self.layout, tag, file)
            encodes += 1
            delivered, peaks = self._heard(programme.samples, file)
            louder, ceiling = self._missed(programme, delivered)
            if (not louder and not ceiling) or encodes == _MOST_ENCODES:
                return Mastered(delivered, total, encodes, peaks)
            programme = programme.corrected(louder, ceiling)
            total += louder

    def _missed(self, programme: Programme, delivered: Measured) -> tuple[float, float]:
        """How much louder it should be, and by how much its ceiling should move."""
        louder = ceiling = 0.0
        if programme.ceiling_dbtp is None:
            return louder, ceiling
        if delivered.loudness_lufs is not None:
            miss = self.target.loudness_lufs - delivered.loudness_lufs
            louder = miss if abs(miss) > _TOLERANCE_LU else 0.0
        if delivered.true_peak_dbtp is not None:
            over = delivered.true_peak_dbtp - self.target.true_peak_dbtp
            ceiling = -over - _MARGIN_DB if over > 0 else 0.0
        return louder, ceiling

    def _heard(self, samples: int, file: Path) -> tuple[Measured, tuple[float, ...]]:
        """The delivered file as a listener's decoder gives it, measured and outlined."""
        meter = Meter(self.layout.sample_rate, self.layout.channels)
        outline = Outline(samples)
        with decoded(file) as blocks:
            for block in gathered(block for block, _ in blocks):
                meter.add(block)
                outline.add(block)
        measured = meter.read()
        assert measured.samples == samples, f"{measured.samples} for {samples} samples"
        return measured, outline.peaks()
