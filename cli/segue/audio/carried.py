"""The chapters that a recording carries in itself, as its recorder or editor left them there.

ID3 frames (MP3, WAV, AIFF), MP4, Vorbis comments (Ogg, Opus, FLAC) and Matroska are read; what
can't be understood holds none. Most recordings have none, and can tell so by their first bytes.
"""

from __future__ import annotations

import base64
import json
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from segue import cache, timecode
from segue.characters import one_line
from segue.model import Mark

if TYPE_CHECKING:
    from mutagen.id3 import ID3

_CACHE = "chapters"
_SYNC = 0xE0
_CHUNK = struct.Struct("<4sI")
_MOST_CHUNKS = 64
_VORBIS_TIME = re.compile(r"chapter([0-9]{1,4})", re.IGNORECASE)
_LINKS = ("https://", "http://")


def chapters(file: Path, sha256: str) -> tuple[Mark, ...]:
    """A recording's chapters, ascending, at times of the recording; remembered by its hash."""
    with file.open("rb") as stream:
        if not _may_hold_any(stream):
            return ()
    remembered = _remembered(sha256)
    if remembered is not None:
        return remembered
    found = tuple(_settled(_read(file)))
    cache.write(_CACHE, _written(found), sha256)
    return found


def _may_hold_any(stream: BinaryIO) -> bool:
    """Whether it is worth loading a library: plain MP3 and WAV files tell at once that it isn't."""
    head = stream.read(12)
    if head[:3] == b"ID3" and len(head) >= 10:  # noqa: PLR2004 (an ID3 header)
        size = 0
        for seven_bits in head[6:10]:
            size = size << 7 | seven_bits & 0x7F
        return b"CHAP" in head[10:] + stream.read(size)
    if head[:4] in (b"RIFF", b"RF64"):
        return _has_id3_chunk(stream)
    return not (head[:1] == b"\xff" and head[1:2] >= bytes((_SYNC,)))


def _has_id3_chunk(stream: BinaryIO) -> bool:
    for _ in range(_MOST_CHUNKS):
        raw = stream.read(_CHUNK.size)
        if len(raw) < _CHUNK.size:
            return False
        name, length = _CHUNK.unpack(raw)
        if name.lower() == b"id3 ":
            return True
        stream.seek(length + length % 2, 1)
    return False


def _read(file: Path) -> Iterator[Mark]:
    import mutagen
    from mutagen._vorbis import VCommentDict
    from mutagen.id3 import ID3

    try:
        known = mutagen.File(file)
    except (mutagen.MutagenError, ValueError, OSError):
        known = None
    tags = None if known is None else known.tags
    if isinstance(tags, ID3):
        yield from _from_id3(tags)
    elif isinstance(tags, VCommentDict):
        yield from _from_vorbis(tags.as_dict())
    else:
        yield from _from_container(file)


def _from_id3(tags: ID3) -> Iterator[Mark]:
    for frame in tags.getall("CHAP"):
        inner = frame.sub_frames
        title = next((str(each) for each in inner.getall("TIT2")), "")
        url = next((each.url for each in inner.getall("WXXX")), None)
        picture = next((bytes(each.data) for each in inner.getall("APIC")), None)
        yield Mark(frame.start_time / 1000, title, url, picture=picture)


def _from_vorbis(comments: Mapping[str, Sequence[str]]) -> Iterator[Mark]:
    """`CHAPTER001=00:01:02.500`, and beside it `CHAPTER001NAME=…` and `CHAPTER001URL=…`."""
    values = {name.lower(): texts[0] for name, texts in comments.items() if texts}
    for name, text in values.items():
        if _VORBIS_TIME.fullmatch(name):
            try:
                seconds = timecode.parse(text)
            except ValueError:
                continue
            yield Mark(seconds, values.get(f"{name}name", ""), values.get(f"{name}url"))


def _from_container(file: Path) -> Iterator[Mark]:
    from segue.audio.decoding import opened

    with opened(file) as (container, _):
        for each in container.chapters():
            seconds = float(each["start"] * (each["time_base"] or 0))
            yield Mark(seconds, each["metadata"].get("title", ""))


def _settled(found: Iterator[Mark]) -> Iterator[Mark]:
    """In order, each time once, each with a name, and links only where they lead to a page."""
    at: dict[int, Mark] = {}
    for mark in sorted(found, key=lambda mark: mark.seconds):
        at.setdefault(round(mark.seconds * 1000), mark)
    for number, mark in enumerate(at.values(), start=1):
        title = one_line(mark.title) or f"Chapter {number}"
        url = mark.url if mark.url and mark.url.startswith(_LINKS) else None
        yield Mark(max(0.0, mark.seconds), title, url, picture=mark.picture)


def _written(found: Sequence[Mark]) -> bytes:
    return json.dumps(
        [
            (each.seconds, each.title, each.url, base64.b64encode(each.picture or b"").decode())
            for each in found
        ]
    ).encode()


def _remembered(sha256: str) -> tuple[Mark, ...] | None:
    """What an earlier run read from the same bytes."""
    try:
        return tuple(
            Mark(float(seconds), str(title), url, picture=base64.b64decode(picture) or None)
            for seconds, title, url, picture in json.loads(cache.read(_CACHE, sha256) or b"")
        )
    except (ValueError, TypeError):
        return None
