"""The feed's entries: audio without an address, twice, or of a kind that directories refuse."""

from __future__ import annotations

from collections.abc import Iterator

from segue.addresses import open_places, web_uri
from segue.checks import warning
from segue.checks.feed import lists_episodes
from segue.errors import Problem
from segue.feed.item import enclosure_of, is_published
from segue.hosting import places
from segue.model import Episode
from segue.release import Bundle, Release

# What Apple takes; https://podcasters.apple.com/support/893 (2026-11).
_TAKEN = frozenset({"mp3", "m4a"})
_MEDIA = ("audio/", "video/")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that keeps an episode out of the feed, or the feed out of the directories."""
    if not lists_episodes(bundle):
        return
    if bundle.show.audio.formats[:1] and bundle.show.audio.formats[0] not in _TAKEN:
        yield _format(bundle)
    for release in bundle.releases:
        yield from _address(release.episode)
        yield from _elsewhere(release)
        yield from _page(release.episode)
        if is_published(release) and release.episode.date is None:
            message = "the episode has no date, so apps can't tell when it came out"
            hint = "add date: 2026-01-31 to the front matter"
            yield warning(release.episode, "feed-date", message, 1, hint)
    yield from _twins(bundle)


def _format(bundle: Bundle) -> Problem:
    named = bundle.show.audio.formats[0]
    return warning(
        bundle.releases[0].episode,
        "feed-format",
        f"the feed's audio is {named}, which Apple Podcasts and others refuse",
        None,
        'begin [audio] formats with "mp3" or "m4a"',
    )


def _address(episode: Episode) -> Iterator[Problem]:
    """An episode that lacks what the pattern of an address asks for."""
    values = {**places(episode), "file": episode.slug}
    for key, pattern in (("media_url", episode.show.media_url), ("link", episode.show.link)):
        lacking = [name for name in open_places(pattern or "") if values.get(name) is None]
        if not lacking or (key == "link" and episode.page) or not _has_sound(episode):
            continue
        wanted = "date" if lacking[0] in {"year", "month", "day"} else lacking[0]
        lost = "audio, so it is not in the feed" if key == "media_url" else "page"
        yield Problem(
            code="feed-address",
            message=f"[show] {key} asks for {{{lacking[0]}}}, and the episode has no {wanted}:"
            f" there is no address for its {lost}",
            file=episode.source,
            line=1,
            hint=f"add {wanted} to the front matter, or take {{{lacking[0]}}} out of {key}",
        )


def _has_sound(episode: Episode) -> bool:
    return bool(episode.segments)


def _elsewhere(release: Release) -> Iterator[Problem]:
    """Audio at another host, of which nothing could be measured."""
    episode, told = release.episode, release.episode.enclosure
    if told is None or episode.segments:
        return
    line = episode.lines.get("enclosure")
    if not web_uri(told.url):
        yield Problem(
            code="feed-address",
            message=f'enclosure: "{told.url}" is no web address, so the episode is not in the feed',
            file=episode.source,
            line=line,
            hint="write where the audio is, as https://…",
        )
    elif told.size_bytes <= 0:
        message = "the size of the audio is not told, which directories ask for"
        yield warning(episode, "feed-enclosure", message, line, "add bytes to enclosure")
    if not told.media_type.startswith(_MEDIA):
        message = f'enclosure: "{told.media_type}" is no kind of audio or video'
        yield warning(episode, "feed-enclosure", message, line, "write type: audio/mpeg for an MP3")


def _page(episode: Episode) -> Iterator[Problem]:
    if episode.page and not web_uri(episode.page):
        message = f'page: "{episode.page}" is no web address'
        line = episode.lines.get("page")
        yield warning(episode, "link-address", message, line, "write it as https://…")


def _twins(bundle: Bundle) -> Iterator[Problem]:
    """Two episodes with one audio file: apps show the first alone."""
    seen: dict[str, Episode] = {}
    for release in bundle.releases:
        audio = enclosure_of(release)
        if audio is None:
            continue
        first = seen.setdefault(audio.url, release.episode)
        if first is not release.episode:
            yield Problem(
                code="feed-audio-twice",
                message=f"its audio, {audio.url}, is also that of {first.slug}",
                file=release.episode.source,
                line=release.episode.lines.get("enclosure", 1),
                hint="give each of the two its own file",
            )
