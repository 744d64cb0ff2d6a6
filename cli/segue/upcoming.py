"""What a bundle's dates mean today: told beside the outputs, which are the same on every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from segue.errors import Problem
from segue.feed.item import is_published
from segue.release import Bundle


def ahead(bundle: Bundle, now: datetime | None) -> Iterator[Problem]:
    """The episodes that the feed lists before their day; none where nobody says what day it is."""
    if now is None or not any(output.path.suffix == ".xml" for output in bundle.outputs):
        return
    for release in bundle.releases:
        date = release.episode.date
        if date is not None and date > now and is_published(release):
            yield Problem(
                severity="warning",
                code="feed-date-ahead",
                message=f"the episode is dated {date:%Y-%m-%d %H:%M}, which is still to come: apps"
                " hide it until then, and some refuse it",
                file=release.episode.source,
                line=release.episode.lines.get("date"),
                hint="upload feed.xml when the time has come, or keep it back with draft: true",
            )
