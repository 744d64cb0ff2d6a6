"""What an episode has to say to one network, and what of it that network has heard already."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from segue.article import meant_for
from segue.judging import Judge
from segue.model import Article, Call, Sentence
from segue.picking import in_order
from segue.release import Picks
from segue.sentences import asks, is_whole
from segue.social.voices import named

ROOM = "social"
"""The name by which an author keeps something for posts."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\d")
_OPENERS = 6
_BEST_FIGURES = 3
_PLENTY = 12
_ENOUGH = 6

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences, headings and calls to choose from.

    `turn` is the network's place among all: where several sentences would do, each network begins
    with another one. `used` holds the texts that the network has had; `keeps_hook` says that the
    article's opening is kept for a thread; `voices` who says what, in an interview.
    """

    article: Article
    picks: Picks
    by: Judge
    calls: tuple[Call, ...] = ()
    turn: int = 0
    keeps_hook: bool = False
    used: frozenset[str] = frozenset()
    voices: Mapping[Sentence, str] = field(default_factory=dict)

    def without(self, said: Sequence[str]) -> Material:
        """What is left when these sentences and headings have been said."""
        return replace(self, used=self.used.union(said))

    def statements(self) -> list[Sentence]:
        """What can stand alone and was not said: the author's marks, then best first.

        What speaks of "I" and "my" comes last, or not at all where there is enough beside it: a
        show posts in its own name.
        """
        offered = [one for one in self._offered() if not self._is_lent(one)]
        impersonal = [one for one in offered if one.highlighted or not self._is_personal(one)]
        usable = impersonal if len(impersonal) >= _ENOUGH else [*impersonal, *offered]
        kept = {one.text for one in self.picks.hook} if self.keeps_hook else set()
        fresh = [
            one
            for one in dict.fromkeys(usable)
            if one.text not in self.used and not asks(one.text)
            if one.highlighted or one.text not in kept
        ]
        return sorted(fresh, key=lambda one: not one.highlighted)

    def quotable(self) -> list[Sentence]:
        """What may be quoted: in an interview first of all what only its speaker can say."""
        lent = [one for one in self._offered() if self._is_lent(one) and one.text not in self.used]
        unnamed = [one for one in self.insights() if not self._is_labelled(one)]
        quotable = dict.fromkeys([*self.turned(lent), *unnamed])
        return sorted(quotable, key=lambda one: not one.highlighted)

    def voice(self, sentence: Sentence) -> str:
        """Who says it, in an interview."""
        return self.voices.get(sentence, "")

    def is_plenty(self) -> bool:
        """Whether there is enough to say that a post may take two sentences."""
        return len(self.statements()) >= _PLENTY

    def hook(self) -> tuple[Sentence, ...]:
        """The article's opening, if none of it was said."""
        said = any(
            sentence.text in self.used or self._is_lent(sentence) for sentence in self.picks.hook
        )
        return () if said else self.picks.hook

    def openers(self) -> list[Sentence]:
        """The best statements as the article brings them."""
        return self._marked_first(in_order(self.article, self.statements()[:_OPENERS]))

    def questions(self) -> list[tuple[str, Sentence]]:
        """Headings that ask, each with the best sentence of its section, if both are new."""
        return self.turned(
            [
                (heading, answer)
                for heading, answer in self.picks.questions
                if heading not in self.used and answer.text not in self.used
                if not self._is_lent(answer)
            ]
        )

    def asked(self) -> list[Sentence]:
        """Sentences that ask something and stand alone."""
        asking = (one for one in self._offered() if asks(one.text))
        return [one for one in asking if one.text not in self.used and not self.voice(one)]

    def figures(self) -> list[Sentence]:
        """Statements with a figure or a first; before all, those with both."""
        fresh = self.statements()
        counted = [one for one in fresh if _FIGURE.search(_YEAR.sub("", one.text))]
        firsts = [one for one in fresh if self.by.firsts.search(one.text)]
        both = [one for one in counted if one in firsts]
        dated = [one for one in firsts if _YEAR.search(one.text)]
        several = list(dict.fromkeys([*both, *dated, *counted, *firsts]))
        return [*self._marked_first(several[:_BEST_FIGURES]), *several[_BEST_FIGURES:]]

    def insights(self) -> list[Sentence]:
        """Statements without a figure, then the others."""
        fresh = self.statements()
        plain = [one for one in fresh if not _FIGURE.search(one.text)]
        return list(dict.fromkeys([*self._marked_first(plain), *fresh]))

    def passage(self, first: Sentence, most: int) -> tuple[Sentence, ...]:
        """A sentence with those that follow it, while they can be used at all.

        Two sentences come from one paragraph; more may go on into the next of the section.
        """
        section = self.article.sections[first.section]
        blocks = [one for one in meant_for(section.blocks, ROOM) if one.kind == "paragraph"]
        if most <= 2:  # noqa: PLR2004 - a sentence and the one it leads to
            blocks = [one for one in blocks if first in one.sentences]
        running = [sentence for block in blocks for sentence in block.sentences]
        if first not in running:
            return (first,)
        kept = [first]
        for sentence in running[running.index(first) + 1 :][: most - 1]:
            if not self._goes_on(sentence):
                break
            kept.append(sentence)
        return tuple(kept)

    def around(self, first: Sentence) -> tuple[Sentence, ...]:
        """A sentence with the one that follows it where there is plenty to say, else it alone."""
        return self.passage(first, 2 if self.is_plenty() else 1)

    def turned(self, several: Sequence[Kind]) -> list[Kind]:
        """The same from where the turn is, those before it last."""
        at = self.turn % len(several) if several else 0
        return [*several[at:], *several[:at]]

    def _marked_first(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Those that the author marked, then the others from where the turn is."""
        marked = [one for one in sentences if one.highlighted]
        return [*marked, *self.turned([one for one in sentences if not one.highlighted])]

    def _offered(self) -> list[Sentence]:
        return list(dict.fromkeys((*self.picks.best, *self.picks.more)))

    def _is_lent(self, sentence: Sentence) -> bool:
        """Whether it is somebody's "I" or "my" that would read as the show's own."""
        spoken = self.voice(sentence) and not self._is_labelled(sentence)
        return bool(spoken) and self._is_personal(sentence)

    def _is_labelled(self, sentence: Sentence) -> bool:
        return self.voice(sentence) != "" and named(sentence.text) == self.voice(sentence)

    def _is_personal(self, sentence: Sentence) -> bool:
        return self.by.own_voice.search(sentence.text) is not None

    def _goes_on(self, sentence: Sentence) -> bool:
        text = sentence.text
        is_new = text not in self.used and is_whole(text)
        is_theirs = self._is_lent(sentence) or self._is_labelled(sentence)
        return is_new and not is_theirs and not self.by.is_junk(text)
