"""Decibels and factors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from segue.audio import decibels


def test_six_decibels_double_samples_and_three_double_energy() -> None:
    """The two rules of thumb by which engineers tell amplitude from power."""
    assert decibels.amplitude(6.0206) == pytest.approx(2, rel=1e-5)
    assert decibels.power(3.0103) == pytest.approx(2, rel=1e-5)


@given(some.floats(-120, 24))
def test_an_amplitude_gives_its_decibels_back(level_db: float) -> None:
    """What is measured can be compared with what was set."""
    assert decibels.of_amplitude(decibels.amplitude(level_db)) == pytest.approx(level_db, abs=1e-9)


def test_silence_has_no_decibels() -> None:
    """Reports say so, instead of a number that nobody can hear."""
    assert decibels.of_amplitude(0.0) is None
