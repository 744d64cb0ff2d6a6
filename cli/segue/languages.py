"""What a language tag (en, pt-BR, zh_Hant) says: its language, how that is written and quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Direction = Literal["ltr", "rtl"]
QuotationMarks = tuple[str, str]

_RTL = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"])

_QUOTATION_MARKS: Mapping[str, QuotationMarks] = {
    "ar": ("«", "»"),
    "cs": ("„", "“"),
    "da": ("»", "«"),
    "de": ("„", "“"),
    "el": ("«", "»"),
    "en": ("“", "”"),
    "es": ("«", "»"),
    "fa": ("«", "»"),
    "fi": ("”", "”"),
    "fr": ("«\u00a0", "\u00a0»"),
    "he": ("”", "”"),
    "it": ("«", "»"),
    "ja": ("「", "」"),
    "nb": ("«", "»"),
    "no": ("«", "»"),
    "pl": ("„", "”"),
    "pt": ("“", "”"),
    "ro": ("„", "”"),
    "ru": ("«", "»"),
    "sk": ("„", "“"),
    "sv": ("”", "”"),
    "uk": ("«", "»"),
    "zh": ("「", "」"),
}


def base(tag: str) -> str:
    """The language alone, in lower case: `pt-BR` → `pt`."""
    return _folded(tag).partition("-")[0]


def direction(tag: str) -> Direction:
    """`rtl` for languages written from right to left, else `ltr`."""
    whole = _folded(tag)
    names_script = "-arab" in whole or "-hebr" in whole
    return "rtl" if base(tag) in _RTL or whole in _RTL or names_script else "ltr"


def quotation_marks(tag: str) -> QuotationMarks:
    """The opening and the closing mark; a no-break space is part of them where one belongs."""
    return _QUOTATION_MARKS.get(base(tag), ("“", "”"))


def _folded(tag: str) -> str:
    return tag.replace("_", "-").lower()
