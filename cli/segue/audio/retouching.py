"""Spots turned down before encoding: where the delivered file was heard above its ceiling.

An encoder adds to some peaks and not to others. Only what comes out too high is turned down, over
20 ms, with ramps as long on both sides; everything else stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from segue.audio.decoding import Block
from segue.audio.programme import Programme

_CELLS_A_SECOND = 50


def cell_samples(rate: int) -> int:
    """The samples in a 50th of a second, by which spots are counted."""
    return rate // _CELLS_A_SECOND


@dataclass(frozen=True, slots=True)
class Retouched:
    """A programme, and how much lower it is at some spots, in dB by the 50th of a second."""

    programme: Programme
    dips_db: Mapping[int, float]

    def blocks(self, start: int, stop: int) -> Iterator[Block]:
        """The samples from `start` up to `stop`, in order."""
        at = start
        for block in self.programme.blocks(start, stop):
            yield self._lowered(block, at)
            at += len(block)

    def fingerprint(self, start: int, stop: int) -> str:
        """A hash of all that determines these samples."""
        whole = self.programme.fingerprint(start, stop)
        size = cell_samples(self.programme.sample_rate)
        near = {
            cell: dip
            for cell, dip in self.dips_db.items()
            if (cell + 2) * size > start and (cell - 1) * size < stop
        }
        if not near:
            return whole
        spots = [(cell * size - start, dip) for cell, dip in sorted(near.items())]
        return hashlib.sha256(f"{whole} {spots}".encode()).hexdigest()

    def corrected(self, loudness_lu: float, overs_db: Mapping[int, float]) -> Retouched:
        """Made louder as a whole, and lower at the spots that were too high by so much."""
        programme = self.programme.corrected(loudness_lu) if loudness_lu else self.programme
        dips = dict(self.dips_db)
        for cell, over in overs_db.items():
            dips[cell] = round(dips.get(cell, 0.0) + over, 3)
        return replace(self, programme=programme, dips_db=dips)

    def _lowered(self, block: Block, at: int) -> Block:
        size = cell_samples(self.programme.sample_rate)
        first, last = at // size, -(-(at + len(block)) // size)
        dips = np.array([self.dips_db.get(cell, 0.0) for cell in range(first - 1, last + 1)])
        if not dips.any():
            return block
        # Between cells the deeper of both dips holds; it is reached along a straight line.
        edges = np.maximum(dips[:-1], dips[1:])
        samples = np.arange(at, at + len(block))
        curve = np.interp(samples, np.arange(first, last + 1) * size, edges)
        return np.asarray(block * (10 ** (curve / -20)).astype(np.float32)[:, None])
