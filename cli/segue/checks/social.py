"""Posts: what a network would refuse."""

from __future__ import annotations

from collections.abc import Iterator

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
