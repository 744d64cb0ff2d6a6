"""Each number of a text bound to the place of its source that it most likely comes from."""

from __future__ import annotations

import bisect
import difflib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from segue.social.grounding.figures import Figure, Kind
from segue.social.grounding.ground import Ground, Reading

# Measured with benchmarks/grounding.py on texts kept for tuning: a lower margin catches more
# swapped numbers, and takes more honest summaries for wrong ones.
MARGIN = 1.2
LEAST = 2.0
NEAR = 3.0
FAR = 12
_OTHER_SIDE = 0.25
_UNIT = 1.0
_SIDE_OF_YEAR = 0.7  # the 2022 report, the report of 2022
_LEAST_OF_YEAR = 1.0
_ONE = 0.6  # "one" is a number less often than not
_YEAR = 0.8
_FEW = 20
_ALIKE, _SAME = 0.7, 0.9
_CLASSES: dict[Kind, str] = {"one": "number"}

Around = dict[str, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that stands where the source has another: `meant`, in `reading`."""

    figure: Figure
    meant: Figure
    reading: Reading


def slips(said: Reading, ground: Ground, known: Iterable[Figure]) -> Iterator[Slip]:
    """The numbers among `known` (all of them in the source) that stand in another's place.

    A sentence that repeats one of the source word for word is compared with it number by number.
    Of two numbers each of which fits better where the other stands, both are told, however little
    better they fit.
    """
    repeated = list(_repeated(said, ground))
    if repeated:
        yield from repeated
        return
    numbers = (figure for figure in known if figure.kind != "one")
    rated = [_rated(figure, said, ground) for figure in numbers]
    better = {str(one.slip.meant.value): one.slip for one in rated if one.slip and one.is_better(1)}
    for one in rated:
        slip = one.slip
        if slip is None:
            continue
        back = better.get(str(slip.figure.value))
        is_mutual = back is not None and back.figure.value == slip.meant.value
        if one.is_better(MARGIN) or (is_mutual and one.is_better(1)):
            yield slip


def _repeated(said: Reading, ground: Ground) -> Iterator[Slip]:
    """The numbers that differ from those of the sentence that a text repeats otherwise.

    None where it repeats one with its numbers: a list may say the same of many.
    """
    counted = _counted(said)
    here = _wording(said)
    differing: list[Slip] = []
    for reading in ground.readings if counted else ():
        there = _counted(reading)
        if len(there) != len(counted) or len(said.words & reading.words) < _ALIKE * len(here):
            continue
        if difflib.SequenceMatcher(None, here, _wording(reading), autojunk=False).ratio() >= _SAME:
            pairs = zip(counted, there, strict=True)
            slips = [Slip(one, meant, reading) for one, meant in pairs if one.value != meant.value]
            if not slips:
                return
            differing = differing or slips
    yield from differing


def _counted(reading: Reading) -> list[Figure]:
    return [figure for figure in reading.figures if figure.kind != "one"]


def _wording(reading: Reading) -> list[str]:
    """Its words in order, without numbers."""
    return [word for _, word in reading.tokens if not word[0].isdigit()]


@dataclass(frozen=True, slots=True)
class _Rated:
    """How well a number fits where the source has it, and where the source has another.

    `ease` is above 1 where the other is what the source mostly has.
    """

    same: float
    other: float
    slip: Slip | None
    ease: float = 1.0

    def is_better(self, margin: float) -> bool:
        """Whether it fits the other place so much better."""
        least = LEAST if self.ease == 1 else _LEAST_OF_YEAR
        return self.other >= least and self.ease * self.other > margin * self.same


def _rated(figure: Figure, said: Reading, ground: Ground) -> _Rated:
    words = around(said, figure)
    same = other = 0.0
    slip = None
    dated = ground.dated_years if _is_year(figure) else ()
    for meant, reading in (*ground.figures, *dated):
        is_same = figure.is_said_by(meant)
        if not is_same and not _is_rival(meant, figure):
            continue
        are_years = _is_year(figure) and _is_year(meant)
        side = _SIDE_OF_YEAR if are_years else _OTHER_SIDE
        score = likeness(words, meant, reading, ground, side)
        score *= 1.0 if is_same else _doubt(meant, figure)
        score += _UNIT if figure.unit and figure.unit == meant.unit else 0.0
        if is_same:
            same = max(same, score)
        elif score > other:
            other, slip = score, Slip(figure, meant, reading)
    return _Rated(same, other, slip, _ease(slip, said, ground))


def _ease(slip: Slip | None, said: Reading, ground: Ground) -> float:
    """How much more of the source tells of the year meant than of the number that is said.

    What a teaser says of "2020" often has no words of the place where the article says so; then it
    is the year that the article is about. A sentence that says both mixes up neither.
    """
    if slip is None or not _is_year(slip.meant):
        return 1.0
    is_counted = bool(slip.figure.unit) or slip.figure.text.isalpha()
    if is_counted or any(figure.value == slip.meant.value for figure in said.figures):
        return 1.0
    here, there = (ground.times[one.value] for one in (slip.figure, slip.meant))
    return max(1.0, math.sqrt(there / max(here, 1)))


def _is_few(figure: Figure) -> bool:
    return not isinstance(figure.value, str) and figure.value <= _FEW


def _doubt(meant: Figure, figure: Figure) -> float:
    """What a likeness is worth where one number rarely stands for the other."""
    if meant.kind == "one":
        return _ONE
    return _YEAR if _is_year(meant) != _is_year(figure) else 1.0


def _is_year(figure: Figure) -> bool:
    is_plain = figure.kind == "number" and not figure.unit and figure.text.isdigit()
    return is_plain and len(figure.text) == len("2026") and figure.text[:2] in {"19", "20"}


def _is_rival(meant: Figure, figure: Figure) -> bool:
    """Whether two numbers can stand in each other's place.

    No year stands for "one of them", no #332 for the "four" that somebody counted, and no v1 for
    L7; but Q3 does for Q4.
    """
    if figure.kind == meant.kind == "code" and _letters(figure) != _letters(meant):
        return False
    if meant.kind == "one" and not _is_few(figure):
        return False
    if figure.text.isalpha() and _is_few(figure) and not _is_few(meant):
        return False
    return _CLASSES.get(meant.kind, meant.kind) == _CLASSES.get(figure.kind, figure.kind)


def _letters(code: Figure) -> str:
    return "".join(letter for letter in code.text.casefold() if letter.isalpha())


def likeness(
    words: Around, meant: Figure, reading: Reading, ground: Ground, other_side: float
) -> float:
    """How alike the surroundings of two numbers are: near words weigh more, and the same side."""
    if reading.words.isdisjoint(words):
        return 0.0
    there = around(reading, meant)
    score = 0.0
    for word in words.keys() & there.keys():
        here, other = words[word], there[word]
        weight = ground.rarity.get(word, 1.0) * _nearness(here) * _nearness(other)
        score += weight if (here > 0) == (other > 0) else other_side * weight
    return score


def around(reading: Reading, figure: Figure) -> Around:
    """The words of a sentence, each with its place from the number: -1 stands right before it."""
    first = bisect.bisect_left(reading.tokens, (figure.start, ""))
    last = bisect.bisect_left(reading.tokens, (figure.end, ""))
    before = reading.tokens[max(first - FAR, 0) : first]
    near: Around = {}
    for at, (_, word) in enumerate(reversed(before), 1):
        near.setdefault(word, -at)
    for at, (_, word) in enumerate(reading.tokens[last : last + FAR], 1):
        if word not in near or at < -near[word]:
            near[word] = at
    return near


def _nearness(place: int) -> float:
    return NEAR / (NEAR + abs(place) - 1)
