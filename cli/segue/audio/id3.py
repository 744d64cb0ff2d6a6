"""ID3v2.3 tags, the version that every player reads, for MP3 and WAV."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

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

from segue.audio.cover import Cover
from segue.audio.labels import GENRE, LabelledChapter, Labels, Words

_NO_BYTE_OFFSET = 0xFFFFFFFF
_UNKNOWN_LANGUAGE = "XXX"
_HEADER = struct.Struct(">3sBBB4s")
_UTF16 = Encoding.UTF16


def written(labels: Labels) -> bytes:
    """The tag as it stands at the start of an MP3; the same bytes for the same labels."""
    picture = () if labels.cover is None else (_picture(labels.cover),)
    frames = (*_words(labels.words), *_chapters(labels.chapters), *picture)
    body = b"".join(map(_frame, frames))
    return _HEADER.pack(b"ID3", 3, 0, 0, BitPaddedInt.to_str(len(body), width=4)) + body


def _frame(frame: Frame) -> bytes:
    """A frame's bytes, by way of a tag of its own: mutagen sorts a tag's frames by their length.

    Some players list chapters in the order of their frames.
    """
    tag = ID3()
    tag.add(frame)
    tag.update_to_v23()
    stream = io.BytesIO()
    tag.save(stream, v1=0, v2_version=3, padding=lambda _: 0)
    return stream.getvalue()[_HEADER.size :]


def _words(words: Words) -> Iterator[Frame]:
    texts = (
        (TIT2, words.title),
        (TALB, words.show),
        (TPE1, words.author),
        (TRCK, words.number),
        (TPOS, words.season),
        (TDRC, words.date),
        (TLAN, words.language),
        (TCOP, words.copyright),
        (TCON, GENRE),
    )
    for kind, text in texts:
        if text not in (None, ""):
            yield kind(encoding=_UTF16, text=[str(text)])
    if words.link:
        yield WOAF(url=words.link)
    if words.description:
        spoken = words.language or _UNKNOWN_LANGUAGE
        yield COMM(encoding=_UTF16, lang=spoken, desc="", text=[words.description])


def _chapters(chapters: Sequence[LabelledChapter]) -> Iterator[Frame]:
    """A CHAP frame for each chapter, up to the next one, and the table of contents."""
    if not chapters:
        return
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    yield CTOC(
        element_id="contents",
        flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
        child_element_ids=names,
        sub_frames=[],
    )
    for name, chapter in zip(names, chapters, strict=True):
        inner: list[Frame] = [TIT2(encoding=_UTF16, text=[chapter.title])]
        if chapter.url:
            inner.append(WXXX(encoding=_UTF16, desc="", url=chapter.url))
        if chapter.picture:
            inner.append(_picture(chapter.picture))
        yield CHAP(
            element_id=name,
            start_time=chapter.start,
            end_time=chapter.end,
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
