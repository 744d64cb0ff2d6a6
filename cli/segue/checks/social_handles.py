"""Handles: one that is spelled unlike `[handles]`, and one that an episode spells in two ways."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from segue import posts_file
from segue.checks import bare
from segue.errors import Problem
from segue.model import Article, Episode
from segue.release import Bundle, Post, Release
from segue.social.marks import HANDLE

# `@dr.kettle` and `@doctor.kettle` are this alike, and so are names of two people now and then.
_ALIKE = 0.65
_ADDRESS = re.compile(r"https?://[^\s)>\]]+")
_LINKED = re.compile(r"\[(?P<text>[^\]\n]*@[^\]\n]*)\]\((?P<url>https?://[^)\s]+)")
_ESCAPED = re.compile(r"\\([_*.])")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A handle as somebody wrote it, and where; `post` is set where that is a post."""

    handle: str
    file: Path
    line: int
    post: Post | None = None


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every handle that sends readers to somebody else, once, with both places."""
    for release in bundle.releases:
        found = list(_spelled(release))
        listed = {_whole(name): key for key, name in release.episode.show.handles.items()}
        yield from _unlike(found, listed, release.episode)
        yield from _of_other_networks(found, release.episode)


def _spelled(release: Release) -> Iterator[Spelled]:
    """Every handle of the front matter, the article and the posts, in this order."""
    episode = release.episode
    for key, text in _front_matter(episode):
        for handle in HANDLE.findall(text):
            yield Spelled(handle, episode.source, episode.lines.get(key, 1))
    for handle, line in _written(episode.article):
        yield Spelled(handle, episode.source, line)
    for post in posts_file.read(release):
        file, line = posts_file.place(post, episode)
        for handle in HANDLE.findall(post.text):
            yield Spelled(handle, file, line, post)


def _front_matter(episode: Episode) -> Iterator[tuple[str, str]]:
    """Each text of the front matter with its key."""
    for key in ("title", "description", "subject", "preheader"):
        yield key, getattr(episode, key) or ""
    yield from (("tags", tag) for tag in episode.tags)
    for at, guest in enumerate(episode.guests):
        yield f"guests.{at}", f"{guest.name} {guest.role or ''}"
    for at, link in enumerate(episode.links):
        yield f"links.{at}", link.text
    own = (call for call in episode.calls if call not in episode.article.calls)
    for at, call in enumerate(own):
        yield f"calls.{at}", f"{call.title} {call.text} {call.button}"


def _written(article: Article) -> Iterator[tuple[str, int]]:
    """Each handle as typed in the article, code and comments apart, and those that links lead to.

    An address counts only where the words on it are a handle of the same letters.
    """
    for match in _LINKED.finditer(article.markdown):
        target = "@" + match["url"].rstrip("/").rpartition("/")[2].lstrip("@")
        if any(_letters(each) == _letters(target) for each in HANDLE.findall(match["text"])):
            yield target, article.line + article.markdown.count("\n", 0, match.start())
    for line, text in enumerate(_ADDRESS.sub("", bare(article)).split("\n"), article.line):
        for handle in HANDLE.findall(_ESCAPED.sub(r"\1", text)):
            yield handle, line


def _unlike(
    found: Iterable[Spelled], listed: dict[str, str], episode: Episode
) -> Iterator[Problem]:
    """Handles that are nearly one of `[handles]`, or nearly one that stands before them."""
    seen: dict[str, list[Spelled]] = {}
    for each in found:
        is_suggested = each.post is not None and each.post.line is None
        if not is_suggested or each.handle not in seen:  # a suggestion repeats the article
            seen.setdefault(each.handle, []).append(each)
    known: list[str] = list(listed)
    for handle, places in seen.items():
        if handle in listed:
            continue
        near = _nearest(handle, known)
        known.append(handle)
        if near is None or _name(near) == _name(handle):
            continue
        where = _listed(listed[near], episode) if near in listed else _place(seen[near][0], episode)
        yield _problem(places, near, where, episode)


def _of_other_networks(found: Iterable[Spelled], episode: Episode) -> Iterator[Problem]:
    """Posts with a handle of another network, where `[handles]` has one for theirs."""
    listed = {key: _whole(name) for key, name in episode.show.handles.items()}
    for each in found:
        own = listed.get(each.post.platform) if each.post else None
        is_other = each.handle in listed.values() and _letters(each.handle) == _letters(own or "")
        if own and each.post and is_other and each.handle != own:
            yield _problem([each], own, _listed(each.post.platform, episode), episode)


def _problem(places: list[Spelled], near: str, where: str, episode: Episode) -> Problem:
    first = places[0]
    verb = "is spelled" if _letters(first.handle) == _letters(near) else "looks much like"
    subject = f'"{first.handle}"'
    if first.post:
        subject = f'the post "{first.post.id}" has {subject}, which'
    more = dict.fromkeys(_place(each, episode) for each in places)
    also = [place for place in more if place != _place(first, episode)]
    return Problem(
        severity="warning",
        code="handle-spelling",
        message=f'{subject} {verb} "{near}" {where}'
        + (f" (also {', '.join(also)})" if also else ""),
        file=first.file,
        line=first.line,
        hint="use one spelling, or name both under [handles] if both are right",
    )


def _listed(network: str, episode: Episode) -> str:
    line = episode.lines.get(f"handles.{network}")
    return f"on line {line}" if line else f"in segue.toml, [handles] {network}"


def _place(spelled: Spelled, episode: Episode) -> str:
    name = "" if spelled.file == episode.source else f" of {spelled.file.name}"
    return f"on line {spelled.line}{name}"


def _nearest(handle: str, known: Iterable[str]) -> str | None:
    """The handle that it may stand for: the same name, the same letters, or much the same."""
    letters = _letters(handle)
    best, score = None, _ALIKE
    for other in known:
        ratio = difflib.SequenceMatcher(None, letters, _letters(other)).ratio()
        ratio += _name(handle) == _name(other)
        if ratio > score or (best is None and ratio >= score):
            best, score = other, ratio
    return best


def _whole(listed: str) -> str:
    """A handle of the settings with its @, be it typed without or as an address."""
    if "/" in listed:
        listed = listed.rstrip("/").rpartition("/")[2]
    return f"@{listed.removeprefix('@')}"


def _name(handle: str) -> str:
    """A handle without the server that it lives on, which tells no spelling from another."""
    return handle.removeprefix("@").partition("@")[0].removesuffix(".bsky.social")


def _letters(handle: str) -> str:
    return re.sub(r"[\W_]", "", _name(handle)).casefold()
