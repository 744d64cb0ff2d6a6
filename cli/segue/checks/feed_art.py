"""The feed's pictures: covers of the wrong size, shape or type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from segue import files, pictures
from segue.checks.feed import lists_episodes
from segue.errors import Problem, SegueError
from segue.release import Bundle

_COVER_PIXELS = range(1400, 3001)
_SUFFIXES = {"png": {".png"}, "jpg": {".jpg", ".jpeg"}}


def check(bundle: Bundle) -> Iterator[Problem]:
    """What directories would refuse the show's cover, or an episode's own, for."""
    if not lists_episodes(bundle):
        return
    pictured = (release.episode.image for release in bundle.releases)
    for file in dict.fromkeys(filter(None, (bundle.show.cover, *pictured))):
        yield from _cover(file)


def _cover(file: Path) -> Iterator[Problem]:
    try:
        picture = pictures.read(files.read_bytes(file))
    except SegueError as error:
        yield from error.problems
        return
    for code, message, hint in _faults(picture, file.suffix.lower()):
        yield Problem(code=code, message=message, file=file, hint=hint)


def _faults(picture: pictures.Picture | None, suffix: str) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint of each fault."""
    if picture is None:
        yield "cover-type", "the cover is neither a PNG nor a JPEG", "export it as .png or .jpg"
        return
    if suffix not in _SUFFIXES[picture.kind]:
        right = f".{picture.kind}"
        yield "cover-type", f"the cover is named {suffix} but is a {right}", f"rename it to {right}"
    size = f"{picture.width} × {picture.height} pixels"
    if picture.width != picture.height:
        yield "cover-shape", f"the cover is {size}, not square", "crop it to a square"
    elif picture.width not in _COVER_PIXELS:
        low, high = _COVER_PIXELS[0], _COVER_PIXELS[-1]
        hint = f"export it at {high} × {high}"
        yield "cover-size", f"the cover is {size}; directories take {low} to {high}", hint
    if picture.colours != "RGB":
        hint = "export it as RGB without transparency"
        yield "cover-colours", f"the colours of the cover are {picture.colours}, not RGB", hint
