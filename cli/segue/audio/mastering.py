"""Mastering: one loudness and no peak above the ceiling, true in the file that is delivered.

The programme is encoded at the level that should come out right. What a decoder makes of the file
is measured; if its loudness misses, all of it is corrected by what it missed; where it is above
the ceiling, only that spot is turned down. Then what changed is encoded again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from segue.audio.job import Target
from segue.audio.listening import Heard, Made
from segue.audio.programme import Programme
from segue.audio.retouching import Retouched

# Corrected sooner than listeners' meters would call it off.
_TOLERANCE_LU = 0.08
# Whole steps, so that a small change elsewhere changes nothing here.
_STEP_LU = 0.01
_MOST_ENCODES = 6
# 16-bit samples end here.
_HIGHEST_CEILING_DBTP = -0.05


class Codec(Protocol):
    """Something that makes a file of a programme, and hears what a decoder makes of that."""

    @property
    def drop_db(self) -> float:
        """How much lower the decoded file is than the programme."""

    @property
    def overshoot_db(self) -> float:
        """How far its peaks are likely to rise."""

    def encode(self, sound: Retouched, ceiling_dbtp: float, target: Path) -> Made:
        """Write the file; SegueError when the disk takes no more."""


@dataclass(frozen=True, slots=True)
class Mastered:
    """How the finished file came about, and what it measures.

    `corrected_db` is what the first attempt missed its loudness by, `spots` how many places were
    turned down. `parts` says for each part of the file whether it had to be encoded anew.
    """

    delivered: Heard
    corrected_db: float
    spots: int
    encodes: int
    parts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Mastering:
    """What is to be made of a programme, and by what.

    One whose level `is_settled` is not made louder or softer, however it comes out.
    """

    codec: Codec
    target: Target
    is_settled: bool = False

    @property
    def aim(self) -> Target:
        """What the programme should measure before it is encoded."""
        drop = self.codec.drop_db
        ceiling = self.target.true_peak_dbtp + drop - self.codec.overshoot_db
        return Target(self.target.loudness_lufs + drop, min(ceiling, _HIGHEST_CEILING_DBTP))

    def finish(self, programme: Programme, file: Path) -> Mastered:
        """Encode the programme into `file` until it is right; one without a ceiling is let be."""
        sound = Retouched(programme, {})
        encodes, total = 0, 0.0
        anew: tuple[bool, ...] = ()
        while True:
            made = self.codec.encode(sound, self.target.true_peak_dbtp, file)
            encodes += 1
            anew = tuple(map(max, anew or made.parts, made.parts))
            heard = made.heard
            louder, overs = self._missed(heard), heard.overs_db
            is_right = programme.ceiling_dbtp is None or (not louder and not overs)
            if is_right or encodes >= _MOST_ENCODES:
                return Mastered(heard, total, len(sound.dips_db), encodes, anew)
            sound = sound.corrected(louder, overs)
            total += louder

    def _missed(self, heard: Heard) -> float:
        """How much louder it should be."""
        if heard.loudness_lufs is None or self.is_settled:
            return 0.0
        miss = self.target.loudness_lufs - heard.loudness_lufs
        return round(miss / _STEP_LU) * _STEP_LU if abs(miss) > _TOLERANCE_LU else 0.0
