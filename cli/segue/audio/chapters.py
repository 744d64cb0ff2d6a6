"""`chapters.json`: JSON chapters 1.2.0, which podcast apps fetch beside the audio."""

from __future__ import annotations

import json
from collections.abc import Sequence

from segue.addresses import ascii_url
from segue.release import Chapter

_VERSION = "1.2.0"


def write(chapters: Sequence[Chapter]) -> bytes:
    """The chapters as JSON, with their links; times in seconds, to the millisecond."""
    listed = [
        {"startTime": round(chapter.seconds, 3), "title": chapter.title}
        | ({"url": ascii_url(chapter.url)} if chapter.url else {})
        for chapter in chapters
    ]
    text = json.dumps({"version": _VERSION, "chapters": listed}, ensure_ascii=False, indent=2)
    return (text + "\n").encode()
