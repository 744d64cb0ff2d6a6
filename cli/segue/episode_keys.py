"""The keys that an episode's front matter may hold; each class is one table of them.

A key of type `object` overrides a setting (OVERRIDES), and is read by the settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from segue.fields import Seconds
from segue.model import ClipKind, Guest


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentKeys:
    """One entry under `audio: segments:`."""

    file: Path
    title: str | None = None
    start: Seconds = field(default=Seconds(0.0), metadata={"key": "in"})
    end: Seconds | None = field(default=None, metadata={"key": "out"})
    gain_db: float = 0.0
    kind: ClipKind = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioKeys:
    """`audio:`; intro, outro and crossfade_seconds override the show's."""

    segments: tuple[SegmentKeys, ...] = ()
    intro: object = None
    outro: object = None
    crossfade_seconds: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterKeys:
    """One entry under `chapters:`."""

    time: Seconds
    title: str
    url: str | None = None
    image: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKeys:
    """One entry under `links:`."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallKeys:
    """One entry under `calls:`."""

    title: str
    text: str = ""
    button: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterKeys:
    """`newsletter:`; layout overrides the show's."""

    subject: str | None = None
    preheader: str | None = None
    layout: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialKeys:
    """`social:`."""

    hashtags: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeKeys:
    """Every key that front matter may hold."""

    title: str
    slug: str | None = None
    guid: str | None = None
    date: datetime | None = None
    season: int | None = None
    number: int | None = None
    type: Literal["full", "trailer", "bonus"] = "full"
    description: str | None = None
    category: object = None
    tags: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    image: Path | None = None
    explicit: object = None
    draft: bool = False
    audio: AudioKeys = field(default_factory=AudioKeys)
    chapters: tuple[ChapterKeys, ...] = ()
    links: tuple[LinkKeys, ...] = ()
    calls: tuple[CallKeys, ...] = ()
    newsletter: NewsletterKeys = field(default_factory=NewsletterKeys)
    social: SocialKeys = field(default_factory=SocialKeys)


# The settings that front matter overrides, each with its key in segue.toml.
OVERRIDES = {
    "category": "show.category",
    "explicit": "show.explicit",
    "audio.intro": "audio.intro",
    "audio.outro": "audio.outro",
    "audio.crossfade_seconds": "audio.crossfade_seconds",
    "newsletter.layout": "newsletter.layout",
}
