"""The cover picture as it goes into the file: small enough, and of a kind that players show."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import av
from av.video.frame import VideoFrame

from segue import files
from segue.errors import Problem, SegueError

MOST_BYTES = 1_000_000
_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
# Tried in turn until one is small enough; the last is small for any picture.
_SIDES_PIXELS = (1400, 1000, 600, 300)


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture's bytes and their media type."""

    content: bytes
    media_type: str


def read(file: Path, most_bytes: int = MOST_BYTES) -> Cover:
    """A JPEG or PNG of up to `most_bytes` as it is; anything else as a smaller JPEG.

    Raises SegueError when the file is no picture.
    """
    fit = fitted(files.read_bytes(file), most_bytes)
    if fit is None:
        raise SegueError(
            Problem(
                code="cover-unreadable",
                message="this file can't be read as a picture",
                file=file,
                hint="save it as JPEG or PNG, or name another file",
                unreadable=True,
            )
        )
    return fit


def fitted(content: bytes, most_bytes: int) -> Cover | None:
    """The same of a picture in memory; None when it is no picture."""
    for start, media_type in _KINDS:
        if content.startswith(start) and len(content) <= most_bytes:
            return Cover(content, media_type)
    try:
        with av.open(io.BytesIO(content), "r") as container:
            picture = next(container.decode(video=0))
        jpeg = b""
        for side in _SIDES_PIXELS:
            jpeg = _jpeg(picture, side)
            if len(jpeg) <= most_bytes:
                break
    except (av.FFmpegError, IndexError, StopIteration):
        return None
    return Cover(jpeg, "image/jpeg")


def _jpeg(picture: VideoFrame, side: int) -> bytes:
    """The picture as a JPEG, at most `side` pixels wide and high."""
    shrink = min(1.0, side / max(picture.width, picture.height))
    width, height = (max(2, round(length * shrink)) for length in (picture.width, picture.height))
    scaled = picture.reformat(width, height, "yuvj420p", interpolation="LANCZOS")
    target = io.BytesIO()
    with av.open(target, "w", format="mjpeg") as container:
        stream = container.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuvj420p"
        container.mux(stream.encode(scaled))
        container.mux(stream.encode())
    return target.getvalue()
