"""Whole sentences of a block of text, in order, with no character lost or changed."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from segue import languages

if TYPE_CHECKING:
    from pysbd.segmenter import Segmenter

# pysbd is quadratic in what looks like list marks ("a. a. a. …" of 20,000 characters takes 10 s),
# so it is handed at most this much at once, cut where a sentence plainly ends.
LONGEST = 1500

_WHOLE = re.compile(r"[.!?…。！？؟۔।։።][\"'”’»)\]]*$")
# No-break spaces are left alone: "5 mg" with one is meant to stay together.
_BREAKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
# A word of four letters is no abbreviation, so what follows it begins a sentence.
_PLAIN_END = re.compile(r"\w{4}[.!?…]+[\"'”’»)\]]* (?=[\"'“‘«(\[]*[A-Z0-9])")

# Where sentences end so that nobody could doubt it, and what makes any end doubtful.
_PLAIN_WORD = re.compile(r"\b([a-z]{4,})[.?] (?=[A-Z])")
_PLAINLY = re.compile(r"(?<=[a-z]{4}[.?]) (?=[A-Z])")
_POINT = re.compile(r"[.?]")
_TRICKY = re.compile(r"--|[!。．！？…()\[\]{}\"“”„«»‹›'‘]")

# pysbd takes "MS." for the form of address; in capitals it is an acronym that ends a sentence.
_ACRONYM_END = re.compile(
    r"(?<![\w.])(?!(?:MR|MRS|DR|ST|JR|SR|PROF|INC|LTD|CO|NO|VS)\.)[A-Z][A-Z0-9]+\. "
    r"(?=[“\"(]?[A-Z][a-z])"
)


def has_rules(language: str) -> bool:
    """Whether sentences of `language` (as en or pt-BR) are split by rules of its own."""
    return languages.base(language) in _languages_with_rules()


def is_whole(text: str) -> bool:
    """Whether a text ends as a sentence does, in whatever script."""
    return _WHOLE.search(text) is not None


def asks(text: str) -> bool:
    """Whether a text ends with a question mark, in whatever script."""
    return text.endswith(("?", "？", "؟"))


@functools.lru_cache(maxsize=4096)
def split(text: str, language: str) -> tuple[str, ...]:
    """The sentences of one block of text; a language without rules is split as English.

    Nothing but the white space between sentences is dropped, whatever the text holds.
    """
    text = _BREAKS.sub(" ", text).strip()
    if not text:
        return ()
    segmenter = _segmenter(languages.base(language) if has_rules(language) else "en")
    enders = segmenter.language_module.Punctuations
    if not any(ender in text[:-1] for ender in enders):
        return (text,)
    if _is_plain(text, segmenter):
        return tuple(_PLAINLY.split(text))
    found = {start for start in _starts(text, segmenter) if not _belongs_before(text, start)}
    starts = sorted(found.union(match.end() for match in _ACRONYM_END.finditer(text)))
    ends = [*starts[1:], len(text)]
    return tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))


@functools.cache
def _languages_with_rules() -> frozenset[str]:
    with warnings.catch_warnings():
        # pysbd's patterns hold escapes that Python 3.12 warns of when it first compiles them.
        warnings.simplefilter("ignore")
        from pysbd.languages import LANGUAGE_CODES
    return frozenset(LANGUAGE_CODES)


@functools.cache
def _segmenter(language: str) -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pysbd
    return pysbd.Segmenter(language=language, clean=False)


def _is_plain(text: str, segmenter: Segmenter) -> bool:
    """Whether each sentence plainly ends: a word in lower case, no abbreviation, point, capital.

    Most paragraphs are so, and pysbd, which says the same of them, takes a millisecond for each.
    """
    if segmenter.language != "en" or _TRICKY.search(text):
        return False
    words = _PLAIN_WORD.findall(text)
    abbreviations = segmenter.language_module.Abbreviation.ABBREVIATIONS
    return len(words) == len(_POINT.findall(text[:-1])) and not any(
        word in abbreviations for word in words
    )


def _starts(text: str, segmenter: Segmenter) -> Iterator[int]:
    """Where sentences begin: pysbd's answer, found again in the text itself.

    pysbd marks up the text with rare letters while it works and can't tell its own from the
    author's; a sentence that it gives back changed is therefore left joined to the one before.
    """
    yield 0
    for begin, end in _pieces(text):
        cursor = begin
        for sentence in segmenter.processor(text[begin:end]).process():
            bare = sentence.strip()
            found = text.find(bare, cursor, end) if bare else -1
            if found < 0:
                continue
            if found > 0:
                yield found
            cursor = found + len(bare)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of at most `LONGEST` characters that end with a sentence, else with a word."""
    begin = 0
    while len(text) - begin > LONGEST:
        ends = [match.end() for match in _PLAIN_END.finditer(text, begin, begin + LONGEST)]
        space = text.rfind(" ", begin + 1, begin + LONGEST)
        end = ends[-1] if ends else space + 1 or begin + LONGEST
        yield begin, end
        begin = end
    yield begin, len(text)


def _belongs_before(text: str, start: int) -> bool:
    """Whether pysbd cut too early: before lower case, a comma ("Mon., …") or no word at all."""
    if start == 0:
        return False
    rest = text[start:].lstrip("\"'“‘«([—–-… ")
    return not rest or rest[0] in ",;:" or (rest[0].islower() and not text[0].islower())
