"""The feed: what a podcast directory would refuse it for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from segue import categories, files, pictures
from segue.errors import Problem, SegueError, Severity, did_you_mean
from segue.release import Bundle
from segue.settings import FILE_NAME
from segue.show import Show

_FEED = PurePosixPath("feed.xml")
_COVER_PIXELS = range(1400, 3001)
_SUFFIXES = {"png": {".png"}, "jpg": {".jpg", ".jpeg"}}


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that keeps a show with audio out of the directories."""
    show = bundle.show
    yield from _category(show)
    if all(output.path != _FEED for output in bundle.outputs):
        return
    if all(release.shared.timeline is None for release in bundle.releases):
        return
    if not show.media_url:
        yield _finding(
            show,
            "feed-empty",
            "the feed lists no episode: [show] media_url does not say where the audio will be",
            'add media_url = "https://…/"; leave it out if a podcast host makes your feed',
            severity="warning",
        )
        return
    yield from _settings(show)
    yield from _cover(show)


def _category(show: Show) -> Iterator[Problem]:
    """A category in other letters than Apple's."""
    category = show.category
    if not category or categories.is_exact(category):
        return
    names = sorted(categories.names())
    below = [name for name in names if name.lower().endswith(f"> {category.lower()}")]
    hint = f'did you mean "{below[0]}"?' if below else did_you_mean(category, names)
    yield _finding(
        show,
        "category-unknown",
        f'"{category}" is none of Apple\'s categories',
        hint or "choose one of: " + ", ".join(name for name in names if ">" not in name),
    )


def _settings(show: Show) -> Iterator[Problem]:
    """Settings that every directory asks for."""
    wanted = {
        "link": (show.link, "https://example.org"),
        "description": (show.description, "What the show is about."),
        "category": (show.category, "Education"),
        "cover": (show.cover, "assets/cover.png"),
        "feed_url": (show.feed_url, "https://example.org/feed.xml"),
    }
    for key, (value, example) in wanted.items():
        if not value:
            message = f"the feed needs [show] {key}, or directories refuse it"
            yield _finding(
                show,
                f"feed-{key.replace('_', '-')}",
                message,
                f'add {key} = "{example}" with your own in the quotes',
            )
    if not show.email:
        message = "without [show] email you can't prove to a directory that the show is yours"
        hint = 'add email = "…"; it stands in the feed for everybody to read'
        yield _finding(show, "feed-email", message, hint, severity="warning")


def _cover(show: Show) -> Iterator[Problem]:
    """Cover art of the wrong size, shape or type."""
    if show.cover is None:
        return
    try:
        picture = pictures.read(files.read_bytes(show.cover))
    except SegueError as error:
        yield from error.problems
        return
    for code, message, hint in _cover_faults(picture, show.cover.suffix.lower()):
        yield Problem(code=code, message=message, file=show.cover, hint=hint)


def _cover_faults(picture: pictures.Picture | None, suffix: str) -> Iterator[tuple[str, str, str]]:
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


def _finding(
    show: Show, code: str, message: str, hint: str, *, severity: Severity = "error"
) -> Problem:
    return Problem(
        severity=severity, code=code, message=message, file=show.root / FILE_NAME, hint=hint
    )
