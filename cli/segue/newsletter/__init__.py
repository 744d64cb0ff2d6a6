"""The newsletter: the article as an email, for any service, right in every inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from segue.model import Episode
from segue.release import Job, Output, Shared

if TYPE_CHECKING:
    from segue.profiles import Profile

__all__ = ["plan", "render"]


@dataclass(frozen=True, slots=True)
class NewsletterJob:
    """One episode's newsletter, for one email service."""

    episode: Episode
    shared: Shared
    profile: Profile


def plan(episode: Episode, shared: Shared) -> Sequence[Job]:
    """The newsletter to make; SegueError when the show names an email service that nobody knows."""
    from segue import profiles

    return (NewsletterJob(episode, shared, profiles.of(episode.show)),)


def render(job: Job) -> Sequence[Output]:
    """The newsletter as HTML, plain text, MJML, a message to send, a fragment and Markdown."""
    from segue.newsletter import edition

    assert isinstance(job, NewsletterJob)
    made = edition.make(job.episode, job.shared, job.profile)
    folder = PurePosixPath(job.episode.slug, "newsletter")
    return tuple(Output(folder / name, body) for name, body in made.files().items())
