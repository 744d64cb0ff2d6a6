"""The review page: everything that was made for an episode on one page that works from disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from segue import templating
from segue.characters import printable
from segue.errors import Problem
from segue.release import Job, Output, Release
from segue.review import findings, page
from segue.review.findings import Finding
from segue.review.page import Page

_NAME = "index.html"


@dataclass(frozen=True, slots=True)
class ReviewJob:
    """A page to write, with the findings that concern its episode."""

    release: Release
    findings: tuple[Finding, ...]


def plan(release: Release, problems: Sequence[Problem]) -> Sequence[Job]:
    """One page; of the run's problems it shows those of this episode and of the show."""
    return [ReviewJob(release, tuple(findings.concerning(release.episode, problems)))]


def render(job: Job) -> Sequence[Output]:
    """`index.html`, without a section for what was not made."""
    assert isinstance(job, ReviewJob)
    episode = job.release.episode
    shown: Page = page.lay_out(job.release)
    text = templating.render(
        episode.show, f"review/{_NAME}.j2", episode=episode, page=shown, findings=job.findings
    )
    return [Output(PurePosixPath(episode.slug, _NAME), printable(text).encode())]
