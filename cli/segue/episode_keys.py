"""The keys that an episode's front matter may hold; each class is one table of them.

A key of type `object` overrides a setting (OVERRIDES), and is read by the settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from segue.fields import Seconds
from segue.model import ClipKind, Enclosure, Guest, Recording, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentKeys:
    """One entry under `audio: segments:`."""

    file: Path
    title: str | None = None
    start: Seconds = field(default=Seconds(0.0), metadata={"key": "in"})
    end: Seconds | None = field(default=None, metadata={"key": "out"})
    gain_db: float = 0.0
    kind: ClipKind = "content"
    fade_in: float | None = None
    fade_out: float | None = None
    crossfade_seconds: float | None = None
    gap_seconds: float = 0.0
    under: bool = False
    repeat: bool = False

    def segment(self, recording: Recording, line: int | None) -> Segment:
        """The segment that these keys make of a recording; what plays under others is music."""
        return Segment(
            recording=recording,
            kind="music" if self.under else self.kind,
            title=self.title,
            start=self.start,
            end=self.end,
            gain_db=self.gain_db,
            line=line,
            fade_in=self.fade_in,
            fade_out=self.fade_out,
            crossfade=self.crossfade_seconds,
            gap=self.gap_seconds,
            under=self.under,
            repeat=self.repeat,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioKeys:
    """`audio:`; all but the segments override the show's."""

    segments: tuple[SegmentKeys, ...] = ()
    intro: object = None
    outro: object = None
    bed: object = None
    crossfade_seconds: object = None
    level: object = None
    encode: object = None
    trim_silence: object = None
    shorten_pauses_seconds: object = None
    high_pass_hz: object = None
    reduce_noise: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterKeys:
    """One entry under `chapters:`."""

    time: Seconds
    title: str
    url: str | None = None
    image: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureKeys:
    """`enclosure:`, audio that lies at another host."""

    url: str
    size_bytes: int = field(default=0, metadata={"key": "bytes"})
    media_type: str = field(default="audio/mpeg", metadata={"key": "type"})
    seconds: Seconds = field(default=Seconds(0.0))
    image: str | None = None
    chapters: str | None = None
    transcripts: tuple[TranscriptKeys, ...] = ()

    def enclosure(self) -> Enclosure:
        """What the feed says of it, until the episode has recordings of its own."""
        return Enclosure(
            url=self.url,
            size_bytes=self.size_bytes,
            media_type=self.media_type,
            seconds=self.seconds,
            image=self.image,
            chapters=self.chapters,
            transcripts=tuple((each.url, each.type) for each in self.transcripts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptKeys:
    """One entry under `enclosure: transcripts:`."""

    url: str
    type: str


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
    ai_content: object = None
    draft: bool = False
    page: str | None = None
    audio: AudioKeys = field(default_factory=AudioKeys)
    enclosure: EnclosureKeys | None = None
    chapters: tuple[ChapterKeys, ...] = ()
    links: tuple[LinkKeys, ...] = ()
    calls: tuple[CallKeys, ...] = ()
    newsletter: NewsletterKeys = field(default_factory=NewsletterKeys)
    social: SocialKeys = field(default_factory=SocialKeys)


# The settings that front matter overrides, each with its key in segue.toml.
OVERRIDES = {
    "category": "show.category",
    "explicit": "show.explicit",
    "ai_content": "feed.ai_content",
    "audio.intro": "audio.intro",
    "audio.outro": "audio.outro",
    "audio.bed": "audio.bed",
    "audio.crossfade_seconds": "audio.crossfade_seconds",
    "audio.level": "audio.level",
    "audio.encode": "audio.encode",
    "audio.trim_silence": "audio.trim_silence",
    "audio.shorten_pauses_seconds": "audio.shorten_pauses_seconds",
    "audio.high_pass_hz": "audio.high_pass_hz",
    "audio.reduce_noise": "audio.reduce_noise",
    "newsletter.layout": "newsletter.layout",
}
