"""The article as the notes show it: readable anywhere, without what stands elsewhere in them."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

from segue import trees
from segue.addresses import is_absolute
from segue.article import body
from segue.model import Article

ROOM = "notes"
"""The name by which an author keeps something for the notes."""

_LOWER = dict(pairwise(trees.HEADINGS))


def read(article: Article) -> Element:
    """The article's tree for the notes, without its calls.

    Headings are one level lower than the notes' own. Pictures of the show's folder are left out,
    and so are links within the page: both would point nowhere in an app.
    """
    tree = body(article, ROOM)
    for parent in reversed(list(tree.iter())):
        for child in list(parent):
            if any(unwanted(child) for unwanted in _UNWANTED):
                trees.drop(parent, child)
            elif child.tag == "a" and not is_absolute(child.get("href", "")):
                trees.unwrap(parent, child)
            else:
                child.tag = _LOWER.get(child.tag, child.tag)
    return tree


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
