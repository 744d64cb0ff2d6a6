"""The time that stands for "now" where outputs must come out the same tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

_START = datetime(1970, 1, 1, tzinfo=UTC)
# A day before the last that a date can tell, so that it can be told in every time zone.
_LAST_SECOND = 253_402_214_400
_MOST_DIGITS = 15


def epoch(environ: Mapping[str, str], otherwise: datetime = _START) -> datetime:
    """The time that SOURCE_DATE_EPOCH names, at most the year 9999; `otherwise` without one."""
    text = environ.get("SOURCE_DATE_EPOCH", "")
    if not text.isdecimal():
        return otherwise
    # Not `fromtimestamp`, which ends at the year 3000 on Windows.
    return _START + timedelta(seconds=min(int(text[:_MOST_DIGITS]), _LAST_SECOND))
