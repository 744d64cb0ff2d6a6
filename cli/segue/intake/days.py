"""Dates as people, pages and feeds write them."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_DAY_MONTH_YEAR = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<month>\w+)\.?,?\s+(?:de\s+)?(?P<year>\d{4})"
)
_MONTH_DAY_YEAR = re.compile(
    r"(?P<month>\w+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def iso(text: str) -> str | None:
    """A date, or date and time, as episode.md writes it; None where the text is something else.

    03/04/2026 is none: it is another day in Europe than in America.
    """
    text = " ".join(text.split())
    if not text or len(text) > 60:  # noqa: PLR2004 (no date is longer)
        return None
    return _standard(text) or _worded(text) or _from_mail(text)


def _standard(text: str) -> str | None:
    """`2026-01-13`, with or without a time and a zone."""
    if year_first := _YEAR_FIRST.fullmatch(text):
        text = "{}-{:0>2}-{:0>2}".format(*year_first.groups())
    if not _ISO.match(text):
        return None
    try:
        read = datetime.fromisoformat(re.sub(r" (UTC|GMT|[+-]\d{2}:?\d{2})$", _zone, text))
    except ValueError:
        return None
    return text if len(text) == len("2026-01-13") else _written(read)


def _zone(match: re.Match[str]) -> str:
    return "+00:00" if match[1] in {"UTC", "GMT"} else match[1]


def _worded(text: str) -> str | None:
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR):
        found = pattern.fullmatch(text)
        month = _MONTHS.get(found["month"].lower()) if found else None
        if found and month:
            try:
                return datetime(int(found["year"]), month, int(found["day"])).date().isoformat()  # noqa: DTZ001 (a day has no zone)
            except ValueError:
                return None
    return None


def _from_mail(text: str) -> str | None:
    """`Sat, 22 Nov 2025 09:30:00 +0100`, as in feeds."""
    try:
        return _written(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat()
