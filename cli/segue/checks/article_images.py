"""Pictures: the same one twice."""

from __future__ import annotations

from collections.abc import Iterator

from segue import files
from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode, Image
from segue.release import Bundle


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every picture of an article that stands in it before, be it under another name."""
    for release in bundle.releases:
        yield from _twice(release.episode)


def _twice(episode: Episode) -> Iterator[Problem]:
    images = [image for image in episode.article.images if image.url]
    sizes = [files.size_bytes(image.file) if image.file else None for image in images]
    seen: dict[str, Image] = {}
    for image, size in zip(images, sizes, strict=True):
        # A file whose size no other has is read by nobody.
        is_like_another = image.file and sizes.count(size) > 1
        key = files.sha256(image.file) if image.file and is_like_another else image.url
        first = seen.setdefault(key, image)
        if first is not image and not (first.only and image.only and not first.only & image.only):
            name = "" if first.url == image.url else f" as {first.url}"
            message = f"the picture {image.url} stands on line {first.line} already{name}"
            hint = "take one of the two out, or check that it is the one you meant"
            yield warning(episode, "image-twice", message, image.line, hint)
