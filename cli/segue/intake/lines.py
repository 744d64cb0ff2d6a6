"""Lines of plain text as blocks: paragraphs, lists, tables and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from segue.intake.escaping import escaped, inline
from segue.intake.manuscript import Block

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085\f\v]")
_INVISIBLE = re.compile("[\u200b\u2060\u00ad\ufeff]")
_ITEM = re.compile(r"([•·▪◦●○■□‣⁃∙➢✓✔–—*+-]|\d{1,3}[.)])\s+(?=\S)")
# These begin a list wherever they stand; a dash or a number may also begin a sentence.
_BULLETS = frozenset("•·▪◦●○■□‣⁃∙➢✓✔")
_MARKS = tuple('.!?:…。！？："”’)')
_RULE = re.compile(r"([-=_*~#])(?:[ \t]*\1){2,}")
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 45, 100
_TAB = 4
_DEEPEST = 5


class Line(NamedTuple):
    """A line of text: where it stands, how far it is indented, and its words."""

    number: int
    indent: int
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a plain text, in order."""
    for chunk in _joined_lists(_chunks(text)):
        yield from _blocks(chunk)


def _chunks(text: str) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    lines = (_line(number, typed) for number, typed in enumerate(_tidy(text).split("\n"), 1))
    for is_blank, chunk in groupby(lines, key=lambda line: not line.text):
        if not is_blank:
            yield list(chunk)


def _tidy(text: str) -> str:
    return _INVISIBLE.sub("", _SPACES.sub(" ", text))


def _line(number: int, typed: str) -> Line:
    typed = typed.rstrip()
    text = typed.lstrip()
    before = typed[: len(typed) - len(text)].expandtabs(_TAB)
    return Line(number, len(before), text)


def _joined_lists(chunks: Iterator[list[Line]]) -> Iterator[list[Line]]:
    """The chunks; items with blank lines between them are one list."""
    waiting: list[Line] = []
    is_list = False
    for chunk in chunks:
        is_item = all(_ITEM.match(line.text) for line in chunk)
        if is_list and is_item and _continues(waiting[-1], chunk[0]):
            waiting += chunk
            continue
        if waiting:
            yield waiting
        waiting, is_list = chunk, is_item
    if waiting:
        yield waiting


def _continues(last: Line, first: Line) -> bool:
    """Whether an item goes on with the list before it: a bullet, or the next number."""
    before, after = _number(last), _number(first)
    if before is None or after is None:
        return before is after
    return after == before + 1


def _number(line: Line) -> int | None:
    marker = _ITEM.match(line.text)
    return int(marker[1][:-1]) if marker and marker[1][0].isdigit() else None


def _blocks(chunk: Sequence[Line]) -> Iterator[Block]:
    """What stands in lines without a blank line between them."""
    above: list[Line] = []
    for line in chunk:
        if _RULE.fullmatch(line.text):
            yield from _ruled(above, line)
            above = []
        else:
            above.append(line)
    yield from _unruled(above)


def _ruled(above: Sequence[Line], rule: Line) -> Iterator[Block]:
    """The lines above a line of signs, which underlines a heading or parts the text."""
    if above and len(above[-1].text) <= _LONGEST_WRAPPED and not _ITEM.match(above[-1].text):
        yield from _unruled(above[:-1])
        level = 1 if rule.text[0] == "=" else 2
        yield Block("heading", inline(_flat(above[-1])), level, line=above[-1].number)
    else:
        yield from _unruled(above)
        yield Block("other", "---", line=rule.number)


def _unruled(chunk: Sequence[Line]) -> Iterator[Block]:
    start = _list_start(chunk)
    if start < len(chunk):
        yield from _paragraphs(chunk[:start])
        yield _list(chunk[start:])
    elif chunk and _is_table(chunk):
        yield _table(chunk)
    elif chunk and all(line.text.startswith(">") for line in chunk):
        text = "\n".join(f"> {escaped(line.text.lstrip('> '))}" for line in chunk)
        yield Block("quote", text, line=chunk[0].number)
    else:
        yield from _paragraphs(chunk)


def _paragraphs(chunk: Sequence[Line]) -> Iterator[Block]:
    """Each line as a paragraph, or all as one where a mail's lines were full."""
    lines = [_flat(line) for line in chunk]
    wrapped = [" ".join(lines)] if _is_wrapped(lines) else lines
    for line, said in zip(chunk, wrapped, strict=False):
        yield Block("paragraph", escaped(said), line=line.number)


def _flat(line: Line) -> str:
    return " ".join(line.text.split())


def _list_start(chunk: Sequence[Line]) -> int:
    """Where a list begins: at a bullet, or at the first of several dashes or numbers."""
    first: dict[str, int] = {}
    for at, line in enumerate(chunk):
        marker = _ITEM.match(line.text)
        if marker is None:
            continue
        if marker[1] in _BULLETS:
            return at
        kind = "1." if marker[1][0].isdigit() else "-"
        if kind in first:
            return first[kind]
        first[kind] = at
    return len(chunk)


def _list(chunk: Sequence[Line]) -> Block:
    """A list; an item's level shows in how far it is indented, or in its kind of bullet."""
    open_kinds: list[tuple[int, str]] = []
    lines: list[str] = []
    for line in chunk:
        marker = _ITEM.match(line.text)
        if marker is None:
            lines[-1] += f" {escaped(_flat(line))}"
            continue
        sign = "1." if marker[1][0].isdigit() else marker[1]
        kind = (line.indent, sign)
        if kind in open_kinds:
            del open_kinds[open_kinds.index(kind) + 1 :]
        else:
            open_kinds = [each for each in open_kinds if each[0] <= line.indent]
            open_kinds.append(kind)
        mark = f"{marker[1][:-1]}." if sign == "1." else "-"
        said = escaped(" ".join(line.text[marker.end() :].split()))
        level = min(len(open_kinds) - 1, _DEEPEST)
        lines.append(f"{' ' * _TAB * level}{mark} {said}")
    return Block("list", "\n".join(lines), line=chunk[0].number)


def _is_table(chunk: Sequence[Line]) -> bool:
    """Whether the lines are rows as spreadsheets copy them: as many cells each, with tabs."""
    tabs = {line.text.count("\t") for line in chunk}
    return len(chunk) > 1 and len(tabs) == 1 and 0 not in tabs


def _table(chunk: Sequence[Line]) -> Block:
    rows = [[escaped(" ".join(cell.split())) for cell in line.text.split("\t")] for line in chunk]
    rows.insert(1, ["---"] * len(rows[0]))
    text = "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows
    )
    return Block("table", text, line=chunk[0].number)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are one paragraph, broken where a mail's line was full."""
    inner = lines[:-1]
    if not inner or len(lines[-1]) > _LONGEST_WRAPPED:
        return False
    if not all(_SHORTEST_WRAPPED <= len(line) <= _LONGEST_WRAPPED for line in inner):
        return False
    # Where each line is a sentence, each is meant to be a paragraph.
    return not all(line.endswith(_MARKS) for line in inner) or lines[1][:1].islower()
