"""How easy the article reads, and which sentence makes it hardest."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from segue import languages
from segue.characters import shortened
from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode
from segue.phrases import phrases
from segue.release import Bundle

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FEWEST_WORDS = 100
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Ease:
    """Flesch's reading ease of a language: from 100, a child's, to 0, an expert's and below.

    `easiest` is where it starts; a word more in a sentence and a syllable more in a word cost the
    other two.
    """

    easiest: float
    per_word: float
    per_syllable: float
    syllables: Callable[[str], int]

    def score(self, sentences: int, words: int, syllables: int) -> float:
        """The ease of a text of so many sentences, words and syllables."""
        return (
            self.easiest - self.per_word * words / sentences - self.per_syllable * syllables / words
        )


def check(bundle: Bundle) -> Iterator[Problem]:
    """An article that is harder to read than `[check] reading_ease` allows."""
    lowest = bundle.show.check.reading_ease
    for release in bundle.releases:
        ease = _ease(release.episode.show.language) if lowest else None
        if ease is not None:
            yield from _hard(release.episode, ease, lowest)


def _hard(episode: Episode, ease: Ease, lowest: float) -> Iterator[Problem]:
    told = [
        (sentence, [ease.syllables(word) for word in found])
        for section in episode.article.sections
        for block in section.blocks
        if block.kind in {"paragraph", "item"}
        for sentence in block.sentences
        if (found := _WORD.findall(sentence.text))
    ]
    words, syllables = sum(len(each) for _, each in told), sum(sum(each) for _, each in told)
    if words < _FEWEST_WORDS:
        return
    score = ease.score(len(told), words, syllables)
    # Without which sentence would it be easiest?
    without = [
        (ease.score(len(told) - 1, words - len(each), syllables - sum(each)), at)
        for at, (_, each) in enumerate(told)
        if len(told) > 1 and len(each) < words
    ]
    best, at = max(without, default=(score, 0))
    if score < lowest:
        worst = told[at][0]
        yield warning(
            episode,
            "reading-ease",
            f"the article's reading ease is {score:.1f}, below {lowest:g}; most it costs"
            f" “{shortened(worst.text, _SHOWN)}”, without which it would be {best:.1f}",
            worst.line,
            "shorter sentences and words; begin with the one that is named",
        )


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
