"""The feed: one RSS file for the whole show, from metadata and measured audio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from segue.feed.channel import channel
from segue.feed.item import is_published
from segue.feed.paging import Page, path_of
from segue.feed.xml import document
from segue.release import Job, Output, Release
from segue.show import Show


@dataclass(frozen=True, slots=True)
class FeedJob:
    """A page of the feed to write."""

    show: Show
    page: Page


def plan(show: Show, releases: Sequence[Release]) -> Sequence[Job]:
    """A job for each page: the releases that can be played, without drafts, newest first."""
    entries = [release for release in releases if is_published(release)]
    entries.sort(key=lambda release: release.episode.slug)
    entries.sort(key=_place, reverse=True)
    return [FeedJob(show, page) for page in _pages(show, tuple(entries))]


def render(job: Job) -> Sequence[Output]:
    """`feed.xml`, or a further page; the same releases give the same bytes."""
    assert isinstance(job, FeedJob)
    return [Output(path_of(job.page.number), document(channel(job.show, job.page)))]


def _pages(show: Show, entries: tuple[Release, ...]) -> Iterator[Page]:
    """The entries on as many pages as the show's limit asks for; without any, one empty page."""
    size = show.feed.limit or len(entries) or 1
    count = max(1, -(-len(entries) // size)) if show.feed.paging else 1
    for at in range(count):
        yield Page(at + 1, count, entries[at * size : (at + 1) * size], entries)


def _place(release: Release) -> tuple[float, int, int]:
    """What orders entries: their date, and of the same date their season and number."""
    episode = release.episode
    return release.shared.issued.timestamp(), episode.season or 0, episode.number or 0
