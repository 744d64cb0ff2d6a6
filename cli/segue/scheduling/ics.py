"""A calendar for people without a scheduler: an event a post, which reminds and holds the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from segue.characters import printable, shortened
from segue.scheduling import Schedule
from segue.scheduling.appointments import Appointment
from segue.social.limits import table

_LONGEST_LINE = 75
_LONGEST_SUMMARY = 60
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """RFC 5545: times in UTC, lines folded at 75 bytes, an identifier that stays."""

    need_picture: frozenset[str] = frozenset()
    takes_threads: bool = True

    @property
    def networks(self) -> frozenset[str]:
        """All: a person posts."""
        return frozenset(table())

    def files(self, schedule: Schedule) -> Iterator[tuple[str, bytes]]:
        """One calendar."""
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//segue//posts//EN",
            "CALSCALE:GREGORIAN",
            f"X-WR-CALNAME:{escaped(f'{schedule.show}: posts')}",
        ]
        for each in schedule.appointments:
            lines += _event(each, schedule)
        lines.append("END:VCALENDAR")
        yield f"{schedule.slug}.ics", "".join(map(folded, lines)).encode()


def _event(each: Appointment, schedule: Schedule) -> Iterator[str]:
    words = "\n\n".join(filter(None, (each.title, each.text)))
    beside = "".join(f"\n\n{url}" for url in (each.link, *(url for url, _ in each.pictures)) if url)
    short = shortened(" ".join(words.split()), _LONGEST_SUMMARY)
    yield "BEGIN:VEVENT"
    yield f"UID:{re.sub(r'[^a-zA-Z0-9.-]', '-', f'{each.id}-{schedule.guid}')}@segue"
    yield f"DTSTAMP:{_utc(_STAMP)}"
    yield f"DTSTART:{_utc(each.moment)}"
    yield "DURATION:PT15M"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(f'Post to {each.platform}: {short}')}"
    yield f"DESCRIPTION:{escaped(words + beside)}"
    yield f"CATEGORIES:{escaped(each.platform)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S")
    yield f"DESCRIPTION:{escaped(f'Post to {each.platform}')}"
    yield from ("END:VALARM", "END:VEVENT")


def escaped(text: str) -> str:
    """A text as a calendar holds it: backslash, comma, semicolon and line end escaped."""
    plain = re.sub(r"([\\;,])", r"\\\1", printable(text).replace("\t", " "))
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line with its end, in pieces of at most 75 bytes that cut no character."""
    pieces, held, room = [], "", _LONGEST_LINE
    for letter in line:
        if len((held + letter).encode()) > room:
            pieces.append(held)
            held, room = "", _LONGEST_LINE - 1
        held += letter
    return "\r\n ".join([*pieces, held]) + "\r\n"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


SERVICE = Calendar()
