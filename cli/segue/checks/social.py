"""Posts: what a network would refuse, and handles that are spelled in more than one way."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from segue import posts_file
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Post
from segue.social.counting import measure
from segue.social.limits import row_for, table
from segue.social.marks import HANDLE, HASHTAG, LINK

_ALIKE = 0.65


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that would keep a post from being taken, or send its readers to somebody else."""
    for release in bundle.releases:
        for post in posts_file.read(release):
            yield from _refused(post, release.episode)
        yield from _handles(release.episode)


def _refused(post: Post, episode: Episode) -> Iterator[Problem]:
    row = row_for(post.platform, post.kind, table(episode.show.root))
    counted = measure(post.text, row)
    tags = len(HASHTAG.findall(post.text))
    links = len(set(LINK.findall(post.text)))
    line = post.source[0].line if post.source else 1
    if not counted.valid:
        yield Problem(
            code="post-too-long",
            message=f'the post "{post.id}" has {counted.length} {counted.unit}'
            f" of {counted.limit} that {post.platform} takes",
            file=episode.source,
            line=line,
            hint=f"shorten the fixed text in templates/social/{post.platform}.txt.j2",
        )
    if tags > row.hashtags:
        yield Problem(
            severity="warning",
            code="post-hashtags",
            message=f'the post "{post.id}" has {tags} hashtags, {row.hashtags} are the most'
            f" for {post.platform}",
            file=episode.source,
            line=line,
            hint=f"take some out of templates/social/{post.platform}.txt.j2",
        )
    if row.most_links and links > row.most_links:
        yield Problem(
            code="post-links",
            message=f'the post "{post.id}" has {links} different links,'
            f" {post.platform} takes {row.most_links}",
            file=episode.source,
            line=line,
            hint=f"take some out of templates/social/{post.platform}.txt.j2",
        )


def _handles(episode: Episode) -> Iterator[Problem]:
    """Handles in the article that are nearly, but not quite, one of `[handles]` or of its own."""
    true = {handle: f"[handles] {network}" for network, handle in episode.show.handles.items()}
    seen: dict[str, int] = {}
    for handle, line in _spelled(episode):
        if handle in true or handle in seen:
            continue
        near = _nearest(handle, [*true, *seen])
        seen[handle] = line
        if near is None:
            continue
        place = f"in segue.toml, {true[near]}" if near in true else f"on line {seen[near]}"
        yield Problem(
            severity="warning",
            code="handle-spelling",
            message=f'"{handle}" is spelled "{near}" {place}',
            file=episode.source,
            line=line,
            hint="use one spelling, or name both under [handles] if both are right",
        )


def _spelled(episode: Episode) -> Iterator[tuple[str, int]]:
    """Every handle in the article and its calls, with its line."""
    texts = [(sentence.text, sentence.line) for sentence in episode.article.sentences]
    texts += [(call.text, call.line) for call in (*episode.article.calls, *episode.calls)]
    for text, line in texts:
        for handle in HANDLE.findall(text):
            yield handle, line


def _nearest(handle: str, known: list[str]) -> str | None:
    letters = _letters(handle)
    rated = [
        (difflib.SequenceMatcher(None, letters, _letters(other)).ratio(), other) for other in known
    ]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


def _letters(handle: str) -> str:
    return re.sub(r"[\W_]", "", handle).casefold()
