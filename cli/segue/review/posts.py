"""The posts of an episode, read from what the social room wrote."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

_PERCENT = 100


class Source(TypedDict):
    """A sentence of the article that a post stands on."""

    text: str
    line: int


class Written(TypedDict):
    """A post as `posts.json` holds it; what the page does not show is left out here."""

    platform: str
    id: str
    kind: str
    part: int
    parts: int
    text: str
    count: int
    limit: int
    unit: str
    source: list[Source]
    link: str | None
    image: str | None
    alt: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A post with how full it is, in per cent of what its network takes."""

    post: Written
    filled: int

    @property
    def is_over(self) -> bool:
        """Whether the network would refuse it."""
        return self.post["count"] > self.post["limit"]


@dataclass(frozen=True, slots=True)
class Platform:
    """One network's posts, in the order in which they were written."""

    name: str
    posts: tuple[Shown, ...]


def by_platform(body: bytes) -> Sequence[Platform]:
    """The posts of a `posts.json`, network by network."""
    written: list[Written] = json.loads(body)
    grouped = itertools.groupby(written, key=lambda post: post["platform"])
    return [Platform(name, tuple(_shown(posts))) for name, posts in grouped]


def _shown(posts: Iterator[Written]) -> Iterator[Shown]:
    for post in posts:
        yield Shown(post, min(_PERCENT, _PERCENT * post["count"] // max(1, post["limit"])))
