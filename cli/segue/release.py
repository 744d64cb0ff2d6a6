"""What a build makes of an episode, from plan to write: frozen values, no input or output."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

from segue import stretches
from segue.errors import Problem
from segue.model import Episode, Segment, Sentence
from segue.show import Show

SHORTEST_CHAPTER_SECONDS = 10
"""YouTube shows no chapters at all when one of them is shorter."""


Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Reuse:
    """How many of an audio file's parts were taken from an earlier build; `reasons` tell why."""

    path: str
    parts: int
    reused: int
    reasons: tuple[str, ...]


Explain = Callable[[Reuse], None]

Made = TypeVar("Made")


class Crew(Protocol):
    """Who does heavy work: functions of modules, on what can be handed to another process."""

    @property
    def size(self) -> int:
        """How many tasks are done at a time."""

    def expect(self, seconds: float) -> None:
        """Learn that work of so many seconds of one core is coming."""

    def submit(self, task: Callable[..., Made], *about: object) -> Future[Made]:
        """What will come of a task; it raises what the task does."""


class Alone:
    """Nobody but who asks: each task is done at once."""

    size = 1

    def expect(self, seconds: float) -> None:
        """Nobody else comes."""

    def submit(self, task: Callable[..., Made], *about: object) -> Future[Made]:
        """What came of a task."""
        done: Future[Made] = Future()
        try:
            done.set_result(task(*about))
        except Exception as error:  # noqa: BLE001 (whoever asks for the result raises it)
            done.set_exception(error)
        return done


@dataclass(frozen=True, slots=True)
class Picks:
    """Which sentences the outputs use, best first, so that they agree.

    `hook` opens an output; `best` may hold some of it too. `questions` pairs a heading that asks
    with the best sentence of its section. `more` can be used as well, for outputs that say much:
    those after `best`, however many a section has.
    """

    hook: tuple[Sentence, ...]
    best: tuple[Sentence, ...]
    questions: tuple[tuple[str, Sentence], ...]
    more: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """A segment placed on the timeline, in samples of the timeline's rate.

    `fade_in` and `fade_out` are the samples shared with the neighbour before and after; `rise` and
    `fall` those over which it comes out of silence and goes back into it. `kept` are the stretches
    that are heard, counted from the cut's first sample, where tidying left some out.
    """

    segment: Segment
    start: int
    samples: int
    fade_in: int = 0
    fade_out: int = 0
    rise: int = 0
    fall: int = 0
    kept: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        """The sample after its last."""
        return self.start + self.samples

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """What is heard of its cut: one stretch, or those that tidying kept."""
        return self.kept or ((0, self.samples),)

    def hearing(self) -> Callable[[int], int]:
        """Where on the timeline each sample of its cut is heard; one left out, where it goes on."""
        return stretches.hearing(self.start, self.stretches)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter where it landed: `seconds` from the start of the finished file.

    `is_opening` marks the one at 0 that nobody typed: what is heard before the first. `picture` is
    one that a recording carried with its chapter.
    """

    seconds: float
    title: str
    url: str | None = None
    image: Path | None = None
    is_opening: bool = False
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where each clip and chapter lands; `samples` is the exact length of the finished audio.

    `clips` follow each other; `beds` is the music under them.
    """

    sample_rate: int
    samples: int
    clips: tuple[Clip, ...]
    chapters: tuple[Chapter, ...]
    beds: tuple[Clip, ...] = ()

    @property
    def seconds(self) -> float:
        """The finished length."""
        return self.samples / self.sample_rate

    def hearing(self, clip: Clip) -> Callable[[float], float]:
        """The second of the finished audio at which each second of a clip's recording is heard."""
        heard_at, start, rate = clip.hearing(), clip.segment.start, self.sample_rate
        return lambda seconds: heard_at(round((seconds - start) * rate)) / rate

    @property
    def contents(self) -> tuple[Chapter, ...]:
        """The chapters as a written list shows them: a short opening belongs to the first one."""
        opening, *rest = self.chapters or (None,)
        if opening and rest and opening.is_opening and rest[0].seconds < SHORTEST_CHAPTER_SECONDS:
            return (replace(rest[0], seconds=opening.seconds), *rest[1:])
        return self.chapters


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """A finished audio file, measured: `path` is relative to output/, `key` names what made it."""

    path: PurePosixPath
    media_type: str
    sha256: str
    size_bytes: int
    seconds: float
    loudness_lufs: float
    true_peak_dbtp: float
    key: str


@dataclass(frozen=True, slots=True)
class Post:
    """One post, or one `part` of a thread; `source` holds the sentences that it stands on.

    `line` is that in `social.md` where it was taken from there; `edited` says that somebody wrote
    it or changed what was suggested.
    """

    platform: str
    id: str
    kind: str
    part: int
    parts: int
    text: str
    count: int
    limit: int
    unit: str
    source: tuple[Sentence, ...]
    hashtags: tuple[str, ...] = ()
    link: str | None = None
    image: str | None = None
    alt: str | None = None
    edited: bool = False
    line: int | None = None

    @property
    def whole_id(self) -> str:
        """The id of the whole that it belongs to: a thread's parts share one."""
        return self.id.removesuffix(f"-{self.part}") if self.parts > 1 else self.id


@dataclass(frozen=True, slots=True)
class Shared:
    """What several rooms need, planned once for an episode and handed on.

    `issued` is the episode's date, or a fixed one where it has none. `workspace` is a folder on
    the output's disk for files too large to hold in memory. `last_audio` is what an earlier build
    left, and still lies there unchanged. `crew` takes heavy work, `tell` hears which share of a
    long job is done, 0 to 1, and `explain` what was reused.
    """

    picks: Picks
    timeline: Timeline | None
    issued: datetime
    workspace: Path
    last_audio: AudioFacts | None = None
    crew: Crew = field(default_factory=Alone, compare=False)
    tell: Tell = field(default=lambda _: None, compare=False)
    explain: Explain = field(default=lambda _: None, compare=False)


@dataclass(frozen=True, slots=True)
class Output:
    """One file to be: `path` is relative to output/.

    A `body` too large for memory is a finished file in the workspace, which write moves. `inputs`
    are the show's files that it was made from besides settings and article, relative to the show's
    root. `sha256` is the body's hash, where it is known.
    """

    path: PurePosixPath
    body: bytes | Path
    inputs: tuple[PurePosixPath, ...] = ()
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that must be put on the web: `file` from the show's root, where to, and who asks."""

    file: PurePosixPath
    url: str
    needed_by: tuple[str, ...]


class Job(Protocol):
    """What a room planned to make; only the room knows what is inside."""


@dataclass(frozen=True, slots=True)
class Release:
    """Everything made for one episode, and what went wrong on the way.

    `failed` names the rooms that could not make all of their outputs.
    """

    episode: Episode
    shared: Shared
    outputs: tuple[Output, ...]
    audio: AudioFacts | None = None
    reuse: tuple[Reuse, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: frozenset[str] = frozenset()

    def output(self, path: str) -> Output | None:
        """The output at `path` within the episode's folder, as `newsletter/newsletter.html`."""
        wanted = PurePosixPath(self.episode.slug, path)
        return next((output for output in self.outputs if output.path == wanted), None)

    def content(self, path: str) -> bytes | None:
        """The bytes of that output; None when it was not made, or is too large for memory."""
        output = self.output(path)
        return output.body if output and isinstance(output.body, bytes) else None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole run, ready to be checked and written; `outputs` are those of the show itself."""

    show: Show
    releases: tuple[Release, ...]
    outputs: tuple[Output, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: frozenset[str] = frozenset()
