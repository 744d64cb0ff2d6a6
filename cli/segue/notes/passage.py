"""The article as the notes show it: readable anywhere, without what stands elsewhere in them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from segue.article import body
from segue.model import Article

_OUTPUT = "notes"
_ABSOLUTE = ("https://", "http://", "mailto:", "tel:")
_LOWER = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}


def read(article: Article) -> tuple[Element, Sequence[str]]:
    """The article's tree for the notes, and the titles of the calls that were taken out of it.

    Headings are one level lower than the notes' own. Pictures of the show's folder are left out,
    and so are links within the page: both would point nowhere in an app.
    """
    tree = body(article, _OUTPUT)
    titles = [call.get("data-title", "") for call in tree.iter("aside") if _is_call(call)]
    for parent in reversed(list(tree.iter())):
        for child in list(parent):
            if any(unwanted(child) for unwanted in _UNWANTED):
                _take_out(parent, child)
            elif child.tag == "a" and not child.get("href", "").lower().startswith(_ABSOLUTE):
                _take_out(parent, child, inner=list(child), text=child.text or "")
            else:
                child.tag = _LOWER.get(child.tag, child.tag)
    return tree, titles


def _is_call(element: Element) -> bool:
    return element.tag == "aside" and element.get("class") == "call"


def _is_local_picture(element: Element) -> bool:
    return element.tag == "img" and not element.get("src", "").lower().startswith("https://")


def _is_empty(element: Element) -> bool:
    return element.tag in {"p", "figure"} and not len(element) and not (element.text or "").strip()


def _is_way_back(element: Element) -> bool:
    """Whether it is the arrow that leads from a footnote back to its place in the page."""
    return element.tag == "a" and element.get("href", "").startswith("#fnref")


_UNWANTED = (_is_call, _is_local_picture, _is_empty, _is_way_back)


def _take_out(
    parent: Element, child: Element, inner: Sequence[Element] = (), text: str = ""
) -> None:
    """Put `text` and `inner` in a child's place; what follows the child stays."""
    at = list(parent).index(child)
    parent.remove(child)
    _append(parent, at, text)
    for offset, element in enumerate(inner):
        parent.insert(at + offset, element)
    _append(parent, at + len(inner), child.tail or "")


def _append(parent: Element, at: int, text: str) -> None:
    """Text after the first `at` children of an element."""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
