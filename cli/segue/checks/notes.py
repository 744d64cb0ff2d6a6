"""Show notes: what the apps would cut off, not show as chapters, or not let people open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from segue import shortnotes
from segue.article import meant_for
from segue.characters import one_line
from segue.checks import warning
from segue.errors import Problem
from segue.feed.item import DESCRIPTION_BYTES
from segue.links import episode_url
from segue.model import Episode
from segue.notes.content import stock_phrase
from segue.notes.hosts import hosts
from segue.notes.passage import ROOM
from segue.release import Bundle, Chapter, Release

_TITLE_CHARACTERS = 40
_UNLIMITED_BYTES = 1 << 40
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r'<a href="([^"]*)"')


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that readers of the notes would miss."""
    for release in bundle.releases:
        yield from _links_cut_off(release)
        yield from _cut_without_end(release)
        yield from _disclaimer(release)
        yield from _chapters(release)
        yield from _addresses(release.episode)
        yield from _stock_phrase(release.episode)


def _links_cut_off(release: Release) -> Iterator[Problem]:
    """Links that the short notes have no room for."""
    notes = release.content("notes/notes.html")
    if notes is None:
        return
    html, page = notes.decode(), episode_url(release.episode)
    whole = shortnotes.shorten(html, _UNLIMITED_BYTES, page)
    if len(whole.encode()) <= DESCRIPTION_BYTES:
        return
    kept = _LINK.findall(shortnotes.shorten(html, DESCRIPTION_BYTES, page))
    lost = [url for url in dict.fromkeys(_LINK.findall(whole)) if url not in kept]
    if lost:
        yield Problem(
            severity="warning",
            code="notes-cut",
            message=f"{_counted(len(lost), 'link')} of the notes stand past the {DESCRIPTION_BYTES}"
            f" bytes that podcast apps read, the first is {lost[0]}",
            file=release.episode.source,
            line=1,
            hint="shorten the description or the calls; the full notes have all links",
        )


def _cut_without_end(release: Release) -> Iterator[Problem]:
    """Notes longer than apps read, and no page on which the rest could be read."""
    notes, episode = release.content("notes/notes.html"), release.episode
    if notes is None or episode_url(episode) is not None:
        return
    whole = shortnotes.shorten(notes.decode(), _UNLIMITED_BYTES, None)
    size = len(whole.encode())
    if size > DESCRIPTION_BYTES:
        message = f"the notes have {size:,} bytes, podcast apps read {DESCRIPTION_BYTES:,}"
        hint = "set [show] link, and put the notes on a page: the short ones then lead to it"
        yield warning(episode, "notes-cut", message, 1, hint)


def _disclaimer(release: Release) -> Iterator[Problem]:
    """Notes that a template of the show wrote without its disclaimer."""
    said = one_line(release.episode.show.disclaimer or "")
    for output in release.outputs if said else ():
        if output.path.parent.name != ROOM or not isinstance(output.body, bytes):
            continue
        text = output.body.decode()
        if output.path.suffix == ".html":
            text = unescape(_TAG.sub("", text))
        if _letters(said) not in _letters(text):
            message = f"{output.path.name} does not hold the show's disclaimer"
            hint = "put {{ notes.disclaimer }} into the template that writes it"
            yield warning(release.episode, "disclaimer-lost", message, 1, hint)


def _letters(text: str) -> str:
    """The letters and digits of a text; each format writes in its own way what is between."""
    return "".join(filter(str.isalnum, text))


def _chapters(release: Release) -> Iterator[Problem]:
    """Chapters that a host would not show, and titles that a player would cut."""
    timeline, episode = release.shared.timeline, release.episode
    if timeline is None or not timeline.chapters:
        return
    moments = [int(chapter.seconds) for chapter in timeline.contents]
    for name, host in hosts(episode.show).items():
        faults = list(host.faults(moments, timeline.seconds))
        if faults:
            yield warning(
                episode,
                "chapters-not-shown",
                f"{host.name or name} shows none of the chapters: {'; '.join(faults)}",
                _first_line(episode, timeline.chapters),
                "add, move or remove chapters; the other outputs have them all the same",
            )
    for chapter in timeline.chapters:
        if len(chapter.title) >= _TITLE_CHARACTERS:
            yield warning(
                episode,
                "chapter-title-long",
                f'the chapter title "{chapter.title}" has {len(chapter.title)} characters,'
                f" players cut it at about {_TITLE_CHARACTERS}",
                _line_of(episode, chapter),
                "put what tells most into its first words",
            )


def _addresses(episode: Episode) -> Iterator[Problem]:
    """Links that apps refuse to open, or that the notes leave out."""
    links = (*episode.links, *meant_for(episode.article.links, ROOM))
    written = [(link.url, link.line) for link in links]
    written += [(call.url, call.line) for call in meant_for(episode.calls, ROOM)]
    written += [
        (guest.url, _guest_line(episode, at))
        for at, guest in enumerate(episode.guests)
        if guest.url
    ]
    for url, line in dict.fromkeys(written):
        if url.lower().startswith("http://"):
            hint = f"write https://{url[7:]} if the site has it"
            yield warning(episode, "link-not-https", f"podcast apps don't open {url}", line, hint)


def _stock_phrase(episode: Episode) -> Iterator[Problem]:
    """A description that begins like everybody's, which is all that people see in a list."""
    found = stock_phrase(episode.description or "")
    if found:
        message = f'the description says "{found}", as thousands do'
        hint = "begin with what a listener learns: the first 160 characters stand in lists"
        yield warning(episode, "stock-phrase", message, episode.lines.get("description"), hint)


def _first_line(episode: Episode, chapters: Sequence[Chapter]) -> int:
    """Where the chapters are written: in the front matter, or else with the segments."""
    lines: Iterable[int | None] = (
        episode.lines.get("chapters"),
        *(_line_of(episode, chapter) for chapter in chapters),
    )
    return next((line for line in lines if line), 1)


def _line_of(episode: Episode, chapter: Chapter) -> int | None:
    """The line of the mark or segment that a chapter came from."""
    named = [(mark.title, mark.line) for mark in episode.marks]
    named += [(segment.title or "", segment.line) for segment in episode.segments]
    return dict(reversed(named)).get(chapter.title)


def _guest_line(episode: Episode, at: int) -> int:
    return episode.lines.get(f"guests.{at}") or episode.lines.get("guests") or 1


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
