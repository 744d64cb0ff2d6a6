"""The feed's words: what is longer than directories take, or not what they take it for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.checks.feed import finding, lists_episodes
from segue.errors import Problem
from segue.feed.item import DESCRIPTION_BYTES
from segue.release import Bundle
from segue.show import Show

# PSP-1 counts bytes; Podcasting 2.0 has its names shorter.
_TEXT_BYTES = 255
_NAME_CHARACTERS = 128
_EMAIL = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+\.[^\s@<>()\",;:]+")
_KNOWN_LICENSE = re.compile(r"[A-Za-z0-9.-]+")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every text that would be cut off or refused, each with what to do."""
    if not lists_episodes(bundle):
        return
    yield from _of_show(bundle.show)
    for release in bundle.releases:
        episode = release.episode
        size = len(episode.title.encode())
        if size > _TEXT_BYTES:
            yield Problem(
                code="feed-long",
                message=f"the title has {size} bytes, directories take {_TEXT_BYTES}",
                file=episode.source,
                line=episode.lines.get("title"),
                hint="shorten it; a letter with an accent counts two, an emoji four",
            )
        for name in (guest.name for guest in episode.guests):
            if len(name) > _NAME_CHARACTERS:
                yield Problem(
                    severity="warning",
                    code="feed-long",
                    message=f"a guest's name has {len(name)} characters, apps cut it at"
                    f" {_NAME_CHARACTERS}",
                    file=episode.source,
                    line=episode.lines.get("guests"),
                    hint="write the name alone; what they do belongs into role",
                )


def _of_show(show: Show) -> Iterator[Problem]:
    limits = {"title": _TEXT_BYTES, "author": _TEXT_BYTES, "copyright": _TEXT_BYTES}
    for key, limit in {**limits, "description": DESCRIPTION_BYTES}.items():
        size = len((getattr(show, key) or "").encode())
        if size > limit:
            message = f"[show] {key} has {size:,} bytes, directories take {limit:,}"
            yield finding(show, "feed-long", message, "shorten it")
    if show.email and not _EMAIL.fullmatch(show.email):
        message = f'"{show.email}" is no email address, so the feed is refused'
        yield finding(show, "feed-email", message, 'write the address alone: "a@example.org"')
    named = [host.name for host in show.hosts] + [page.label for page in show.feed.funding]
    for name in named:
        if len(name) > _NAME_CHARACTERS:
            message = f'"{name[:40]}…" is longer than the {_NAME_CHARACTERS} characters of apps'
            yield finding(show, "feed-long", message, "shorten it", severity="warning")
    yield from _license(show)


def _license(show: Show) -> Iterator[Problem]:
    """A licence that nobody can look up."""
    license_ = show.feed.license
    if license_ and not show.feed.license_url and not _KNOWN_LICENSE.fullmatch(license_):
        message = f'"{license_}" is no well-known licence, as CC-BY-4.0'
        hint = "use its short name, or say with [feed] license_url where it can be read"
        yield finding(show, "feed-license", message, hint, severity="warning")
