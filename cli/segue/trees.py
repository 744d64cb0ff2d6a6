"""Changes to an element tree that keep the text around an element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
"""The headings of HTML, from the first level to the last."""

VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 (a list of words is read as words)
)
"""The elements of HTML that hold nothing and have no closing tag."""


def pairs(tree: Element, fits: Callable[[Element], bool]) -> Iterator[tuple[Element, Element]]:
    """Each element that fits, after its parent; the tree may change meanwhile."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if fits(child):
                yield parent, child


def replace(parent: Element, child: Element, new: Sequence[Element], text: str = "") -> None:
    """Put `text` and elements in the place of `child`; the text after it stays."""
    at = list(parent).index(child)
    tail = child.tail or ""
    child.tail = None
    parent[at : at + 1] = new
    _append_text(parent, at, text)
    _append_text(parent, at + len(new), tail)


def drop(parent: Element, child: Element) -> None:
    """Remove an element with all that is in it; the text after it stays."""
    replace(parent, child, ())


def unwrap(parent: Element, child: Element) -> None:
    """Remove an element but not what is in it."""
    replace(parent, child, list(child), child.text or "")


def made(tag: str, *inner: Element, text: str | None = None, **attributes: str) -> Element:
    """A new element; `class_` gives the attribute `class`."""
    element = Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = text
    element.extend(inner)
    return element


def _append_text(parent: Element, at: int, text: str) -> None:
    if not text:
        return
    if at:
        before = parent[at - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
