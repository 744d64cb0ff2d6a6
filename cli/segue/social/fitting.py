"""A post within its network's limit, by choosing fewer or shorter whole sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from segue.model import Sentence
from segue.social.angles import Angle
from segue.social.counting import Count
from segue.social.layout import Draft
from segue.social.limits import Limits

Layout = Callable[[Draft], str]
Counted = Callable[[str, Limits], Count]

# What an angle may say, each as a sign of its own that no text has (private use).
_QUESTION, _TEXT, _POINT, _TOPIC, _VOICE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_SIGN = re.compile("[\ue000-\ue004]")
_PROBE = Angle(
    sentences=(Sentence(_TEXT, 0, 0),),
    question=_QUESTION,
    points=(Sentence(_POINT, 0, 0),),
    topics=(_TOPIC,),
    voice=_VOICE,
)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A post that fits, what was laid out for it, and how long it came out."""

    text: str
    draft: Draft
    count: Count


@dataclass(frozen=True, slots=True)
class Room:
    """What a template leaves for words: those of the kinds that it `shown`, with its least."""

    least: int
    shown: frozenset[str]
    limit: int
    length: Callable[[str], int]

    def holds(self, said: Angle) -> bool:
        """Whether an angle may fit; where it may not, it does not."""
        told = (
            (_QUESTION, (said.question,)),
            (_TEXT, [one.text for one in said.sentences]),
            (_POINT, [one.text for one in said.points]),
            (_TOPIC, said.topics),
        )
        return self._takes(text for sign, texts in told if sign in self.shown for text in texts)

    def takes(self, text: str) -> bool:
        """The same of a text that stands where an angle's sentences do."""
        return self._takes((text,) if _TEXT in self.shown else ())

    def _takes(self, texts: Iterable[str]) -> bool:
        length = self.least
        for text in filter(None, texts):
            length += self.length(text)
            if length > self.limit:
                return False
        return True


@dataclass(frozen=True)
class Fitter:
    """Fits the posts of one network; `counted` counts, and may remember what it counted.

    Most sentences are too long for a short post whatever stands around them. That is told by
    adding up lengths (`room`); only what may fit is laid out and counted as it will be pasted.
    """

    row: Limits
    layout: Layout
    counted: Counted
    bare_link: str = ""

    def room(self, draft: Draft) -> Room:
        """What is left for words, whichever they are.

        The template is asked once, with signs for the words: a line that holds a sign is theirs,
        and all the other lines are its own.
        """
        text = self.layout(replace(draft, angle=_PROBE, text=None))
        own = "\n".join(line for line in text.split("\n") if not _SIGN.search(line))
        return Room(self._length(own), frozenset(_SIGN.findall(text)), self.row.limit, self._length)

    def fit(self, full: Draft, angles: Iterable[Angle]) -> Fitted | None:
        """The first of the angles that fits, else the first that does so without hashtags."""
        tried, again = itertools.tee(angles)
        untagged = replace(full, hashtags=())
        return self._first(self._held(full, tried)) or self._first(self._held(untagged, again))

    def announce(self, full: Draft, angles: Sequence[Angle]) -> Fitted | None:
        """Something that fits in any case: a sentence alone, or the title, cut if it must be."""
        linked = replace(full, hashtags=(), link=self.bare_link if full.link else "")
        plain = replace(linked, disclaimer="")
        around = (linked, plain, replace(plain, link=""))
        said = itertools.chain.from_iterable(self._held(each, angles) for each in around)
        titles = (replace(around[-1], title=title) for title in _shorter(full.title))
        several = ((full, replace(full, hashtags=())), said, around, titles)
        return self._first(itertools.chain.from_iterable(several))

    def fit_around(self, full: Draft) -> Fitted | None:
        """What the draft says, with as much around it as fits."""
        untagged = replace(full, hashtags=())
        plain = replace(untagged, disclaimer="")
        return self._first((full, untagged, plain, replace(plain, link="")))

    def _held(self, draft: Draft, angles: Iterable[Angle]) -> Iterator[Draft]:
        """A draft of each angle that may fit."""
        room: Room | None = None
        for angle in angles:
            room = room or self.room(draft)
            if room.holds(angle):
                yield replace(draft, angle=angle)

    def _first(self, drafts: Iterable[Draft]) -> Fitted | None:
        for draft in drafts:
            text = self.layout(draft)
            count = self.counted(text, self.row)
            if count.valid:
                return Fitted(text, draft, count)
        return None

    def _length(self, text: str) -> int:
        return self.counted(text, self.row).length


def _shorter(title: str) -> Iterator[str]:
    """A title of fewer words, and where its first word is too long, of fewer characters."""
    words = title.split()
    for number in range(len(words) - 1, 0, -1):
        yield f"{' '.join(words[:number]).rstrip(' ,;:–—-')}…"
    first = words[0] if words else ""
    for length in range(len(first) - 1, 0, -1):
        yield f"{first[:length]}…"
