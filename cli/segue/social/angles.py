"""What a post of each kind says: the article's sentences, the fullest choice first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from segue.model import Call, Sentence
from segue.picking import one_a_section
from segue.sentences import asks
from segue.social.breaking import Fits
from segue.social.material import Material

_POINTS = 5
_SHORT_POINT = 180
_TOPICS = 4
_STORY = 4
_LONGEST_QUOTE = 240
_SHORTEST_ANSWER = 30
_PARAGRAPHS = 6
_PAGES = 6
_WIDE_STOP = re.compile(r"(?<=[。！？」』]) (?=\S)")
_QUOTED = re.compile(r"[“”„«»\"]")


@dataclass(frozen=True, slots=True)
class Angle:
    """Whole sentences for one post; `question` and `topics` are headings of the article.

    `voice` is who says them, where that is not the show's author.
    """

    sentences: tuple[Sentence, ...] = ()
    question: str = ""
    points: tuple[Sentence, ...] = ()
    topics: tuple[str, ...] = ()
    call: Call | None = None
    voice: str = ""

    @property
    def source(self) -> tuple[Sentence, ...]:
        """The sentences that it stands on, in the order in which it tells them."""
        return (*self.sentences, *self.points)

    @property
    def text(self) -> str:
        """Its sentences as one paragraph; writing without spaces has none between them either."""
        joined = " ".join(sentence.text for sentence in self.sentences)
        return _WIDE_STOP.sub("", joined)

    @property
    def words(self) -> str:
        """All that it says."""
        said = [self.question, self.text, *(point.text for point in self.points), *self.topics]
        return " ".join([*said, self.call.text if self.call else ""])

    @property
    def said(self) -> tuple[str, ...]:
        """The texts that the network has had with it."""
        return (self.question, *self.topics, *(sentence.text for sentence in self.source))


def angles(kind: str, material: Material) -> Iterator[Angle]:
    """What a post of this kind may say, the best first; an unknown kind announces."""
    return _KINDS.get(kind, _announcement)(material)


def fallback(material: Material) -> Iterator[Angle]:
    """What any post may say where its kind has nothing that fits: one sentence."""
    yield from _shrinking(material.hook())
    yield from (Angle((sentence,)) for sentence in material.statements)


def thread(material: Material, fits: Fits) -> tuple[tuple[Sentence, ...], ...]:
    """The paragraphs of a thread: the opening, then statements as they come in the article.

    A statement takes the sentence that follows it along where both fit into one part.
    """
    opening = material.hook()
    left = material.without([one.text for one in opening])
    fitting = [one for one in left.statements if fits(one.text)]
    points = material.in_order(_spread(fitting, _PARAGRAPHS))
    left = left.without([one.text for one in points])
    paragraphs = [opening] if opening else []
    for point in points:
        two = left.around(point)
        paragraphs.append(two if fits(Angle(two).text) else (point,))
        left = left.without([one.text for one in paragraphs[-1]])
    return tuple(paragraphs)


def pages(material: Material) -> tuple[Sentence, ...]:
    """What the pages of a carousel say between the first and the last: one short thing each."""
    short = [one for one in material.statements if len(one.text) <= _SHORT_POINT]
    return material.in_order(_spread(short, _PAGES))


def _announcement(material: Material) -> Iterator[Angle]:
    hook = list(_shrinking(material.hook()))
    if not material.keeps_hook and material.turn % 2:
        yield from hook
    for sentence in material.openers():
        yield from _shrinking(material.around(sentence))
    yield from (Angle((sentence,)) for sentence in material.statements)
    yield from hook


def _question(material: Material) -> Iterator[Angle]:
    for heading, answer in material.questions():
        yield from _shrinking(material.passage(answer, 2), heading)
    for asked in material.asked():
        following = material.passage(asked, 3)[1:]
        if following and _answers(following[0].text):
            yield from _shrinking(following, asked.text)


def _answers(text: str) -> bool:
    """Whether a sentence says something where a question stood before it; "Nope!" does not."""
    return len(text) >= _SHORTEST_ANSWER and not asks(text)


def _number(material: Material) -> Iterator[Angle]:
    for sentence in material.figures():
        yield from _shrinking(material.around(sentence))


def _quote(material: Material) -> Iterator[Angle]:
    for sentence in material.quotable():
        if len(sentence.text) <= _LONGEST_QUOTE and not _QUOTED.search(sentence.text):
            yield Angle((sentence,), voice=material.stock.voice(sentence))


def _insight(material: Material) -> Iterator[Angle]:
    for sentence in material.insights():
        yield from _shrinking(material.around(sentence))


def _story(material: Material) -> Iterator[Angle]:
    """A longer stretch of the article."""
    for heading, answer in material.questions():
        yield from _shrinking(material.passage(answer, _STORY), heading)
    for sentence in material.insights():
        yield from _shrinking(material.passage(sentence, _STORY))


def _takeaways(material: Material) -> Iterator[Angle]:
    hook = material.hook()
    points = _points(material.without([one.text for one in hook]))
    for number in range(len(points), 1, -1):
        chosen = material.in_order(points[:number])
        yield Angle(hook, points=chosen)
        if hook:
            yield Angle(points=chosen)


def _caption(material: Material) -> Iterator[Angle]:
    """What the article answers; its statements are for the pages of a carousel."""
    topics = tuple(heading for heading, _ in material.stock.picks.questions[:_TOPICS])
    if len(topics) > 1:
        for angle in _shrinking(material.hook()):
            yield Angle(angle.sentences, topics=topics)
    yield from _takeaways(material)
    yield from _announcement(material)


def _call(material: Material) -> Iterator[Angle]:
    for call in material.turned(material.calls):
        yield Angle(call=call)


def _title(material: Material) -> Iterator[Angle]:
    """Nothing but the episode's title."""
    del material
    yield Angle()


def _points(material: Material) -> list[Sentence]:
    """Short statements, of as many sections as there are."""
    short = [one for one in material.statements if len(one.text) <= _SHORT_POINT]
    return _spread(short, _POINTS)


def _spread(sentences: Sequence[Sentence], most: int) -> list[Sentence]:
    """The best few, one a section as long as there are sections."""
    leading = one_a_section(sentences)
    return [*leading, *(one for one in sentences if one not in leading)][:most]


def _shrinking(sentences: Sequence[Sentence], question: str = "") -> Iterator[Angle]:
    for number in range(len(sentences), 0, -1):
        yield Angle(tuple(sentences[:number]), question)


_KINDS: dict[str, Callable[[Material], Iterator[Angle]]] = {
    "announcement": _announcement,
    "question": _question,
    "number": _number,
    "quote": _quote,
    "insight": _insight,
    "story": _story,
    "takeaways": _takeaways,
    "caption": _caption,
    "description": _takeaways,
    "call": _call,
    "title": _title,
}
