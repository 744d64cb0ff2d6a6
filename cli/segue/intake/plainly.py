"""The words of a piece of Markdown or HTML, without its marks."""

from __future__ import annotations

import html
import re

from segue.characters import one_line
from segue.intake.escaping import ADDRESS

_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ANY_TAG = re.compile(r"<[^<>]*>")
_ANGLED = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_MARK = re.compile(r"[*`]+|==|~~|(?<![^\W_])_+|_+(?![^\W_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?\w{1,32};")
_LONG = 600
MARKS = tuple(".!?:;,…。！？：；，")
"""What a line ends with that is a sentence or a part of one, and no title."""

_SIGN = re.compile(r"[\\`*_~=<>&\[\]]")
_ASIDE = {sign: sign + 0xE000 for sign in range(0x21, 0x7F)}
_BACK = {aside: sign for sign, aside in _ASIDE.items()}
_TARGET = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?([^\s()<>]+)|(?<![(\[\w])(https?://[^\s<>()]+)")


def plain(markdown: str) -> str:
    """Its words on one line: of a link what is clicked on, of a picture what it shows."""
    if not _SIGN.search(markdown):
        return " ".join(markdown.split())
    # An escaped sign, and one in an address, is kept aside where no pattern sees it.
    words = _ESCAPE.sub(lambda sign: sign[1].translate(_ASIDE), markdown)
    words = _LINK.sub(r"\1", _ANGLED.sub(r"\1", words))
    words = ADDRESS.sub(lambda address: address[0].translate(_ASIDE), words)
    words = _MARK.sub("", _TAG.sub("", words))
    words = _ENTITY.sub(lambda entity: html.unescape(entity[0]), words)
    return " ".join(words.translate(_BACK).split())


def words_of(markup: str) -> str:
    """The words of a piece of HTML on one line, as a reader sees them."""
    return one_line(html.unescape(_ANY_TAG.sub(" ", markup)))


def brief(markdown: str) -> str:
    """Its words, of a long text only the first and the last: enough to see what kind it is."""
    if len(markdown) <= _LONG:
        return plain(markdown)
    return f"{plain(markdown[: _LONG // 2])} … {plain(markdown[-_LONG // 2 :])}"


def links(markdown: str) -> list[str]:
    """The web addresses that a piece of Markdown leads to, in order."""
    return [target or bare for target, bare in _TARGET.findall(markdown)]
