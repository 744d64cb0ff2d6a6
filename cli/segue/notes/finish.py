"""The last step of every kind of notes: tidy white space, and within the host's limits."""

from __future__ import annotations

import re

from segue import shortnotes
from segue.characters import printable
from segue.notes.hosts import Host

_NO_LIMIT = 1 << 40
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_MARKS = re.compile(r"[\\`*_\[\]<>]|^[#+-]")
_NUMBER = re.compile(r"^(\d+)([.)])")


def finish(text: str, host: Host, *, is_html: bool, page: str | None) -> str:
    """The notes as they are written: printable, one blank line at most, cut where they must be."""
    tidy = _BLANK_LINES.sub("\n\n", printable(text)).strip() + "\n"
    for character, stand_in in host.forbidden.items():
        tidy = tidy.replace(character, stand_in)
    limit = _NO_LIMIT if host.limit_bytes is None else host.limit_bytes
    if is_html and (host.short or len(tidy.encode()) > limit):
        return shortnotes.shorten(tidy, limit, page) + "\n"
    return cut(tidy, limit)


def cut(text: str, limit_bytes: int) -> str:
    """The text's leading lines that fit; of a first line that is too long, its leading words."""
    if len(text.encode()) <= limit_bytes:
        return text
    fitting = text.encode()[:limit_bytes].decode(errors="ignore")
    lines, end_of_line, _ = fitting.rpartition("\n")
    if end_of_line:
        return lines.rstrip() + "\n"
    room = limit_bytes - len("…\n".encode())
    words, space, _ = text.encode()[:room].decode(errors="ignore").rpartition(" ")
    return words.rstrip() + space + "…\n"


def escape_markdown(text: str) -> str:
    """Text that a Markdown reader shows as it stands here."""
    line = " ".join(text.split())
    return _NUMBER.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", line))
