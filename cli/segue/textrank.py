"""TextRank: how much each sentence shares with sentences that share much."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from segue.likeness import unit

_STEPS = 8
_NOTHING = 1e-9


def vectors(sentences: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """A TF-IDF vector of length 1 for each sentence's words.

    Words that no other sentence has count for the length and are then left out, being like nothing.
    """
    number = len(sentences)
    spread = Counter(word for words in sentences for word in set(words))
    rarity = {word: math.log((1 + number) / (1 + seen)) + 0.1 for word, seen in spread.items()}
    vectors = []
    for words in sentences:
        vector = unit({word: times * rarity[word] for word, times in Counter(words).items()})
        vectors.append({word: weight for word, weight in vector.items() if spread[word] > 1})
    return vectors


def ranks(vectors: Sequence[Mapping[str, float]]) -> list[float]:
    """TextRank, 0 to 1: how much each sentence shares with sentences that share much.

    The similarities are never written down: a step goes from sentences to words and back, which
    costs as much as the text has words instead of the square of its sentences.
    """
    alone = [sum(weight * weight for weight in vector.values()) for vector in vectors]
    whole = _spread(vectors, [1.0] * len(vectors))
    degree = [_pull(vector, whole) - own for vector, own in zip(vectors, alone, strict=True)]
    rank = [1.0] * len(vectors)
    for _ in range(_STEPS):
        flow = [
            value / links if links > _NOTHING else 0.0
            for value, links in zip(rank, degree, strict=True)
        ]
        words = _spread(vectors, flow)
        rank = [
            0.15 + 0.85 * (_pull(vector, words) - share * own)
            for vector, share, own in zip(vectors, flow, alone, strict=True)
        ]
    highest = max(rank, default=1.0)
    return [value / highest for value in rank]


def _spread(vectors: Sequence[Mapping[str, float]], amounts: Sequence[float]) -> dict[str, float]:
    words: defaultdict[str, float] = defaultdict(float)
    for vector, amount in zip(vectors, amounts, strict=True):
        for word, weight in vector.items():
            words[word] += weight * amount
    return words


def _pull(vector: Mapping[str, float], words: Mapping[str, float]) -> float:
    return sum([weight * words[word] for word, weight in vector.items()])
