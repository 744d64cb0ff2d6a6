"""Which pictures a post gets: for each kind of post its cards, the most fitting first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from segue.model import Episode, Sentence
from segue.release import Picks, Post
from segue.sentences import asks
from segue.show import Show
from segue.social.cards.card import Card, Kind, wave
from segue.social.cards.figure import figure
from segue.social.cards.quotation import around, is_rtl, typeset

CAROUSEL = "carousel"
"""The kind of post whose parts are pages, each with a picture of its own."""

_COMFORTABLE = 180
_MOST_ITEMS = 5
# Set on the show's accent colour, so that not all of an episode's pictures look alike.
_LOUD = frozenset({"title", "call"})


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans the pictures of an episode's posts."""

    episode: Episode
    picks: Picks

    def cards(self, post: Post) -> Iterator[Card]:
        """What may be drawn for a post, the most fitting first and at last the title alone."""
        title = self._card(post, "title", self.episode.title)
        wanted = itertools.chain(self._by_kind(post), [title])
        yield from (self._placed(card, post) for card in wanted if card.texts)

    def _by_kind(self, post: Post) -> Iterator[Card]:
        if post.kind == CAROUSEL:
            yield from self._pages(post)
        elif post.kind == "call":
            yield self._call(post)
        elif post.kind != "announcement":
            if post.kind in {"fact", "number"}:
                yield from self._numbers(post)
            if post.kind in {"takeaways", "list", "description"}:
                yield from self._lists(post)
            yield from self._quotes(post)

    def _quotes(self, post: Post) -> Iterator[Card]:
        language = self.episode.show.language
        question = _question(self.episode, post)
        for sentence in _ranked(post.source):
            card = self._card(post, "quote", sentence.text)
            yield replace(card, marks=around(card.text, language), kicker=question)

    def _numbers(self, post: Post) -> Iterator[Card]:
        for sentence in post.source:
            card = self._card(post, "number", sentence.text)
            if subject := figure(card.text):
                yield replace(card, figure=subject)

    def _lists(self, post: Post) -> Iterator[Card]:
        hook = {sentence.text for sentence in self.picks.hook}
        points = [sentence.text for sentence in post.source if sentence.text not in hook]
        card = self._card(post, "list", self.episode.title)
        for number in range(min(len(points), _MOST_ITEMS), 1, -1):
            items = tuple(typeset(point, card.language) for point in points[:number])
            # What is read are the items: an Arabic list may stand under an English title.
            yield replace(card, items=items, is_rtl=is_rtl(" ".join(items)))

    def _pages(self, post: Post) -> Iterator[Card]:
        """The title, then one statement a page, then what to do next."""
        if post.part == post.parts:
            yield self._call(post)
        elif post.part > 1:
            yield from (self._card(post, "page", one.text) for one in _ranked(post.source))

    def _call(self, post: Post) -> Card:
        """What to do next: the author's call, else to listen, or to read where nothing sounds."""
        call = next(iter(self.episode.calls), None)
        card = self._card(post, "call", call.title if call else self.episode.title)
        if call:
            return replace(card, button=typeset(call.button, card.language))
        show = self.episode.show
        return card if self.episode.segments else replace(card, button=_site(show) or show.title)

    def _placed(self, card: Card, post: Post) -> Card:
        if post.kind != CAROUSEL:
            return card
        return replace(card, page=post.part, pages=post.parts)

    def _card(self, post: Post, kind: Kind, text: str) -> Card:
        show = self.episode.show
        text = typeset(text, show.language)
        return Card(
            kind=kind,
            language=show.language,
            title=typeset(self.episode.title, show.language),
            text=text,
            bars=wave(self.episode.guid),
            is_rtl=is_rtl(text),
            ground="accent" if kind in _LOUD or post.kind == "quote" else "paper",
            number=self.episode.number,
            handle=show.handles.get(post.platform) or _site(show),
        )


def _site(show: Show) -> str | None:
    """The show's website as people say it."""
    return urlsplit(show.link).netloc.removeprefix("www.") or None if show.link else None


def _ranked(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """What the author marked first, then what is short enough to be set large, in order."""
    return sorted(sentences, key=lambda one: (not one.highlighted, len(one.text) > _COMFORTABLE))


def _question(episode: Episode, post: Post) -> str:
    """The heading that the post's first sentence answers, where it is one that asks."""
    if post.kind != "question" or not post.source:
        return ""
    heading = episode.article.sections[post.source[0].section].heading or ""
    return typeset(heading, episode.show.language) if asks(heading) else ""
