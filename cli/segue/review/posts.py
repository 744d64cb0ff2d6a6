"""The posts of an episode as the review page shows them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from segue.release import Post

_PERCENT = 100
_CARDS = "social/cards/"


@dataclass(frozen=True, slots=True)
class Shown:
    """A post with how full it is, in per cent of what its network takes."""

    post: Post
    filled: int

    @property
    def has_card(self) -> bool:
        """Whether its picture was made for it, and so lies beside the page."""
        return (self.post.image or "").startswith(_CARDS)

    @property
    def is_over(self) -> bool:
        """Whether the network would refuse it."""
        return self.post.count > self.post.limit


@dataclass(frozen=True, slots=True)
class Platform:
    """One network's posts, in the order in which they were written."""

    name: str
    posts: tuple[Shown, ...]


def by_platform(posts: Iterable[Post]) -> Sequence[Platform]:
    """The posts, network by network."""
    grouped = itertools.groupby(posts, key=lambda post: post.platform)
    return [Platform(name, tuple(_shown(own))) for name, own in grouped]


def _shown(posts: Iterator[Post]) -> Iterator[Shown]:
    for post in posts:
        yield Shown(post, min(_PERCENT, _PERCENT * post.count // max(1, post.limit)))
