"""A text as type sets it: quotation marks and apostrophes of its language, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

from segue.characters import one_line
from segue.languages import QuotationMarks, quotation_marks

_QUOTED = re.compile(r'"([^"]*)"')
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=[sS])'(?=\s)")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_OPENING = frozenset("“„«»”‘‚「」『』\"'")
# The narrow no-break space and the no-break hyphen are in few fonts; what binds is set by style.
_SAME = str.maketrans({"\u202f": "\u00a0", "\u2009": " ", "\u200a": " ", "\u2011": "-"})


def typeset(text: str, language: str) -> str:
    """The same words with the marks that type has for typewriter quotes and apostrophes."""
    opening, closing = quotation_marks(language)
    text = one_line(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_SAME))
    text = _QUOTED.sub(lambda found: f"{opening}{found[1]}{closing}", text)
    return _APOSTROPHE.sub("’", text)


def around(text: str, language: str) -> QuotationMarks:
    """The marks to set around a sentence; none where it begins or ends with some of its own."""
    bare = text[:1] not in _OPENING and text[-1:] not in _OPENING
    return quotation_marks(language) if bare else ("", "")


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left, as its first letter tells."""
    runs = (unicodedata.bidirectional(character) for character in text)
    return next((run for run in runs if run in {"L", "R", "AL"}), "L") != "L"
