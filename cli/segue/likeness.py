"""How much two texts say the same, as the cosine of their words' TF-IDF."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from segue.judging import Judge


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares texts by their words, a rare one counting more; `spread` tells how rare each is."""

    by: Judge
    sentences: int
    spread: Mapping[str, int] = field(default_factory=dict)

    def vector(self, text: str) -> Mapping[str, float]:
        """The weights of a text's words, of length 1."""
        counted = Counter(self.by.words(text))
        return unit({word: times * self._rarity(word) for word, times in counted.items()})

    def _rarity(self, word: str) -> float:
        return math.log((1 + self.sentences) / (1 + self.spread.get(word, 0))) + 1.0


def likeness(by: Judge, sentences: Sequence[str]) -> Likeness:
    """The likeness of texts made of these sentences."""
    spread = Counter(word for text in sentences for word in set(by.words(text)))
    return Likeness(by, len(sentences), spread)


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The same weights as a vector of length 1."""
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """From 0, nothing in common, to 1, the same words."""
    if len(other) < len(one):
        one, other = other, one
    return sum([weight * other[word] for word, weight in one.items() if word in other])
