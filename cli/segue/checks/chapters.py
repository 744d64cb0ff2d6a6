"""Chapters: typed in another order than that in which they are heard, which hints at a slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from segue.errors import Problem
from segue.model import Episode, Mark
from segue.release import Bundle
from segue.timecode import format_clock


def check(bundle: Bundle) -> Iterator[Problem]:
    """Chapters that go back in time, in the front matter or in the article."""
    for release in bundle.releases:
        for is_timestamp in (False, True):
            marks = [mark for mark in release.episode.marks if mark.is_timestamp == is_timestamp]
            yield from _going_back(release.episode, marks)


def _going_back(episode: Episode, marks: Sequence[Mark]) -> Iterator[Problem]:
    for one, other in pairwise(marks):
        if other.seconds < one.seconds:
            earlier, later = format_clock(other.seconds), format_clock(one.seconds)
            yield Problem(
                severity="warning",
                code="chapter-order",
                message=f'the chapter "{other.title}" at {earlier} stands after "{one.title}" '
                f"at {later}",
                file=episode.source,
                line=other.line,
                hint="mend the time, or move the line; they are put in order as they are heard",
            )
