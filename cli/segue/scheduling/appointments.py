"""When each post goes out: in the show's time zone, right also on the days when clocks change."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from segue import hosting
from segue.release import Post

_INTERVAL = re.compile(r"(\d{1,4})\s*(m|min|h|d|w)")
_HOURS = {"m": 1 / 60, "min": 1 / 60, "h": 1.0}
_DAYS = {"d": 1, "w": 7}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One post, or one thread, and its `moment`; `pictures` are addresses with their words.

    `title` and `link` are what a network has a field of its own for, beside the text.
    """

    platform: str
    id: str
    texts: tuple[str, ...]
    moment: datetime
    pictures: tuple[tuple[str, str], ...] = ()
    title: str = ""
    link: str = ""

    @property
    def is_thread(self) -> bool:
        """Whether it is more than one post."""
        return len(self.texts) > 1

    @property
    def text(self) -> str:
        """Its words; a thread's parts below each other."""
        return "\n\n".join(self.texts)


@dataclass(frozen=True, slots=True)
class Interval:
    """How far apart posts go out: days by the calendar, hours by the clock."""

    days: int = 0
    hours: float = 0.0


def interval(text: str) -> Interval:
    """`1d`, `2w`, `6h` or `90m`; raises ValueError for anything else."""
    match = _INTERVAL.fullmatch(text.strip().lower())
    if match is None or not int(match[1]):
        raise ValueError(text)
    number, unit = int(match[1]), match[2]
    if unit in _DAYS:
        return Interval(days=number * _DAYS[unit])
    return Interval(hours=number * _HOURS[unit])


def moments(start: datetime, every: Interval, zone: tzinfo) -> Iterator[datetime]:
    """The first moment, then one after another; never one that the clocks skip.

    `start` without a zone is the show's local time. Days keep the time of day, hours the hours
    that pass.
    """
    first = start.astimezone(zone) if start.tzinfo else settled(start, zone)
    for number in itertools.count():
        if every.hours:
            later = first.astimezone(UTC) + timedelta(hours=every.hours * number)
            yield later.astimezone(zone)
        else:
            plain = first.replace(tzinfo=None) if start.tzinfo else start
            yield settled(plain + timedelta(days=every.days * number), zone)


def settled(local: datetime, zone: tzinfo) -> datetime:
    """A local time as a moment: one that clocks skip moves on; of two alike it is the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def oddity(moment: datetime, meant: datetime | None = None) -> str | None:
    """What there is to say of a moment on a day when the clocks change; None on other days."""
    if meant is not None and meant.time() != moment.time():
        return (
            f"{meant:%Y-%m-%d %H:%M} does not exist, the clocks go forward; {moment:%H:%M} is taken"
        )
    zone = moment.tzinfo
    both = {moment.replace(fold=fold).utcoffset() for fold in (0, 1)}
    if zone is not None and len(both) > 1:
        which = "second" if moment.fold else "first"
        return f"{moment:%Y-%m-%d %H:%M} comes twice, the clocks go back; the {which} is meant"
    return None


def appointments(
    posts: Sequence[Post], times: Sequence[datetime], image_url: str | None
) -> tuple[Appointment, ...]:
    """Each post with its time: the first of every network at the first, the second at the next."""
    turns: Counter[str] = Counter()
    made = []
    for title, parts in _wholes(posts):
        first = parts[0]
        texts = [part.text for part in parts]
        made.append(
            Appointment(
                platform=first.platform,
                id=first.whole_id,
                texts=tuple(texts[:1] if first.kind == "carousel" else texts),
                moment=times[turns[first.platform]],
                pictures=tuple(_pictures(parts, image_url)),
                title=title,
                link=first.link if first.link and first.link not in first.text else "",
            )
        )
        turns[first.platform] += 1
    return tuple(sorted(made, key=lambda each: (each.moment, each.platform)))


def units(posts: Sequence[Post]) -> int:
    """How many times are needed: the most posts that one network has, a thread as one."""
    networks = Counter(parts[0].platform for _, parts in _wholes(posts))
    return max(networks.values(), default=0)


def _wholes(posts: Sequence[Post]) -> Iterator[tuple[str, Sequence[Post]]]:
    """Each post or thread, with the title that stands before it: both are one pin or video."""
    title: Post | None = None
    for _, group in itertools.groupby(posts, key=lambda post: post.whole_id):
        parts = list(group)
        if title and title.platform != parts[0].platform:
            yield "", [title]
            title = None
        if parts[0].kind == "title" and title is None:
            title = parts[0]
        else:
            yield title.text if title else "", parts
            title = None
    if title:
        yield "", [title]


def _pictures(parts: Sequence[Post], folder: str | None) -> Iterator[tuple[str, str]]:
    """Where each picture will be on the web, under its own name, and the words for it."""
    for part in parts:
        url = hosting.below(folder, part.image.rpartition("/")[2]) if part.image else None
        if url:
            yield url, part.alt or ""
