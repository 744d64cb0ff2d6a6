"""Posts: scraped leftovers, lines that stand twice, half sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from segue import posts_file, sentences
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Post
from segue.social.marks import HASHTAG, LINK

_LEFTOVER = re.compile(
    r"""^\W*(?:(?:re)?tweet|share(?:\s+(?:this|on)\b.*)?|subscribe(?:\s+(?:now|here|today))?
    |sign\s+(?:in|up)|log\s+in|read\s+more|continue\s+reading|skip\s+to\s+(?:main\s+)?content
    |leave\s+a\s+(?:reply|comment)|related\s+(?:posts|articles)|advertisement|menu)\W*$
    |\b\d+\s*min(?:ute)?s?\.?\s+read\b|\b(?:uses|use|accept(?:\s+all)?|manage)\s+cookies\b
    |\bcookie\s+(?:policy|settings|consent)\b|\ball\s+rights\s+reserved\b""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(r"[.!?…:;。！？؟।]['\"”’»)\]]*$")
_COUNTER = re.compile(r"\s*\(\d+/\d+\)$")
_FEWEST_WORDS = 4


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything in posts that no person meant to post."""
    for release in bundle.releases:
        posts = posts_file.read(release)
        told = [one.text for one in release.episode.article.sentences]
        for post in posts:
            yield from _junk(post, release.episode)
            if post.parts == 1:
                yield from _halves(post, told, release.episode)


def _junk(post: Post, episode: Episode) -> Iterator[Problem]:
    lines = [line.strip() for line in post.text.split("\n") if line.strip()]
    for line in dict.fromkeys(lines):
        if _LEFTOVER.search(line):
            yield _found(post, episode, f'holds "{line[:60]}", which a web page left behind')
    for line, times in Counter(lines).items():
        if times > 1 and len(line.split()) >= _FEWEST_WORDS:
            yield _found(post, episode, f'says "{line[:60]}" twice')


def _halves(post: Post, told: list[str], episode: Episode) -> Iterator[Problem]:
    """Paragraphs that stop, or begin, in the middle of one of the article's sentences."""
    bare = HASHTAG.sub("", LINK.sub("", _COUNTER.sub("", post.text)))
    for line in bare.split("\n"):
        pieces = sentences.split(line.strip(" →•"), episode.show.language)
        for piece in pieces[-1:]:
            is_open = not _END.search(piece) and len(piece.split()) >= _FEWEST_WORDS
            if is_open and any(one.startswith(piece) and one != piece for one in told):
                what = f'stops in the middle of a sentence: "{piece[-60:]}"'
                yield _found(post, episode, what)
        for piece in pieces[:1]:
            begins_small = piece[:1].islower() and len(piece.split()) >= _FEWEST_WORDS
            if begins_small and any(one.endswith(piece) and one != piece for one in told):
                yield _found(post, episode, f'begins inside a sentence: "{piece[:60]}"')


def _found(post: Post, episode: Episode, what: str) -> Problem:
    file, line = posts_file.place(post, episode)
    return Problem(
        severity="warning",
        code="post-junk",
        message=f'the post "{post.id}" {what}',
        file=file,
        line=line,
        hint="mend it in social.md, which `segue draft` writes, or in the article",
    )
