"""Peaks come back as they were, small, whatever the sound's length."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.audio.peaks import MOST_POINTS, Peaks


@given(st.lists(st.floats(0, 2), min_size=1, max_size=300), st.integers(1, 2000))
def test_peaks_come_back_as_they_were_written(levels: list[float], cell: int) -> None:
    """What lies beyond full scale is drawn at full scale."""
    peaks = Peaks.of(np.array(levels), cell, 44100)
    assert Peaks.read(peaks.write()) == peaks
    assert peaks.levels == pytest.approx(np.minimum(levels, 1), abs=0.005)


@pytest.mark.parametrize("cells", [1, 2400, 2401, 100_000])
def test_a_long_sound_has_no_more_points_than_a_screen(cells: int) -> None:
    """And its loudest moment is still there, where it is heard."""
    levels = np.full(cells, 0.1)
    levels[cells * 3 // 4] = 1.0
    peaks = Peaks.of(levels, 882, 44100)
    assert len(peaks.levels) <= MOST_POINTS
    at = int(np.argmax(peaks.levels))
    heard_from = at * peaks.samples_per_point
    assert heard_from <= cells * 3 // 4 * 882 < heard_from + peaks.samples_per_point
    assert max(peaks.levels) == 1.0


def test_the_json_is_what_waveform_players_read() -> None:
    """A lowest and a highest value for each point, as audiowaveform writes them."""
    told = json.loads(Peaks.of(np.array([0.0, 0.5, 1.0]), 882, 44100).write())
    assert told == {
        "version": 2,
        "channels": 1,
        "sample_rate": 44100,
        "samples_per_pixel": 882,
        "bits": 8,
        "length": 3,
        "data": [0, 0, -64, 64, -127, 127],
    }


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"data": 5}', b'{"data": [0, "x"]}'])
def test_what_is_no_peaks_is_none(content: bytes) -> None:
    """It is ours; another run makes it anew."""
    assert Peaks.read(content) is None
