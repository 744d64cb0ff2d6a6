"""Metricool: one file for all networks, each row naming its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segue.scheduling import Schedule
from segue.scheduling.appointments import Appointment
from segue.scheduling.rows import in_files, table

COLUMNS = {
    "facebook": "Facebook",
    "x": "Twitter/X",
    "linkedin": "LinkedIn",
    "google-business": "GBP",
    "instagram": "Instagram",
    "pinterest": "Pinterest",
    "tiktok": "TikTok",
    "youtube": "Youtube",
    "threads": "Threads",
    "bluesky": "Bluesky",
}
PICTURES = 10
HEADER = (
    "Text", "Date", "Time", "Draft", *COLUMNS.values(),
    *(f"Picture Url {number}" for number in range(1, PICTURES + 1)),
    *(f"Alt text picture {number}" for number in range(1, PICTURES + 1)),
    "Pinterest Pin Title", "Pinterest Pin Link",
)  # fmt: skip
# Of about ninety columns in Metricool's template, found by their names, those that a post fills.
MOST_ROWS = 500
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Metricool:
    """CSV with a byte order mark, dates and times apart, `true` and `false` (2026-11)."""

    # A video is no post that this file could hold.
    networks: frozenset[str] = frozenset(COLUMNS) - {"youtube"}
    need_picture: frozenset[str] = frozenset({"instagram", "pinterest", "tiktok"})
    takes_threads: bool = False

    def files(self, schedule: Schedule) -> Iterator[tuple[str, bytes]]:
        """One file, or several where there are too many rows for one."""
        rows = [_row(each) for each in schedule.appointments]
        for name, some in in_files("metricool", rows, MOST_ROWS):
            yield f"{name}.csv", (_BYTE_ORDER_MARK + table(HEADER, some)).encode()


def _row(each: Appointment) -> tuple[str, ...]:
    pictures = [*each.pictures, *([("", "")] * PICTURES)][:PICTURES]
    return (
        each.text,
        f"{each.moment:%Y-%m-%d}",
        f"{each.moment:%H:%M:%S}",
        "false",
        *(str(name == each.platform).lower() for name in COLUMNS),
        *(url for url, _ in pictures),
        *(words for _, words in pictures),
        each.title,
        each.link,
    )


SERVICE = Metricool()
