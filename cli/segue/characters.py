"""Which characters may leave the program, and how many."""

from __future__ import annotations

import re

# What XML 1.0 forbids, and the C1 controls besides: one U+0092 spoils a whole mail or feed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Three times as fast as looking for what is forbidden, and nearly every text is clean.
_PRINTABLE = re.compile("[\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]*")


def printable(text: str) -> str:
    """The text without control characters and lone surrogates; a line ends in a line feed.

    A control that parts words (a form feed, an old Mac's line end) still parts them.
    """
    if _PRINTABLE.fullmatch(text):
        return text
    return _UNPRINTABLE.sub(_replacement, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The printable text with every run of white space as one space, as titles need it."""
    return " ".join(printable(text).split())


def shortened(text: str, longest: int) -> str:
    """The text, cut after a whole word with an ellipsis where it has more characters."""
    if len(text) <= longest:
        return text
    words = text[:longest].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{words or text[: longest - 1]}…"


def _replacement(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else ""
