"""`posts.json`: an episode's posts as they are written, and as they are read back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from segue.model import Episode, Sentence
from segue.release import Post, Release

NAME = "social/posts.json"


def write(posts: Iterable[Post]) -> bytes:
    """The file of these posts: each with its fields, of a source only what its author sees.

    `edited` and `line` stand only with posts that were taken from `social.md`.
    """
    listed = [_row(post) for post in posts]
    return f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n".encode()


def read(release: Release) -> tuple[Post, ...]:
    """Every post of a release, from the bytes that are to be written; none where it has none."""
    return tuple(
        Post(
            **post
            | {
                "source": tuple(Sentence(one["text"], one["line"], 0) for one in post["source"]),
                "hashtags": tuple(post["hashtags"]),
            }
        )
        for post in json.loads(release.content(NAME) or b"[]")
    )


def place(post: Post, episode: Episode) -> tuple[Path, int]:
    """Where to mend a post: its line in `social.md`, else that of the article that it stands on."""
    if post.line is not None and episode.drafts is not None:
        return episode.drafts.file, post.line
    return episode.source, post.source[0].line if post.source else 1


def _row(post: Post) -> dict[str, object]:
    left_out = () if post.line is not None else ("edited", "line")
    names = (name for name in Post.__slots__ if name not in left_out)
    return {name: getattr(post, name) for name in names} | {"source": _sources(post)}


def _sources(post: Post) -> list[dict[str, str | int]]:
    return [{"text": sentence.text, "line": sentence.line} for sentence in post.source]
