"""Footnotes of a page: taken out of its text, to be written as Markdown's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_SIGN = re.compile(r"⟦\d+⟧")
_MARKERS = ("footnote", "noteref", "fnref", "reference", "fn-")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes by their number, each the element that says it."""

    said: Mapping[str, HtmlElement] = field(default_factory=dict)


def taken(body: HtmlElement) -> Footnotes:
    """The footnotes of a page; in its text a sign ⟦1⟧ stands where each was referred to."""
    targets = {str(each.get("id")): each for each in body.iter() if each.get("id")}
    numbers: dict[HtmlElement, str] = {}
    for link in list(body.iter("a")):
        note = _note(link, targets)
        if note is None:
            continue
        number = numbers.setdefault(note, str(len(numbers) + 1))
        _replace(_reference(link), f"⟦{number}⟧")
    for note in numbers:
        _lift(note)
    return Footnotes({number: note for note, number in numbers.items()})


def unmarked(text: str) -> str:
    """A title without the signs that stand for footnotes."""
    return _SIGN.sub("", text).strip()


def _note(link: HtmlElement, targets: Mapping[str, HtmlElement]) -> HtmlElement | None:
    """The note that a link refers to; None for any other link."""
    target = link.get("href", "")
    if not target.startswith("#") or not _refers(link):
        return None
    found = targets.get(target[1:])
    if found is None or found is link:
        return None
    for each in (found, *found.iterancestors()):
        if each.tag in {"li", "dd"}:
            return None if each in set(link.iterancestors()) else each
        if each.tag in {"div", "section", "body", "article"}:
            return None
    return None


def _refers(link: HtmlElement) -> bool:
    """Whether a link is a note's number: it is raised, or called so."""
    if "backlink" in link.get("role", "") or "backref" in link.get("class", ""):
        return False
    names = " ".join(link.get(name, "") for name in ("class", "id", "role", "rel", "href")).lower()
    above = link.getparent()
    raised = above is not None and above.tag == "sup"
    words = "".join(link.itertext()).strip()
    return len(words) < 6 and (raised or any(marker in names for marker in _MARKERS))  # noqa: PLR2004 (a number in brackets)


def _reference(link: HtmlElement) -> HtmlElement:
    """The link, or the raised sign that holds nothing else."""
    above = link.getparent()
    if (
        above is not None
        and above.tag == "sup"
        and "".join(above.itertext()).strip() == "".join(link.itertext()).strip()
    ):
        return above
    return link


def _lift(note: HtmlElement) -> None:
    """Take a note out of the page, with its links back and the list that it leaves empty."""
    for link in list(note.iter("a")):
        if link.get("href", "").startswith("#"):
            _replace(link, "")
    holder = note.getparent()
    note.tag = "div"
    if holder is not None:
        _drop(note)
        if holder.tag in {"ol", "ul", "dl"} and not len(holder):
            _drop(holder)


def _replace(element: HtmlElement, words: str) -> None:
    """Put words in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    following = words + (element.tail or "")
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + following
    else:
        before.tail = (before.tail or "") + following
    element.tail = None
    parent.remove(element)


def _drop(element: HtmlElement) -> None:
    _replace(element, "")


def used(notes: Footnotes, markdown: str) -> Iterator[str]:
    """The numbers of the notes that a text refers to."""
    return (number for number in notes.said if f"[^{number}]" in markdown)
