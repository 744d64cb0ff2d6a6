"""The clock that a build goes by."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clock import epoch


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("0", "1970-01-01"),
        ("1772398800", "2026-03-01"),
        ("32503680000", "3000-01-01"),
        ("99999999999999", "9999-12-31"),
        ("9" * 5000, "9999-12-31"),
        ("", "1970-01-01"),
        ("-5", "1970-01-01"),
        ("soon", "1970-01-01"),
    ],
)
def test_the_clock_is_set_by_the_environment(text: str, time: str) -> None:
    """It goes past the year 3000 on every system, and no further than a date can tell."""
    assert epoch({"SOURCE_DATE_EPOCH": text}).date().isoformat() == time


def test_without_one_it_is_what_the_caller_says() -> None:
    """A build goes by 1970, a new episode by today."""
    today = datetime(2026, 3, 1, tzinfo=UTC)
    assert epoch({}, otherwise=today) == today
    assert epoch({"SOURCE_DATE_EPOCH": "60"}, otherwise=today).year == 1970


@given(st.integers(0), st.sampled_from(["Pacific/Kiritimati", "America/Adak", "UTC"]))
def test_any_time_can_be_told_in_any_zone(seconds: int, zone: str) -> None:
    """Even the last one."""
    assert epoch({"SOURCE_DATE_EPOCH": str(seconds)}).astimezone(ZoneInfo(zone)).year >= 1969
