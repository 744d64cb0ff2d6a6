"""`posts.json`: what is written comes back."""

from __future__ import annotations

from pathlib import PurePosixPath

from samples import an_episode, shared
from segue import posts_file
from segue.model import Sentence
from segue.release import Output, Post, Release

POST = Post(
    platform="mastodon",
    id="mastodon-fact",
    kind="fact",
    part=1,
    parts=1,
    text="Zellen hören zu.",
    count=16,
    limit=500,
    unit="characters",
    source=(Sentence("Zellen hören zu.", 12, 0),),
    hashtags=("#Zellen",),
    alt="Eine Zelle",
)


def a_release(*outputs: Output) -> Release:
    """A release of those outputs."""
    episode = an_episode()
    return Release(episode, shared(episode), outputs)


def test_posts_come_back_as_they_were_written() -> None:
    """Rooms and checks speak of the same posts."""
    output = Output(PurePosixPath("pilot", posts_file.NAME), posts_file.write([POST, POST]))
    assert posts_file.read(a_release(output)) == (POST, POST)


def test_an_episode_without_posts_has_none() -> None:
    """The room was not asked for them."""
    assert posts_file.read(a_release()) == ()
