"""Posts: what a network would refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from segue import posts_file
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Post
from segue.social.counting import measure
from segue.social.limits import row_for, table
from segue.social.marks import HASHTAG, LINK


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that would keep a post from being taken."""
    for release in bundle.releases:
        for post in posts_file.read(release):
            yield from _refused(post, release.episode)


def _refused(post: Post, episode: Episode) -> Iterator[Problem]:
    row = row_for(post.platform, post.kind, table(episode.show.root))
    counted = measure(post.text, row)
    tags = len(HASHTAG.findall(post.text))
    links = len(set(LINK.findall(post.text)))
    if not counted.valid:
        over = f"has {counted.length} {counted.unit} of {counted.limit} that {post.platform} takes"
        hint = "or put a line --- where the next post of a thread begins" if post.line else None
        yield _problem(post, episode, over, code="post-too-long", also=hint)
    if tags > row.hashtags:
        over = f"has {tags} hashtags, {row.hashtags} are the most for {post.platform}"
        problem = _problem(post, episode, over, code="post-hashtags")
        yield replace(problem, severity="warning")
    if row.most_links and links > row.most_links:
        over = f"has {links} different links, {post.platform} takes {row.most_links}"
        yield _problem(post, episode, over, code="post-links")


def _problem(
    post: Post, episode: Episode, what: str, *, code: str, also: str | None = None
) -> Problem:
    """What a network would refuse, where somebody can mend it: in `social.md`, or a template."""
    file, line = posts_file.place(post, episode)
    if post.line is not None:
        hint = ", ".join(filter(None, ("shorten it here", also)))
    else:
        hint = f"shorten the fixed text in templates/social/{post.platform}.txt.j2"
    return Problem(
        code=code, message=f'the post "{post.id}" {what}', file=file, line=line, hint=hint
    )
