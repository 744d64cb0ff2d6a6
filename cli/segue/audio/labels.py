"""What an audio file says of itself, in whatever format: its words, its chapters, its pictures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as packaged
from itertools import pairwise
from pathlib import Path

from segue import languages, links
from segue.addresses import ascii_url
from segue.audio import cover
from segue.audio.cover import Cover
from segue.characters import one_line, printable
from segue.model import Episode
from segue.release import Chapter, Timeline

GENRE = "Podcast"
# An episode may have many chapters, each with a picture; together they stay below twice a cover.
_MOST_PICTURE_BYTES = 200_000
_MOST_PICTURES_BYTES = 2 * cover.MOST_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of the tags, fit to be written; what is None is left out.

    `language` is a code of three letters (ISO 639-2).
    """

    title: str
    show: str | None = None
    author: str | None = None
    number: int | None = None
    season: int | None = None
    date: str | None = None
    language: str | None = None
    link: str | None = None
    description: str | None = None
    copyright: str | None = None

    @classmethod
    def of(cls, episode: Episode) -> Words:
        """What an episode says of itself."""
        show = episode.show
        return cls(
            title=one_line(episode.title),
            show=one_line(show.title) or None,
            author=one_line(show.author) or None,
            number=episode.number,
            season=episode.season,
            date=episode.date.date().isoformat() if episode.date else None,
            language=_three_letters().get(languages.base(show.language)),
            link=ascii_url(links.episode_url(episode) or "") or None,
            description=printable(episode.description or "") or None,
            copyright=one_line(show.copyright or "") or None,
        )


@dataclass(frozen=True, slots=True)
class LabelledChapter:
    """A chapter from one millisecond of the file up to another; its link is in ASCII."""

    start: int
    end: int
    title: str
    url: str | None = None
    picture: Cover | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """All that a file says of itself."""

    words: Words
    chapters: tuple[LabelledChapter, ...] = ()
    cover: Cover | None = None

    @classmethod
    def of(cls, episode: Episode, timeline: Timeline) -> Labels:
        """An episode's labels, its pictures read; SegueError when one is no picture."""
        file = picture_file(episode)
        return cls(
            Words.of(episode),
            tuple(_chapters(timeline)),
            cover.read(file) if file else None,
        )


def picture_file(episode: Episode) -> Path | None:
    """The file of the episode's cover."""
    return episode.image or episode.show.cover


def _chapters(timeline: Timeline) -> Iterator[LabelledChapter]:
    chapters = timeline.chapters
    shown = sum(1 for each in chapters if each.image or each.picture)
    most = min(_MOST_PICTURE_BYTES, _MOST_PICTURES_BYTES // max(1, shown))
    times = (*(each.seconds for each in chapters), timeline.seconds)
    spans = pairwise(round(seconds * 1000) for seconds in times)
    for chapter, (start, end) in zip(chapters, spans, strict=True):
        yield LabelledChapter(
            start,
            end,
            one_line(chapter.title),
            ascii_url(chapter.url) if chapter.url else None,
            _picture(chapter, most),
        )


def _picture(chapter: Chapter, most_bytes: int) -> Cover | None:
    """The chapter's own picture; one that a recording carried is left out where it is broken."""
    if chapter.image:
        return cover.read(chapter.image, most_bytes)
    return cover.fitted(chapter.picture, most_bytes) if chapter.picture else None


@cache
def _three_letters() -> dict[str, str]:
    table = packaged("segue.audio").joinpath("languages.toml").read_text(encoding="utf-8")
    return {two: str(three) for two, three in tomllib.loads(table).items()}
