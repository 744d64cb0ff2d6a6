"""The words of a piece of Markdown, without its marks."""

from __future__ import annotations

import html
import re

from segue.intake.escaping import ADDRESS

_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ANGLED = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_MARK = re.compile(r"[*`]+|==|~~|(?<![^\W_])_+|_+(?![^\W_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?\w{1,32};")
_KEPT = re.compile("[\ue021-\ue07e]")
_OFFSET = 0xE000
_TARGET = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?([^\s()<>]+)|(?<![(\[\w])(https?://[^\s<>()]+)")


def plain(markdown: str) -> str:
    """Its words on one line: of a link what is clicked on, of a picture what it shows."""
    # An escaped sign, and one in an address, is kept aside where no pattern sees it.
    words = _ESCAPE.sub(lambda sign: _aside(sign[1]), markdown)
    words = _LINK.sub(r"\1", _ANGLED.sub(r"\1", words))
    words = ADDRESS.sub(lambda address: _aside(address[0]), words)
    words = _MARK.sub("", _TAG.sub("", words))
    words = _ENTITY.sub(lambda entity: html.unescape(entity[0]), words)
    return " ".join(_KEPT.sub(lambda sign: chr(ord(sign[0]) - _OFFSET), words).split())


def _aside(text: str) -> str:
    return "".join(chr(ord(sign) + _OFFSET) if "!" <= sign <= "~" else sign for sign in text)


def links(markdown: str) -> list[str]:
    """The web addresses that a piece of Markdown leads to, in order."""
    return [target or bare for target, bare in _TARGET.findall(markdown)]
