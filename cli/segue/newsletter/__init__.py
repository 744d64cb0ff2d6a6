"""The newsletter: the article as an email, for any service, right in every inbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    return tuple(_outputs(job.episode, made.files()))


def _outputs(episode: Episode, files: dict[str, bytes]) -> Iterator[Output]:
    root = episode.show.root
    inputs = (PurePosixPath(episode.source.relative_to(root).as_posix()),)
    for name, body in files.items():
        yield Output(PurePosixPath(episode.slug, "newsletter", name), body, inputs)
