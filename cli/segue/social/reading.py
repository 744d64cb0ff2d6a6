"""Posts as `posts.json` holds them: what would be sent, read back for the checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from segue.model import Sentence
from segue.release import Post, Release

HANDLE = re.compile(r"(?<![\w@./])@\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?")
HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d_]\w*)")
LINK = re.compile(r"https?://\S+")


def posts(release: Release) -> Iterator[Post]:
    """Every post of a release, from the bytes that are to be written."""
    output = release.output("social/posts.json")
    if output is None or not isinstance(output.body, bytes):
        return
    for post in json.loads(output.body):
        source = tuple(Sentence(one["text"], one["line"], 0) for one in post["source"])
        yield Post(**post | {"source": source, "hashtags": tuple(post["hashtags"])})
