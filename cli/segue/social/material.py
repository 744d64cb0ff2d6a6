"""What an episode has to say to one network, and what of it that network has heard already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from segue.article import meant_for
from segue.model import Call, Sentence
from segue.picking import in_order
from segue.sentences import is_whole
from segue.social.stock import Stock

ROOM = "social"
"""The name by which an author keeps something for posts."""

_OPENERS = 6
_BEST_FIGURES = 3
_PLENTY = 12

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Material:
    """Sentences, headings and calls to choose from.

    `kinds` are the network's; where it makes a thread, the article's opening is kept for that.
    `turn` is its place among the networks that have a kind: where several sentences would do, each
    begins with another one. `used` holds the texts that the network has had.
    """

    stock: Stock
    calls: tuple[Call, ...] = ()
    kinds: tuple[str, ...] = ()
    turn: int = 0
    used: frozenset[str] = frozenset()

    def without(self, said: Sequence[str]) -> Material:
        """What is left when these sentences and headings have been said."""
        return replace(self, used=self.used.union(said))

    @property
    def keeps_hook(self) -> bool:
        """Whether the article's opening is for a thread alone."""
        return "thread" in self.kinds

    @cached_property
    def statements(self) -> tuple[Sentence, ...]:
        """What can stand alone and was not said: the author's marks, then best first."""
        kept = {one.text for one in self.stock.picks.hook} if self.keeps_hook else set()
        fresh = self._fresh(self.stock.statements)
        return tuple(one for one in fresh if one.highlighted or one.text not in kept)

    def quotable(self) -> list[Sentence]:
        """What may be quoted: in an interview first of all what only its speaker can say."""
        unnamed = (one for one in self.insights() if not self.stock.is_labelled(one))
        quotable = dict.fromkeys([*self.turned(self._fresh(self.stock.lent)), *unnamed])
        return sorted(quotable, key=lambda one: not one.highlighted)

    def hook(self) -> tuple[Sentence, ...]:
        """The article's opening, if none of it was said."""
        hook = self.stock.picks.hook
        return () if any(one.text in self.used or self.stock.is_lent(one) for one in hook) else hook

    def openers(self) -> list[Sentence]:
        """The best statements as the article brings them."""
        return self._marked_first(self.in_order(self.statements[:_OPENERS]))

    def in_order(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Sentences as a reader of the article comes to them."""
        return in_order(self.stock.article, sentences)

    def questions(self) -> list[tuple[str, Sentence]]:
        """Headings that ask, each with the best sentence of its section, if both are new."""
        return self.turned(
            [
                (heading, answer)
                for heading, answer in self.stock.picks.questions
                if heading not in self.used and answer.text not in self.used
                if not self.stock.is_lent(answer)
            ]
        )

    def asked(self) -> list[Sentence]:
        """Sentences that ask something and stand alone."""
        return self._fresh(self.stock.asking)

    def figures(self) -> list[Sentence]:
        """Statements with a figure or a first; the best of them from where the turn is."""
        fresh = [one for one in self.stock.figures if one in self.statements]
        return [*self._marked_first(fresh[:_BEST_FIGURES]), *fresh[_BEST_FIGURES:]]

    def insights(self) -> list[Sentence]:
        """Statements without a figure, then the others."""
        plain = [one for one in self.statements if one.text in self.stock.plain]
        return list(dict.fromkeys([*self._marked_first(plain), *self.statements]))

    def passage(self, first: Sentence, most: int) -> tuple[Sentence, ...]:
        """A sentence with those that follow it, while they can be used at all.

        Two sentences come from one paragraph; more may go on into the next of the section.
        """
        section = self.stock.article.sections[first.section]
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
        return self.passage(first, 2 if len(self.statements) >= _PLENTY else 1)

    def turned(self, several: Sequence[Kind]) -> list[Kind]:
        """The same from where the turn is, those before it last."""
        at = self.turn % len(several) if several else 0
        return [*several[at:], *several[:at]]

    def _marked_first(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Those that the author marked, then the others from where the turn is."""
        marked = [one for one in sentences if one.highlighted]
        return [*marked, *self.turned([one for one in sentences if not one.highlighted])]

    def _fresh(self, sentences: Iterable[Sentence]) -> list[Sentence]:
        return [one for one in sentences if one.text not in self.used]

    def _goes_on(self, sentence: Sentence) -> bool:
        text, stock = sentence.text, self.stock
        is_new = text not in self.used and is_whole(text)
        is_somebodys = stock.is_personal(sentence) or stock.is_labelled(sentence)
        is_matter = not (is_somebodys or stock.is_plug(sentence))
        return is_new and is_matter and not stock.by.is_junk(text)
