"""The cover picture as it goes into the file: small enough, and of a kind that players show."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import av

from segue import files
from segue.errors import Problem, SegueError

_MOST_BYTES = 1_000_000
_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
# Tried in turn until one is small enough.
_SIDES_PIXELS = (1400, 1000, 600)


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture's bytes and their media type."""

    content: bytes
    media_type: str


def read(file: Path) -> Cover:
    """A JPEG or PNG up to 1 MB as it is; anything else as a smaller JPEG.

    Raises SegueError when the file is no picture.
    """
    content = files.read_bytes(file)
    for start, media_type in _KINDS:
        if content.startswith(start) and len(content) <= _MOST_BYTES:
            return Cover(content, media_type)
    try:
        sizes = (_smaller(content, side) for side in _SIDES_PIXELS)
        return next(cover for cover in sizes if len(cover.content) <= _MOST_BYTES)
    except (av.FFmpegError, StopIteration) as error:
        raise SegueError(
            Problem(
                code="cover-unreadable",
                message="this cover can't be read as a picture",
                file=file,
                hint="save it as JPEG or PNG",
                unreadable=True,
            )
        ) from error


def _smaller(content: bytes, side: int) -> Cover:
    """The picture as a JPEG, at most `side` pixels wide and high."""
    with av.open(io.BytesIO(content), "r") as container:
        picture = next(container.decode(video=0))
    shrink = min(1.0, side / max(picture.width, picture.height))
    width, height = (max(2, round(length * shrink)) for length in (picture.width, picture.height))
    scaled = picture.reformat(width, height, "yuvj420p", interpolation="LANCZOS")
    target = io.BytesIO()
    with av.open(target, "w", format="mjpeg") as container:
        stream = container.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuvj420p"
        container.mux(stream.encode(scaled))
        container.mux(stream.encode())
    return Cover(target.getvalue(), "image/jpeg")
