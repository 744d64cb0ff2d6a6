"""Posts: figures, names, handles, hashtags and quotations that stand in no source of the episode.

What a post may say is what the article, the front matter, the settings and the template's own words
say. Suggested posts can't fail this; a post that somebody rewrote, or a template with a promise in
it, can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from segue import posts_file
from segue.errors import Problem, Severity
from segue.model import Episode
from segue.release import Bundle, Post
from segue.social.hashtags import camel_case
from segue.social.layout import own_words
from segue.social.limits import table
from segue.social.marks import HANDLE, HASHTAG, LINK

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_NAME = re.compile(r"(?<=[\w,;’'—–-] )[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_NUMBER_WORD = re.compile(
    r"""\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|twice|double
    |triple|first|second|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:hundred|thousand|million
    |billion|dozen|third|quarter)s?|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTATION_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an episode's posts may stand on."""

    text: str
    words: frozenset[str]
    numbers: frozenset[str]
    handles: frozenset[str]
    tags: frozenset[str]

    def and_also(self, other: _Ground) -> _Ground:
        """Both together."""
        return _Ground(
            f"{self.text} {other.text}",
            self.words | other.words,
            self.numbers | other.numbers,
            self.handles | other.handles,
            self.tags | other.tags,
        )


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that a post says and no source does."""
    for release in bundle.releases:
        made = posts_file.read(release)
        if not made:
            continue
        told = _ground(_told(release.episode), release.episode)
        for platform in dict.fromkeys(post.platform for post in made):
            ground = told.and_also(_ground(_template_words(release.episode, platform)))
            for post in made:
                if post.platform == platform:
                    yield from _ungrounded(post, ground, release.episode)


def _ungrounded(post: Post, ground: _Ground, episode: Episode) -> Iterator[Problem]:
    text = LINK.sub(" ", post.text)
    is_thread = post.parts > 1
    counter = {str(post.part), str(post.parts), f"{post.part}/{post.parts}"} if is_thread else ()
    prose = HASHTAG.sub(" ", HANDLE.sub(" ", text))
    numbers = [one for one in map(_plain, _NUMBER.findall(prose)) if one not in counter]
    findings: tuple[tuple[str, Severity, list[str]], ...] = (
        ("the number", "error", [one for one in numbers if one not in ground.numbers]),
        ("the number", "warning", [one for one in _number_words(prose) if one not in ground.words]),
        (
            "the name",
            "warning",
            [one for one in _NAME.findall(prose) if _key(one) not in ground.words],
        ),
        (
            "the handle",
            "warning",
            [one for one in HANDLE.findall(text) if one not in ground.handles],
        ),
        (
            "the hashtag",
            "warning",
            [f"#{one}" for one in HASHTAG.findall(text) if not _is_tag(one, ground)],
        ),
        ("the quotation", "warning", [one for one in _quotations(prose) if one not in ground.text]),
    )
    for what, severity, unknown in findings:
        for one in dict.fromkeys(unknown):
            yield Problem(
                severity=severity,
                code="post-ungrounded",
                message=f'the post "{post.id}" has {what} "{one}", which the episode has nowhere',
                file=episode.source,
                line=post.source[0].line if post.source else 1,
                hint=f"the template social/{post.platform}.txt.j2 or an edit put it there",
            )


def _ground(texts: Iterable[str], episode: Episode | None = None) -> _Ground:
    text = _normal("\n".join(texts))
    handles = episode.show.handles.values() if episode else ()
    tags = (*episode.hashtags, *episode.show.social.hashtags, *episode.tags) if episode else ()
    return _Ground(
        text=text,
        words=frozenset(map(_key, _WORD.findall(text))),
        numbers=frozenset(map(_plain, _NUMBER.findall(text))),
        handles=frozenset((*HANDLE.findall(text), *handles)),
        tags=frozenset(camel_case(tag).casefold() for tag in tags),
    )


def _told(episode: Episode) -> Iterator[str]:
    """Everything that the author wrote: the article, the front matter, the settings."""
    show, article = episode.show, episode.article
    yield from (article.markdown, episode.title, episode.slug, episode.description or "")
    yield from (section.heading or "" for section in article.sections)
    yield from (sentence.text for sentence in article.sentences)
    yield from (show.title, show.author, show.description or "", show.disclaimer or "")
    yield from (*episode.tags, *episode.hashtags)
    yield from (f"{guest.name} {guest.role or ''}" for guest in episode.guests)
    yield from (
        f"{call.title} {call.text} {call.button}" for call in (*article.calls, *episode.calls)
    )
    yield from (link.text for link in (*article.links, *episode.links))
    if episode.date is not None:
        yield episode.date.strftime("%Y %B %d")
    yield f"{episode.number or ''} {episode.season or ''}"


def _template_words(episode: Episode, platform: str) -> Iterator[str]:
    """What the template says by itself: its text when it is given nothing."""
    row = table(episode.show.root)[platform]
    yield own_words(episode.show, platform, row.kinds or ("announcement",))


def _number_words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _NUMBER_WORD.findall(text))


def _quotations(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(_normal(text)):
        quotation = (match[1] or match[2]).rstrip(" .,!?")
        if len(quotation.split()) >= _QUOTATION_WORDS:
            yield quotation


def _is_tag(tag: str, ground: _Ground) -> bool:
    """Whether a hashtag is one of the episode's, or made of words that stand in it."""
    parts = re.findall(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[^\WA-ZÀ-Þ_]+", tag)
    return tag.casefold() in ground.tags or all(part.casefold() in ground.words for part in parts)


def _plain(number: str) -> str:
    """A number without the commas of its thousands."""
    return re.sub(r",(?=\d{3}\b)", "", number)


def _key(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def _normal(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split())
