"""What an MP3 says of itself: ID3v2.3 tags, the version that every player reads."""

from __future__ import annotations

import io
import struct
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as packaged
from itertools import pairwise
from pathlib import Path

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TCON,
    TCOP,
    TDRC,
    TIT2,
    TLAN,
    TPE1,
    TPOS,
    TRCK,
    WOAF,
    WXXX,
    BitPaddedInt,
    CTOCFlags,
    Encoding,
    Frame,
    PictureType,
)

from segue import links
from segue.addresses import ascii_url
from segue.audio.cover import Cover
from segue.model import Episode
from segue.release import Chapter, Timeline

_NO_BYTE_OFFSET = 0xFFFFFFFF
_UNKNOWN_LANGUAGE = "XXX"
_GENRE = "Podcast"
_HEADER = struct.Struct(">3sBBB4s")
_UTF16 = Encoding.UTF16

Pictures = Mapping[Path, Cover]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The words of the tags; what is None is left out."""

    title: str
    show: str
    author: str
    number: int | None = None
    season: int | None = None
    date: str | None = None
    language: str | None = None
    link: str | None = None
    description: str | None = None
    copyright: str | None = None

    @classmethod
    def of(cls, episode: Episode) -> Tags:
        """An episode's tags."""
        show = episode.show
        return cls(
            title=episode.title,
            show=show.title,
            author=show.author,
            number=episode.number,
            season=episode.season,
            date=episode.date.date().isoformat() if episode.date else None,
            language=show.language,
            link=ascii_url(links.episode_url(episode) or ""),
            description=episode.description,
            copyright=show.copyright,
        )


def id3(tags: Tags, timeline: Timeline, cover: Cover | None, pictures: Pictures) -> bytes:
    """The tag as it stands at the start of the file; the same bytes for the same values.

    `pictures` holds those that the chapters name.
    """
    chapters = _chapters(timeline.chapters, timeline.seconds, pictures)
    picture = () if cover is None else (_picture(cover),)
    body = b"".join(_written(frame) for frame in (*_words(tags), *chapters, *picture))
    return _HEADER.pack(b"ID3", 3, 0, 0, BitPaddedInt.to_str(len(body), width=4)) + body


def _written(frame: Frame) -> bytes:
    """A frame's bytes, by way of a tag of its own: mutagen sorts a tag's frames by their length.

    Some players list chapters in the order of their frames.
    """
    tag = ID3()
    tag.add(frame)
    tag.update_to_v23()
    stream = io.BytesIO()
    tag.save(stream, v1=0, v2_version=3, padding=lambda _: 0)
    return stream.getvalue()[_HEADER.size :]


def _words(tags: Tags) -> Iterator[Frame]:
    language = _languages().get((tags.language or "").split("-")[0].lower())
    texts = (
        (TIT2, tags.title),
        (TALB, tags.show),
        (TPE1, tags.author),
        (TRCK, tags.number),
        (TPOS, tags.season),
        (TDRC, tags.date),
        (TLAN, language),
        (TCOP, tags.copyright),
        (TCON, _GENRE),
    )
    for kind, text in texts:
        if text not in (None, ""):
            yield kind(encoding=_UTF16, text=[str(text)])
    if tags.link:
        yield WOAF(url=tags.link)
    if tags.description:
        spoken = language or _UNKNOWN_LANGUAGE
        yield COMM(encoding=_UTF16, lang=spoken, desc="", text=[tags.description])


def _chapters(chapters: Sequence[Chapter], seconds: float, pictures: Pictures) -> Iterator[Frame]:
    """A CHAP frame for each chapter, up to the next one, and the table of contents."""
    if not chapters:
        return
    times = [round(chapter.seconds * 1000) for chapter in chapters]
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    yield CTOC(
        element_id="contents",
        flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
        child_element_ids=names,
        sub_frames=[],
    )
    spans = pairwise((*times, round(seconds * 1000)))
    for name, chapter, (start, end) in zip(names, chapters, spans, strict=True):
        inner: list[Frame] = [TIT2(encoding=_UTF16, text=[chapter.title])]
        if chapter.url:
            inner.append(WXXX(encoding=_UTF16, desc="", url=ascii_url(chapter.url)))
        if chapter.image:
            inner.append(_picture(pictures[chapter.image]))
        yield CHAP(
            element_id=name,
            start_time=start,
            end_time=end,
            start_offset=_NO_BYTE_OFFSET,
            end_offset=_NO_BYTE_OFFSET,
            sub_frames=inner,
        )


def _picture(cover: Cover) -> Frame:
    return APIC(
        encoding=Encoding.LATIN1,
        mime=cover.media_type,
        type=PictureType.COVER_FRONT,
        desc="",
        data=cover.content,
    )


@cache
def _languages() -> dict[str, str]:
    table = packaged("segue.audio").joinpath("languages.toml").read_text(encoding="utf-8")
    return {two: str(three) for two, three in tomllib.loads(table).items()}
