"""Vorbis comments: what FLAC and Opus files say of themselves, chapters and pictures included."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutagen._vorbis import VCommentDict
from mutagen.flac import FLAC, Picture
from mutagen.id3 import PictureType
from mutagen.oggopus import OggOpus

from segue.audio.cover import Cover
from segue.audio.labels import GENRE, LabelledChapter, Labels

_PICTURE = "METADATA_BLOCK_PICTURE"


def label_flac(file: Path, labels: Labels) -> None:
    """Write the labels into a FLAC file, in place of what it says."""
    sound = FLAC(file)
    sound.clear_pictures()
    _fill(sound.tags, labels)
    if labels.cover is not None:
        sound.add_picture(_picture(labels.cover))
    sound.save(padding=lambda _: 0)


def label_opus(file: Path, labels: Labels) -> None:
    """Write the labels into an Opus file, in place of what it says."""
    sound = OggOpus(file)
    pictures = []
    if labels.cover is not None:
        written = base64.b64encode(_picture(labels.cover).write()).decode()
        pictures.append((_PICTURE, written))
    _fill(sound.tags, labels, pictures)
    sound.save(padding=lambda _: 0)


def _fill(tags: object, labels: Labels, pictures: Sequence[tuple[str, str]] = ()) -> None:
    # FFmpeg writes comments into every file that it makes.
    assert isinstance(tags, VCommentDict)
    tags.clear()
    tags.extend([*_comments(labels), *pictures])


def _comments(labels: Labels) -> Iterator[tuple[str, str]]:
    words = labels.words
    texts = (
        ("TITLE", words.title),
        ("ALBUM", words.show),
        ("ARTIST", words.author),
        ("TRACKNUMBER", words.number),
        ("DISCNUMBER", words.season),
        ("DATE", words.date),
        ("LANGUAGE", words.language),
        ("URL", words.link),
        ("DESCRIPTION", words.description),
        ("COPYRIGHT", words.copyright),
        ("GENRE", GENRE),
    )
    yield from ((name, str(text)) for name, text in texts if text not in (None, ""))
    for number, chapter in enumerate(labels.chapters, start=1):
        yield from _chapter(f"CHAPTER{number:03d}", chapter)


def _chapter(name: str, chapter: LabelledChapter) -> Iterator[tuple[str, str]]:
    """As wiki.xiph.org/Chapter_Extension has it."""
    seconds, milliseconds = divmod(chapter.start, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    yield name, f"{hours:02d}:{minutes:02d}:{seconds:02d}.{milliseconds:03d}"
    yield f"{name}NAME", chapter.title
    if chapter.url:
        yield f"{name}URL", chapter.url


def _picture(cover: Cover) -> Picture:
    picture = Picture()
    picture.type = PictureType.COVER_FRONT
    picture.mime = cover.media_type
    picture.data = cover.content
    picture.width, picture.height = _size(cover)
    picture.depth = 24
    return picture


def _size(cover: Cover) -> tuple[int, int]:
    """A PNG's width and height; of a JPEG they may be left open."""
    if cover.media_type != "image/png" or len(cover.content) < 24:  # noqa: PLR2004 (its header)
        return 0, 0
    width, height = struct.unpack_from(">II", cover.content, 16)
    return width, height
