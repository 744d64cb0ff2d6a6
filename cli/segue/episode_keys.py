"""The keys that an episode's front matter may hold; each class is one table of them.

A key of type `object` overrides a setting (OVERRIDES), is read by the settings and means there what
it means here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from segue.fields import Seconds
from segue.model import ClipKind, Enclosure, Guest, Recording, Segment
from segue.show import needed, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentKeys:
    """One entry under `audio: segments:`."""

    file: Path = needed("the recording, as audio/part-1.wav")
    title: str | None = setting("begins a chapter of this name")
    start: Seconds = setting("where to start in this recording", Seconds(0.0), key="in")
    end: Seconds | None = setting("where to stop in this recording", key="out")
    gain_db: float = setting(
        "louder (2) or softer (-2), in decibels, -60 to 60", 0.0, minimum=-60, maximum=60
    )
    kind: ClipKind = setting("what it is: content, ad, music, intro or outro", "content")
    fade_in: float | None = setting("let it come out of silence over so many seconds")
    fade_out: float | None = setting("let it go into silence over so many seconds")
    crossfade_seconds: float | None = setting("its overlap with the segment before it, 0 for none")
    gap_seconds: float = setting(
        "silence before it, instead of an overlap, 0 to 600", 0.0, minimum=0, maximum=600
    )
    under: bool = setting("music that plays under the segments after it", default=False)
    repeat: bool = setting("with under: again and again until the talk ends", default=False)

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

    segments: tuple[SegmentKeys, ...] = setting(
        "the recordings in playing order; without it, everything in audio/", ()
    )
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

    time: Seconds = needed("where it begins in the recordings, as 9:30, before the intro moves it")
    title: str = needed("its name, best under 40 characters")
    url: str | None = setting("a page about it, https://…")
    image: Path | None = setting("its own picture, in the MP3")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureKeys:
    """`enclosure:`, audio that lies at another host."""

    url: str = needed("where it is, https://…")
    size_bytes: int = setting("its size in bytes", 0, key="bytes")
    media_type: str = setting("what it is, as audio/mpeg", "audio/mpeg", key="type")
    seconds: Seconds = setting("its length", Seconds(0.0))
    image: str | None = setting("the episode's picture there, https://…")
    chapters: str | None = setting("its chapters there, as JSON, https://…")
    transcripts: tuple[TranscriptKeys, ...] = setting("its transcripts there", ())

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

    url: str = needed("where one is, https://…")
    type: str = needed("what it is, as text/vtt")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKeys:
    """One entry under `links:`."""

    label: str = needed("the words to click on")
    url: str = needed("where they lead, https://…")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallKeys:
    """One entry under `calls:`."""

    title: str = needed("what it asks for")
    text: str = setting("a sentence or two", "")
    button: str = setting("the words on the button; without it, the title", "")
    url: str = setting("where it leads, https://…", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterKeys:
    """`newsletter:`; layout overrides the show's."""

    subject: str | None = setting("the subject line, best under 50 characters")
    preheader: str | None = setting("what an inbox shows after it, 40 to 100 characters")
    layout: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialKeys:
    """`social:`."""

    hashtags: tuple[str, ...] = setting("this episode's hashtags; they come first", ())
    skip: tuple[str, ...] = setting("networks that get no post this time", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersKeys:
    """`transcript:`; it overrides the show's."""

    speakers: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeKeys:
    """Every key that front matter may hold."""

    title: str = needed("the episode's title", maxLength=1000)
    slug: str | None = setting(
        "its short name in files and addresses: a-z, 0-9 and hyphens",
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        maxLength=100,
    )
    guid: str | None = setting("what podcast apps know it by; never change it")
    date: datetime | None = setting("when it comes out, as 2026-01-13 07:00")
    season: int | None = setting("number of the season")
    number: int | None = setting("number of the episode")
    type: Literal["full", "trailer", "bonus"] = setting("full, trailer or bonus", "full")
    description: str | None = setting("one or two sentences for the notes and the newsletter")
    category: object = None
    tags: tuple[str, ...] = setting("subjects, for the feed and as spare hashtags", ())
    guests: tuple[Guest, ...] = setting("who is heard besides you", ())
    image: Path | None = setting("a cover for this episode alone, square, .jpg or .png")
    explicit: object = None
    ai_content: object = None
    draft: bool = setting("built only when you name it, never in the feed", default=False)
    page: str | None = setting("its page on the web, where show.link does not say it")
    audio: AudioKeys = setting("the recordings and their sound", AudioKeys())
    enclosure: EnclosureKeys | None = setting(
        "its audio at another host, for the feed, until there are recordings"
    )
    chapters: tuple[ChapterKeys, ...] = setting("the chapters, by times in the recordings", ())
    links: tuple[LinkKeys, ...] = setting("links for the newsletter and the notes", ())
    calls: tuple[CallKeys, ...] = setting("calls to action, as /// call in the article", ())
    newsletter: NewsletterKeys = setting("the email of this episode", NewsletterKeys())
    social: SocialKeys = setting("the posts of this episode", SocialKeys())
    transcript: SpeakersKeys = setting("who speaks in the transcripts", SpeakersKeys())
    handles: dict[str, str] = field(
        default_factory=dict,
        metadata={"meaning": "the one true spelling of a handle, where the show's is another"},
    )


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
    "transcript.speakers": "transcript.speakers",
}
