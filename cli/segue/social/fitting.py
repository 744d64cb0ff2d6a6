"""A post within its network's limit, by choosing fewer or shorter whole sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from segue.social.angles import Angle
from segue.social.counting import count

_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[^\S\n]+\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a template lays out as one post."""

    angle: Angle
    title: str
    link: str
    hashtags: tuple[str, ...]
    disclaimer: str


Layout = Callable[[Draft], str]
# What a post may say: for its kind, and where none of that fits; each the fullest first.
Angles = Sequence[Sequence[Angle]]


def fit(
    full: Draft, angles: Angles, bare_link: str, platform: str, layout: Layout
) -> tuple[Draft, str]:
    """The first draft that fits, with its text: what is said comes before what stands around it."""
    for draft in _drafts(full, angles, bare_link):
        text = tidy(layout(draft))
        if count(text, platform).valid:
            return draft, text
    return _cut_title(full, platform, layout)


def tidy(text: str) -> str:
    """A template's text without the holes that empty values leave in it."""
    text = _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", f"{text}\n")).strip()
    # A line of dashes alone parts posts in the file.
    return "\n".join("—" if line == "---" else line for line in text.split("\n"))


def _drafts(full: Draft, angles: Angles, bare_link: str) -> Iterator[Draft]:
    """What the kind wants to say, then what else there is, then the title, with ever less around.

    Hashtags and the link's parameters go before the words do, the disclaimer and the link only
    when no sentence would fit otherwise.
    """
    untagged = replace(full, hashtags=())
    plain = replace(untagged, link=bare_link)
    undisclaimed = replace(plain, disclaimer="")
    unlinked = replace(undisclaimed, link="")
    for surroundings in ((full, untagged, plain), (undisclaimed, unlinked)):
        for said in angles:
            for around in surroundings:
                yield from (replace(around, angle=angle) for angle in said)
    yield from (full, untagged, plain, undisclaimed, unlinked)


def _cut_title(full: Draft, platform: str, layout: Layout) -> tuple[Draft, str]:
    """The title alone, shortened to whole words; to characters where its first word is too long."""
    bare = replace(full, angle=Angle(), link="", hashtags=(), disclaimer="")
    words = full.title.split()
    shorter = [" ".join(words[:number]) for number in range(len(words) - 1, 0, -1)]
    first = words[0] if words else ""
    shorter += [first[:length] for length in range(len(first) - 1, 0, -1)]
    for title in shorter:
        draft = replace(bare, title=f"{title.rstrip(' ,;:–—-')}…")
        text = tidy(layout(draft))
        if count(text, platform).valid:
            return draft, text
    return bare, ""
