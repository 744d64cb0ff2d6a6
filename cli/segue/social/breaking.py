"""A text in parts that each fit: broken at a paragraph, else a sentence, a clause, a space."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from segue import sentences
from segue.social.marks import HANDLE
from segue.social.together import ties

BREAK = re.compile(r"^[^\S\n]*---[^\S\n]*$", re.MULTILINE)
"""A line that holds only --- breaks a thread where its author wants it."""

PARTED = "\n---\n"
"""What stands between the posts of one file; `BREAK` finds it."""

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_ITEM = re.compile(r"[-*•–→▸]\s|\d+[.)]\s")
_CLAUSE = re.compile(r"(?<=[,;:—–)”»])\s+|\s+(?=[—–(“«])|(?<=[，；：、])")
_SPACE = re.compile(r"\s+")
# Writing without spaces may be broken between any two of its characters, but not before a stop.
_WIDE = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])(?=[\u3040-\u30ff\u3400-\u9fff])"
)
# A link in writing without spaces ends where its own letters do.
_LINK = re.compile(r"https?://[!-~]+")

Fits = Callable[[str], bool]
Gap = tuple[int, int]


def break_up(text: str, fits: Fits, language: str, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Parts of a text that each fit, as few as can be, whose words are the text's in order.

    Only white space between two parts is dropped. A link, a handle, a figure with its unit, a
    date, a name and a term (`named`, and what `together` knows) stay whole; only one that no part
    can hold is broken at its spaces, and a word that no part can hold between two characters. A
    link or handle too long for any part is left out: half of one leads nowhere.
    """
    parts: list[str] = []
    for stretch in BREAK.split(text):
        parts += _Breaker(stretch, fits, language, tuple(named)).parts()
    return tuple(parts)


@dataclass(frozen=True)
class _Breaker:
    """Breaks one stretch of text, in which no author's break stands."""

    text: str
    fits: Fits
    language: str
    named: tuple[str, ...]

    def parts(self) -> Iterator[str]:
        """As much as fits together, part by part."""
        begin = end = None
        for start, stop in self._pieces(0, len(self.text), 0):
            if begin is None or not self.fits(self.text[begin:stop].strip()):
                if begin is not None:
                    yield self.text[begin:end].strip()
                begin = start
            end = stop
        if begin is not None:
            yield self.text[begin:end].strip()

    def _pieces(self, begin: int, end: int, level: int) -> Iterator[Gap]:
        """Spans that each fit, broken no further than needed."""
        piece = self.text[begin:end].strip()
        if not piece:
            return
        if self.fits(piece):
            yield begin, end
        elif level < len(self._levels):
            gaps = self._levels[level]
            first = bisect.bisect_left(gaps, (begin + 1, 0))
            for start, stop in gaps[first:]:
                if stop >= end:
                    break
                yield from self._pieces(begin, start, level + 1)
                begin = stop
            yield from self._pieces(begin, end, level + 1)
        elif not (_LINK.match(piece.lstrip("([“\"'")) or HANDLE.fullmatch(piece)):
            yield from self._letters(begin, end)

    @functools.cached_property
    def _levels(self) -> Sequence[Sequence[Gap]]:
        """Where the text may be broken, the least harmful places first."""
        tied = frozenset(ties(self.text, self.named))
        spaces = [match.span() for match in _SPACE.finditer(self.text)]
        open_ones = [gap for gap in spaces if gap not in tied]
        links = [match.span() for match in _LINK.finditer(self.text)]
        wide = (
            gap
            for gap in self._found(_WIDE)
            if not any(start < gap[0] < end for start, end in links)
        )
        return (
            list(self._found(_PARAGRAPH)),
            [gap for gap in self._found(_LINE) if gap not in tied or self._is_item(gap[1])],
            list(self._sentence_ends()),
            [gap for gap in self._found(_CLAUSE) if gap not in tied],
            sorted([*open_ones, *wide]),
            spaces,
        )

    def _is_item(self, at: int) -> bool:
        return _ITEM.match(self.text, at) is not None

    def _found(self, pattern: re.Pattern[str]) -> Iterator[Gap]:
        return (match.span() for match in pattern.finditer(self.text))

    def _sentence_ends(self) -> Iterator[Gap]:
        at = 0
        for sentence in sentences.split(self.text, self.language):
            found = _whereabouts(self.text, sentence, at)
            if found is None:
                continue
            if found[0] > at:
                yield at, found[0]
            elif at:
                yield at, at
            at = found[1]

    def _letters(self, begin: int, end: int) -> Iterator[Gap]:
        """Single characters as readers see them."""
        import regex

        for match in regex.finditer(r"\X", self.text, pos=begin, endpos=end):
            yield match.span()


def _whereabouts(text: str, sentence: str, at: int) -> Gap | None:
    """Where a sentence stands, whose white space may have been made plain."""
    pattern = r"\s+".join(map(re.escape, sentence.split()))
    found = re.compile(pattern).search(text, at)
    return found.span() if found else None
