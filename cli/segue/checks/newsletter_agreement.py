"""The newsletter's plain text beside its HTML: both must say the same and lead to the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from segue.errors import Problem
from segue.links import without_utm
from segue.newsletter import reading
from segue.newsletter.reading import Reading
from segue.release import Bundle, Release

# Compared by pieces of this many letters, so that marks, numbers and line ends don't matter.
_PIECE = 8
_SHORTEST = 24
_SHARED = 0.5
_WEB = re.compile(r"https?://[^\s<>]+")
_TOLD = 40
# One character at a time at the end, so that the space before a [1] does not take its bracket.
_MARKS = re.compile(r"\[\d+\]|\(?https?://\S+|\W")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that stands in one of the two forms only."""
    for release, html in reading.sent(bundle):
        text = (release.content(reading.TEXT) or b"").decode("utf-8")
        read = reading.read(html)
        yield from _links(release, read, text)
        said = _without_alts(text, read)
        lines = [piece for line in said.split("\n") for piece in re.split(r"[:;] ", line)]
        yield from _words(release, read.blocks, said, "the plain text lacks")
        shown = [*read.blocks, *(anchor.url for anchor in read.anchors)]
        yield from _words(release, lines, " ".join(shown), "the HTML lacks")


def _without_alts(text: str, read: Reading) -> str:
    """The plain text without the descriptions that stand there for the HTML's pictures."""
    for alt in {picture.alt for picture in read.pictures if picture.alt}:
        text = text.replace(f"[{alt}]", "")
    return text


def _links(release: Release, read: Reading, text: str) -> Iterator[Problem]:
    urls = dict.fromkeys(anchor.url for anchor in read.anchors)
    for url in urls:
        if url.removeprefix("mailto:").removeprefix("tel:") not in text:
            yield _differs(release, f"the plain text lacks the link to {without_utm(url)}")
    shown = "\n".join([*urls, *read.blocks])
    for found in dict.fromkeys(_WEB.findall(text)):
        url = found.rstrip(".,;:)")
        if url not in shown:
            yield _differs(release, f"the HTML lacks the link to {without_utm(url)}")


def _words(
    release: Release, passages: Iterable[str], other: str, message: str
) -> Iterator[Problem]:
    """Passages of which the other form holds less than half."""
    there = frozenset(_pieces(_letters(other)))
    for passage in dict.fromkeys(passages):
        letters = _letters(passage)
        held = sum(piece in there for piece in _pieces(letters))
        if len(letters) >= _SHORTEST and held < _SHARED * (len(letters) - _PIECE):
            short = passage if len(passage) <= _TOLD else f"{passage[:_TOLD]}…"
            yield _differs(release, f"{message} “{short.strip()}”")


def _pieces(letters: str) -> Iterator[str]:
    return (letters[at : at + _PIECE] for at in range(len(letters) - _PIECE + 1))


def _letters(text: str) -> str:
    """The letters and digits of a text, alike however they are written."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _differs(release: Release, message: str) -> Problem:
    return Problem(
        severity="warning",
        code="newsletter-forms-differ",
        message=message,
        file=release.episode.source,
        hint="a template of yours has it in .mjml.j2 or .html.j2 only; put it into both",
    )
