"""One episode, from its folder: front matter, article and what its recordings are."""

from __future__ import annotations

import itertools
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from segue import (
    article,
    drafts,
    files,
    front_matter,
    illustrations,
    recordings,
    slugs,
    timestamps,
    transcripts,
)
from segue.episode_keys import OVERRIDES, CallKeys, ChapterKeys, EpisodeKeys, LinkKeys, SegmentKeys
from segue.errors import Problem, SegueError
from segue.fields import Reader
from segue.front_matter import FrontMatter
from segue.model import (
    Article,
    Call,
    Drafts,
    Episode,
    Link,
    Mark,
    Recording,
    Segment,
)
from segue.settings import Layer, Raw, Settings

FILE_NAME = "episode.md"
FOLDER_NAME = "episodes"
_LONGEST_TITLE = 1000

Probe = Callable[[Path], Recording]


@dataclass(frozen=True, slots=True)
class Loaded:
    """An episode, or None where it can't be built at all, with what is wrong with it."""

    episode: Episode | None
    problems: tuple[Problem, ...]
    is_draft: bool = False


def read(file: Path, settings: Settings, probe: Probe) -> Loaded:
    """The episode whose article is `file`; `probe` tells what a sound file is."""
    try:
        matter = front_matter.split(files.read_text(file), file)
        return _Builder(file, settings, matter).built(probe)
    except SegueError as error:
        return Loaded(None, error.problems)


def layer(file: Path, root: Path) -> Layer:
    """The settings that an episode's front matter overrides."""
    matter = front_matter.split(files.read_text(file), file)
    return dict(_layer(matter, file, root))


def _layer(matter: FrontMatter, file: Path, root: Path) -> Iterator[tuple[str, Raw]]:
    for path, dotted in OVERRIDES.items():
        value: Any = matter.data
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            line = matter.lines.get(path)
            source = f"{file.relative_to(root).as_posix()}:{line}"
            yield dotted, Raw(value, source, file.parent, file, line)


class _Builder:
    """Puts one episode together, collecting every problem on the way."""

    def __init__(self, file: Path, settings: Settings, matter: FrontMatter) -> None:
        self.file = file
        self.folder = file.parent
        self.root = settings.root
        self.matter = matter
        self.show, _, problems = settings.settle(dict(_layer(matter, file, settings.root)))
        # What is wrong with the show itself is reported once, for the show.
        self.problems = [problem for problem in problems if problem.file == file]
        self.reader = Reader(file, matter.lines, self._locate, self.problems)
        overridden = {matter.lines.get(path) for path in OVERRIDES if path.startswith("audio.")}
        self.audio_faulty = any(problem.line in overridden for problem in self.problems)

    def built(self, probe: Probe) -> Loaded:
        """The episode with all that is wrong; without title or slug there is none."""
        given = self.reader.fields(EpisodeKeys, self.matter.data)
        # A wrong cut or a misspelt file would otherwise be published uncut, or without its part.
        self.audio_faulty |= any(path.split(".")[0] == "audio" for path in self.reader.faulty)
        is_draft = bool(given.get("draft")) or "draft" in self.reader.faulty
        slug = given.get("slug") or self.folder.name
        if not self._has_title(given.get("title", "")) or not self._is_slug(slug):
            return Loaded(None, tuple(self.problems), is_draft)
        keys = EpisodeKeys(**given)
        self.show = replace(self.show, handles={**self.show.handles, **keys.handles})
        segments = self._transcribed(self._segments(keys.audio.segments, probe), keys)
        text, typed = self._article(segments)
        episode = Episode(
            slug=slug,
            folder=self.folder,
            source=self.file,
            show=self.show,
            guid=keys.guid or self._guid(slug),
            date=self._date(keys.date),
            article=text,
            segments=segments,
            audio_faulty=self.audio_faulty,
            marks=(*self._marks(keys.chapters), *typed),
            links=tuple(self._links(keys.links)),
            calls=(*self._calls(keys.calls), *text.calls),
            subject=keys.newsletter.subject,
            preheader=keys.newsletter.preheader,
            hashtags=keys.social.hashtags,
            skip_platforms=keys.social.skip,
            drafts=self._drafts(),
            image=self._existing(keys.image, "image"),
            lines=self.matter.lines,
            title=keys.title,
            season=keys.season,
            number=keys.number,
            type=keys.type,
            description=keys.description,
            tags=keys.tags,
            guests=keys.guests,
            draft=is_draft,
            page=keys.page,
            enclosure=keys.enclosure.enclosure() if keys.enclosure else None,
        )
        return Loaded(episode, tuple(self.problems), is_draft)

    def _has_title(self, title: str) -> bool:
        if not title:
            message = "the episode has no title"
            self._wrong(
                "missing-key", "title", message, 'add the line title: "…" to the front matter'
            )
        elif len(title) > _LONGEST_TITLE:
            message = f"the title has {len(title):,} characters"
            self._wrong("title-long", "title", message, f"use at most {_LONGEST_TITLE}")
        return 0 < len(title) <= _LONGEST_TITLE

    def _is_slug(self, slug: str) -> bool:
        if slugs.is_slug(slug):
            return True
        message = f'"{slug}" is no slug: use a-z, 0-9 and hyphens'
        self._wrong("wrong-slug", "slug", message, f"slug: {slugs.nearest(slug, 'episode')}")
        return False

    def _locate(self, name: str) -> Path:
        return files.inside(self.root, self.folder, name)

    def _wrong(self, code: str, path: str, message: str, hint: str | None = None) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                file=self.file,
                line=self.reader.line(path) or 1,
                hint=hint,
            )
        )

    def _existing(self, file: Path | None, path: str) -> Path | None:
        """The file, or None with its problem noted where it is not there."""
        if file is None or files.exists(file):
            return file
        shown = file.relative_to(self.root).as_posix()
        self._wrong(
            "missing-file",
            path,
            f"there is no file {shown}",
            "check the name, also its capital letters",
        )
        return None

    def _guid(self, slug: str) -> str:
        """A guid for an episode that has none: stable as long as its show and slug are."""
        import uuid

        guid = str(
            uuid.uuid5(uuid.NAMESPACE_URL, f"{self.show.feed_url or self.show.title}#{slug}")
        )
        self.problems.append(
            Problem(
                severity="warning",
                code="guid-missing",
                message="the episode has no guid, which podcast apps know it by",
                file=self.file,
                line=1,
                hint=f"add the line guid: {guid} and never change it",
            )
        )
        return guid

    def _date(self, date: datetime | None) -> datetime | None:
        if date is None or date.tzinfo is not None:
            return date
        return date.replace(tzinfo=zoneinfo.ZoneInfo(self.show.timezone))

    def _article(self, segments: tuple[Segment, ...]) -> tuple[Article, tuple[Mark, ...]]:
        """The article, and the chapters that stand in it as timestamps of the recordings."""
        body, line = self.matter.body, self.matter.body_line
        found = timestamps.Taken(body)
        if segments or self.audio_faulty:
            found = timestamps.taken(body, line, recordings.seconds(segments))
        try:
            text = article.read(found.text, language=self.show.language, first_line=line)
        except SegueError as error:
            raise SegueError(
                *(replace(problem, file=self.file) for problem in error.problems)
            ) from error
        faults = [*found.problems]
        images = illustrations.located(text.images, self._locate, faults)
        self.problems.extend(replace(each, file=self.file) for each in faults)
        return replace(text, images=images), found.marks

    def _drafts(self) -> Drafts | None:
        """The posts as a person left them; a link out of the show is not followed."""
        file = self.folder / drafts.FILE_NAME
        return drafts.read(file) if files.is_within(file, self.root) else None

    def _segments(self, typed: tuple[SegmentKeys, ...], probe: Probe) -> tuple[Segment, ...]:
        """Intro, recordings and outro in playing order; none when one of them can't be used."""
        wanted = list(typed) or [SegmentKeys(file=file) for file in self._recorded()]
        if not wanted:
            return ()
        placed = [(f"audio.segments.{at}", part) for at, part in enumerate(wanted)]
        if self.show.audio.bed:
            bed = SegmentKeys(file=self.show.audio.bed, kind="music", under=True, repeat=True)
            placed.insert(0, ("audio.bed", bed))
        if self.show.audio.intro:
            placed.insert(0, ("audio.intro", SegmentKeys(file=self.show.audio.intro, kind="intro")))
        if self.show.audio.outro:
            placed.append(("audio.outro", SegmentKeys(file=self.show.audio.outro, kind="outro")))
        made = [self._segment(part, path, probe) for path, part in placed]
        self.audio_faulty |= None in made
        return () if self.audio_faulty else tuple(part for part in made if part is not None)

    def _transcribed(self, made: tuple[Segment, ...], keys: EpisodeKeys) -> tuple[Segment, ...]:
        """The segments with what is said in them."""
        said, problems = transcripts.attached(made, self.folder, self.show, keys.guests)
        self.problems.extend(problems if made else ())
        return said

    def _recorded(self) -> list[Path]:
        """The recordings of an episode that names none: those in audio/, 2.wav before 10.wav."""
        if "audio.segments" in self.matter.lines:
            return []
        try:
            return recordings.listed(self.folder / "audio", self.root)
        except ValueError as error:
            hint = "put the file itself there, and name it plainly"
            self._wrong("file-name", "audio", str(error), hint)
            self.audio_faulty = True
            return []

    def _segment(self, part: SegmentKeys, path: str, probe: Probe) -> Segment | None:
        if not files.exists(part.file):
            if path.startswith("audio.segments"):
                self._existing(part.file, path)
            return None  # of a missing intro or outro the settings tell
        try:
            recording = probe(part.file)
        except SegueError as error:
            self.problems.extend(error.problems)
            return None
        return part.segment(recording, self.reader.line(path))

    def _paths(self, key: str) -> Iterator[str]:
        """The paths of a list's entries, without those that could not be used, for ever."""
        paths = (f"{key}.{at}" for at in itertools.count())
        return (path for path in paths if path not in self.reader.faulty)

    def _marks(self, typed: tuple[ChapterKeys, ...]) -> Iterator[Mark]:
        for chapter, path in zip(typed, self._paths("chapters"), strict=False):
            image = self._existing(chapter.image, f"{path}.image")
            yield Mark(chapter.time, chapter.title, chapter.url, image, self.reader.line(path))

    def _links(self, typed: tuple[LinkKeys, ...]) -> Iterator[Link]:
        for link, path in zip(typed, self._paths("links"), strict=False):
            yield Link(link.label, link.url, self.reader.line(path) or 1)

    def _calls(self, typed: tuple[CallKeys, ...]) -> Iterator[Call]:
        for call, path in zip(typed, self._paths("calls"), strict=False):
            line = self.reader.line(path) or 1
            yield Call(call.title, call.text, call.button, call.url, line)
