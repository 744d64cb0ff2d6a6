"""Buffer: a file a network, because the channel is chosen when it is uploaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segue.scheduling import Schedule
from segue.scheduling.rows import in_files, table

HEADER = ("Text", "Image URL", "Tags", "Posting Time")
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Buffer:
    """CSV with `YYYY-MM-DD HH:mm` in the channel's time zone; 100 rows a file (2026-11)."""

    networks: frozenset[str] = frozenset(
        {
            "x", "bluesky", "mastodon", "threads", "linkedin", "facebook", "instagram",
            "pinterest", "tiktok", "google-business",
        }
    )  # fmt: skip
    need_picture: frozenset[str] = frozenset({"instagram", "pinterest", "tiktok"})
    takes_threads: bool = False

    def files(self, schedule: Schedule) -> Iterator[tuple[str, bytes]]:
        """A file for each network that has posts."""
        for platform in dict.fromkeys(sorted(each.platform for each in schedule.appointments)):
            rows = [
                (
                    each.text,
                    each.pictures[0][0] if each.pictures else "",
                    "",
                    f"{each.moment:%Y-%m-%d %H:%M}",
                )
                for each in schedule.appointments
                if each.platform == platform
            ]
            for name, some in in_files(f"buffer-{platform}", rows, MOST_ROWS):
                yield f"{name}.csv", table(HEADER, some).encode()


SERVICE = Buffer()
