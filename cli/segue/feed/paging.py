"""A long archive on several pages, as RFC 5005 has them: each tells where the others are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from segue.hosting import feed_page_url
from segue.release import Release

FIRST = PurePosixPath("feed.xml")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of `count`: the releases on it, and all that the feed lists."""

    number: int
    count: int
    releases: tuple[Release, ...]
    listed: tuple[Release, ...]


def path_of(number: int) -> PurePosixPath:
    """The output of a page: `feed.xml`, `feed-2.xml` and so on."""
    return FIRST if number == 1 else FIRST.with_stem(f"{FIRST.stem}-{number}")


def addresses(feed_url: str, page: Page) -> Mapping[str, str]:
    """What a page refers to, by relation: itself, and where there are more, its neighbours."""
    related = {"self": page.number}
    if page.count > 1:
        around = {"previous": page.number - 1, "next": page.number + 1}
        related |= {"first": 1, **around, "last": page.count}
    return {
        relation: feed_page_url(feed_url, number)
        for relation, number in related.items()
        if 1 <= number <= page.count
    }
