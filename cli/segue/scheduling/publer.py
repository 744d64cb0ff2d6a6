"""Publer: a file a network, because the account is chosen when it is uploaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segue.scheduling import Schedule
from segue.scheduling.appointments import Appointment
from segue.scheduling.rows import in_files, table

# Publer's own template, word for word: it asks that none is left out (publer.com/blog, 2026-11).
HEADER = (
    "Date - Intl. format or prompt",
    "Text",
    "Link(s) - Separated by comma for FB carousels",
    "Media URL(s) - Separated by comma",
    "Title - For the video, pin, PDF ..",
    "Label(s) - Separated by comma",
    "Alt text(s) - Separated by ||",
    "Comment(s) - Separated by ||",
    "Pin board, FB album, or Google category",
    "Post subtype - I.e. story, reel, PDF ..",
    "CTA - For Facebook links or Google",
    "Reminder - For stories, reels, shorts, and TikToks",
)
MOST_ROWS = 500
_TITLED = frozenset({"pinterest", "tiktok"})
_BARS = "||"


@dataclass(frozen=True, slots=True)
class Publer:
    """CSV with `YYYY-MM-DD HH:mm`; pictures parted by commas, their words by `||` (2026-11)."""

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
                _row(each, schedule.title)
                for each in schedule.appointments
                if each.platform == platform
            ]
            for name, some in in_files(f"publer-{platform}", rows, MOST_ROWS):
                yield f"{name}.csv", table(HEADER, some).encode()


def _row(each: Appointment, title: str) -> tuple[str, ...]:
    titled = each.title or (title if each.platform in _TITLED else "")
    cells = (
        f"{each.moment:%Y-%m-%d %H:%M}",
        _unbarred(each.text),
        each.link,
        ",".join(url.replace(",", "%2C") for url, _ in each.pictures),
        titled,
        "",
        f" {_BARS} ".join(_unbarred(words) for _, words in each.pictures),
    )
    return (*cells, *[""] * (len(HEADER) - len(cells)))


def _unbarred(text: str) -> str:
    """A text without the two bars that would end it there."""
    return text.replace(_BARS, "| |")


SERVICE = Publer()
