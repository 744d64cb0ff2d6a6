"""Which pieces of a page are its article, and why the others are not.

trafilatura knows the article's text, but drops lists, tables, pictures and buttons of it now and
then. So it only points at the pieces; what stands among them in the page belongs to the article
unless it is furniture by its names.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from segue.intake.markup import furniture
from segue.intake.markup.units import Unit, cut, squeezed

_MOST_ELEMENTS = 12_000
_DISTINCT = 25
_LONG = 80
_MOST = 0.9
_LINKED = 0.6
_STRONG = frozenset(
    {furniture.NAVIGATION, furniture.FOOTER, furniture.HEADER, furniture.HIDDEN}
    | {"comments", "cookie banner"}
)
# Names that nobody gives to a part of an article by chance.
_SURE = _STRONG | {"related posts", furniture.SIDEBAR, furniture.ADVERTISEMENT, "share buttons"}
OUTSIDE = "outside the article"
BEFORE = "before the article"
AFTER = "after the article"


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece of a page; `reason` says why it is not of the article, None that it is."""

    unit: Unit
    reason: str | None = None


def chosen(body: HtmlElement) -> Sequence[Judged]:
    """Every piece of a page in order, each judged."""
    units = list(cut(body))
    found = _found(body, units)
    if not any(found):
        return list(_whole(units))
    return list(_judged(body, units, found))


def _found(body: HtmlElement, units: Sequence[Unit]) -> Sequence[bool]:
    """Which units hold text that trafilatura takes for the article's."""
    main = _main_text(body)
    if main is None:
        return [False] * len(units)
    whole, pieces = main
    found, at = [], 0
    for unit in units:
        words = unit.squeezed
        where = whole.find(words, at) if len(words) >= _DISTINCT else -1
        if where >= 0:
            at = where
        elsewhere = where < 0 and len(words) >= _DISTINCT and words in whole
        found.append(where >= 0 or elsewhere or (0 < len(words) < _DISTINCT and words in pieces))
    return found


def _main_text(body: HtmlElement) -> tuple[str, set[str]] | None:
    """The article's text without white space, whole and by its pieces, as trafilatura has it."""
    if sum(1 for _ in body.iter()) > _MOST_ELEMENTS:
        return None  # it takes minutes for a page this large
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        body.getroottree().getroot(), include_comments=False, favor_recall=False
    )
    found = getattr(document, "body", None)
    return None if found is None else (squeezed(found), {squeezed(each) for each in found.iter()})


def _whole(units: Sequence[Unit]) -> Iterator[Judged]:
    """The units of a page that trafilatura makes nothing of: all but what is named furniture."""
    for unit in units:
        yield Judged(unit, unit.signs[0][1] if unit.signs else None)


def _judged(body: HtmlElement, units: Sequence[Unit], found: Sequence[bool]) -> Iterator[Judged]:
    holder = _holder(body, units, found)
    around = {holder, *holder.iterancestors(), *_doubtful(units, found)}
    inside = set(holder.iter())
    held = [at for at, yes in enumerate(found) if yes and units[at].place in inside]
    first, last = held[0], held[-1]
    prose = [units[at].place for at in held if _is_prose(units[at])]
    places = set(prose)
    kinds = {_kind(place) for place in prose if place.get("class")}
    top = max((at for at in range(first) if units[at].tag == "h1"), default=first)
    for at, unit in enumerate(units):
        why = next((why for element, why in unit.signs if element not in around), None)
        if found[at] and not _overruled(unit, why):
            yield Judged(unit)
        elif why is not None:
            yield Judged(unit, why)
        elif _is_prose(unit) and (_kind(unit.place) in kinds or top < at < first):
            yield Judged(unit)
        elif unit.place not in inside:
            yield Judged(unit, OUTSIDE)
        elif unit.place in places or first < at < last:
            yield Judged(unit, _index(unit))
        else:
            yield Judged(unit, BEFORE if at < first else AFTER)


def _doubtful(units: Sequence[Unit], found: Sequence[bool]) -> set[HtmlElement]:
    """What looks like furniture by its names, but holds more of the article than of anything."""
    weights: dict[HtmlElement, int] = {}
    for unit, yes in zip(units, found, strict=True):
        weight = len(unit.squeezed)
        for element, why in unit.signs:
            if why in _SURE:
                continue
            weights[element] = weights.get(element, 0) + (weight if yes else -weight)
    return {element for element, weight in weights.items() if weight > _LONG}


def _is_prose(unit: Unit) -> bool:
    """Whether a unit is a paragraph of some length, and not of links."""
    words = len(unit.squeezed)
    linked = sum(len(squeezed(each)) for each in unit.element.iter("a"))
    return unit.tag == "p" and words > _LONG and linked < _LINKED * words


def _kind(place: HtmlElement) -> tuple[str, str]:
    """What boxes of one sort have in common."""
    return str(place.tag), place.get("class", "")


def _overruled(unit: Unit, why: str | None) -> bool:
    """Whether a page's own names are believed more than trafilatura."""
    return why is not None and (why in _STRONG or len(unit.squeezed) < _LONG)


def _index(unit: Unit) -> str | None:
    """Whether a list only leads to places of the same page."""
    links = [each.get("href", "") for each in unit.element.iter("a")]
    if unit.tag not in {"ul", "ol"} or not links or not all(link.startswith("#") for link in links):
        return None
    linked = sum(len(squeezed(each)) for each in unit.element.iter("a"))
    return "table of contents" if linked > _LINKED * len(unit.squeezed) else None


def _holder(body: HtmlElement, units: Sequence[Unit], found: Sequence[bool]) -> HtmlElement:
    """The smallest element of the page that holds nearly all that was found."""
    weights: dict[HtmlElement, int] = {}
    for unit, yes in zip(units, found, strict=True):
        weight = len(unit.squeezed) if yes else 0
        for each in (unit.place, *unit.place.iterancestors()) if weight else ():
            weights[each] = weights.get(each, 0) + weight
    holder, most = body, _MOST * weights[body]
    while True:
        inner = [child for child in holder if weights.get(child, 0) >= most]
        if not inner:
            return holder
        holder = inner[0]


def heading(judged: Sequence[Judged]) -> Unit | None:
    """The heading that names the page: the last `h1` above the text, or the only one in it."""
    first = next((at for at, each in enumerate(judged) if each.reason is None), 0)
    above = [each.unit for each in judged[: first + 1] if each.unit.tag == "h1"]
    within = [each.unit for each in judged if each.unit.tag == "h1" and each.reason is None]
    if above:
        return above[-1]
    return within[0] if len(within) == 1 else None
