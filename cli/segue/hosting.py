"""Where the files of a show will be on the web."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import quote

from segue.addresses import ascii_url
from segue.model import Episode
from segue.show import Show


def public_name(path: PurePosixPath) -> str:
    """The name under which a file of output/ is uploaded: all of them lie in one folder.

    It is the file's own name with the episode's slug before it, unless the slug is its stem:
    `car-t/audio/car-t.mp3` → `car-t.mp3`, `car-t/audio/chapters.json` → `car-t.chapters.json`.
    """
    slug = path.parts[0]
    return path.name if path.stem == slug or len(path.parts) == 1 else f"{slug}.{path.name}"


def public_url(show: Show, path: PurePosixPath) -> str | None:
    """Where a file of output/ will be; None while the show doesn't say where it is hosted."""
    return below(show.media_url, public_name(path))


def cover_url(show: Show) -> str | None:
    """Where the show's cover will be: beside the audio, under its own name."""
    return below(show.media_url, show.cover.name) if show.cover else None


def image_url(episode: Episode) -> str | None:
    """Where the episode's own picture will be: beside its audio."""
    image: Path | None = episode.image
    if image is None:
        return None
    return public_url(episode.show, PurePosixPath(episode.slug, "images", image.name))


def below(folder: str | None, *names: str) -> str | None:
    """The address of a file below a folder, whether its address ends in a slash or not.

    It is in ASCII; None without a folder.
    """
    if not folder:
        return None
    return "/".join([ascii_url(folder.rstrip("/")), *(quote(name, safe="") for name in names)])
