"""A podcast's feed (RSS): an episode of each item, so that a show can move in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from segue.errors import Problem, SegueError
from segue.intake.manuscript import Manuscript
from segue.intake.podcast import channel as show
from segue.intake.podcast import elements, entry
from segue.intake.podcast.elements import Element
from segue.intake.source import Claim, Source

TITLE = "podcast feed"
_ROOT = re.compile(rb"<(?:rss|rdf:rdf|feed)\b")
_ITS_OWN = re.compile(rb"itunes\.com/dtds|podcastindex\.org|podcast-namespace")
_PROLOG_BYTES = 65_536
_EXPORT = b"wordpress.org/export"


def reads(source: Source) -> Claim:
    """What begins as RSS does, but for a WordPress export, which does so too."""
    # Comments and style sheets may stand before it; in another kind of text it means nothing.
    is_xml = source.head.startswith((b"<?xml", b"<!--", b"<rss", b"<feed", b"<rdf"))
    head = source.content[:_PROLOG_BYTES].lower() if is_xml else b""
    if not _ROOT.search(head) or _EXPORT in head:
        return Claim.NO
    return Claim.EXACT if _ITS_OWN.search(head) else Claim.CONTENT


def read(source: Source) -> Iterator[Manuscript]:
    """An episode of each item, in the feed's order; the first one tells what is the show's.

    Raises SegueError for XML that is broken or unsafe, and for a feed without items.
    """
    channel = _channel(elements.read(source.content, source.shown), source.shown)
    items = list(channel.all("item"))
    if not items:
        message = "there is no episode in this feed"
        hint = "check that it is the address of the feed itself, and that it was saved whole"
        raise _refused("import-empty", message, channel, source.shown, hint)
    common = entry.Common(
        shown=source.shown,
        is_explicit=entry.is_true(channel.said("itunes:explicit")),
        image=show.cover(channel),
        people=show.people(channel),
    )
    twins = {guid for guid, times in Counter(map(entry.guid, items)).items() if times > 1}
    seen: set[str] = set()
    for at, item in enumerate(items):
        made = entry.manuscript(item, common)
        guid = entry.guid(item)
        if guid in seen:
            made = replace(made, front={**made.front, "guid": ""})
        seen.add(guid)
        if at == 0:
            found = tuple(_findings(channel, items, twins, source.shown))
            made = replace(made, settings=show.settings(channel), notes=(*made.notes, *found))
        yield made


def _channel(root: Element, shown: Path) -> Element:
    channel = root.find("channel") if root.tag == "rss" else None
    if channel is not None:
        return channel
    kind = "Atom" if root.tag.endswith("feed") else root.tag
    message = f"this is no podcast feed: it is {kind}, not RSS 2.0 with a channel"
    hint = "ask your host for the RSS address that podcast apps use"
    raise _refused("feed-broken", message, root, shown, hint)


def _findings(
    channel: Element, items: Sequence[Element], twins: set[str], shown: Path
) -> Iterator[Problem]:
    """What a person has to do, each once however many items are concerned."""
    silent = [item for item in items if not entry.audio_url(item)]
    nameless = [item for item in items if not item.said("guid") and entry.audio_url(item)]
    double = [item for item in items if entry.guid(item) in twins - {""}]
    if silent:
        message = f"{_counted(silent)} no audio, so the feed will not list it"
        yield _told(silent, message, "put its recording into the episode's audio/", shown)
    if nameless:
        message = f"{_counted(nameless)} no guid: apps knew it by the address of its audio"
        hint = "nothing to do: that address is its guid now, and stays so when the audio moves"
        yield _told(nameless, message, hint, shown)
    if double:
        message = f"{_counted(double)} the guid of another; all but the first get a new one"
        yield _told(double, message, "check that no episode is told twice", shown)
    if address := show.own_address(channel):
        message = f"apps know this show by its feed, {address}"
        hint = "set [show] feed_url to the new one, and let the old host redirect to it"
        yield _told([channel], message, hint, shown)
    if picture := show.cover(channel):
        message = f"the show's cover is {picture}"
        hint = 'save it into assets/ and set [show] cover = "assets/cover.jpg"'
        yield _told([channel], message, hint, shown)


def _counted(items: Sequence[Element]) -> str:
    """`this item has`, `this item and 3 more have`."""
    more = len(items) - 1
    return f"this item and {more} more have" if more else "this item has"


def _told(items: Sequence[Element], message: str, hint: str, shown: Path) -> Problem:
    return Problem(
        severity="warning",
        code="feed-moved",
        message=message,
        file=shown,
        line=items[0].line,
        hint=hint,
    )


def _refused(code: str, message: str, place: Element, shown: Path, hint: str) -> SegueError:
    return SegueError(
        Problem(code=code, message=message, file=shown, line=place.line, hint=hint, unreadable=True)
    )
