"""What a language tag (en, pt-BR, zh_Hant) says: its language, and which way that is written."""

from __future__ import annotations

from typing import Literal

Direction = Literal["ltr", "rtl"]

_RTL = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"])


def base(tag: str) -> str:
    """The language alone, in lower case: `pt-BR` → `pt`."""
    return _folded(tag).partition("-")[0]


def direction(tag: str) -> Direction:
    """`rtl` for languages written from right to left, else `ltr`."""
    whole = _folded(tag)
    names_script = "-arab" in whole or "-hebr" in whole
    return "rtl" if base(tag) in _RTL or whole in _RTL or names_script else "ltr"


def _folded(tag: str) -> str:
    return tag.replace("_", "-").lower()
