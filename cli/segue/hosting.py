"""Where the files of a show will be on the web."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit, urlunsplit

from segue.addresses import above_places, ascii_url, filled, open_places
from segue.model import Episode
from segue.show import Show

_FILE = "file"
_FILE_PLACE = "{file}"


def public_name(path: PurePosixPath) -> str:
    """The name under which a file of output/ is uploaded: all of them lie in one folder.

    It is the file's own name with the episode's slug before it, unless the slug is its stem:
    `car-t/audio/car-t.mp3` → `car-t.mp3`, `car-t/audio/chapters.json` → `car-t.chapters.json`.
    """
    slug = path.parts[0]
    return path.name if path.stem == slug or len(path.parts) == 1 else f"{slug}.{path.name}"


def public_url(episode: Episode, path: PurePosixPath) -> str | None:
    """Where a file of the episode's output will be; None while the show doesn't say where.

    Nor is there an address where `media_url` asks for what the episode lacks, as its date.
    """
    pattern = episode.show.media_url
    return _placed(pattern, public_name(path), places(episode)) if pattern else None


def cover_url(show: Show) -> str | None:
    """Where the show's cover will be: with the audio, under its own name."""
    pattern, cover = show.media_url, show.cover
    if pattern is None or cover is None:
        return None
    if set(open_places(pattern)) == {_FILE}:
        return _placed(pattern, cover.name, {})
    return below(above_places(pattern), cover.name)


def feed_page_url(feed_url: str, number: int) -> str:
    """Where a page of the feed will be, in ASCII: `https://…/feed.xml`, then `…/feed-2.xml`."""
    address = ascii_url(feed_url)
    if number == 1:
        return address
    parts = urlsplit(address)
    folder, _, name = parts.path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    numbered = f"{stem or suffix or 'feed'}-{number}{dot + suffix if stem else '.xml'}"
    return urlunsplit(parts._replace(path=f"{folder}/{numbered}"))


def image_url(episode: Episode) -> str | None:
    """Where the episode's own picture will be: beside its audio."""
    image: Path | None = episode.image
    if image is None:
        return None
    return public_url(episode, PurePosixPath(episode.slug, "images", image.name))


def places(episode: Episode) -> Mapping[str, str | None]:
    """What an episode fills the open places of an address with; None for what it lacks."""
    date, season, number = episode.date, episode.season, episode.number
    return {
        "slug": episode.slug,
        "year": f"{date:%Y}" if date else None,
        "month": f"{date:%m}" if date else None,
        "day": f"{date:%d}" if date else None,
        "season": None if season is None else str(season),
        "number": None if number is None else str(number),
    }


def below(folder: str | None, *names: str) -> str | None:
    """The address of a file below a folder, whether its address ends in a slash or not.

    It is in ASCII; None without a folder.
    """
    if not folder:
        return None
    return "/".join([ascii_url(folder.rstrip("/")), *(quote(name, safe="") for name in names)])


def _placed(pattern: str, name: str, values: Mapping[str, str | None]) -> str | None:
    """The address of a file: `{file}` says where its name stands, else it stands at the end."""
    whole = pattern if _FILE in open_places(pattern) else f"{pattern.rstrip('/')}/{_FILE_PLACE}"
    return filled(whole, {**values, _FILE: name})
