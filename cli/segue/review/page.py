"""What the review page shows, taken from the outputs as they will be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import nh3
from markupsafe import Markup

from segue import posts_file, profiles, timecode, transcripts, uploads
from segue.profiles import Profile
from segue.release import Chapter, Release, Timeline
from segue.review import letter, wave
from segue.review.posts import Platform, by_platform
from segue.speech import Correction
from segue.transcripts import prose
from segue.transcripts.prose import Passage

# The page lies in output/<slug>/, two folders below the show's root.
_ROOT = PurePosixPath("../..")
_FEED = PurePosixPath("feed.xml")
# fmt: off
_NOTES_TAGS = frozenset({
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "footer", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "li", "mark", "ol", "p", "pre", "s", "strong", "sub",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class File:
    """An output to open: its address from the page, and its size."""

    href: str
    size: str


@dataclass(frozen=True, slots=True)
class Errand:
    """A file to upload: its address from the page and from the show's root, and where to."""

    href: str
    file: str
    url: str
    needed_by: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A chapter to jump to; `percent` is where it lies in the whole."""

    seconds: float
    percent: float
    clock: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """The finished audio and what was measured on it."""

    file: str
    media_type: str
    length: str
    size: str
    loudness_lufs: float
    true_peak_dbtp: float
    stops: tuple[Stop, ...]
    waveform: str | None
    shape: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """The transcript, and what the show's glossary set right in it."""

    passages: tuple[Passage, ...]
    corrections: tuple[Correction, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on the page; None or empty where an output was not made."""

    letter: str | None
    newsletter_text: str | None
    service: Profile | None
    platforms: Sequence[Platform]
    notes: Markup | None
    short: str | None
    youtube: str | None
    sound: Sound | None
    said: Said | None
    files: tuple[File, ...]
    errands: tuple[Errand, ...]


def lay_out(release: Release) -> Page:
    """What the page shows of a release."""
    notes = _text(release, "notes/notes.html")
    html = _text(release, "newsletter/newsletter.html")
    shown = sorted(release.outputs, key=lambda output: output.path)
    return Page(
        letter=letter.preview(html, release.episode) if html else None,
        newsletter_text=_text(release, "newsletter/newsletter.txt"),
        service=profiles.of(release.episode.show) if html else None,
        platforms=by_platform(posts_file.read(release)),
        notes=_safe(notes) if notes else None,
        short=_text(release, "notes/short.html"),
        youtube=_text(release, "notes/youtube.txt"),
        sound=_sound(release),
        said=_said(release),
        files=tuple(
            File(_from_page(output.path), _size(len(output.body)))
            for output in shown
            if isinstance(output.body, bytes)
        ),
        errands=tuple(_errands(release)),
    )


def _errands(release: Release) -> Iterator[Errand]:
    """What to upload for this episode, and then the show's own feed, whose file is made later."""
    made = [output.path for output in release.outputs]
    due = list(uploads.of_episode(release.episode, made))
    if release.audio:
        due = list(uploads.of_episode(release.episode, [*made, release.audio.path]))
        due += uploads.of_show(release.episode.show, [_FEED])
    for upload in due:
        href = (_ROOT / upload.file).as_posix()
        yield Errand(href, str(upload.file), upload.url, ", ".join(upload.needed_by))


def _text(release: Release, name: str) -> str | None:
    """The text of an output, if it was made."""
    content = release.content(name)
    return None if content is None else content.decode()


def _href(release: Release, name: str) -> str | None:
    return name if release.output(name) else None


def _from_page(path: PurePosixPath) -> str:
    """An output's address from the page, which lies in the episode's folder."""
    return PurePosixPath(*path.parts[1:]).as_posix()


def _safe(html: str) -> Markup:
    """The notes without pictures, which would come from the network, and without scripts."""
    clean = nh3.clean(html, tags=set(_NOTES_TAGS), attributes={"a": {"href"}}, link_rel="noopener")
    return Markup(clean)  # noqa: S704 (nh3 made it safe)


def _sound(release: Release) -> Sound | None:
    """The player's facts; the page needs no more than the file's name, so old audio is fine too."""
    facts = release.audio
    if facts is None:
        return None
    timeline = release.shared.timeline
    return Sound(
        file=_from_page(facts.path),
        media_type=facts.media_type,
        length=timecode.format_clock(facts.seconds),
        size=_size(facts.size_bytes),
        loudness_lufs=facts.loudness_lufs,
        true_peak_dbtp=facts.true_peak_dbtp,
        stops=tuple(_stop(chapter, timeline) for chapter in timeline.chapters) if timeline else (),
        waveform=_href(release, "audio/waveform.png"),
        shape=wave.shape(release.content("audio/peaks.json")),
    )


def _said(release: Release) -> Said | None:
    """What is said in the finished audio, where that was made or lies there still."""
    transcript = transcripts.joined(release.shared.timeline) if release.audio else None
    if transcript is None:
        return None
    names = (f"audio/{transcripts.STEM}.{ending}" for ending in transcripts.MEDIA_TYPES)
    return Said(
        tuple(prose.passages(transcript)),
        transcript.corrections,
        tuple(name for name in names if release.output(name)),
    )


def _stop(chapter: Chapter, timeline: Timeline) -> Stop:
    percent = round(100 * chapter.seconds / timeline.seconds, 3)
    clock = timecode.format_clock(chapter.seconds)
    return Stop(chapter.seconds, percent, clock, chapter.title, chapter.url)


def _size(size_bytes: int) -> str:
    """`312 bytes`, `12.3 kB`, `4.0 MB`."""
    if size_bytes < 1000:  # noqa: PLR2004 (from here on kilobytes)
        return f"{size_bytes} bytes"
    if size_bytes < 1_000_000:  # noqa: PLR2004 (from here on megabytes)
        return f"{size_bytes / 1000:.1f} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"
