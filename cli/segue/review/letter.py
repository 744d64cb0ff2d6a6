"""The newsletter as the review page shows it: its pictures come from the show's own folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from segue.model import Episode
from segue.show import Show

# The page lies in output/<slug>/, two folders below the show's root.
_ROOT = PurePosixPath("../..")
_SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")', re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'


def preview(html: str, episode: Episode) -> str:
    """The letter with each hosted picture replaced by the file of that name in the show.

    So it can be looked at before anything is uploaded, and looking tells no host. Its links open
    in a tab of their own.
    """
    local = dict(_pictures(episode))

    def at_home(match: re.Match[str]) -> str:
        *_, folder, name = ("", "", *unquote(unescape(match[2])).split("/"))
        found = local.get(f"{folder}/{name}") or local.get(name)
        return match[1] + (escape(found) if found else match[2]) + match[3]

    return _HEAD.sub(lambda head: head[0] + _NEW_TAB, _SOURCE.sub(at_home, html), count=1)


def _pictures(episode: Episode) -> Iterator[tuple[str, str]]:
    """Each picture that a letter may hold: how its address ends, and where it lies from the page.

    The show's pictures are hosted under their names, an episode's in a folder of its slug.
    """
    show = episode.show
    for file in (show.look.logo, show.cover):
        if file is not None:
            yield file.name, _from_page(file, show)
    for image in episode.article.images:
        if image.file is not None:
            yield f"{episode.slug}/{image.file.name}", _from_page(image.file, show)


def _from_page(file: Path, show: Show) -> str:
    return quote((_ROOT / file.relative_to(show.root).as_posix()).as_posix())
