"""What has to be uploaded where: the files that an address in some output leads to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from segue import hosting, links
from segue.files import OUTPUT_NAME
from segue.model import Episode
from segue.release import Upload
from segue.show import Show

_OUTPUT = PurePosixPath(OUTPUT_NAME)
_BESIDE = re.compile(r"chapters\.json|transcript\.\w+")
_FEED = re.compile(r"feed(?:-(\d+))?\.xml")


def of_episode(episode: Episode, outputs: Collection[PurePosixPath]) -> tuple[Upload, ...]:
    """What an episode has to upload, of its outputs (paths in output/) and its own pictures.

    The notes stand last: as a page they hold links to all the others. A draft uploads nothing.
    """
    if episode.draft:
        return ()
    return tuple(
        upload
        for asked in (_audio, _pictures, _letter_pictures, _post_pictures, _page)
        for upload in asked(episode, outputs)
    )


def of_show(show: Show, outputs: Collection[PurePosixPath]) -> tuple[Upload, ...]:
    """What the show itself has to upload: cover and logo, and last of all the feed."""
    return (*_show_pictures(show), *_feed(show, outputs))


def _audio(episode: Episode, outputs: Collection[PurePosixPath]) -> Iterator[Upload]:
    """The audio that the feed names, which is that of the first format, and what lies beside it."""
    folder = PurePosixPath(episode.slug, "audio")
    suffix = next(iter(episode.show.audio.formats), "mp3")
    audio = folder / f"{episode.slug}.{suffix}"
    if audio not in outputs:
        return
    beside = sorted(path for path in outputs if path.parent == folder and _BESIDE.match(path.name))
    for path in (audio, *beside):
        if url := hosting.public_url(episode, path):
            yield Upload(_OUTPUT / path, url, ("feed",))


def _pictures(episode: Episode, outputs: Collection[PurePosixPath]) -> Iterator[Upload]:
    """The episode's own cover."""
    url = hosting.image_url(episode)
    if url and episode.image and outputs:
        yield Upload(episode.show.relative(episode.image), url, ("feed",))


def _letter_pictures(episode: Episode, outputs: Collection[PurePosixPath]) -> Iterator[Upload]:
    """The article's pictures, where the newsletter holds the whole article."""
    settings = episode.show.newsletter
    if settings.layout != "full" or PurePosixPath(episode.slug, "newsletter") not in _parents(
        outputs
    ):
        return
    for image in episode.article.images:
        url = image.file and hosting.below(settings.image_url, episode.slug, image.file.name)
        if image.file and url and not image.only - {"newsletter"}:
            yield Upload(episode.show.relative(image.file), url, ("newsletter",))


def _post_pictures(episode: Episode, outputs: Collection[PurePosixPath]) -> Iterator[Upload]:
    """The posts' pictures, for services that fetch them from the web."""
    folder = PurePosixPath(episode.slug, "social", "cards")
    for path in sorted(path for path in outputs if path.parent == folder):
        url = hosting.below(episode.show.social.image_url, episode.slug, path.name)
        if url:
            yield Upload(_OUTPUT / path, url, ("segue schedule",))


def _page(episode: Episode, outputs: Collection[PurePosixPath]) -> Iterator[Upload]:
    """The full notes, as the episode's page."""
    notes = PurePosixPath(episode.slug, "notes", "notes.html")
    url = links.episode_url(episode)
    if url and notes in outputs:
        yield Upload(_OUTPUT / notes, url, ("newsletter", "posts", "notes", "feed"))


def _show_pictures(show: Show) -> Iterator[Upload]:
    cover, logo = hosting.cover_url(show), show.look.logo
    if cover and show.cover:
        yield Upload(show.relative(show.cover), cover, ("feed", "newsletter"))
    address = hosting.below(show.newsletter.image_url, logo.name) if logo else None
    if logo and address:
        yield Upload(show.relative(logo), address, ("newsletter",))


def _feed(show: Show, outputs: Collection[PurePosixPath]) -> Iterator[Upload]:
    """The feed's pages, the first one last: until then apps read the old one whole."""
    pages = {int(found[1] or 1): path for path in outputs if (found := _FEED.fullmatch(str(path)))}
    for number in sorted(pages, reverse=True) if show.feed_url else ():
        url = hosting.feed_page_url(show.feed_url or "", number)
        yield Upload(_OUTPUT / pages[number], url, ("podcast apps",))


def _parents(outputs: Collection[PurePosixPath]) -> set[PurePosixPath]:
    return {path.parent for path in outputs}
