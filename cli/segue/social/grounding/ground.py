"""What an episode's posts may stand on: every sentence with its line, read for what it says."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from segue.judging import judge, key
from segue.social.grounding.days import Day, days
from segue.social.grounding.figures import Figure, figures
from segue.social.grounding.wording import Wording, wording
from segue.social.marks import HASHTAG, LINK

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STEM = 6
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,}s?\b")
_PART = re.compile(r"[A-ZÀ-Þ][^\WA-ZÀ-Þ\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that somebody wrote, at `line` of the article; 0 where it stands elsewhere."""

    text: str
    line: int = 0


class Reading:
    """A sentence as it is compared: its numbers, its dates and the places of its words.

    Made when it is asked for: most posts repeat the article, and then nothing is.
    """

    def __init__(self, told: Told, language: str) -> None:
        self.told = told
        self._wording = wording(language)
        self._language = language
        self._bare = LINK.sub(lambda match: " " * len(match[0]), told.text)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Its dates."""
        return days(self._bare, self._wording)

    @cached_property
    def undated(self) -> str:
        """Its words with a gap where each address and date stood."""
        text = self._bare
        for day in self.days:
            text = f"{text[: day.start]}{' ' * len(day.text)}{text[day.end :]}"
        return text

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers, those of its dates apart."""
        return figures(self.undated, self._wording)

    @cached_property
    def stems(self) -> tuple[tuple[int, str], ...]:
        """The words that tell what it is about, each with its place."""
        by = judge(self._language)
        found = []
        for match in WORD.finditer(self._bare):
            found += [(match.start(), word[:_STEM]) for word in by.words(match[0])]
        return tuple(found)

    @cached_property
    def tokens(self) -> tuple[tuple[int, str], ...]:
        """Every word and number, also the small ones, in the same form, each with its place."""
        return tuple((match.start(), key(match[0])[:_STEM]) for match in WORD.finditer(self._bare))

    @cached_property
    def words(self) -> frozenset[str]:
        """The same words without their places."""
        return frozenset(word for _, word in self.tokens)

    @cached_property
    def stem_set(self) -> frozenset[str]:
        """The same words without their places."""
        return frozenset(stem for _, stem in self.stems)


class Ground:
    """Everything that is told, with what it holds; `handles` and `tags` are allowed besides."""

    def __init__(
        self,
        told: Iterable[Told],
        language: str,
        *,
        handles: Iterable[str] = (),
        tags: Iterable[str] = (),
    ) -> None:
        self.language = language
        self.told = tuple(told)
        self.handles = frozenset(handles)
        self.tags = frozenset(tag.casefold() for tag in tags)

    @property
    def words(self) -> Wording:
        """How the language words numbers and claims."""
        return wording(self.language)

    @cached_property
    def text(self) -> str:
        """All of it, as quotations are compared."""
        return normal(" ".join(each.text for each in self.told))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of it, and the parts of those that hold several: MarketWatch."""
        typed = {word for each in self.told for word in WORD.findall(each.text)}
        parts = {part for word in typed for part in _PART.findall(word)}
        return frozenset(map(key, typed | parts))

    @cached_property
    def told_tags(self) -> frozenset[str]:
        """Every hashtag that it has itself."""
        return frozenset(tag.casefold() for each in self.told for tag in HASHTAG.findall(each.text))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Its words in capitals, with and without dots: GSA, U.S."""
        found = (one for each in self.told for one in _ACRONYM.findall(each.text))
        return frozenset(re.sub(r"[.s]", "", one).casefold() for one in found)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every sentence, read."""
        return tuple(_read(each, self.language) for each in self.told)

    @cached_property
    def figures(self) -> tuple[tuple[Figure, Reading], ...]:
        """Every number, with its sentence."""
        return tuple((figure, one) for one in self.readings for figure in one.figures)

    @cached_property
    def days(self) -> tuple[tuple[Day, Reading], ...]:
        """Every date, with its sentence."""
        return tuple((day, one) for one in self.readings for day in one.days)

    @cached_property
    def dated_years(self) -> tuple[tuple[Figure, Reading], ...]:
        """The year of every date, as a number by itself, with its sentence."""
        found = []
        for day, reading in self.days:
            at = day.text.find(str(day.year))
            if day.year and at >= 0:
                figure = Figure(str(day.year), day.start + at, Fraction(day.year))
                found.append((figure, reading))
        return tuple(found)

    @cached_property
    def times(self) -> Counter[Fraction | str]:
        """How many sentences have each number, be it a year in a date."""
        having = Counter[Fraction | str]()
        for one in self.readings:
            dated = {Fraction(day.year) for day in one.days if day.year}
            having.update(dated | {figure.value for figure in one.figures})
        return having

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Every whole number, and the year of every date."""
        plain = {whole for figure, _ in self.figures if (whole := _whole(figure)) is not None}
        return frozenset(plain | {day.year for day, _ in self.days if day.year})

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much a word tells: the fewer sentences have it, the more."""
        seen = Counter(word for one in self.readings for word in one.words)
        total = len(self.readings)
        return {word: math.log((total + 2) / (times + 0.5)) for word, times in seen.items()}


@functools.lru_cache(maxsize=64)
def ground(
    told: tuple[Told, ...], language: str, handles: frozenset[str], tags: frozenset[str]
) -> Ground:
    """The ground of these sentences, read once."""
    return Ground(told, language, handles=handles, tags=tags)


@functools.lru_cache(maxsize=20_000)
def _read(told: Told, language: str) -> Reading:
    """A sentence, read once for the posts of all networks."""
    return Reading(told, language)


def normal(text: str) -> str:
    """A text as it is compared: plain apostrophes and dashes, single spaces, no capitals."""
    plain = text.translate(_PLAIN).casefold()
    return " ".join(plain.split())


_PLAIN = str.maketrans("’‘‛‐‑–—−", "'''-----")


def _whole(figure: Figure) -> int | None:
    value = figure.value
    if figure.kind not in {"number", "money"}:
        return None
    return None if isinstance(value, str) or value.denominator != 1 else int(value)
