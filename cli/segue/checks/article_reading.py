"""How easy the article reads, and which sentence makes it hardest."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from segue import languages
from segue.characters import shortened
from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode, Sentence
from segue.phrases import phrases
from segue.release import Bundle

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FEWEST_WORDS = 100
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Ease:
    """Flesch's reading ease of a language: from 100, a child's, to 0, an expert's and below."""

    easiest: float
    per_word: float
    per_syllable: float
    syllables: Callable[[str], int]

    def score(self, sentences: Sequence[Sequence[int]]) -> float:
        """The ease of sentences, each given as the syllables of its words."""
        words = sum(map(len, sentences))
        syllables = sum(map(sum, sentences))
        lengths = self.per_word * words / len(sentences)
        return self.easiest - lengths - self.per_syllable * syllables / words


def check(bundle: Bundle) -> Iterator[Problem]:
    """An article that is harder to read than `[check] reading_ease` allows."""
    lowest = bundle.show.check.reading_ease
    for release in bundle.releases:
        ease = _ease(release.episode.show.language) if lowest else None
        if ease is not None:
            yield from _hard(release.episode, ease, lowest)


def _hard(episode: Episode, ease: Ease, lowest: float) -> Iterator[Problem]:
    told = [
        (sentence, [ease.syllables(word) for word in words])
        for section in episode.article.sections
        for block in section.blocks
        if block.kind in {"paragraph", "item"}
        for sentence in block.sentences
        if (words := _WORD.findall(sentence.text))
    ]
    counted = [syllables for _, syllables in told]
    if sum(map(len, counted)) < _FEWEST_WORDS:
        return
    score = ease.score(counted)
    if score < lowest:
        gain, worst = _costliest(told, counted, ease, score)
        yield warning(
            episode,
            "reading-ease",
            f"the article's reading ease is {score:.1f}, below {lowest:g}; most it costs"
            f" “{shortened(worst.text, _SHOWN)}”, without which it would be {score + gain:.1f}",
            worst.line,
            "shorter sentences and words; begin with the one that is named",
        )


def _costliest(
    told: Sequence[tuple[Sentence, list[int]]],
    counted: Sequence[list[int]],
    ease: Ease,
    score: float,
) -> tuple[float, Sentence]:
    """The sentence without which the article would be easiest, and by how much."""
    gains = [
        (ease.score([*counted[:at], *counted[at + 1 :]]) - score, sentence)
        for at, (sentence, _) in enumerate(told)
        if len(counted) > 1
    ]
    return max(gains, key=lambda one: one[0], default=(0.0, told[0][0]))


@functools.cache
def _ease(language: str) -> Ease | None:
    """The measure for a language; None where there is no formula for it, or no hyphenation."""
    import pyphen

    numbers = phrases(language).reading
    name = pyphen.language_fallback(language.replace("-", "_")) or pyphen.language_fallback(
        languages.base(language)
    )
    if numbers is None or name is None:
        return None
    dictionary = pyphen.Pyphen(lang=name, left=1, right=1)

    @functools.lru_cache(maxsize=20_000)
    def syllables(word: str) -> int:
        return len(dictionary.positions(word.casefold())) + 1

    return Ease(*numbers, syllables)
