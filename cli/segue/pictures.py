"""What a picture file is, read from its first bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from segue import files
from segue.errors import SegueError

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_COLOURS = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with transparency", 6: "RGBA"}
# Before a JPEG's size stand what the camera noted and a colour profile.
_HEAD_BYTES = 1 << 19
_JPEG = b"\xff\xd8\xff"
_JPEG_COLOURS = {1: "grey", 3: "RGB", 4: "CMYK"}
# Start of frame, in every coding of JPEG; C4, C8 and CC mean something else.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's kind and its size in pixels; `colours` is "RGB" where directories take it."""

    kind: Literal["png", "jpg"]
    width: int
    height: int
    colours: str


def size(file: Path) -> tuple[int, int] | tuple[None, None]:
    """A picture file's width and height in pixels; nothing where it doesn't tell them."""
    try:
        picture = read(files.read_bytes(file, _HEAD_BYTES))
    except SegueError:
        return None, None
    return (picture.width, picture.height) if picture else (None, None)


def read(head: bytes) -> Picture | None:
    """What a PNG or JPEG is; None for anything else, or where it breaks off."""
    try:
        if head.startswith(_PNG):
            return _png(head)
        return _jpeg(head) if head.startswith(_JPEG) else None
    except (struct.error, IndexError):
        return None


def _png(head: bytes) -> Picture | None:
    if head[12:16] != b"IHDR":
        return None
    width, height, _, colour = struct.unpack_from(">IIBB", head, 16)
    return Picture("png", width, height, _PNG_COLOURS.get(colour, "unknown"))


def _jpeg(head: bytes) -> Picture | None:
    """Walk the segments to the frame's header, which tells the size."""
    at = 2
    while head[at] == 0xFF:  # noqa: PLR2004 (each segment begins with this byte)
        mark = head[at + 1]
        if mark in _JPEG_FRAMES:
            height, width, components = struct.unpack_from(">HHB", head, at + 5)
            return Picture("jpg", width, height, _JPEG_COLOURS.get(components, "unknown"))
        length = 0 if mark in _JPEG_BARE else struct.unpack_from(">H", head, at + 2)[0]
        at += 1 if mark == 0xFF else 2 + length  # noqa: PLR2004 (a fill byte)
    return None
