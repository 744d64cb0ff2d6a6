"""Dates in a text, in any common spelling: `Sept. 5, 2025`, `5. September 2025`, `2025-09-05`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from segue.judging import NEVER
from segue.social.grounding.wording import Wording

_ISO = re.compile(r"(?<![\d-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d-])")
_SHORT = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_BETWEEN = r"\s?(?:[-–—&]|\b(?:to|and|bis|und|al?|hasta|y|au|et)\b)\s?"
_FROM = re.compile(rf"(?<![\w.,:/-])(?P<typed>(?P<day>{_DAY})(?:st|nd|rd|th|\.|er)?){_BETWEEN}\Z")
_TO = re.compile(
    rf"""{_BETWEEN}(?P<typed>(?P<day>{_DAY})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?)
    (?=\s?(?:[,.;:!?()]|\Z)(?!\d))""",
    re.VERBOSE,
)
_LONGEST = 20
_CENTURY = 2000
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is said: `month` and at least one of day and year.

    `swapped` is the month-first reading of a date such as 3/4/2025, which may mean either.
    """

    text: str
    start: int
    month: int
    day: int | None = None
    year: int | None = None
    swapped: bool = False

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)

    def agrees(self, other: Day) -> bool:
        """Whether nothing that both say differs."""
        here, there = (self.month, self.day, self.year), (other.month, other.day, other.year)
        return all(
            mine == theirs or mine is None or theirs is None
            for mine, theirs in zip(here, there, strict=True)
        )


def days(text: str, words: Wording) -> tuple[Day, ...]:
    """Every date of a text, in order; a short one in each of its readings."""
    found = list(_short(text))
    for match in _worded(words).finditer(text):
        month = words.months[match["before"] or match["after"] or match["bare"]]
        day = _whole(match["day"] or match["later_day"])
        year = _whole(match["year"] or match["later_year"] or match["bare_year"])
        other = _other_end(match)
        if other and other["day"]:
            year = year or _whole(other.groupdict().get("year"))
            found.append(Day(other["typed"], other.start("typed"), month, int(other["day"]), year))
        found.append(Day(match[0], match.start(), month, day, year))
    return tuple(sorted(found, key=lambda one: (one.start, one.swapped)))


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _other_end(match: re.Match[str]) -> re.Match[str] | None:
    """The day that shares its month with the date: 12 in `12–14 May`, 14 in `May 12 to 14`."""
    if match["day"]:
        return _FROM.search(match.string, max(match.start() - _LONGEST, 0), match.start())
    is_whole = match["later_day"] is None or match["later_year"] is not None
    return None if is_whole else _TO.match(match.string, match.end())


def _short(text: str) -> Iterator[Day]:
    for match in _ISO.finditer(text):
        year, month, day = (int(match[at]) for at in (1, 2, 3))
        if 1 <= month <= _MONTHS and 1 <= day <= _DAYS:
            yield Day(match[0], match.start(), month, day, year)
    for match in _SHORT.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 0 if len(match[4]) > 2 else _CENTURY  # noqa: PLR2004 (two digits of a year)
        if second <= _MONTHS and 1 <= first <= _DAYS:
            yield Day(match[0], match.start(), second, first, year)
        if first <= _MONTHS and 1 <= second <= _DAYS and first != second:
            yield Day(match[0], match.start(), first, second, year, swapped=True)


@functools.cache
def _worded(words: Wording) -> re.Pattern[str]:
    if not words.months:
        return NEVER
    names = "|".join(sorted(map(re.escape, words.months), key=len, reverse=True))
    suffix = f"(?:{words.day_suffixes})?"
    of = rf"(?:(?:{words.of})\s+)?" if words.of else ""
    return re.compile(
        rf"""(?<!\w)(?:
        (?<![\d.,])(?P<day>{_DAY}){suffix}\s+{of}(?P<before>{names})(?!\w)\.?
            (?:,?\s+{of}(?P<year>\d{{4}})(?!\d))?
        |(?P<after>{names})\.?\s+(?:the\s+)?(?P<later_day>{_DAY}){suffix}(?![\w%]|[.,]\d)
            (?:,?\s+{of}(?P<later_year>\d{{4}})(?!\d))?
        |(?P<bare>{names})\.?,?\s+{of}(?P<bare_year>\d{{4}})(?!\d)
        )""",
        re.VERBOSE,
    )
