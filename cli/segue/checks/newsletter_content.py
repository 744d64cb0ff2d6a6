"""The newsletter's pictures and links: what some readers can't see, open or trust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from segue import files
from segue.article import meant_for
from segue.checks import warning
from segue.errors import Problem
from segue.links import without_utm
from segue.model import Episode, Image
from segue.newsletter import body, reading
from segue.newsletter.reading import Anchor, Reading
from segue.release import Bundle

HEAVIEST_IMAGE_BYTES = 500_000
# Outlook on Windows shows none of these, and Gmail no SVG (caniemail.com, 2026-11).
_UNSEEN_KINDS = {".webp", ".svg", ".avif", ".heic", ".tif", ".tiff"}
_ADDRESS_AS_WORDS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every picture without words, out of sight or too heavy; every link that goes wrong."""
    for release, html in reading.sent(bundle):
        read = reading.read(html)
        for image in meant_for(release.episode.article.images, body.ROOM):
            yield from _image(release.episode, image)
        yield from _template_images(release.episode, read)
        yield from _links(release.episode, read)


def _image(episode: Episode, image: Image) -> Iterator[Problem]:
    if not image.alt.strip():
        yield warning(
            episode,
            "newsletter-image-alt",
            f"the image {image.url} has no description for people who can't see it",
            image.line,
            hint=f"write ![what it shows]({image.url})",
        )
    if image.file is not None and body.hosted(episode, image.file) is None:
        yield warning(
            episode,
            "newsletter-image-left-out",
            f"the newsletter leaves out {image.url}: nobody said where it will be on the web",
            image.line,
            hint='set [newsletter] image_url = "https://…" in segue.toml',
        )
    weight_bytes = files.size_bytes(image.file) if image.file else None
    if weight_bytes is not None and weight_bytes > HEAVIEST_IMAGE_BYTES:
        yield warning(
            episode,
            "newsletter-image-heavy",
            f"the image {image.url} weighs {weight_bytes:,} bytes,"
            f" which a phone loads slowly; {HEAVIEST_IMAGE_BYTES:,} do",
            image.line,
            hint="save it 1,200 pixels wide, a photograph as .jpg",
        )
    suffix = PurePosixPath(urlsplit(image.url).path).suffix.lower()
    if suffix in _UNSEEN_KINDS:
        yield warning(
            episode,
            "newsletter-image-kind",
            f"many email programs can't show {image.url}, which is a {suffix} file",
            image.line,
            hint="save it as .jpg or .png",
        )


def _template_images(episode: Episode, read: Reading) -> Iterator[Problem]:
    for picture in read.pictures:
        if picture.alt is None:
            yield warning(
                episode,
                "newsletter-image-alt",
                f"a template's image has no alt: {picture.tag}",
                None,
                hint='write alt="…", or alt="" where it is only for looks',
            )


def _links(episode: Episode, read: Reading) -> Iterator[Problem]:
    lines = {without_utm(link.url): link.line for link in episode.article.links}
    for anchor in dict.fromkeys(read.anchors):
        url = without_utm(anchor.url)
        line = lines.get(url)
        if not anchor.words:
            yield warning(
                episode,
                "newsletter-link-text",
                f"a link to {url} has no words to click on",
                line,
                hint=f"write [where it leads]({url})",
            )
        if url.lower().startswith("http://"):
            yield warning(
                episode,
                "newsletter-link-https",
                f"the link to {url} is not safe: email programs warn of http://",
                line,
                hint=f"write https://{url[7:]} if the site has it",
            )
        elif _is_disguised(anchor):
            yield warning(
                episode,
                "newsletter-link-disguised",
                f"a link reads {anchor.words} and leads to {url}, as in a fraud",
                line,
                hint="let its words say where it leads",
            )


def _is_disguised(anchor: Anchor) -> bool:
    """Whether a link's words are an address on another host than the one it leads to."""
    shown = _ADDRESS_AS_WORDS.fullmatch(anchor.words)
    host = urlsplit(anchor.url).hostname if anchor.url.startswith("https://") else None
    if shown is None or not host:
        return False
    told = shown[1].lower().removeprefix("www.")
    return host != told and not host.endswith(f".{told}")
