"""What an episode has to say at all, sorted once for all networks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from segue.judging import Judge
from segue.model import Article, Sentence
from segue.release import Picks
from segue.sentences import asks
from segue.social.voices import named

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\d")
_ENOUGH = 6
_TOPIC_WORDS = 10


@dataclass(frozen=True)
class Stock:
    """The sentences to choose from; `voices` says who speaks them, in an interview.

    `title` is the episode's; `own_names` are the show's and its author's: a sentence with one of
    them speaks of the show, not of the matter.
    """

    article: Article
    picks: Picks
    by: Judge
    title: str = ""
    own_names: tuple[str, ...] = ()
    voices: Mapping[Sentence, str] = field(default_factory=dict)

    @cached_property
    def offered(self) -> tuple[Sentence, ...]:
        """Everything that was picked and is no word for the show itself, best first."""
        picked = dict.fromkeys((*self.picks.best, *self.picks.more))
        return tuple(one for one in picked if one.highlighted or not self.is_plug(one))

    @cached_property
    def statements(self) -> tuple[Sentence, ...]:
        """What can stand alone and asks nothing: the author's marks, then best first.

        What speaks of "I" and "my" comes last, or not at all where there is enough beside it: a
        show posts in its own name. The same holds for what has no word of the article's topic:
        alone, nobody would know what it speaks of.
        """
        offered = [one for one in self.offered if not self.is_lent(one)]
        impersonal = [one for one in offered if one.highlighted or not self.is_personal(one)]
        usable = impersonal if len(impersonal) >= _ENOUGH else [*impersonal, *offered]
        saying = [one for one in dict.fromkeys(usable) if not asks(one.text)]
        marked = [one for one in saying if one.highlighted]
        on_topic = [one for one in saying if not one.highlighted and self._is_on_topic(one)]
        rest = [] if len(on_topic) >= _ENOUGH else saying
        return tuple(dict.fromkeys([*marked, *on_topic, *rest]))

    @cached_property
    def asking(self) -> tuple[Sentence, ...]:
        """Sentences that ask something and stand alone."""
        return tuple(one for one in self.offered if asks(one.text) and not self.voice(one))

    @cached_property
    def lent(self) -> tuple[Sentence, ...]:
        """What only its speaker can say."""
        return tuple(one for one in self.offered if self.is_lent(one))

    @cached_property
    def figures(self) -> tuple[Sentence, ...]:
        """Statements with a figure or a first; before all, those with both."""
        counted = [one for one in self.statements if _FIGURE.search(_YEAR.sub("", one.text))]
        firsts = [one for one in self.statements if self.by.firsts.search(one.text)]
        both = [one for one in counted if one in firsts]
        dated = [one for one in firsts if _YEAR.search(one.text)]
        return tuple(dict.fromkeys([*both, *dated, *counted, *firsts]))

    @cached_property
    def plain(self) -> frozenset[str]:
        """The texts of the statements without a figure."""
        return frozenset(one.text for one in self.statements if not _FIGURE.search(one.text))

    def voice(self, sentence: Sentence) -> str:
        """Who says it, in an interview."""
        return self.voices.get(sentence, "")

    def is_lent(self, sentence: Sentence) -> bool:
        """Whether it is somebody's "I" or "my" that would read as the show's own."""
        spoken = self.voice(sentence) and not self.is_labelled(sentence)
        return bool(spoken) and self.is_personal(sentence)

    def is_labelled(self, sentence: Sentence) -> bool:
        """Whether it opens with its speaker's name."""
        return self.voice(sentence) != "" and named(sentence.text) == self.voice(sentence)

    def is_plug(self, sentence: Sentence) -> bool:
        """Whether it speaks of the show or its author."""
        return any(name in sentence.text for name in self.own_names)

    def is_personal(self, sentence: Sentence) -> bool:
        """Whether it speaks of "I", "my" or "we"."""
        return self.by.own_voice.search(sentence.text) is not None

    @cached_property
    def _topic(self) -> frozenset[str]:
        sentences = (self.by.words(one.text) for one in self.article.sentences)
        headings = (section.heading or "" for section in self.article.sections)
        return self.by.topic((self.title, *headings), sentences, _TOPIC_WORDS)

    def _is_on_topic(self, sentence: Sentence) -> bool:
        return not self._topic.isdisjoint(self.by.words(sentence.text))
