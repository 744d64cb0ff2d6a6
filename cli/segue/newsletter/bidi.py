"""Text that runs the other way than the letter: Latin in Arabic, Hebrew in English."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from segue import article, trees
from segue.languages import Direction

# Where text may begin on the other side; in cells and items it stays where its neighbours are.
_PASSAGES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption"})
_CELLS = frozenset({"td", "th", "caption"})
_CODE = frozenset({"pre", "code"})
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "pre", "table", "div"})
_LETTERS = re.compile(r"[^\W\d_]")
_RTL_LETTERS = re.compile(
    "[\u05d0-\u085f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def turn(body: Element, direction: Direction) -> None:
    """Say so where words run against the letter's `direction`; changes the tree in place.

    Code runs from left to right in every language.
    """
    if direction == "ltr" and not _RTL_LETTERS.search("".join(body.itertext())):
        return
    items = [element for element in body.iter() if element.tag == "li"]
    for item in items:
        _turn_item(item, direction)
    within_items = {inner for item in items for inner in item.iter()}
    for element in body.iter():
        if element.tag in _CODE and direction == "rtl":
            element.set("dir", "ltr")
        elif element.tag in _PASSAGES | _CELLS and _is_against(article.plain(element), direction):
            element.set("dir", _other(direction))
            if element.tag in _PASSAGES and element not in within_items:
                element.set("class", f"{element.get('class', '')} turned".strip())


def _turn_item(item: Element, direction: Direction) -> None:
    """Set an item's own words apart; its number or dot stays on the letter's side."""
    blocks = [child.tag in _BLOCKS for child in item]
    own = blocks.index(True) if True in blocks else len(item)
    words = trees.made("span", text=item.text, dir=_other(direction))
    words.extend(item[:own])
    if _is_against(article.plain(words), direction):
        item.text = None
        item[:own] = [words]


def _is_against(text: str, direction: Direction) -> bool:
    """Whether a text has letters, and they run the other way.

    One Arabic word makes a text of a right-to-left letter its own; a text of a left-to-right
    letter must be mostly in the other script.
    """
    letters, turned = len(_LETTERS.findall(text)), len(_RTL_LETTERS.findall(text))
    if direction == "rtl":
        return letters > 0 and turned == 0
    return 2 * turned > letters


def _other(direction: Direction) -> Direction:
    return "ltr" if direction == "rtl" else "rtl"
