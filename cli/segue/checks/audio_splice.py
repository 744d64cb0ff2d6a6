"""What was to be copied into the finished MP3 was copied."""

from __future__ import annotations

from collections.abc import Iterator

from segue.audio import report
from segue.errors import Problem
from segue.release import Bundle


def check(bundle: Bundle) -> Iterator[Problem]:
    """Recordings that were encoded again, though copying was asked for."""
    for release in bundle.releases:
        made = report.of(release)
        if made is None or release.episode.show.audio.encode != "splice":
            continue
        for reason in made.not_copied:
            yield Problem(
                severity="warning",
                code="audio-not-copied",
                message=f"{reason}; it was encoded again",
                file=release.episode.source,
                line=release.episode.lines.get("audio"),
                hint='set encode = "auto" under [audio], which copies only where it fits',
            )
