"""Publer: a file a network, because the account is chosen when it is uploaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segue.scheduling import Schedule
from segue.scheduling.rows import in_files, table

HEADER = ("Date", "Message", "Link", "Media", "Title", "Labels")
MOST_ROWS = 500
_TITLED = frozenset({"pinterest", "tiktok"})


@dataclass(frozen=True, slots=True)
class Publer:
    """CSV with `YYYY-MM-DD HH:mm`; pictures parted by commas, captions by `||` (2026-11)."""

    networks: frozenset[str] = frozenset(
        {
            "x", "bluesky", "mastodon", "threads", "linkedin", "facebook", "instagram",
            "pinterest", "tiktok", "telegram", "google-business",
        }
    )  # fmt: skip
    need_picture: frozenset[str] = frozenset({"instagram", "pinterest", "tiktok"})
    takes_threads: bool = False

    def files(self, schedule: Schedule) -> Iterator[tuple[str, bytes]]:
        """A file for each network that has posts."""
        for platform in dict.fromkeys(sorted(each.platform for each in schedule.appointments)):
            rows = [
                (
                    f"{each.moment:%Y-%m-%d %H:%M}",
                    each.text.replace("||", "| |"),
                    "",
                    ",".join(url for url, _ in each.pictures),
                    schedule.title if platform in _TITLED else "",
                    "",
                )
                for each in schedule.appointments
                if each.platform == platform
            ]
            for name, some in in_files(f"publer-{platform}", rows, MOST_ROWS):
                yield f"{name}.csv", table(HEADER, some).encode()


SERVICE = Publer()
