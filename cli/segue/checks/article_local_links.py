"""Links of an article that lead to files of the show, or to a heading that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from segue import files
from segue.addresses import is_absolute
from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle

_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"', re.IGNORECASE)
_ANCHOR = re.compile(r'\bid="([^"]*)"')
# What other checks tell of, and the merge tags of email services.
_ELSEWHERE = re.compile(r"^(?:www\.|//)|[*{}\[\]$|]|%(?![0-9A-Fa-f]{2})")
_HINT = "upload the file, and write where it is then: https://…"


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every link that its readers could not follow."""
    for release in bundle.releases:
        episode = release.episode
        anchors = {unescape(found) for found in _ANCHOR.findall(episode.article.html)}
        for url in dict.fromkeys(map(unescape, _LINK.findall(episode.article.html))):
            if url.startswith("#"):
                yield from _anchor(episode, url, anchors)
            elif url and not is_absolute(url) and not _ELSEWHERE.search(url):
                yield from _file(episode, url)


def _anchor(episode: Episode, url: str, anchors: set[str]) -> Iterator[Problem]:
    wanted = unquote(url[1:])
    if wanted and wanted not in anchors:
        message = f"the link {url} leads to no heading of this article"
        known = ", ".join(f"#{section.anchor}" for section in episode.article.sections[1:4])
        hint = f"headings are: {known} …" if known else "there is no heading in it"
        yield warning(episode, "link-dead", message, _line(episode, url), hint)


def _file(episode: Episode, url: str) -> Iterator[Problem]:
    name = unquote(url.partition("#")[0].partition("?")[0])
    try:
        there = files.exists(files.inside(episode.show.root, episode.folder, name))
    except ValueError:
        there = False
    if there:
        message = f"{name} is a file on this computer, which readers can't open"
    else:
        message = f"the link leads to {url}, which is no web address and no file of the show"
    yield warning(episode, "link-dead", message, _line(episode, url), _HINT)


def _line(episode: Episode, url: str) -> int:
    """The first line of the article on which an address stands."""
    lines = episode.article.markdown.split("\n")
    found = (number for number, line in enumerate(lines) if url in line)
    return episode.article.line + next(found, 0)
