"""The feed: one RSS file for the whole show, from metadata and measured audio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from segue.feed.channel import channel
from segue.feed.item import is_published
from segue.feed.xml import document
from segue.release import Job, Output, Release
from segue.show import Show

PATH = PurePosixPath("feed.xml")


@dataclass(frozen=True, slots=True)
class FeedJob:
    """A feed to write: its entries, newest first."""

    show: Show
    releases: tuple[Release, ...]


def plan(show: Show, releases: Sequence[Release]) -> Sequence[Job]:
    """One job: the releases that have audio with an address, without drafts, newest first."""
    entries = [release for release in releases if is_published(release)]
    entries.sort(key=lambda release: release.episode.slug)
    entries.sort(key=_place, reverse=True)
    return [FeedJob(show, tuple(entries))]


def render(job: Job) -> Sequence[Output]:
    """`feed.xml`; the same releases give the same bytes."""
    assert isinstance(job, FeedJob)
    return [Output(PATH, document(channel(job.show, job.releases)))]


def _place(release: Release) -> tuple[float, int, int]:
    """What orders entries: their date, and of the same date their season and number."""
    episode = release.episode
    return release.shared.issued.timestamp(), episode.season or 0, episode.number or 0
