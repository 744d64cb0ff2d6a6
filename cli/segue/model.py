"""What load reads: the article and the episode as frozen values, free of any input or output.

Where a value has `only`, it names the outputs that its passage is meant for; empty means all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from segue.errors import Problem
from segue.show import Show, needed, setting
from segue.speech import Transcript

BlockKind = Literal["paragraph", "item", "quote", "row"]
ClipKind = Literal["intro", "content", "ad", "music", "outro"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence as a reader sees it: no markup; `line` counts in the episode's file."""

    text: str
    line: int
    section: int
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, quotation or table row."""

    kind: BlockKind
    text: str
    line: int
    sentences: tuple[Sentence, ...]
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; what precedes the first heading has none."""

    heading: str | None
    level: int
    anchor: str | None
    line: int
    blocks: tuple[Block, ...]
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """A link with the words it stands on."""

    text: str
    url: str
    line: int
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the article; `file` is set when it is a file of the show.

    `width` and `height` are its pixels, where they could be read.
    """

    url: str
    alt: str
    line: int
    file: Path | None = None
    width: int | None = None
    height: int | None = None
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Call:
    """A call to action; `url` is empty when its author gave no link."""

    title: str
    text: str
    button: str
    url: str
    line: int
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Article:
    """An article read once for all outputs.

    `html` is safe (nh3-cleaned) and still holds the passages meant for some outputs only and the
    calls to action; `segue.article.body` gives what one output sees. `line` is the first of the
    article in its file.
    """

    markdown: str
    line: int
    html: str
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    calls: tuple[Call, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order."""
        return tuple(
            sentence
            for section in self.sections
            for block in section.blocks
            for sentence in block.sentences
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter as typed: `seconds` of the spoken content, before intro and crossfades move it.

    Or one that a recording carries in itself, at a time of that recording; its `picture` came with
    it. One that `is_timestamp` was typed as a line of the article.
    """

    seconds: float
    title: str
    url: str | None = None
    image: Path | None = None
    line: int | None = None
    picture: bytes | None = None
    is_timestamp: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """What load learned of one sound file: `samples` per channel at `sample_rate` Hz.

    One that `is_unended` lacks the mark that its format puts at the end.
    """

    file: Path
    sha256: str
    sample_rate: int
    channels: int
    samples: int
    chapters: tuple[Mark, ...] = ()
    is_unended: bool = False

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.samples / self.sample_rate


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the episode; `start` and `end` cut the recording, in seconds.

    `crossfade` is the overlap with the part before, where it is not the show's; `gap` the silence
    after that part. One that is `under` plays beneath the parts that follow, with `repeat` until
    the last word. `transcript` is what is said in its recording, at that recording's times.
    """

    recording: Recording
    kind: ClipKind = "content"
    title: str | None = None
    start: float = 0.0
    end: float | None = None
    gain_db: float = 0.0
    line: int | None = None
    fade_in: float | None = None
    fade_out: float | None = None
    crossfade: float | None = None
    gap: float = 0.0
    under: bool = False
    repeat: bool = False
    transcript: Transcript | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who speaks in the episode."""

    name: str = needed("the guest's name")
    role: str | None = setting("what they do")
    url: str | None = setting("their page, https://…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """An episode's audio as a feed names it; `size_bytes` is 0 where nobody knows.

    `image`, `chapters` and `transcripts` (address and type) are what lies beside it at that host.
    """

    url: str
    size_bytes: int
    media_type: str
    seconds: float
    image: str | None = None
    chapters: str | None = None
    transcripts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPart:
    """What one section of `social.md` says; a thread's section has several of these."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """One post, or one thread, of `social.md`, as it stands there (`typed`).

    `source` names the article's sentences that it stands on, each by its line and its digest.
    `is_edited` says that somebody wrote it or changed what was suggested; `known` is what they
    vouch for although the article does not have it.
    """

    platform: str
    id: str
    kind: str
    line: int
    parts: tuple[DraftPart, ...]
    source: tuple[tuple[int, str], ...] = ()
    is_edited: bool = True
    known: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Drafts:
    """An episode's `social.md`: the posts as a person left them, which win over suggestions.

    `offered` holds the id of every suggestion that it once got, also of those deleted since;
    `opening` is what stands above the first section. Where `problems` has errors, no post may be
    made: a suggestion must not stand in for somebody's words.
    """

    file: Path
    sections: tuple[DraftSection, ...] = ()
    offered: frozenset[str] = frozenset()
    opening: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One episode, read and resolved; `show` holds the settings as they stand for this episode.

    `segments` runs in playing order, intro and outro included; it is empty when the episode has
    no recordings, or (`audio_faulty`) has some that can't be used. `calls` holds those of the
    front matter and of the article. `drafts` are its posts as a person left them. `lines` tells
    the line of each front matter key, as `audio.segments.0.file`. `enclosure` is its audio at
    another host, for as long as it has no recordings of its own; `page` its page on the web, where
    that is not below the show's.
    """

    slug: str
    folder: Path
    source: Path
    show: Show
    title: str
    guid: str
    article: Article
    date: datetime | None = None
    season: int | None = None
    number: int | None = None
    type: Literal["full", "trailer", "bonus"] = "full"
    description: str | None = None
    tags: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    image: Path | None = None
    draft: bool = False
    page: str | None = None
    enclosure: Enclosure | None = None
    segments: tuple[Segment, ...] = ()
    audio_faulty: bool = False
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()
    subject: str | None = None
    preheader: str | None = None
    hashtags: tuple[str, ...] = ()
    skip_platforms: tuple[str, ...] = ()
    drafts: Drafts | None = None
    lines: Mapping[str, int]
