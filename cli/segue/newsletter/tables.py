"""Tables that fit a phone: headers with their scope, and wide ones as a list of rows."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from segue import article, trees

# More columns than this leave less than 60 px for each on a phone.
MOST_COLUMNS = 5


def fit(tree: Element) -> None:
    """Give every table's headers a scope, and set wide tables as one paragraph a row."""
    for parent, table in trees.pairs(tree, lambda element: element.tag == "table"):
        rows = list(table.iter("tr"))
        for header in table.iter("th"):
            header.set("scope", "col" if header in _headers(table) else "row")
        if max((len(row) for row in rows), default=0) > MOST_COLUMNS:
            trees.replace(parent, table, list(_paragraphs(table, rows)))


def _headers(table: Element) -> list[Element]:
    head = table.find("thead")
    return [] if head is None else list(head.iter("th"))


def _paragraphs(table: Element, rows: list[Element]) -> Iterator[Element]:
    names = [article.plain(header) for header in _headers(table)]
    for row in rows:
        if not names or row[0] not in _headers(table):
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
