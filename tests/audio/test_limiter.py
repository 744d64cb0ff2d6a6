"""The limiter keeps every peak under the ceiling, and its hands off everything else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import RATE, Samples, level_db, noise, speech, tone

from segue.audio.limiter import Limiter


def limited(sound: Samples, ceiling: float) -> Samples:
    """The sound, limited in blocks."""
    blocks = (sound[at : at + 65_536] for at in range(0, len(sound), 65_536))
    return np.concatenate(list(Limiter(RATE, sound.shape[1], ceiling).limit(blocks)))


def crest_db(sound: Samples) -> float:
    """The highest point of the sound between its samples: eightfold, by Fourier transform."""
    spectrum = np.fft.rfft(sound, axis=0)
    fine = np.fft.irfft(spectrum, len(sound) * 8, axis=0) * 8
    return float(20 * np.log10(np.abs(fine).max()))


def audible(sound: Samples) -> Samples:
    """The sound up to 16 kHz, which is where MP3s and most voices end."""
    spectrum = np.fft.rfft(sound, axis=0)
    spectrum[round(16_000 / RATE * len(sound)) :] = 0
    return np.fft.irfft(spectrum, len(sound), axis=0).astype(np.float32)


@pytest.mark.parametrize(
    "sound",
    [audible(noise(1.0, -6)), audible(speech(2.0, -8)), np.repeat(tone(1.0, 80, 6), 2, axis=1)],
    ids=["noise", "speech", "bass"],
)
@pytest.mark.parametrize("ceiling", [-1.0, -6.0])
def test_no_peak_between_the_samples_passes_the_ceiling(sound: Samples, ceiling: float) -> None:
    """Measured by another method than the limiter's own, within 0.3 dB even for noise."""
    assert crest_db(limited(sound, ceiling)) <= ceiling + 0.3


def test_under_the_ceiling_nothing_is_touched() -> None:
    """Bit for bit."""
    sound = speech(2.0, -30)
    assert np.array_equal(limited(sound, -1), sound)


def test_after_a_peak_the_sound_comes_back_untouched() -> None:
    """10 dB are given back within a sixth of a second; what follows is bit for bit as before."""
    sound = noise(2.0, -40)
    sound[RATE // 2] = 10 ** (9 / 20)
    made = limited(sound, -1)
    back = RATE // 2 + round(0.25 * RATE)
    assert np.array_equal(made[back:], sound[back:])
    assert np.array_equal(made[: RATE // 2 - 400], sound[: RATE // 2 - 400])
    assert not np.array_equal(made, sound)


@given(length=st.integers(1, 200_000), seed=st.integers(0, 99), ceiling=st.floats(-20, 0))
def test_a_sound_comes_out_as_long_as_it_went_in(length: int, seed: int, ceiling: float) -> None:
    """Whatever its length, and the highest sample is under the ceiling."""
    made = limited(speech(5.0, -8, seed)[:length], ceiling)
    assert len(made) == length
    assert np.abs(made).max() <= 10 ** (ceiling / 20) + 1e-6


def test_channels_are_turned_down_together() -> None:
    """A peak on the left doesn't pull the picture to the right."""
    sound = np.hstack([noise(0.5, -4, 1), noise(0.5, -30, 1, seed=2)])
    made = limited(sound, -6)
    loud = np.abs(sound) > 1e-3
    gains = np.where(loud, made / np.where(loud, sound, 1), np.nan)
    both = loud.all(axis=1)
    assert np.allclose(gains[both, 0], gains[both, 1], atol=1e-4)


def test_it_does_not_pump_more_than_needed() -> None:
    """Speech limited by a few dB keeps its level within 1.5 dB."""
    sound = speech(3.0, -14)
    ceiling = float(20 * np.log10(np.abs(sound).max())) - 4
    assert level_db(limited(sound, ceiling)) > level_db(sound) - 1.5
