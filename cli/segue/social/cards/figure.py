"""The figure that a sentence is about, large enough to be a picture's subject."""

from __future__ import annotations

import re

_UNITS = (
    r"%|‰|per cent|percent|percentage points|Prozent|pour cent|por ciento|million|billion|thousand"
    r"|Millionen|Milliarden|millones|millions|milliards|mg|µg|g|kg|ml|l|km|m|cm|mm|°C"
    r"|hours|minutes|seconds|days|weeks|months|years|Tage|Wochen|Monate|Jahre|Stunden|Minuten"
    r"|jours|semaines|mois|ans|heures|días|semanas|meses|años|people|patients|times"
)
_NUMBER = r"\d{1,3}(?:[,.\u00a0]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w.,:/-])(?P<sign>[€$£<>≥≤+−]\s?)?(?P<number>{_NUMBER})"
    rf"(?P<unit>\s?(?:{_UNITS})(?!\w))?(?![\w:/]|[.,-]\w)"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LONGEST = 14
_TELLING = 3


def figure(sentence: str) -> str:
    """The figure with its unit, as the sentence spells it; empty where it has none that tells.

    A share or a price comes before an amount, and that before a bare number. A year, and a number
    that might be anybody's age, tell nothing alone.
    """
    found = [
        match
        for match in _FIGURE.finditer(sentence)
        if _tells(match) and len(match[0].strip()) <= _LONGEST
    ]
    return min(found, key=_rank)[0].strip() if found else ""


def _rank(match: re.Match[str]) -> int:
    if match["sign"] or "%" in match[0]:
        return 0
    return 1 if match["unit"] else 2


def _tells(match: re.Match[str]) -> bool:
    if match["unit"] or match["sign"]:
        return True
    number = match["number"]
    return len(number) >= _TELLING and not _YEAR.fullmatch(number)
