"""Calls to action on a page: a button, with the heading and words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from segue.intake.markup.units import HEADINGS, Unit, text

_BUTTON = re.compile(
    r"(?:^|[-_\s])(?:btn|button|cta|call-?to-?action|wp-block-button__link|kg-btn)(?:[-_\s]|$)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:register|sign[ -]?up|subscribe|download|join|get (?:the|your|my|a|it|started|access)"
    r"|book (?:a|your|now)|buy|order|pre-?order|start (?:your|my|the|a|now)|apply|enrol|reserve"
    r"|claim|grab|donate|shop|try|save my seat|jetzt|anmelden|herunterladen|inscri|télécharger"
    r"|descargar|regístr)\b",
    re.IGNORECASE,
)
_LONGEST_ASK = 6
_LONGEST_TEXT = 60
_LONGEST_CALL = 4


@dataclass(frozen=True, slots=True)
class Call:
    """A call to action: which units make it, from `first` to `last`, the last being the button."""

    first: int
    last: int


def button(unit: Unit) -> HtmlElement | None:
    """The button that a unit is: all that it says, and it asks for something; else None."""
    found = [each for each in unit.element.iter("a", "button", "input") if text(each)]
    if len(found) != 1 or unit.tag not in {"p", *HEADINGS}:
        return None
    words = text(found[0])
    if words != unit.text or len(words.split()) > _LONGEST_ASK:
        return None
    is_shout = words.isupper() and len(words) > 3 and not words.startswith("HTTP")  # noqa: PLR2004 (an acronym)
    return found[0] if is_shout or _looks_so(found[0], unit) or _ASKS.match(words) else None


def find(units: Sequence[Unit], at: int) -> Call | None:
    """The call whose button is the unit at `at`; None where that is no button.

    The heading and few words above belong to it where nothing else stands with them in a box of
    the page, or where the text goes on with another heading.
    """
    found = button(units[at])
    if found is None:
        return None
    first = _heading_above(units, at)
    if first is None:
        first = at
        while first and _same_box(units, first - 1, at):
            first -= 1
    elif not (_boxed(units, first, at) or _is_left(units, at) or text(found).isupper()):
        first = at
    return Call(first, at)


def _heading_above(units: Sequence[Unit], at: int) -> int | None:
    """The heading of the few words right above a button."""
    words = 0
    for before in range(at - 1, max(-1, at - _LONGEST_CALL), -1):
        unit = units[before]
        words += len(unit.text.split())
        if words > _LONGEST_TEXT or button(unit) is not None:
            return None
        if unit.tag in HEADINGS:
            return before
        if unit.tag != "p":
            return None
    return None


def _boxed(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether the units stand in a box of the page that holds nothing else."""
    holder = _common(units[first].place, units[last].place)
    outside = [units[at] for at in (first - 1, last + 1) if 0 <= at < len(units)]
    return not any(_holds(holder, unit.place) for unit in outside)


def _same_box(units: Sequence[Unit], before: int, at: int) -> bool:
    """Whether a short paragraph stands with the button in a box of their own."""
    unit = units[before]
    is_short = unit.tag == "p" and len(unit.text.split()) <= _LONGEST_TEXT
    return (
        is_short
        and at - before < _LONGEST_CALL
        and button(unit) is None
        and _boxed(units, before, at)
    )


def _is_left(units: Sequence[Unit], at: int) -> bool:
    """Whether the text ends after a button, or goes on under another heading."""
    return at + 1 == len(units) or units[at + 1].tag in HEADINGS


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    above = {one, *one.iterancestors()}
    return next(each for each in (other, *other.iterancestors()) if each in above)


def _holds(holder: HtmlElement, place: HtmlElement) -> bool:
    return holder is place or holder in set(place.iterancestors())


def _looks_so(element: HtmlElement, unit: Unit) -> bool:
    """Whether an element is made to look like a button."""
    if element.tag in {"button", "input"} or element.get("role") == "button":
        return True
    names = " ".join(
        each.get("class", "")
        for each in (element, element.getparent(), unit.place)
        if each is not None
    )
    return _BUTTON.search(names) is not None
