"""What a post says: the article's sentences for each kind of post, the fullest choice first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from segue.article import meant_for
from segue.judging import Judge
from segue.model import Article, Sentence
from segue.picking import in_order
from segue.release import Picks

_POINTS = 5
_THREAD_POINTS = 6
_TOPICS = 4
_STORY = 4
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Angle:
    """Whole sentences for one post; `question` and `topics` are headings of the article."""

    sentences: tuple[Sentence, ...] = ()
    question: str = ""
    points: tuple[Sentence, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def source(self) -> tuple[Sentence, ...]:
        """The sentences that it stands on, in the order in which it tells them."""
        return (*self.sentences, *self.points)

    @property
    def text(self) -> str:
        """Its sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Material:
    """What an episode has to say, and who judges it."""

    article: Article
    picks: Picks
    by: Judge

    def fresh(self, *used: Sequence[Sentence]) -> list[Sentence]:
        """The best sentences that are neither in the hook nor in what is `used`, best first."""
        taken = {sentence.text for many in (self.picks.hook, *used) for sentence in many}
        return [sentence for sentence in self.picks.best if sentence.text not in taken]

    def fact(self) -> Sentence | None:
        """The best sentence with a figure, else with a first; not the first question's answer."""
        fresh = self.fresh([answer for _, answer in self.picks.questions[:1]])
        figures = (one for one in fresh if _FIGURE.search(one.text))
        firsts = (one for one in fresh if self.by.firsts.search(one.text))
        return next(figures, next(firsts, None))

    def insight(self) -> Sentence | None:
        """The best sentence that no figure, no first and no question has claimed."""
        fact = self.fact()
        answers = [answer for _, answer in self.picks.questions]
        fresh = self.fresh(answers, (fact,) if fact else ())
        plain = (one for one in fresh if not _FIGURE.search(one.text))
        return next(plain, next(iter(fresh), None))

    def passage(self, first: Sentence, most: int) -> tuple[Sentence, ...]:
        """A sentence with those that follow it in its section, while they can be used at all."""
        section = self.article.sections[first.section]
        running = [
            sentence
            for block in meant_for(section.blocks, "social")
            if block.kind == "paragraph"
            for sentence in block.sentences
        ]
        texts = [sentence.text for sentence in running]
        if first.text not in texts:
            return (first,)
        following = running[texts.index(first.text) + 1 :][: most - 1]
        kept = [first]
        for sentence in following:
            if self.by.is_junk(sentence.text) or not sentence.text.endswith((".", "!", "”", ")")):
                break
            kept.append(sentence)
        return tuple(kept)


def angles(kind: str, material: Material) -> tuple[tuple[Angle, ...], tuple[Angle, ...]]:
    """What a post of this kind may say, and what any post may; an unknown kind announces."""
    own = tuple(_KINDS.get(kind, _announcement)(material))
    single = (Angle((sentence,)) for sentence in material.picks.best)
    return own, (*_shrinking(material.picks.hook), *single)


def _announcement(material: Material) -> Iterator[Angle]:
    yield from _shrinking(material.picks.hook)


def _question(material: Material) -> Iterator[Angle]:
    for heading, answer in material.picks.questions:
        yield from _shrinking(material.passage(answer, 2), heading)
    if not material.picks.questions:
        claimed = [one for one in (material.fact(), material.insight()) if one is not None]
        for sentence in material.fresh(claimed):
            yield from _shrinking(material.passage(sentence, 2))


def _fact(material: Material) -> Iterator[Angle]:
    fact = material.fact()
    if fact is not None:
        yield from _shrinking(material.passage(fact, 2))


def _insight(material: Material) -> Iterator[Angle]:
    insight = material.insight()
    if insight is not None:
        yield from _shrinking(material.passage(insight, 2))


def _story(material: Material) -> Iterator[Angle]:
    """A longer stretch of the article, and not one that the other kinds begin with."""
    for heading, answer in material.picks.questions[1:]:
        yield from _shrinking(material.passage(answer, _STORY), heading)
    claimed = [one for one in (material.fact(), material.insight()) if one is not None]
    answers = [answer for _, answer in material.picks.questions]
    for sentence in material.fresh(claimed, answers):
        yield from _shrinking(material.passage(sentence, _STORY))


def _takeaways(material: Material) -> Iterator[Angle]:
    points = in_order(material.article, material.fresh()[:_POINTS])
    for number in range(len(points), 1, -1):
        yield Angle(material.picks.hook, points=points[:number])


def _caption(material: Material) -> Iterator[Angle]:
    topics = tuple(heading for heading, _ in material.picks.questions[:_TOPICS])
    if len(topics) > 1:
        for angle in _shrinking(material.picks.hook):
            yield Angle(angle.sentences, topics=topics)
    points = in_order(material.article, material.fresh()[:3])
    for number in range(len(points), 0, -1):
        yield Angle(material.picks.hook, points=points[:number])


def thread(material: Material) -> tuple[tuple[Sentence, ...], ...]:
    """The paragraphs of a thread: the hook, then the best sentences as they come in the article."""
    points = in_order(material.article, material.fresh()[:_THREAD_POINTS])
    opener = (material.picks.hook,) if material.picks.hook else ()
    return (*opener, *((point,) for point in points))


def _shrinking(sentences: Sequence[Sentence], question: str = "") -> Iterator[Angle]:
    for number in range(len(sentences), 0, -1):
        yield Angle(tuple(sentences[:number]), question)


_KINDS: dict[str, Callable[[Material], Iterator[Angle]]] = {
    "announcement": _announcement,
    "question": _question,
    "fact": _fact,
    "insight": _insight,
    "story": _story,
    "takeaways": _takeaways,
    "caption": _caption,
}
