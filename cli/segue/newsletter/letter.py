"""What a newsletter says: the values that its templates put in place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from segue.errors import Problem, SegueError
from segue.languages import Direction
from segue.model import Episode
from segue.newsletter.cleaning import clean_line

_BREAKS = re.compile("[\0\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One point of the article: its section's heading, sentences, and where to read on."""

    heading: str | None
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Listen:
    """The recording: where to hear it, its length in whole minutes, its picture."""

    url: str
    minutes: int
    artwork: str | None


@dataclass(frozen=True, slots=True)
class CallToAction:
    """A call to action; without an address it has no button."""

    title: str
    text: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Named:
    """An address, a guest or a handle with the words that name it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything that a newsletter template may use; merge tags stand in it as tokens.

    `is_brief` says that the article is too short to be digested, and goes into a digest whole.
    `start` and `end` are left and right, or right and left where the language is written so.
    """

    subject: str
    preheader: str
    title: str
    show_title: str
    language: str
    direction: Direction
    logo: str | None
    season: int | None
    number: int | None
    page: str | None
    home: str | None
    hook: tuple[str, ...]
    lead: str | None
    takeaways: tuple[Takeaway, ...]
    more: tuple[Named, ...]
    quote: str | None
    listen: Listen | None
    calls: tuple[CallToAction, ...]
    links: tuple[Named, ...]
    guests: tuple[Named, ...]
    handles: tuple[Named, ...]
    disclaimer: str | None
    postal_address: str | None
    postal_address_text: str | None
    unsubscribe: str | None
    web_view: str | None
    first_name: str | None
    is_brief: bool

    @property
    def start(self) -> str:
        """The side on which a line begins."""
        return "right" if self.direction == "rtl" else "left"

    @property
    def end(self) -> str:
        """The side on which a line ends."""
        return "left" if self.direction == "rtl" else "right"


def subject(episode: Episode) -> str:
    """The subject line as typed; SegueError when it breaks off."""
    written = episode.subject or episode.title
    if _BREAKS.search(written):
        raise SegueError(
            Problem(
                code="newsletter-subject",
                message="the subject holds a line break or a NUL, which mail headers can't carry",
                file=episode.source,
                line=episode.lines.get("newsletter.subject" if episode.subject else "title"),
                hint="write it on one line",
            )
        )
    return clean_line(written)
