"""Dates as the outputs write them, and as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime


def rfc_2822(moment: datetime) -> str:
    """A date as feeds and mails want it: `Sat, 22 Nov 2025 09:30:00 +0100`.

    Its offset has whole minutes, where that of 1880 (Berlin was +00:53:28) has not.
    """
    offset = moment.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset.total_seconds() / 60))
    return format_datetime(moment.replace(tzinfo=timezone(minutes)))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = "|".join(_MONTHS)
_ORDERS = (
    r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})",
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})",
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<w>{_WORDS})[a-z]*\.?,?\s+(?P<y>\d{{4}})",
    rf"(?P<w>{_WORDS})[a-z]*\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
)
_TIME = re.compile(
    r"\b(?P<h>\d{1,2})(?::(?P<min>\d{2}))?\s*(?P<half>[ap])\.?m\b|\b(\d{1,2}:\d{2})\b",
    re.IGNORECASE,
)


def two_digit_hour(text: str) -> str:
    """A typed date and time whose hour has two digits: `2026-01-13 7:00` has one."""
    return re.sub(r"(?<=\d[ T])(\d):", r"0\1:", text)


def meant(text: str) -> str | None:
    """The date, as 2026-01-13, that somebody may have meant; None where it could be two."""
    found = {day for order in _ORDERS for day in _read(order, text.lower())}
    if len(found) != 1:
        return None
    time = _TIME.search(text)
    return f"{found.pop().isoformat()}{f' {_clock(time)}' if time else ''}"


def _read(order: str, text: str) -> Iterator[date]:
    match = re.search(rf"(?<![\w/]){order}(?![\d/])", text)
    if match is None:
        return
    part = match.groupdict()
    month = _MONTHS.index(part["w"]) + 1 if part.get("w") else int(part["m"])
    try:
        yield date(int(part["y"]), month, int(part["d"]))
    except ValueError:
        return


def _clock(time: re.Match[str]) -> str:
    if time["half"] is None:
        return time[4].zfill(5)
    hour = int(time["h"]) % 12 + (12 if time["half"].lower() == "p" else 0)
    return f"{hour:02}:{time['min'] or '00'}"
