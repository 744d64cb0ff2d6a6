"""Hashtags that screen readers can speak: #MultipleSclerosis, from words the episode stands for."""

from __future__ import annotations

import re
import unicodedata

from segue.model import Episode

_LONGEST = 50
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def hashtags(episode: Episode, most: int) -> tuple[str, ...]:
    """At most that many tags, each with its #: the episode's own, the show's, then its `tags`."""
    wanted = (*episode.hashtags, *episode.show.social.hashtags, *episode.tags)
    tags = {tag.casefold(): tag for word in reversed(wanted) if (tag := camel_case(word))}
    return tuple(reversed([f"#{tag}" for tag in tags.values()]))[:most]


def camel_case(words: str) -> str:
    """`multiple sclerosis` → `MultipleSclerosis`; empty where no tag can be made of it.

    A tag of digits alone is no link anywhere, and a hyphen would end it.
    """
    normal = unicodedata.normalize("NFC", words)
    parts = [re.sub(r"['’]", "", part) for part in _PART.findall(normal)]
    tag = "".join(part[:1].upper() + part[1:] for part in parts)
    return "" if tag.isdecimal() or len(tag) > _LONGEST else tag
