"""Numbers that come a few at a time are all there in the end, in one piece."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from segue.audio.series import Series


@given(st.lists(st.lists(st.floats(width=32, allow_nan=False), max_size=5)))
def test_a_series_holds_every_number_in_its_order(parts: list[list[float]]) -> None:
    """Whatever was added comes out as it went in."""
    series = Series()
    for part in parts:
        series.add(np.array(part, np.float32))
    assert series.told().tolist() == [number for part in parts for number in part]


def test_rows_are_kept_one_after_the_other() -> None:
    """Rows that don't lie in one piece come out row by row."""
    series = Series()
    series.add(np.arange(6, dtype=np.float32).reshape(2, 3).T)
    assert series.told().tolist() == [0, 3, 1, 4, 2, 5]
