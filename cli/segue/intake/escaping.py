"""Plain text as Markdown that shows exactly that text."""

from __future__ import annotations

import re

# An address is linked as it is typed; a backslash in it would be part of it.
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\[\]`*\\]+", re.IGNORECASE)
"""A web address in a running text."""

# Within a word as some_name an underscore means nothing.
_MARK = re.compile(
    r"[\\`*\[\]]|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|=(?==)|(?<==)="
    r"|~(?=\S)|(?<=\S)~|(?<![^\W_])_|_(?![^\W_])"
)
_OPENING = re.compile(
    r"(?P<sign>#(?=[\s#]|$)|>|[-+•·▪◦](?=\s|$)|/{3,}|:(?=\s)|\|)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_RULE = re.compile(r"([-_=~])(?:[ \t]*\1)*[ \t]*$")


def escaped(text: str) -> str:
    """One line of plain text as Markdown; what looks like a mark is one no more."""
    return opening(inline(text))


def inline(text: str) -> str:
    """Words within a line as Markdown; addresses in them stay as they are."""
    parts, at = [], 0
    for address in ADDRESS.finditer(text):
        parts += [_unmarked(text[at : address.start()]), address[0]]
        at = address.end()
    return "".join([*parts, _unmarked(text[at:])])


def opening(line: str) -> str:
    """The line with a sign at its start made harmless that would begin another kind of block."""
    found = _OPENING.match(line)
    if found and not line[0].isascii():
        return f"&#{ord(line[0])};{line[1:]}"  # only signs of ASCII take a backslash everywhere
    if _RULE.match(line) or (found and found["sign"]):
        return f"\\{line}"
    if found:
        return f"{found['number']}\\{line[found.end() :]}"
    return line


def _unmarked(text: str) -> str:
    return _MARK.sub(r"\\\g<0>", text)
