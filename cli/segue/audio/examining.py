"""A recording examined while it is heard: its levels and flaws, by the twentieth of a second.

What is kept is small (some 2 MB an hour), holds for any cut of the recording, and is made in the
pass that measures loudness.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from segue.audio.decoding import Block
from segue.audio.metering import lone
from segue.audio.series import Series, Values

WINDOWS_PER_SECOND = 20
MAINS_HZ = (50, 60)
HARMONICS = 5
# Hum is looked for below this rate, in stretches of two seconds: half a hertz apart, a bass note
# beside it is told from it.
_HUM_RATE = 2000
HUM_SECONDS = 2
_NEAR_HZ = (2, 8)
_STRETCHES_AT_ONCE = 16
_FULL_SCALE = 0.9999
_STEREO = 2


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """What was found, a row for each window.

    `energies` is the mean square of each channel, `differences` that of left less right (none but
    in stereo), `offsets` each channel's mean, `peaks` the highest sample, `clipped` how many runs
    at full scale begin. `hums` has a row for each two seconds: the power of each mains frequency's
    harmonics, and beside it that of what lies around it; `damages` has one for each stretch that
    could not be decoded: where it begins and how long it is, in seconds.
    """

    energies: Values
    differences: Values
    offsets: Values
    peaks: Values
    clipped: Values
    hums: Values
    damages: npt.NDArray[np.float64]

    @classmethod
    def together(cls, parts: Sequence[Examination]) -> Examination:
        """Parts of a recording that follow each other, as one."""
        return cls(
            **{
                each.name: np.concatenate([getattr(part, each.name) for part in parts])
                for each in fields(cls)
            }
        )

    def write(self) -> bytes:
        """As bytes for the cache."""
        target = io.BytesIO()
        np.savez_compressed(
            target, **{each.name: getattr(self, each.name) for each in fields(self)}
        )
        return target.getvalue()

    @classmethod
    def read(cls, content: bytes) -> Examination | None:
        """What `write` gave; None for anything else."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as kept:
                return cls(**{each.name: kept[each.name] for each in fields(cls)})
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
            return None


class Examiner:
    """Examines a stream of blocks in the recording's own channels, from a sample on.

    The first `lead` samples come before what is examined.
    """

    def __init__(self, rate: int, first: int = 0, lead: int = 0) -> None:
        self._rate = rate
        self._heard = first - lead
        self._lead = lead
        self._damages: list[tuple[float, float]] = []
        self._window = max(1, rate // WINDOWS_PER_SECOND)
        self._kept: Block | None = None
        self._channels = 1
        self._levels, self._differences = Series(), Series()
        self._offsets = Series()
        self._peaks, self._clipped = Series(), Series()
        self._hum = _HumFinder(rate)

    def hear(self, block: Block) -> None:
        """Hear the next samples."""
        self._heard += len(block)
        passed = min(self._lead, len(block))
        self._lead -= passed
        block = block[passed:]
        if self._kept is not None and len(self._kept):
            block = np.concatenate((self._kept, block))
        whole = len(block) // self._window * self._window
        self._kept = block[whole:]
        if whole:
            self._examine(block[:whole])

    def miss(self, samples: int) -> None:
        """Learn that so many samples that come next are none of the recording's."""
        begin, end = self._heard + self._lead, self._heard + samples
        if begin < end:
            self._damages.append((begin / self._rate, (end - begin) / self._rate))

    def told(self) -> Examination:
        """What was found; the last window may be shorter than the others."""
        if self._kept is not None and len(self._kept):
            self._window = len(self._kept)
            self._examine(self._kept)
            self._kept = None
        return Examination(
            self._levels.told().reshape(-1, self._channels),
            self._differences.told(),
            self._offsets.told().reshape(-1, self._channels),
            self._peaks.told(),
            self._clipped.told(),
            self._hum.told(),
            np.array(self._damages, np.float64).reshape(-1, 2),
        )

    def _examine(self, block: Block) -> None:
        self._channels = block.shape[1]
        # Where all channels are the same, what is true of one is true of all.
        single = lone(block)
        alike = self._channels // single.shape[1]
        apart = single.reshape(-1, self._window, single.shape[1])
        energies = [_mean_square(apart[:, :, channel]) for channel in range(single.shape[1])]
        self._levels.add(np.repeat(np.stack(energies, axis=1), alike, axis=1))
        offsets = np.einsum("wsc->wc", apart) / np.float32(self._window)
        self._offsets.add(np.repeat(offsets, alike, axis=1))
        if self._channels == _STEREO:
            difference = apart[:, :, 0] - apart[:, :, -1]
            self._differences.add(_mean_square(difference))
        flat = apart.reshape(len(apart), -1)
        peaks = np.maximum(flat.max(axis=1), -flat.min(axis=1))
        self._peaks.add(peaks)
        clipped = np.zeros(len(apart), np.float32)
        if peaks.max() >= _FULL_SCALE:
            starts = _clipped_runs(block) // self._window
            np.add.at(clipped, starts, 1)
        self._clipped.add(clipped)
        self._hum.hear(single)


def _mean_square(windows: Values) -> Values:
    """Of each row; far quicker than over all channels at once."""
    return np.asarray(np.einsum("ws,ws->w", windows, windows) / windows.shape[1], np.float32)


def _clipped_runs(block: Block) -> npt.NDArray[np.intp]:
    """Where runs of three samples and more at full scale begin, on any channel.

    So many in a row are no coincidence: the recording was clipped.
    """
    full = np.abs(block) >= _FULL_SCALE
    run = full[2:] & full[1:-1] & full[:-2]
    begins = run.copy()
    begins[1:] &= ~run[:-1]
    return np.flatnonzero(begins.any(axis=1))


class _HumFinder:
    """The power at 50 and 60 Hz and their harmonics, and around them, every two seconds."""

    def __init__(self, rate: int) -> None:
        self._factor = max(1, rate // _HUM_RATE)
        self._rate = rate / self._factor
        # No more than that, so that parts of a recording have as many as they should.
        self._length = int(HUM_SECONDS * self._rate)
        window = np.hanning(self._length)
        self._window = window / window.sum() * 2**0.5
        self._kept: Values = np.zeros(0, np.float32)
        self._waiting: list[Values] = []
        self._samples = 0
        self._rows = Series()

    def hear(self, block: Block) -> None:
        # Adding channels up is enough: hum is on both.
        mono = block[:, 0] if block.shape[1] == 1 else block[:, 0] + block[:, 1]
        mono = np.concatenate((self._kept, mono))
        whole = len(mono) // self._factor * self._factor
        self._kept = mono[whole:]
        slow = mono[:whole].reshape(-1, self._factor) @ self._average(block.shape[1])
        self._waiting.append(np.asarray(slow, np.float32))
        self._samples += len(slow)
        if self._samples >= self._length * _STRETCHES_AT_ONCE:
            self._look(np.concatenate(self._waiting))

    def _average(self, channels: int) -> Values:
        """What each sample counts; quicker than numpy's mean over short rows."""
        share = 1 / self._factor / min(channels, _STEREO)
        return np.full(self._factor, share, np.float32)

    def _look(self, slow: Values) -> None:
        rows = len(slow) // self._length
        stretches = slow[: rows * self._length].reshape(rows, self._length)
        rest = slow[rows * self._length :]
        self._waiting, self._samples = [rest], len(rest)
        powers = np.abs(np.fft.rfft(stretches * self._window, axis=1)) ** 2
        found = [
            part
            for mains in MAINS_HZ
            for harmonic in range(1, HARMONICS + 1)
            for part in self._around(powers, mains * harmonic)
        ]
        self._rows.add(np.stack(found, axis=1).astype(np.float32))

    def _around(
        self, powers: npt.NDArray[np.float64], hertz: int
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The power at a frequency, and what its surroundings alone would put there."""
        per_hertz = self._length / self._rate
        middle = round(hertz * per_hertz)
        near, far = (round(distance * per_hertz) for distance in _NEAR_HZ)
        # The window spreads a tone over three bins, which hold half as much again.
        tone = powers[:, middle - 1 : middle + 2].sum(axis=1) / 1.5
        below = powers[:, middle - far : middle - near]
        above = powers[:, middle + near : middle + far]
        around = np.median(np.concatenate((below, above), axis=1), axis=1)
        # A bass note one hertz away is as loud there.
        beside = np.maximum(powers[:, middle - 2], powers[:, middle + 2])
        return tone, np.maximum(around, beside) * 3

    def told(self) -> Values:
        """A row for each two seconds."""
        if self._samples >= self._length:
            self._look(np.concatenate(self._waiting))
        width = 2 * len(MAINS_HZ) * HARMONICS
        return self._rows.told().reshape(-1, width)
