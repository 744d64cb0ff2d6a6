"""The words of a piece of Markdown, without its marks."""

from __future__ import annotations

import html
import re

_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ANGLED = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_MARK = re.compile(r"[*`]+|==|~~|(?<![^\W_])_+|_+(?![^\W_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = re.compile("[\ue021-\ue07e]")
_OFFSET = 0xE000
_TARGET = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?([^\s()<>]+)|(?<![(\[\w])(https?://[^\s<>()]+)")


def plain(markdown: str) -> str:
    """Its words on one line: of a link what is clicked on, of a picture what it shows."""
    # An escaped sign is kept aside where no pattern sees it.
    words = _ESCAPE.sub(lambda sign: chr(ord(sign[1]) + _OFFSET), markdown)
    words = _LINK.sub(r"\1", _ANGLED.sub(r"\1", words))
    words = html.unescape(_MARK.sub("", _TAG.sub("", words)))
    return " ".join(_KEPT.sub(lambda sign: chr(ord(sign[0]) - _OFFSET), words).split())


def links(markdown: str) -> list[str]:
    """The web addresses that a piece of Markdown leads to, in order."""
    return [target or bare for target, bare in _TARGET.findall(markdown)]
