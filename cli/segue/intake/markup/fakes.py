"""Headings and lists that were typed instead of being made: bold lines, lines with a bullet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from segue.intake.markup.units import HEADINGS, squeezed, text

_BOLD = frozenset({"b", "strong"})
_LONGEST_WORDS, _LONGEST_SIGNS = 14, 90
_ENDS = (".", "!", ":", ";", ",")
_BULLET = re.compile(r"\s*([•·▪◦●○■□‣⁃∙➢✓✔–—*-]|o(?=\s)|\d{1,2}[.)])\s+(?=\S)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]")


def mended(body: HtmlElement) -> None:
    """Make headings of a page's bold lines, and lists of its typed ones."""
    _lists(body)
    _headings(body)


def headed(lines: Iterable[HtmlElement], level: int) -> None:
    """Make headings of the paragraphs that are short and bold as a whole."""
    for line in lines:
        if line.tag == "p" and _is_heading(line):
            line.tag = f"h{level}"
            for bold in list(line.iter(*_BOLD)):
                bold.drop_tag()


def _headings(body: HtmlElement) -> None:
    """Make headings, below the real ones, of the bold lines that stand by themselves."""
    levels = {int(each.tag[1]) for each in body.iter(*HEADINGS)} - {1}
    holders = {"div", "body", "section", "article"}
    lines = [line for line in body.iter("p") if line.getparent().tag in holders]
    headed(lines, min(6, max(levels) + 1) if levels else 2)


def _is_heading(line: HtmlElement) -> bool:
    said = text(line)
    if not 0 < len(said.split()) <= _LONGEST_WORDS or len(said) > _LONGEST_SIGNS:
        return False
    if said.endswith(_ENDS) or line.find(".//a") is not None or line.find(".//br") is not None:
        return False
    bold = [
        each
        for each in line.iter(*_BOLD)
        if not any(up.tag in _BOLD for up in each.iterancestors())
    ]
    if "".join(map(squeezed, bold)) != squeezed(line):
        return False
    following = line.getnext()
    return following is not None and following.tag in {"p", "ul", "ol", "table", "blockquote"}


def _lists(body: HtmlElement) -> None:
    """Two lines and more that begin with the same kind of bullet are a list."""
    for run in list(_bulleted(body)):
        kind = "ol" if _NUMBER.match(text(run[0])) else "ul"
        made = run[0].makeelement(kind)
        run[0].addprevious(made)
        for line in run:
            line.tag = "li"
            _strip(line)
            made.append(line)
        made.tail = "\n"


def _bulleted(body: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The paragraphs in a row that begin with a bullet; numbers count up from 1."""
    run: list[HtmlElement] = []
    for line in body.iter("p"):
        follows = bool(run) and line.getprevious() is run[-1] and not (run[-1].tail or "").strip()
        if _continues(line, run if follows else []):
            run = [*run, line] if follows else [line]
            continue
        if len(run) > 1:
            yield run
        run = [line] if _continues(line, []) else []
    if len(run) > 1:
        yield run


def _continues(line: HtmlElement, run: list[HtmlElement]) -> bool:
    """Whether a line is the next item of the list that the run is, or begins one."""
    said = text(line)
    bullet = _BULLET.match(said)
    if bullet is None or len(said.split()) < 2:  # noqa: PLR2004 (a bullet and a word)
        return False
    number = bullet[1].rstrip(".)")
    if number.isdigit():
        return int(number) == len(run) + 1 and all(_NUMBER.match(text(each)) for each in run[:1])
    return all(_BULLET.match(text(each)) and not _NUMBER.match(text(each)) for each in run[:1])


def _strip(line: HtmlElement) -> None:
    """Take the bullet from the first words of a line."""
    for holder in line.iter():
        if (holder.text or "").strip():
            holder.text = _BULLET.sub("", holder.text, count=1).lstrip()
            return
