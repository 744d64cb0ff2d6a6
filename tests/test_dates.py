"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import dates


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13.01.2026", "2026-01-13"),
        ("1. 2. 2026", "2026-02-01"),
        ("01/13/2026", "2026-01-13"),
        ("13/01/2026", "2026-01-13"),
        ("01/02/2026", None),
        ("02/02/2026", "2026-02-02"),
        ("2026/1/3", "2026-01-03"),
        ("January 13, 2026", "2026-01-13"),
        ("Jan. 13th 2026", "2026-01-13"),
        ("13 January 2026", "2026-01-13"),
        ("2026-01-13 7pm", "2026-01-13 19:00"),
        ("2026-01-13 12:30 am", "2026-01-13 00:30"),
        ("2026-01-13 07:00 CET", "2026-01-13 07:00"),
        ("2026-02-30", None),
        ("30.02.2026", None),
        ("tomorrow", None),
        ("12026-01-13", None),
    ],
)
def test_a_date_is_told_as_it_was_meant(typed: str, expected: str | None) -> None:
    """Only where it can be one day alone: 01/02/2026 is two."""
    assert dates.meant(typed) == expected


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_recognised_as_germans_and_britons_write_it(day: date) -> None:
    """Whatever the day, it comes back."""
    assert dates.meant(f"{day.day}.{day.month}.{day.year}") == day.isoformat()
    months = ("January", "February", "March", "April", "May", "June", "July")
    months += ("August", "September", "October", "November", "December")
    assert dates.meant(f"{day.day} {months[day.month - 1]} {day.year}") == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Never anything but a date that exists."""
    told = dates.meant(text)
    assert told is None or date.fromisoformat(told[:10])


def test_an_hour_may_have_one_digit() -> None:
    """People write 7:00."""
    assert dates.two_digit_hour("2026-01-13 7:00") == "2026-01-13 07:00"
    assert dates.two_digit_hour("2026-01-13T7:00") == "2026-01-13T07:00"
    assert dates.two_digit_hour("2026-01-13 17:00") == "2026-01-13 17:00"
