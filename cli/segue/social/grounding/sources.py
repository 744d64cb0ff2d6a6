"""What an episode's posts may stand on: the article, the front matter, the settings, a template."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from segue import templating
from segue.model import Article, Episode
from segue.social.grounding.ground import Ground, Told, ground, normal
from segue.social.hashtags import camel_case
from segue.social.layout import TEMPLATES, own_words
from segue.social.limits import table
from segue.social.marks import HANDLE

_MARKS = re.compile(r"[*_`#>|=~\[\]]|^\s*[-+]\s|!\[")
_COUNTER = re.compile(r"\b\d/\d\b")  # a thread's, as the template writes it: no figure
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPOKEN = re.compile(r"""\b(?:alt|title)=["']([^"']*)""")
_NO_LETTERS = re.compile(r"[\W_]+")


def source_of(episode: Episode, platform: str, known: tuple[str, ...] = ()) -> Ground:
    """The ground for an episode's posts on a network; `known` is what its author vouches for."""
    article = _of_article(episode.article)
    rest = (*_told(episode), *_template_words(episode, platform), *map(Told, known))
    told = (*article, *rest)
    handles = {*episode.show.handles.values(), *_handles(article)}
    for each in rest:
        handles |= set(HANDLE.findall(each.text))
    wanted = (*episode.hashtags, *episode.show.social.hashtags, *episode.tags, *known)
    return ground(
        told, episode.show.language, frozenset(handles), frozenset(map(camel_case, wanted))
    )


def _told(episode: Episode) -> Iterator[Told]:
    """Everything that the author wrote beside the article."""
    show, article = episode.show, episode.article
    yield from (
        Told(f"{call.title} {call.text} {call.button}", call.line) for call in episode.calls
    )
    yield Told(episode.title)
    yield Told(episode.description or "")
    yield Told(f"{show.title} {show.author} {show.description or ''}")
    yield Told(show.disclaimer or "")
    named = [
        word for word in episode.slug.split("-") if not word.isdigit()
    ]  # a file's date or place
    yield Told(" ".join((*episode.tags, *episode.hashtags, *named)))
    yield from (Told(f"{guest.name} {guest.role or ''}") for guest in episode.guests)
    yield from (Told(link.text, link.line) for link in (*article.links, *episode.links))
    if episode.date is not None:
        yield Told(episode.date.strftime("%B %d, %Y, %A"))
        yield Told(episode.date.strftime("%Y-%m-%d"))
    yield Told(f"{episode.number or ''} {episode.season or ''}")


@functools.lru_cache(maxsize=8)
def _of_article(article: Article) -> tuple[Told, ...]:
    """What the article says, sentences first; gathered once for all posts."""
    sentences = (Told(sentence.text, sentence.line) for sentence in article.sentences)
    headings = (Told(one.heading, one.line) for one in article.sections if one.heading)
    return (*sentences, *headings, *_beside(article))


@functools.lru_cache(maxsize=8)
def _handles(told: tuple[Told, ...]) -> frozenset[str]:
    return frozenset(handle for each in told for handle in HANDLE.findall(each.text))


def _beside(article: Article) -> Iterator[Told]:
    """What stands in no sentence: code, footnotes, the words on pictures.

    A paragraph told once more as a whole would bear out its numbers in each other's place, so only
    letters and figures are compared: its spaces differ where links and marks stood.
    """
    told = _bare(" ".join(sentence.text for sentence in article.sentences))
    for line, typed in enumerate(article.markdown.split("\n"), article.line):
        text = _MARKS.sub("", _ADDRESS.sub(" ", _TAG.sub(_words_of_tag, typed))).strip()
        if text and _bare(text) not in told:
            yield Told(text, line)


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", normal(text))


def _words_of_tag(tag: re.Match[str]) -> str:
    """What a reader may see or hear of a tag; its sizes and colours are nothing that is told."""
    return " ".join(["", *_SPOKEN.findall(tag[0]), ""])


def _template_words(episode: Episode, platform: str) -> Iterator[Told]:
    """What the template says by itself: its text when it is given nothing."""
    root = episode.show.root
    name = TEMPLATES.format(platform)
    if name in templating.matching(root, name):
        kinds = table(root)[platform].kinds or ("announcement",)
        text = own_words(episode.show, platform, kinds)
        yield Told(_COUNTER.sub(" ", text))
