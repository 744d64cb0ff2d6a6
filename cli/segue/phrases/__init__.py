"""What the checks of an article look for in each language: its file of words, compiled."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from segue import languages
from segue.judging import any_of

_FOLDER = Path(__file__).parent
# A figure, perhaps a word between (“49 healthy people”), and whom or what it counts.
_COUNTED = r"(?<!\w)\d(?:[\d.,]*\d)?[\s-]+(?:[^\W\d_]+ )?(?:{})(?!\w)"


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """One language's words; one without a file of them has none, so nothing of it is told.

    `reading` holds what an easy text starts from, and what a word per sentence and a syllable per
    word cost.
    """

    empty_links: frozenset[str]
    never_twice: frozenset[str]
    may_stand_twice: frozenset[str]
    products: frozenset[str]
    small: frozenset[str]
    coming: re.Pattern[str]
    before_dates: re.Pattern[str]
    people_counted: re.Pattern[str]
    firsts: re.Pattern[str]
    institutions: re.Pattern[str]
    research: re.Pattern[str]
    instructions: re.Pattern[str]
    own_voice: re.Pattern[str]
    sources: re.Pattern[str]
    disclaimers: re.Pattern[str]
    acronyms: frozenset[str]
    shouted: frozenset[str]
    spelled_out: str
    reading: tuple[float, float, float] | None


@functools.cache
def phrases(language: str) -> Phrases:
    """The words of a language (as en or pt-BR)."""
    file = _FOLDER / f"{languages.base(language)}.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    reading = read.get("reading")
    return Phrases(
        empty_links=_words(read, "empty_links", ","),
        never_twice=_words(read, "never_twice"),
        may_stand_twice=_words(read, "may_stand_twice"),
        products=_words(read, "products"),
        small=_words(read, "small"),
        coming=any_of(read.get("coming", ())),
        before_dates=any_of(read.get("before_dates", ()), r"(?<!\w)(?:{})\s+$"),
        people_counted=any_of(read.get("people_counted", ()), _COUNTED),
        firsts=any_of(read.get("firsts", ())),
        institutions=any_of(read.get("institutions", ())),
        research=any_of(read.get("research", ())),
        instructions=any_of(read.get("instructions", ())),
        own_voice=any_of(read.get("own_voice", ())),
        sources=any_of(read.get("sources", ()), r"^(?:{})\W*$"),
        disclaimers=any_of(read.get("disclaimers", ())),
        acronyms=_acronyms() | _words(read, "acronyms"),
        shouted=_words(read, "shouted"),
        spelled_out="|".join(read.get("spelled_out", ())),
        reading=tuple(reading) if reading else None,
    )


def _words(read: Mapping[str, Any], name: str, between: str | None = None) -> frozenset[str]:
    return frozenset(word.strip() for word in read.get(name, "").split(between) if word.strip())


@functools.cache
def _acronyms() -> frozenset[str]:
    """Those that need no explanation in any language."""
    text = (_FOLDER / "acronyms.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())
