"""One episode's way through its rooms: its plan, and the release that comes of it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import ModuleType

from segue import clock, files, hashes, picking
from segue.errors import Problem, SegueError
from segue.model import Episode
from segue.release import AudioFacts, Crew, Job, Output, Release, Reuse, Shared
from segue.request import Request

Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and by whom large files are made."""

    workspace: Path
    crew: Crew


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made for one episode, and which rooms could not plan.

    `reuse` fills while it is made.
    """

    episode: Episode
    shared: Shared
    jobs: tuple[tuple[str, Job], ...]
    problems: tuple[Problem, ...]
    failed: frozenset[str]
    reuse: list[Reuse]


def room(name: str) -> ModuleType:
    """A room's door; rooms are imported when they are needed, which keeps the start short."""
    return importlib.import_module(f"segue.{name}")


def plan(each: Episode, rooms: Sequence[str], request: Request, bench: Bench) -> Plan:
    """What the rooms share, planned first, and then the jobs of each room."""
    problems: list[Problem] = []
    reuse: list[Reuse] = []
    failed = {"audio"} if each.audio_faulty else set()
    timeline = None
    try:
        timeline = room("audio").timeline(each) if each.segments else None
    except SegueError as error:
        problems.extend(error.problems)
        failed.add("audio")
    shared = Shared(
        picks=picking.pick(each.article, each.show.language),
        timeline=timeline,
        issued=each.date or clock.epoch(request.environ),
        workspace=bench.workspace,
        last_audio=_last_audio(each, request, to_reuse="audio" in rooms and not request.dry_run),
        crew=bench.crew,
        explain=reuse.append,
    )
    jobs: list[tuple[str, Job]] = []
    for name in rooms:
        if name == "audio" and (timeline is None or request.dry_run):
            continue
        try:
            jobs.extend((name, job) for job in room(name).plan(each, shared))
        except SegueError as error:
            problems.extend(error.problems)
            failed.add(name)
    return Plan(each, shared, tuple(jobs), tuple(problems), frozenset(failed), reuse)


def _last_audio(each: Episode, request: Request, *, to_reuse: bool) -> AudioFacts | None:
    """The facts of the audio that an earlier build left, if it lies there as it was made.

    To be reused it must have the same bytes. The feed lists it as it lies there, also where a
    person edited it, and reads no more than its size: a long archive would take minutes.
    """
    report = request.output / each.slug / "audio" / "report.json"
    if not {"audio", "feed"} & request.wanted or not report.is_file():
        return None
    facts: AudioFacts | None = room("audio").facts(files.read_bytes(report))
    if facts is None or ".." in facts.path.parts or facts.path.parts[:1] != (each.slug,):
        return None
    file = request.output / facts.path
    if not files.exists(file):
        return None
    if to_reuse:
        return facts if hashes.of(file) == facts.sha256 else None
    return replace(facts, size_bytes=file.stat().st_size)


def release(each: Plan, watch: Watch) -> Release:
    """Do an episode's jobs; a room that fails leaves the others alone."""
    outputs: list[Output] = []
    problems, failed = list(each.problems), set(each.failed)
    for name, job in each.jobs:
        watch(f"{each.episode.slug}: {name}")
        try:
            outputs.extend(room(name).render(job))
        except SegueError as error:
            problems.extend(error.problems)
            failed.add(name)
    return Release(
        episode=each.episode,
        shared=each.shared,
        outputs=tuple(outputs),
        audio=_audio_facts(each, outputs),
        reuse=tuple(each.reuse),
        problems=tuple(problems),
        failed=frozenset(failed),
    )


def _audio_facts(each: Plan, outputs: Sequence[Output]) -> AudioFacts | None:
    """What the feed says of the audio: as just made, or as an earlier build left it.

    An episode whose recordings were taken out has none; one whose recordings are at fault keeps
    what it had.
    """
    report = PurePosixPath(each.episode.slug, "audio", "report.json")
    made = next((output for output in outputs if output.path == report), None)
    if made is not None:
        body = made.body if isinstance(made.body, bytes) else files.read_bytes(made.body)
        facts: AudioFacts | None = room("audio").facts(body)
        return facts
    return each.shared.last_audio if each.episode.segments or each.failed else None


def made(
    door: ModuleType, plan: Callable[[], Sequence[Job]]
) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """The outputs of a room that is planned and rendered in one go, or what went wrong."""
    try:
        return tuple(output for job in plan() for output in door.render(job)), ()
    except SegueError as error:
        return (), error.problems
