"""An item of a feed as a manuscript: what apps know an episode by must stay as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from segue import timecode
from segue.addresses import is_absolute
from segue.characters import one_line
from segue.intake.manuscript import Manuscript, Removed, Value
from segue.intake.podcast import notes
from segue.intake.podcast.elements import Element

_TYPES = ("full", "trailer", "bonus")
_TRUE = frozenset({"yes", "true", "explicit"})
_TITLE = 1000
# What is read, or says again what is.
_KNOWN = frozenset(
    {
        "title", "link", "guid", "pubDate", "enclosure", "category", "description", "dc:date",
        "content:encoded", "itunes:title", "itunes:duration", "itunes:season", "itunes:episode",
        "itunes:episodeType", "itunes:explicit", "itunes:image", "itunes:keywords",
        "itunes:summary", "itunes:subtitle", "podcast:season", "podcast:episode", "podcast:person",
        "podcast:image", "podcast:chapters", "podcast:transcript", "podcast:txt", "psc:chapters",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Common:
    """What all items of a feed share, so that none of them has to say it again."""

    shown: Path
    is_explicit: bool
    image: str
    people: frozenset[str]


def manuscript(item: Element, common: Common) -> Manuscript:
    """The episode that an item tells of."""
    told = notes.read(item, common.shown)
    front: dict[str, Value | None] = {
        "guid": guid(item),
        "date": item.said("pubDate", "dc:date"),
        "season": _whole(item.said("itunes:season", "podcast:season")),
        "number": _whole(item.said("itunes:episode", "podcast:episode")),
        "type": _type(item),
        "description": told.summary,
        "tags": list(_tags(item)),
        "guests": list(_guests(item, common)),
        "page": web(item.said("link")),
        "enclosure": _enclosure(item, common),
        "chapters": list(_chapters(item)),
    }
    explicit = item.said("itunes:explicit").lower()
    if explicit and (explicit in _TRUE) != common.is_explicit:
        front["explicit"] = explicit in _TRUE
    if (made := _made_by_machine(item)) is not None:
        front["ai_content"] = made
    return Manuscript(
        blocks=told.blocks,
        title=one_line(item.said("title", "itunes:title"))[:_TITLE],
        front=_told(front),
        removed=(*told.removed, *_left(item)),
        clean=False,
    )


def guid(item: Element) -> str:
    """What apps know the episode by: without a guid that is the address of its audio."""
    return one_line(item.said("guid")) or audio_url(item)


def audio_url(item: Element) -> str:
    """Where the audio of an item is; nothing where it has none."""
    return web(_audio(item).told("url"))


def is_true(text: str) -> bool:
    """What a feed means by yes, true or explicit."""
    return text.strip().lower() in _TRUE


def _audio(item: Element) -> Element:
    found = item.find("enclosure")
    return found or Element("enclosure", {}, "", (), item.line)


def _enclosure(item: Element, common: Common) -> Mapping[str, Value]:
    """The audio at the old host, with what lies beside it there."""
    audio, address = _audio(item), audio_url(item)
    if not address:
        return {}
    picture = image(item)
    chapters = item.find("podcast:chapters")
    told: dict[str, Value | None] = {
        "url": address,
        "bytes": _whole(audio.told("length")) or 0,
        "type": audio.told("type") or "audio/mpeg",
        "seconds": _seconds(item.said("itunes:duration")),
        "image": "" if picture == common.image else picture,
        "chapters": web(chapters.told("url")) if chapters else "",
        "transcripts": [
            {"url": url, "type": each.told("type") or "text/plain"}
            for each in item.all("podcast:transcript")
            if (url := web(each.told("url")))
        ],
    }
    return {key: value for key, value in _told(told).items() if value != 0}


def _told(values: Mapping[str, Value | None]) -> dict[str, Value]:
    """What there is of some values."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def image(place: Element) -> str:
    """The address of a show's or an episode's picture."""
    apple, newer = place.find("itunes:image"), place.find("podcast:image")
    return web(apple.told("href") if apple else "") or web(newer.told("href") if newer else "")


def _type(item: Element) -> str:
    kind = item.said("itunes:episodeType").lower()
    return kind if kind in _TYPES and kind != "full" else ""


def _tags(item: Element) -> Iterator[str]:
    """Categories and keywords, each once."""
    words = [each.text for each in item.all("category")]
    words += item.said("itunes:keywords").split(",")
    yield from dict.fromkeys(filter(None, map(one_line, words)))


def _guests(item: Element, common: Common) -> Iterator[Mapping[str, Value]]:
    """Who is in the episode besides those who present the show."""
    for person in item.all("podcast:person"):
        name, role = one_line(person.text), (person.told("role") or "host").lower()
        if not name or (role == "host" and name in common.people):
            continue
        shown = "" if role == "guest" else role
        told = {"name": name, "role": shown, "url": web(person.told("href"))}
        yield {key: value for key, value in told.items() if value}


def _chapters(item: Element) -> Iterator[Mapping[str, Value]]:
    """The chapters that stand in the feed itself."""
    listed = item.find("psc:chapters")
    for chapter in listed.all("psc:chapter") if listed else ():
        title = one_line(chapter.told("title"))
        if title and _seconds(chapter.told("start")) is not None:
            told = {"time": chapter.told("start"), "title": title, "url": web(chapter.told("href"))}
            yield {key: value for key, value in told.items() if value}


def _made_by_machine(item: Element) -> bool | None:
    said = [each for each in item.all("podcast:txt") if each.told("purpose") == "ai-content"]
    return is_true(said[0].text) if said else None


def _left(item: Element) -> Iterator[Removed]:
    """The words that an episode has no place for."""
    for child in item.children:
        words = one_line(child.text)
        if child.tag not in _KNOWN and words:
            yield Removed(words, f"segue has no use for <{child.tag}>", child.line)
    for extra in list(item.all("enclosure"))[1:]:
        yield Removed(extra.told("url"), "only the first audio file is read", extra.line)


def _whole(text: str) -> int | None:
    """A whole number of a sensible size."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None  # noqa: PLR2004 (a petabyte)


def _seconds(text: str) -> float | None:
    """A length, as a number or as people write it."""
    try:
        seconds = timecode.parse(text)
    except ValueError:
        return None
    return int(seconds) if seconds == int(seconds) else seconds


def web(address: str) -> str:
    """An address that can be fetched, or nothing."""
    address = "".join(address.split("\n")).strip()
    is_page = is_absolute(address) and address.lower().startswith(("http://", "https://"))
    return address if is_page else ""
