"""How a language words numbers, dates and claims: its file of words, compiled."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from segue import languages
from segue.judging import NEVER, any_of

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One language's words; a language without a file of them has figures and nothing else.

    `numbers`, `scales`, `ordinals`, `shares`, `multiples`, `units`, `months` and `weekdays` give
    the value of each word, in lower case; `months` keep the capital that tells May from may. `same`
    gives the other names of what a word names.
    """

    decimal: str
    thousands: str
    numbers: Mapping[str, int]
    begin_numbers: frozenset[str]
    scales: Mapping[str, int]
    attached: Mapping[str, int]
    ordinals: Mapping[str, int]
    shares: Mapping[str, Fraction]
    multiples: Mapping[str, int]
    units: Mapping[str, str]
    percent: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    day_suffixes: str
    of: str
    one: frozenset[str]
    claims: re.Pattern[str]
    hedges: re.Pattern[str]
    modals: re.Pattern[str]
    negations: re.Pattern[str]
    particles: frozenset[str]
    same: Mapping[str, frozenset[str]]
    nouns_have_capitals: bool


@functools.cache
def wording(language: str) -> Wording:
    """The words of a language (as en or pt-BR)."""
    file = _FOLDER / f"{languages.base(language)}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    cardinals = " ".join(table.get("cardinals", "").split()).split(", ")
    return Wording(
        decimal=table.get("decimal", "."),
        thousands=table.get("thousands", ","),
        numbers=dict(zip(filter(None, cardinals), range(100), strict=False)),
        begin_numbers=frozenset(phrase.partition(" ")[0] for phrase in cardinals),
        scales={word.casefold(): value for word, value in table.get("scales", {}).items()},
        attached=table.get("attached", {}),
        ordinals={word.casefold(): value for word, value in table.get("ordinals", {}).items()},
        shares={word.casefold(): Fraction(part) for word, part in table.get("shares", {}).items()},
        multiples={word.casefold(): value for word, value in table.get("multiples", {}).items()},
        units={word: unit for unit, words in table.get("units", {}).items() for word in words},
        percent=_any_of(["%", "٪", *table.get("percent", ())], r"\s?(?:{})(?!\w)"),
        months=_in_order(table.get("months", ())),
        weekdays=_in_order(table.get("weekdays", ())),
        day_suffixes=table.get("day_suffixes", NEVER.pattern),
        of=table.get("of", ""),
        one=frozenset(table.get("one", ())),
        claims=_any_of(table.get("claims", ())),
        hedges=_any_of(table.get("hedges", ())),
        modals=_any_of(table.get("modals", ())),
        negations=_any_of(table.get("negations", ())),
        particles=frozenset(table.get("particles", ())),
        same={
            word: frozenset(group)
            for group in table.get("same", ())
            for word in map(str.casefold, group)
        },
        nouns_have_capitals=table.get("nouns_have_capitals", False),
    )


def _in_order(words: Iterable[str]) -> dict[str, int]:
    """The place of each word in its list, from 1; several spellings share a place."""
    return {word: place for place, each in enumerate(words, 1) for word in each.split("/")}


def _any_of(words: Iterable[str], frame: str = r"(?<![\w-])(?:{})(?![\w-])") -> re.Pattern[str]:
    return any_of(sorted(words, key=len, reverse=True), frame)
