"""Tables that fit a phone: headers with their scope, and wide ones as a list of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from segue import article, trees

# The text column of a 375 px screen; a letter of a table's text, and the space around a cell.
_PHONE_WIDTH, _LETTER_WIDTH, _CELL_SPACE = 311, 8, 20
# A word may be broken that is longer than this; Chinese and Japanese are broken anywhere.
_LONGEST_WORD = 13
_WORD_END = re.compile(r"[\s/\u2e80-\u9fff\uac00-\ud7af-]+")


def fit(tree: Element) -> None:
    """Give the headers of every table a scope, and set wide tables as one paragraph a row."""
    for parent, table in trees.pairs(tree, lambda element: element.tag == "table"):
        rows = list(table.iter("tr"))
        headers = _headers(table)
        for header in list(table.iter("th")):
            if article.plain(header):
                header.set("scope", "col" if header in headers else "row")
            else:
                header.tag = "td"  # a corner left empty heads nothing
        if _least_width(rows) > _PHONE_WIDTH:
            trees.replace(parent, table, list(_paragraphs(table, rows)))


def _least_width(rows: list[Element]) -> int:
    """How many pixels a table takes at least, its words whole."""
    columns: dict[int, int] = {}
    for row in rows:
        for at, cell in enumerate(row):
            words = _WORD_END.split(article.plain(cell))
            longest = min(_LONGEST_WORD, max(map(len, words)))
            columns[at] = max(columns.get(at, 0), longest * _LETTER_WIDTH + _CELL_SPACE)
    return sum(columns.values())


def _headers(table: Element) -> list[Element]:
    head = table.find("thead")
    return [] if head is None else list(head.iter("th"))


def _paragraphs(table: Element, rows: list[Element]) -> Iterator[Element]:
    caption = table.find("caption")
    if caption is not None:
        yield trees.made("p", trees.made("strong", text=article.plain(caption)))
    headers = _headers(table)
    names = [article.plain(header) for header in headers]
    for row in rows:
        if not headers or row[0] not in headers:
            yield _paragraph(names, list(row))


def _paragraph(names: list[str], cells: list[Element]) -> Element:
    paragraph = trees.made("p", class_="row")
    for at, cell in enumerate(cells):
        if not article.plain(cell) and cell.find(".//img") is None:
            continue
        if len(paragraph):
            paragraph.append(trees.made("br"))
        name = names[at] if at < len(names) else ""
        if name:
            label = trees.made("strong", text=f"{name}:")
            label.tail = " "
            paragraph.append(label)
        cell.tag, cell.tail = "span", None
        cell.attrib.clear()
        paragraph.append(cell)
    return paragraph
