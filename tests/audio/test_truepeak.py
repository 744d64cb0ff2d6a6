"""Levels between the samples are those of libebur128, however a sound is cut into cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyebur128.pyebur128 import MeasurementMode, R128State, get_true_peak

from segue.audio.metering import highest
from segue.audio.truepeak import HISTORY, levels


def noise(samples: int, channels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """White noise, the same each time."""
    made = np.random.default_rng(samples).standard_normal((samples, channels)) * 0.1
    return made.astype(np.float32)


@given(st.integers(1, 40_000), st.integers(1, 2))
def test_the_highest_level_is_that_of_an_independent_meter(samples: int, channels: int) -> None:
    """Whatever the length, libebur128 finds the same true peak."""
    # A level shows only when the samples after it are known.
    silence = np.zeros((HISTORY, channels), np.float32)
    sound = np.concatenate((noise(samples, channels), silence))
    meter = R128State(channels, 44100, MeasurementMode.MODE_TRUE_PEAK)
    meter.add_frames(sound.reshape(-1), len(sound))
    theirs = max(get_true_peak(meter, channel) for channel in range(channels))
    assert highest(sound, 0, 0.0) == pytest.approx(theirs, rel=1e-6)


@given(st.integers(HISTORY, 3000), st.floats(0, 1))
def test_what_matters_is_found_whatever_is_passed_over(samples: int, matters: float) -> None:
    """A level that exceeds what matters is the same as if every cell were worked out."""
    sound = noise(samples, 2)
    some, every = levels(sound, matters), levels(sound, 0.0)
    assert np.array_equal(some[every > matters], every[every > matters])
