"""What the notes of an episode tell, whatever their form: a value that the templates lay out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup

from segue import links, markdown, plaintext, timecode, transcripts
from segue.addresses import ascii_url, is_absolute
from segue.article import meant_for
from segue.characters import one_line
from segue.hosting import public_url
from segue.model import Article, Call, Episode, Guest, Link, Sentence
from segue.notes import passage
from segue.notes.passage import ROOM
from segue.picking import in_order
from segue.release import Chapter, Picks, Shared, Timeline

if TYPE_CHECKING:
    from segue.show import Show

_HOOKS = 3
_QUOTES = 3
_TAKEAWAYS = 5
_FEWEST_TOPICS = 2
_STOCK_PHRASE = re.compile(r"\bin (?:this|today.s) episode,? (?:we|i|you|our|my)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """A chapter as the notes write it: `clock` is `04:05`, or `1:02:03` past an hour."""

    seconds: float
    clock: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that notes can tell; what an episode lacks is empty. `seconds` is its length.

    `long_topics` is for hosts that refuse short chapters: there a short opening is left out.
    `links` holds each address once, in the order in which the links were written, without those
    that a guest or a call stands on. `page` is where the full notes are, `transcript` where what
    is said can be read.
    """

    hook: str
    speakers: tuple[Guest, ...]
    topics: tuple[Topic, ...]
    long_topics: tuple[Topic, ...]
    seconds: float
    quotes: tuple[str, ...]
    takeaways: tuple[str, ...]
    calls: tuple[Call, ...]
    links: tuple[Link, ...]
    article_html: Markup
    article_text: str
    disclaimer: str | None
    credits: str
    transcript: str | None
    page: str | None


def tell(episode: Episode, shared: Shared) -> Content:
    """What the notes of this episode tell."""
    tree = passage.read(episode.article)
    hook, quotes, takeaways = _chosen(episode, shared.picks)
    calls = tuple(
        replace(call, url=_opened(call.url) or "") for call in meant_for(episode.calls, ROOM)
    )
    speakers = tuple(_speakers(episode))
    standing = {call.url for call in calls} | {speaker.url for speaker in speakers}
    return Content(
        hook=hook,
        speakers=speakers,
        topics=_topics(shared.timeline.chapters if shared.timeline else ()),
        long_topics=_topics(shared.timeline.contents if shared.timeline else ()),
        seconds=shared.timeline.seconds if shared.timeline else 0.0,
        quotes=quotes,
        takeaways=takeaways,
        calls=calls,
        links=tuple(_once((*episode.links, *meant_for(episode.article.links, ROOM)), standing)),
        article_html=Markup(markdown.serialise(tree).strip()),  # noqa: S704 (nh3 made it safe)
        article_text=plaintext.to_text(tree, links="inline").strip(),
        disclaimer=episode.show.disclaimer,
        credits=_credits(episode.show),
        transcript=_transcript(episode, shared.timeline),
        page=links.episode_url(episode),
    )


def _chosen(episode: Episode, picks: Picks) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Hook, quotes and takeaways; no sentence stands in two of them."""
    article = episode.article
    used: set[Sentence] = set()
    said = one_line(episode.description or "")
    opening = [one for one in picks.hook if not stock_phrase(one.text)]
    if picks.hook and not opening:
        opening = [one for one in picks.best if not stock_phrase(one.text)][:1]
    hook = () if said else _take(article, opening, _HOOKS, used)
    spare = picks.best[:1] if len(picks.best) > _TAKEAWAYS else ()
    quotes = _take(article, [*_highlights(article)] or spare, _QUOTES, used)
    takeaways = _take(article, picks.best, _TAKEAWAYS, used)
    return said or " ".join(hook), quotes, takeaways


def stock_phrase(text: str) -> str | None:
    """The phrase with which a text begins like everybody's, "In this episode, we discuss"."""
    found = _STOCK_PHRASE.search(text)
    return found[0] if found else None


def _take(
    article: Article, sentences: Iterable[Sentence], most: int, used: set[Sentence]
) -> tuple[str, ...]:
    """The first few sentences that are not used yet, in reading order; they are used then."""
    fresh = list(dict.fromkeys(sentence for sentence in sentences if sentence not in used))[:most]
    used.update(fresh)
    return tuple(sentence.text for sentence in in_order(article, fresh))


def _highlights(article: Article) -> Iterator[Sentence]:
    """The sentences that the author marked, for the notes or for all outputs."""
    for section in article.sections:
        for block in meant_for(section.blocks, ROOM):
            yield from (sentence for sentence in block.sentences if sentence.highlighted)


def _speakers(episode: Episode) -> Iterator[Guest]:
    """Who is heard: the show's hosts, then the guests."""
    named = {guest.name for guest in episode.guests}
    for host in episode.show.presenters:
        if host.name not in named:
            yield Guest(host.name, "host", _opened(host.url))
    for guest in episode.guests:
        yield replace(guest, url=_opened(guest.url))


def _topics(chapters: Sequence[Chapter]) -> tuple[Topic, ...]:
    """The chapters with their times, where there is more than one."""
    if len(chapters) < _FEWEST_TOPICS:
        return ()
    return tuple(
        Topic(chapter.seconds, timecode.format_clock(chapter.seconds), one_line(chapter.title))
        for chapter in chapters
    )


def _once(mentioned: Iterable[Link], standing: set[str | None]) -> Iterator[Link]:
    """Each address once, under the words that it was first given."""
    seen = set(standing)
    for link in mentioned:
        url = _opened(link.url)
        if url and url not in seen:
            seen.add(url)
            yield replace(link, url=url, text=one_line(link.text) or link.url)


def _opened(url: str | None) -> str | None:
    """The address in ASCII, if it is one that an app can open."""
    return ascii_url(url) if url and is_absolute(url.strip()) else None


def _transcript(episode: Episode, timeline: Timeline | None) -> str | None:
    """Where the transcript's page will be, for an episode that has one."""
    if not transcripts.is_heard(timeline):
        return None
    return public_url(episode, PurePosixPath(episode.slug, "audio", f"{transcripts.STEM}.html"))


def _credits(show: Show) -> str:
    """Who makes the show, and whose it is."""
    made = f"{show.title} is made by {show.author}." if show.author else show.title
    return f"{made} {show.copyright}" if show.copyright else made
