"""Grounding: what a text says and its source does not.

Numbers, dates, names, handles, hashtags, quotations and claims of a text are looked up in the
sentences that it may stand on. A text is judged alike whoever wrote it: a template, a person, a
language model.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from segue import sentences
from segue.social.grounding import binding, claims, names, pairs
from segue.social.grounding.days import Day
from segue.social.grounding.figures import Figure
from segue.social.grounding.ground import Ground, Reading, Told, ground, normal
from segue.social.grounding.quotations import quotations
from segue.social.marks import HANDLE, HASHTAG, LINK

__all__ = ["Finding", "Ground", "Told", "findings", "ground"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a text says: `what` it is, its words, and why it does not stand.

    `near` is the sentence of the source that it was most likely made from. `is_certain` marks what
    the source has nowhere; the rest is judged by likeness.
    """

    what: str
    text: str
    why: str
    near: Told | None = None
    is_certain: bool = False


_BULLET = re.compile(r"^\s*[→•▸▪–*-]\s+")


def findings(text: str, source: Ground) -> Iterator[Finding]:
    """Everything in a text that its source does not bear out, each thing once."""
    seen: set[str] = set()
    for finding in _findings(text, source):
        if finding.text.casefold() not in seen:
            seen.add(finding.text.casefold())
            yield finding


def _findings(text: str, source: Ground) -> Iterator[Finding]:
    bare = LINK.sub(" ", text)
    yield from _signs(bare, source)
    bare = HASHTAG.sub(" ", HANDLE.sub(" ", bare))
    for line in bare.split("\n"):
        for sentence in sentences.split(_BULLET.sub("", line), source.language):
            if normal(sentence) not in source.text:
                yield from _judged(Reading(Told(sentence), source.language), source)


def _signs(text: str, source: Ground) -> Iterator[Finding]:
    """Handles, hashtags and quotations that the source does not have."""
    handles = (one for one in HANDLE.findall(text) if one not in source.handles)
    yield from (Finding("the handle", one, NOWHERE) for one in handles)
    tags = (one for one in HASHTAG.findall(text) if not names.is_tag(one, source))
    yield from (Finding("the hashtag", f"#{one}", NOWHERE) for one in tags)
    quoted = (one for one in quotations(text) if not one.stands_in(source.text))
    yield from (Finding("the quotation", one.text, NOWHERE) for one in quoted)


_COUNTED = 5
NOWHERE = "which the episode has nowhere"


def _judged(said: Reading, source: Ground) -> Iterator[Finding]:
    """What is wrong with a sentence that does not stand in the source as it is."""
    for day in _dates(said):
        if not any(_is_told(each, source) for each in day):
            yield Finding("the date", day[0].text, NOWHERE, is_certain=True)
    yield from _numbers(said, source)
    for name in names.unknown(said.undated, source):
        yield Finding("the name", name, NOWHERE)
    for claim in claims.bold(said, source):
        yield Finding("the claim", claim.text, claim.why, claim.near)


def _numbers(said: Reading, source: Ground) -> Iterator[Finding]:
    """Its numbers that the source has nowhere, or has where this sentence has another."""
    known, confirmed = [], pairs.confirmed(said, source)
    for figure in said.figures:
        if figure.start in confirmed or _is_version(figure, source):
            continue
        finding = None if _is_small(figure) else _unknown(figure, source)
        if finding is None:
            known.append(figure)
        else:
            yield finding
    for slip in itertools.chain(binding.slips(said, source, known), pairs.slips(said, source)):
        why = f'where the episode has "{slip.meant.text}"'
        yield Finding("the number", slip.figure.text, why, slip.reading.told)


def _dates(said: Reading) -> Iterator[list[Day]]:
    """The dates of a sentence, each with all its readings."""
    readings: dict[int, list[Day]] = {}
    for day in said.days:
        readings.setdefault(day.start, []).append(day)
    yield from readings.values()


def _is_told(day: Day, source: Ground) -> bool:
    """Whether the source has the date; what one of its spellings leaves out may stand elsewhere."""
    for told, _ in source.days:
        if day.agrees(told):
            lacking = [
                part
                for part, there in ((day.day, told.day), (day.year, told.year))
                if part and there is None
            ]
            if all(part in source.numbers for part in lacking):
                return True
    return False


def _unknown(figure: Figure, source: Ground) -> Finding | None:
    """Why a number does not stand in the source; None where it does."""
    if figure.kind == "one":
        return None
    said = [(other, one) for other, one in source.figures if figure.is_said_by(other)]
    if not said:
        if figure.value in source.numbers and figure.kind in {"number", "ordinal"}:
            return None
        if _is_spelled_out(figure, source):
            return None
        return Finding("the number", figure.text, NOWHERE, is_certain=True)
    return _miscounted(figure, said, source)


def _miscounted(
    figure: Figure, said: Sequence[tuple[Figure, Reading]], source: Ground
) -> Finding | None:
    """Why a number does not count what the source counts with it; None where it may.

    Somewhere without a unit it may be this number, unless others are counted in that unit.
    """
    units = {other.unit for other, _ in said}
    if not figure.unit or figure.unit in units:
        return None
    rivals = [pair for pair in source.figures if pair[0].unit == figure.unit]
    if "" in units and not rivals:
        return None
    near = rivals[0] if "" in units else said[0]
    why = f'where the episode has "{_with_unit(*near)}"'
    return Finding("the number", f"{figure.text} {figure.unit}", why, near[1].told)


def _is_small(figure: Figure) -> bool:
    """Whether it is a word up to five, or `first`: people count points that an article does not.

    It is found all the same where the source has another number in its place.
    """
    if isinstance(figure.value, str) or not figure.text.isalpha():
        return False
    return figure.value <= {"number": _COUNTED, "ordinal": 1}.get(figure.kind, 0)


def _with_unit(figure: Figure, reading: Reading) -> str:
    rest = reading.told.text[figure.end :]
    return figure.text + (re.match(r"[\s-]?\S*\w|", rest) or [""])[0]


def _is_spelled_out(code: Figure, source: Ground) -> bool:
    """FY2014 where the source has FY 2014."""
    if code.kind != "code":
        return False
    letters = re.findall(r"[^\W\d_]+", code.text)
    figures = re.findall(r"\d+", code.text)
    return all(part.casefold() in source.vocabulary for part in letters) and all(
        int(part) in source.numbers for part in figures
    )


def _is_version(figure: Figure, source: Ground) -> bool:
    """1.13 where the source has 1.13.0 or v1.13 and no plain 1.13."""
    if figure.value in source.times or not re.fullmatch(r"\d+\.\d+", figure.text):
        return False
    typed = re.escape(figure.text)
    pattern = rf"(?<![\w.,])(?:v{typed}(?!\d)|{typed}\.\d)"
    return re.search(pattern, source.text) is not None
