"""Times as people write them, and as the outputs do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import timecode


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90", 90),
        ("0", 0),
        ("9:30", 570),
        ("12:34", 754),
        ("75:00", 4500),
        ("1:02:03", 3723),
        (" 00:00 ", 0),
        ("1:02:03.250", 3723.25),
        ("9:30,5", 570.5),
    ],
)
def test_a_time_means_what_people_mean_by_it(written: str, seconds: float) -> None:
    """Seconds, minutes and hours are read as they are spoken."""
    assert timecode.parse(written) == seconds


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is empty"),
        ("-3", "before the start"),
        ("9:75", "75 seconds"),
        ("1:60:00", "60 minutes"),
        ("9:5", "is no time"),
        ("1:02:03:04", "is no time"),
        ("ten", "is no time"),
        ("nan", "is no time"),
        ("1e5", "is no time"),
        ("٣:٣٠", "is no time"),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(written: str, reason: str) -> None:
    """The reason can be shown to the author as it stands."""
    with pytest.raises(ValueError, match=reason):
        timecode.parse(written)


@given(st.integers(0, 359_999))
def test_a_written_time_reads_back(seconds: int) -> None:
    """What the outputs write is a time that people could have typed."""
    assert timecode.parse(timecode.format_clock(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [(0, "00:00"), (59.999, "00:59"), (3599.9999, "1:00:00"), (72.345, "01:12"), (3723, "1:02:03")],
)
def test_a_clock_never_runs_ahead(seconds: float, clock: str) -> None:
    """A listener who jumps there misses no word; a rounding error of a sample does not count."""
    assert timecode.format_clock(seconds) == clock
