"""Numbers that belong to each other or to a name: 2020–2025, CarpentryCon 2020, since 1998."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from segue.judging import judge
from segue.social.grounding.binding import Slip
from segue.social.grounding.figures import Figure
from segue.social.grounding.ground import Ground, Reading

_RANGE = re.compile(
    r"(?<![\w.,:/-])(\d{1,4})(?:\s?[-–—]\s?|\s(?:to|bis|hasta|au?)\s)(\d{1,4})(?![\w:/-]|[.,]\d)"
)
_NAMED = re.compile(
    r"(?<![\w-])([^\W\d_a-zß-ÿ][\w’']*) (\d{1,6}(?:\.\d+)*)(?![\w%:/–-]|[.,]\d|\s?[-–])"
)
_YEAR = re.compile(r"(?<!\w)([12]\d{3})(?![\w%-]|[.,]\d)")
_SINCE = re.compile(
    r"(?<!\w)(?:since|until|till|in|(?:by )?the end of|seit|bis|depuis|desde|hasta|en) (\d{1,4})"
    r"(?=[,.;:!?)](?!\d)|\s?$|\s(?:and|but|und|aber|et|y)(?!\w))",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten) \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a source has of them: ranges, the numbers of each name, years, each with its place."""

    ranges: Mapping[tuple[int, int], tuple[Slip, Slip]]
    named: Mapping[str, Mapping[str, Slip]]
    years: Mapping[int, Slip]
    bare: frozenset[int]


def slips(said: Reading, source: Ground) -> Iterator[Slip]:
    """The numbers that stand where the source has another one beside the same number or name."""
    known = _known(source)
    text = said.told.text
    for match in _RANGE.finditer(text):
        yield from _of_range(_figure(match, 1), _figure(match, 2), known)
    for match in _NAMED.finditer(text):
        others = known.named.get(match[1].casefold(), {})
        if others and not any(f"{other}.".startswith(f"{match[2]}.") for other in others):
            yield _instead(_figure(match, 2), next(iter(others.values())))
    for match in _SINCE.finditer(text):
        number = int(match[1])
        is_share = _OUT_OF.search(text, 0, match.start()) is not None
        if known.years and number not in known.bare and not is_share and number not in known.years:
            yield _instead(_figure(match, 1), next(iter(known.years.values())))


def confirmed(said: Reading, source: Ground) -> frozenset[int]:
    """Where numbers stand that the source has right so: in a range, or behind the same name."""
    known, text = _known(source), said.told.text
    named = (
        one.start(2)
        for one in _NAMED.finditer(text)
        if one[2] in known.named.get(one[1].casefold(), {})
    )
    ranges = (
        one.start(end)
        for one in _RANGE.finditer(text)
        if (int(one[1]), int(one[2])) in known.ranges
        for end in (1, 2)
    )
    return frozenset((*named, *ranges))


def _of_range(first: Figure, last: Figure, known: _Known) -> Iterator[Slip]:
    """What differs from a range of the source that begins or ends alike."""
    pair = _number(first), _number(last)
    if pair in known.ranges:
        return
    for (low, high), (begins, ends) in known.ranges.items():
        if pair[0] == low:
            yield _instead(last, ends)
        elif pair[1] == high or pair[0] == high:
            yield _instead(first, begins)
        else:
            continue
        return


def _instead(figure: Figure, meant: Slip) -> Slip:
    return Slip(figure, meant.figure, meant.reading)


def _figure(match: re.Match[str], group: int) -> Figure:
    digits = match[group]
    value = digits if digits.count(".") > 1 else Fraction(digits)
    return Figure(digits, match.start(group), value)


def _number(figure: Figure) -> int:
    return int(figure.text)


@functools.lru_cache(maxsize=64)
def _known(source: Ground) -> _Known:
    """Read once for all posts that stand on the same source."""
    ranges: dict[tuple[int, int], tuple[Slip, Slip]] = {}
    named: dict[str, dict[str, Slip]] = {}
    years: dict[int, Slip] = {}
    bare: set[int] = set()
    common = judge(source.language).common
    for reading in source.readings:
        text = reading.told.text
        for match in _RANGE.finditer(text):
            ends = _slip(match, 1, reading), _slip(match, 2, reading)
            ranges.setdefault((int(match[1]), int(match[2])), ends)
        for match in _NAMED.finditer(text):
            name = match[1].casefold()
            if name not in common and match[1] not in source.words.months:
                named.setdefault(name, {}).setdefault(match[2], _slip(match, 2, reading))
        for match in _YEAR.finditer(text):
            years.setdefault(int(match[1]), _slip(match, 1, reading))
        bare.update(int(match[1]) for match in _SINCE.finditer(text))
    return _Known(ranges, named, years, frozenset(bare))


def _slip(match: re.Match[str], group: int, reading: Reading) -> Slip:
    figure = _figure(match, group)
    return Slip(figure, figure, reading)
