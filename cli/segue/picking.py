"""Which sentences of an article its outputs use: the author's marks first, then the best others.

A sentence's worth (`Worth`) is made of whether it opens the article, what makes a reader stop
(`judging`), how short it is and how central (TextRank); of those, ever the one least like what is
chosen already (MMR), at most two a section. An opening soon counts for nothing, so beyond the first
paragraphs the other three decide. `benchmarks/picking.py` measures it on articles against the
excerpts that people wrote for them.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from segue import textrank
from segue.judging import Judge, brevity, judge
from segue.likeness import cosine
from segue.model import Article, Sentence
from segue.release import Picks
from segue.sentences import asks

BEST = 12
MORE = 24
PER_SECTION = 2
HOOK_CHARACTERS = 400
_OPENING = 3
_HOOK_STARTS = 12
_ALIKE = 0.45
_SHORT = 25
_QUESTION_WORDS = 3


@dataclass(frozen=True, slots=True)
class Worth:
    """How much of a sentence's worth each of its qualities is."""

    early: float = 0.5
    appeal: float = 0.2
    short: float = 0.2
    central: float = 0.1


WORTH = Worth()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence with its worth: `appeal` and `score` are below zero where it must not be used."""

    sentence: Sentence
    kind: str
    appeal: float
    score: float
    words: Mapping[str, float]


@functools.lru_cache(maxsize=64)
def pick(article: Article, language: str, worth: Worth = WORTH) -> Picks:
    """The sentences that the outputs use; the same article gives the same picks, always.

    Nothing is cut or changed. What is meant for some outputs only, asks for something, speaks of
    its author or leans on a sentence before it is left out, so `best` may be shorter than wanted.
    Picks are remembered, so that a show which is built again as somebody types picks only for
    the article that changed.
    """
    by = judge(language)
    candidates = _candidates(article, by, worth)
    hook = _hook(candidates, by)
    best, more = _ranked(candidates, by)
    return Picks(
        hook=hook,
        best=best or hook or tuple(_plainest(candidates, by)),
        questions=tuple(_questions(article, candidates, by)),
        more=more,
    )


def in_order(article: Article, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Sentences of an article as a reader comes to them."""
    return tuple(sorted(sentences, key=article.sentences.index))


def one_a_section(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Of each section the first of the sentences, in their order."""
    firsts: dict[int, Sentence] = {}
    for sentence in sentences:
        firsts.setdefault(sentence.section, sentence)
    return list(firsts.values())


def _candidates(article: Article, by: Judge, worth: Worth) -> list[_Candidate]:
    """Every sentence meant for all outputs with its worth, as the module's head tells."""
    pool = list(_pool(article))
    words = [by.words(sentence.text) for sentence, _ in pool]
    topic = by.topic((section.heading or "" for section in article.sections), words)
    vectors = textrank.vectors(words)
    candidates = []
    for place, ((sentence, kind), weight) in enumerate(
        zip(pool, textrank.ranks(vectors), strict=True)
    ):
        appeal = by.appeal(sentence.text, kind, words[place], topic)
        score = (
            worth.early * math.exp(-place / _OPENING)
            + worth.appeal * appeal
            + worth.short * brevity(sentence.text)
            + worth.central * weight
        )
        candidates.append(
            _Candidate(sentence, kind, appeal, score if appeal >= 0 else -1.0, vectors[place])
        )
    return candidates


def _pool(article: Article) -> Iterator[tuple[Sentence, str]]:
    """Every sentence meant for all outputs, once, with the kind of its block."""
    seen: set[str] = set()
    for section in article.sections:
        for block in section.blocks:
            for sentence in () if block.only else block.sentences:
                if sentence.text not in seen:
                    seen.add(sentence.text)
                    yield sentence, block.kind


def _ranked(
    candidates: Sequence[_Candidate], by: Judge
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """The author's marks and the best beside them; then what else can be used."""
    marked = [
        one for one in candidates if one.sentence.highlighted and not by.is_junk(one.sentence.text)
    ]
    usable = [one for one in candidates if one.score >= 0 and not one.sentence.highlighted]
    field = _Field(marked, sorted(usable, key=lambda one: -one.score)[: BEST * 10])
    sections = len({one.sentence.section for one in field.left}) or 1
    best = field.choose(BEST - len(marked), max(PER_SECTION, -(-BEST // (2 * sections))))
    more = field.choose(MORE, len(candidates))
    return tuple(one.sentence for one in (*marked, *best)), tuple(one.sentence for one in more)


class _Field:
    """Candidates of which ever the best is taken that is least like those taken before."""

    def __init__(self, taken: Sequence[_Candidate], left: list[_Candidate]) -> None:
        self.left = left
        self._sections = Counter(one.sentence.section for one in taken)
        self._alike = [
            max((cosine(one.words, other.words) for other in taken), default=0.0) for one in left
        ]

    def choose(self, number: int, per_section: int) -> list[_Candidate]:
        """At most that many, and no more than so many of a section with those taken before."""
        chosen: list[_Candidate] = []
        while len(chosen) < number:
            at = self._next(per_section)
            if at is None:
                break
            chosen.append(self._take(at))
        return chosen

    def _next(self, per_section: int) -> int | None:
        """Which candidate is worth most for being new: maximal marginal relevance."""
        open_ones = [
            at
            for at, one in enumerate(self.left)
            if self._sections[one.sentence.section] < per_section and self._alike[at] < _ALIKE
        ]
        return max(
            open_ones,
            key=lambda at: 0.8 * self.left[at].score - 0.2 * self._alike[at],
            default=None,
        )

    def _take(self, at: int) -> _Candidate:
        chosen = self.left.pop(at)
        self._alike.pop(at)
        self._sections[chosen.sentence.section] += 1
        self._alike = [
            max(before, cosine(one.words, chosen.words))
            for one, before in zip(self.left, self._alike, strict=True)
        ]
        return chosen


def _plainest(candidates: Sequence[_Candidate], by: Judge) -> Iterator[Sentence]:
    """What a very short text has to offer: whole sentences, though none is remarkable."""
    for one in candidates:
        text = one.sentence.text
        is_whole = one.kind == "paragraph" and text.endswith((".", "!", "?", "…", "。"))
        if is_whole and not by.leans(text) and not by.is_junk(text):
            yield one.sentence


def _questions(
    article: Article, candidates: Sequence[_Candidate], by: Judge
) -> Iterator[tuple[str, Sentence]]:
    for number, section in enumerate(article.sections):
        heading = section.heading or ""
        if section.only or not asks(heading) or not _asks_alone(heading, by):
            continue
        answers = [one for one in candidates if one.sentence.section == number and one.score >= 0]
        answers = [one for one in answers if not asks(one.sentence.text)]
        if answers:
            yield heading, max(answers, key=lambda one: one.score).sentence


def _asks_alone(heading: str, by: Judge) -> bool:
    """Whether a heading is understood without its article: "Is it safe?" is not, nor is "Why?"."""
    points = by.leans(heading) or by.pointers.search(heading) is not None
    long_enough = len(heading.split()) >= _QUESTION_WORDS and by.words(heading)
    return bool(long_enough) and not points and not by.is_junk(heading)


def _hook(candidates: Sequence[_Candidate], by: Judge) -> tuple[Sentence, ...]:
    """The best two or three sentences in a row near the start, else the first usable one.

    They come from the first section that has a usable one: what an author opens with is what
    readers shall see first.
    """
    running = [one for one in candidates if one.kind == "paragraph"]
    opening = next((one.sentence.section for one in running if one.appeal >= 0), None)
    running = [one for one in running if one.sentence.section == opening]
    best: tuple[float, tuple[Sentence, ...]] = (-1.0, ())
    for first, candidate in enumerate(running):
        if first >= _HOOK_STARTS and best[1]:
            break
        if candidate.appeal < 0:
            continue
        best = max(best, (0.4 * candidate.appeal, (candidate.sentence,)), key=lambda one: one[0])
        for length in (2, 3):
            run = running[first : first + length]
            if len(run) == length and _is_one_passage([one.sentence for one in run], by):
                followers = sum(_following(one) for one in run[1:])
                score = (candidate.appeal + followers) / length + 0.15 - 0.05 * first
                best = max(
                    best, (score, tuple(one.sentence for one in run)), key=lambda one: one[0]
                )
    return best[1]


def _following(candidate: _Candidate) -> float:
    """What a sentence adds to the one before it, on which it may lean; "Great!" adds nothing."""
    return max(candidate.appeal, 0.3 if len(candidate.sentence.text) >= _SHORT else 0.0)


def _is_one_passage(run: Sequence[Sentence], by: Judge) -> bool:
    together = sum(len(sentence.text) + 1 for sentence in run) <= HOOK_CHARACTERS
    same = len({sentence.section for sentence in run}) == 1
    return together and same and not any(by.is_junk(sentence.text) for sentence in run)
