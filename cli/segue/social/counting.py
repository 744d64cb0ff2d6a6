"""How long a text is on a network, counted as the network counts it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segue.social import weight
from segue.social.limits import Limits, table

if TYPE_CHECKING:
    import regex

_LINK_CHARACTERS = 23
# Text of these characters alone has one grapheme a character, and no emoji.
_SIMPLE = re.compile(
    "[\\0-\\x09\\x0b\\x0c\\x0e-\\xa8\\xaa-\\xad\\xaf-\\u02ff\\u0370-\\u0482\\u048a-\\u0590\\u2010-\\u2027"
    "\\u2030-\\u203b\\u203d-\\u2048\\u204a-\\u205e\\u20a0-\\u20bf\\u3001-\\u3029\\u3041-\\u3096"
    "\\u4e00-\\u9fff\\n]*"
)
# As Mastodon's own counter has it: another server's name after a mention is not counted.
_MENTION = re.compile(r"(^|[^/\w])@([a-z0-9_]+)@[a-z0-9.-]+[a-z0-9]", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """A text's length in a network's own unit; `valid` when the network would take it."""

    length: int
    limit: int
    unit: str
    valid: bool


def count(text: str, platform: str) -> Count:
    """How long `text` is on `platform`, by the limits that come with segue."""
    return measure(text, table()[platform])


def measure(text: str, row: Limits) -> Count:
    """How long `text` is where these limits hold."""
    length = _COUNTERS[row.counter](text)
    fits = 0 < length <= row.limit and (not row.bytes or _bytes(text) <= row.bytes)
    takes = row.counter != "weighted" or weight.is_valid(text)
    allowed = not any(sign in text for sign in row.forbidden)
    return Count(length, row.limit, row.unit, fits and takes and allowed)


def graphemes(text: str) -> int:
    """The characters a reader sees: 👩🏽‍⚕️ is one."""
    if _SIMPLE.fullmatch(text):
        return len(text)
    return len(_grapheme().findall(text))


def _mastodon(text: str) -> int:
    pieces, at = [], 0
    for start, end in weight.urls(text):
        if _WEB.match(text, start):
            pieces += [text[at:start], "x" * _LINK_CHARACTERS]
            at = end
    return graphemes(_MENTION.sub(r"\1@\2", "".join([*pieces, text[at:]])))


def _threads(text: str) -> int:
    """Code points, but an emoji counts the bytes it takes."""
    if _SIMPLE.fullmatch(text):
        return len(text)
    pictures = _emoji()
    return sum(
        _bytes(cluster) if pictures.search(cluster) else len(cluster)
        for cluster in _grapheme().findall(text)
    )


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


@functools.cache
def _grapheme() -> regex.Pattern[str]:
    import regex  # 30 ms that plain text can spare

    return regex.compile(r"\X")


@functools.cache
def _emoji() -> regex.Pattern[str]:
    """What Threads may take for an emoji; a sign that can be shown as one counts as one."""
    import regex

    return regex.compile(r"\p{Extended_Pictographic}|\p{Emoji_Presentation}|\ufe0f|\u20e3")


_COUNTERS: dict[str, Callable[[str], int]] = {
    "weighted": weight.weigh,
    "graphemes": graphemes,
    "mastodon": _mastodon,
    "threads": _threads,
    "utf16": _utf16,
    "bytes": _bytes,
}
