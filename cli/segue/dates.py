"""Dates as the outputs write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime


def rfc_2822(moment: datetime) -> str:
    """A date as feeds and mails want it: `Sat, 22 Nov 2025 09:30:00 +0100`.

    Its offset has whole minutes, where that of 1880 (Berlin was +00:53:28) has not.
    """
    offset = moment.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset.total_seconds() / 60))
    return format_datetime(moment.replace(tzinfo=timezone(minutes)))
