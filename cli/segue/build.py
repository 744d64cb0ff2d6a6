"""The whole job in its five steps: load, plan, render, check, write."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from segue import (
    checks,
    episode,
    files,
    ignoring,
    library,
    manifest,
    releasing,
    settings,
    upcoming,
    uploads,
    workshops,
)
from segue.crew import Crew
from segue.errors import Problem, SegueError
from segue.ignoring import Ignore
from segue.manifest import Folder, Written, room_of
from segue.model import Episode, Recording
from segue.release import Bundle, Output, Release, Upload
from segue.releasing import Bench, Plan, Watch
from segue.request import Request
from segue.show import Show
from segue.verdicts import Verdicts

_EPISODE_ROOMS = ("audio", "newsletter", "social", "notes")
# A faulty setting would be wrong in every output; only a picture or sound that is missing is not.
_HARMLESS = frozenset({"missing-file"})


@dataclass(frozen=True, slots=True)
class Report:
    """What a run made, found and wrote."""

    bundle: Bundle
    problems: tuple[Problem, ...]
    written: tuple[Written, ...] = ()
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The show and its episodes as read.

    `others` are episodes that nobody asked for, but that the feed lists too; `listable` says that
    every episode could be read and told apart, so that the feed can list them all.
    """

    show: Show
    episodes: tuple[Episode, ...]
    others: tuple[Episode, ...]
    problems: tuple[Problem, ...]
    ignores: tuple[Ignore, ...]
    listable: bool

    @property
    def verdicts(self) -> Verdicts:
        """What was decided about findings, in the settings and in comments."""
        return Verdicts(self.show.check.severity, self.ignores)


def build(request: Request, watch: Watch = lambda _: None) -> Report:
    """Build what is asked for; what has errors is reported, everything else is written.

    `watch` is told what is being made. A dry run encodes no audio and writes nothing.
    """
    with _workspace(request) as workspace, Crew(request.workers) as crew:
        loaded = load(request)
        plans = plan(loaded, request, Bench(workspace, crew))
        bundle = render(loaded, plans, request, watch)
        problems = check(loaded, bundle, request)
        bundle = review(bundle, problems, request)
        report = write(bundle, request, abandoned(loaded, request))
        dated = upcoming.ahead(bundle, request.now)
        told = (*problems, *loaded.verdicts.settled((*report.problems, *dated)))
        return replace(report, problems=tuple(dict.fromkeys(told)))


def load(request: Request) -> Loaded:
    """Read the show and its episodes; SegueError when the show itself can't be read."""
    layers = settings.load(request.root, request.environ, request.overrides)
    show, _, faults = layers.settle()
    named = library.find(request.root, request.episodes)
    is_whole_show = not named or "feed" in request.wanted
    found = library.episodes(request.root) if is_whole_show else named
    read = {file: episode.read(file, layers, _probe) for file in found}
    # A draft that nobody named is nobody's business yet.
    read = {file: each for file, each in read.items() if file in named or not each.is_draft}
    known = {file: each.episode for file, each in read.items() if each.episode}
    faults = [*layers.problems, *faults, *library.same_slug(request.root)]
    twins = list(library.same_guid(tuple(known.values())))
    problems = [*faults, *twins, *(each for one in read.values() for each in one.problems)]
    if any(fault.code not in _HARMLESS for fault in faults if fault.severity == "error"):
        raise SegueError(*problems)
    return Loaded(
        show=show,
        episodes=tuple(each for file, each in known.items() if not named or file in named),
        others=tuple(each for file, each in known.items() if named and file not in named),
        problems=tuple(problems),
        ignores=tuple(_ignores(request.root, known.values())),
        listable=len(known) == len(read) and not twins,
    )


def plan(loaded: Loaded, request: Request, bench: Bench) -> tuple[Plan, ...]:
    """Plan each episode: first what its rooms share, then the jobs of each room."""
    wanted = tuple(room for room in _EPISODE_ROOMS if room in request.rendered)
    plans = [releasing.plan(each, wanted, request, bench) for each in loaded.episodes]
    listed = tuple(room for room in ("notes",) if "feed" in request.wanted)
    return (*plans, *(releasing.plan(each, listed, request, bench) for each in loaded.others))


def render(loaded: Loaded, plans: Sequence[Plan], request: Request, watch: Watch) -> Bundle:
    """Do every job, episodes side by side, then the feed, which lists them all."""
    releases = _released(plans, request.jobs or 1, watch)
    bundle = Bundle(loaded.show, releases[: len(loaded.episodes)])
    if "feed" not in request.wanted:
        return bundle
    if not loaded.listable:
        return replace(bundle, failed=frozenset({"feed"}), problems=(_incomplete(request),))
    watch("feed")
    feed = releasing.room("feed")
    outputs, problems = releasing.made(feed, lambda: feed.plan(loaded.show, releases))
    failed = frozenset({"feed"}) if problems else frozenset[str]()
    return replace(bundle, outputs=outputs, problems=problems, failed=failed)


def _released(plans: Sequence[Plan], jobs: int, watch: Watch) -> tuple[Release, ...]:
    """Each episode's release, `jobs` at a time; a Ctrl-C waits for none that is at work."""
    if jobs == 1:
        return tuple(releasing.release(each, watch) for each in plans)
    from concurrent.futures import ThreadPoolExecutor

    workers = ThreadPoolExecutor(max_workers=jobs)
    try:
        return tuple(workers.map(lambda each: releasing.release(each, watch), plans))
    finally:
        workers.shutdown(wait=False, cancel_futures=True)


def check(loaded: Loaded, bundle: Bundle, request: Request) -> tuple[Problem, ...]:
    """All that is wrong: what load and the rooms noted, and what the checks find.

    Only a run that made everything can say that a comment silences nothing.
    """
    made = (problem for release in bundle.releases for problem in release.problems)
    found = (*loaded.problems, *made, *bundle.problems, *checks.check(bundle))
    is_whole = not request.only
    judged = [file for each in loaded.episodes for file in _files(each)] if is_whole else []
    idle = loaded.verdicts.idle(found, judged)
    return tuple(dict.fromkeys(loaded.verdicts.settled((*found, *idle))))


def review(bundle: Bundle, problems: Sequence[Problem], request: Request) -> Bundle:
    """The bundle with a review page for each episode, which shows the findings too."""
    if "review" not in request.wanted:
        return bundle
    return replace(
        bundle, releases=tuple(_reviewed(release, problems) for release in bundle.releases)
    )


def abandoned(loaded: Loaded, request: Request) -> tuple[str, ...]:
    """The folders of episodes that are no more; only a build of the whole show can tell."""
    if request.episodes or request.only or not loaded.listable:
        return ()
    slugs = {library.slug_of(file) for file in library.episodes(request.root)}
    built = {file.parent.name for file in request.output.glob(f"*/{manifest.FILE_NAME}")}
    return tuple(sorted(built - slugs))


def write(bundle: Bundle, request: Request, gone: Sequence[str]) -> Report:
    """Write every output whole, what did not change not at all, and prune what is made no more."""
    written: list[Written] = []
    due: list[Upload] = []
    refused = [problem for release in bundle.releases for problem in release.problems]
    for folder, outputs, failed in _folders(bundle, request, gone):
        rooms = request.wanted - failed - ({"audio"} if request.dry_run else set())
        claimed = [
            each
            for each in outputs
            if room_of(each.path.relative_to(folder.name)) in request.wanted
        ]
        written.extend(folder.write(claimed, rooms))
        refused.extend(folder.problems)
        due.extend(folder.uploads)
    return Report(bundle, tuple(refused), tuple(written), tuple(due))


def _folders(
    bundle: Bundle, request: Request, gone: Sequence[str]
) -> Iterator[tuple[Folder, tuple[Output, ...], frozenset[str]]]:
    """Each folder, what goes into it, and which rooms failed; the show's own comes last."""
    made = partial(Folder, request.output, force=request.force, dry_run=request.dry_run)
    for release in bundle.releases:
        name = PurePosixPath(release.episode.slug)
        folder = made(name, upload=partial(uploads.of_episode, release.episode))
        yield folder, _traced(release.outputs, [release]), release.failed
    for slug in gone:
        yield made(PurePosixPath(slug)), (), frozenset()
    own = made(PurePosixPath(), upload=partial(uploads.of_show, bundle.show))
    yield own, _traced(bundle.outputs, bundle.releases), bundle.failed


def _ignores(root: Path, episodes: Iterable[Episode]) -> Iterator[Ignore]:
    """The comments that silence findings, in the settings, the episodes and their posts."""
    settings_file = root / settings.FILE_NAME
    yield from ignoring.read(settings_file, files.read_text(settings_file), sys.maxsize)
    for each in episodes:
        yield from ignoring.read(each.source, files.read_text(each.source), each.article.line)
        if each.drafts is not None and files.exists(each.drafts.file):
            yield from ignoring.read(each.drafts.file, files.read_text(each.drafts.file))


def _files(each: Episode) -> Iterator[Path]:
    """The texts of an episode in which findings are."""
    yield each.source
    if each.drafts is not None:
        yield each.drafts.file


def _traced(outputs: Sequence[Output], releases: Sequence[Release]) -> tuple[Output, ...]:
    """The outputs with what all of them are made from: the settings and the episodes."""
    sources = [PurePosixPath(settings.FILE_NAME)]
    sources += [each.episode.show.relative(each.episode.source) for each in releases]
    return tuple(replace(output, inputs=(*output.inputs, *sources)) for output in outputs)


@contextlib.contextmanager
def _workspace(request: Request) -> Iterator[Path]:
    """Where files in the making lie; a dry run makes none and leaves no trace."""
    if request.dry_run:
        yield request.output
        return
    with workshops.workshop(request.output) as workspace:
        yield workspace


def _probe(file: Path) -> Recording:
    # Imported when there is something to hear: the decoder is the slowest import of all.
    from segue.audio.probe import recording

    return recording(file)


def _reviewed(release: Release, problems: Sequence[Problem]) -> Release:
    page = releasing.room("review")
    outputs, faults = releasing.made(page, lambda: page.plan(release, problems))
    return replace(
        release,
        outputs=(*release.outputs, *outputs),
        problems=(*release.problems, *faults),
        failed=release.failed | ({"review"} if faults else set()),
    )


def _incomplete(request: Request) -> Problem:
    return Problem(
        code="feed-incomplete",
        message="the feed was not written: an episode can't be read or told from another",
        file=request.root / "episodes",
        hint="mend that error and build again",
    )
