"""Where an article's headings are heard, when the article is what was read aloud.

Article and transcript are laid side by side by the runs of words that both have only once (as
patience diff does), which survive what an engine misheard and what a reader added.
"""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from segue import recordings
from segue.model import Article, Segment
from segue.sentences import is_whole

# Japanese and Chinese have no spaces: there each character is taken for a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_RUN = 3
_NEAR = 40  # words of a section in which it must be recognised
_FEWEST_ANCHORS = 2
_LIKE = 0.7
_STEP = 8  # words in which a sentence may begin earlier or later


@dataclass(frozen=True, slots=True)
class Found:
    """A heading and the second of the recorded time at which it, or its section, begins."""

    title: str
    seconds: float
    line: int


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A word as it was heard; `opens` marks one with which a sentence, or a cue, begins."""

    word: str
    seconds: float
    opens: bool


def find(article: Article, segments: Sequence[Segment]) -> tuple[Found, ...]:
    """The headings that are heard, in order; those that can't be told are left out."""
    spoken = list(_spoken(segments))
    text, places = _text(article)
    anchors = _anchors(text, [each.word for each in spoken])
    found: list[Found] = []
    for at, (title, line, start, body) in enumerate(places):
        end = places[at + 1][2] if at + 1 < len(places) else len(text)
        index = _begins(text, spoken, anchors, (start, body, end))
        if index is not None and (not found or spoken[index].seconds > found[-1].seconds):
            found.append(Found(title, spoken[index].seconds, line))
    return tuple(found)


def _spoken(segments: Sequence[Segment]) -> Iterator[_Spoken]:
    """What is heard of the content, word by word, in recorded time."""
    origins = recordings.origins(segments)
    cues = {
        (origins[segment.recording.file], cue)
        for segment in segments
        if segment.kind == "content" and segment.transcript
        for cue in segment.transcript.cues
        if segment.start <= cue.start < (segment.end or segment.recording.seconds)
    }
    ordered = sorted(cues, key=lambda each: each[0] + each[1].start)
    has_sentences = any(is_whole(cue.text) for _, cue in ordered)
    opens = True
    for origin, cue in ordered:
        pieces = [(piece, words) for piece in cue.text.split() if (words := _words(piece))]
        opens |= not has_sentences
        for at, (piece, words) in enumerate(pieces):
            share = at / len(pieces)
            seconds = origin + cue.start + share * (cue.end - cue.start)
            for word in words:
                yield _Spoken(word, seconds, opens)
                opens = False
            opens = is_whole(piece)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def _text(article: Article) -> tuple[list[str], list[tuple[str, int, int, int]]]:
    """The article's words; of each heading title, line, its first word and its text's first."""
    words: list[str] = []
    places = []
    for section in article.sections:
        start = len(words)
        words += _words(section.heading or "")
        if section.heading:
            places.append((section.heading, section.line, start, len(words)))
        for block in section.blocks:
            words += _words(block.text)
    return words, places


def _anchors(text: Sequence[str], spoken: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places at which both say the same run of words, ascending in both."""
    mine, theirs = _once(text), _once(spoken)
    pairs = sorted((at, theirs[run]) for run, at in mine.items() if run in theirs)
    return _ascending(pairs)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The runs of words that come only once, and where."""
    runs = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, sorted by the first, in which the second ascends too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, other) in enumerate(pairs):
        place = bisect.bisect_left(tails, other)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [other]
        ends[place : place + 1] = [at]
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _begins(
    text: Sequence[str],
    spoken: Sequence[_Spoken],
    anchors: Sequence[tuple[int, int]],
    place: tuple[int, int, int],
) -> int | None:
    """The spoken word with which a section begins; None where too little of it is recognised.

    `place` holds the first word of its heading, that of its text, and the end of that.
    """
    start, body, end = place
    first = bisect.bisect_left(anchors, (body, -1))
    known = [pair for pair in anchors[first:] if pair[0] < min(end, body + _NEAR)]
    if len(known) < min(_FEWEST_ANCHORS, max(1, end - body - _RUN + 1)):
        return None
    after = anchors[bisect.bisect_left(anchors, (start, -1)) - 1 :][:1]
    earliest = after[0][1] + 1 if after and after[0][0] < start else 0
    mine, theirs = known[0]
    guess = max(earliest, theirs - (mine - body))
    said = _said(text[start:body], spoken, earliest, guess)
    return _opening(spoken, guess) if said is None else said


def _said(
    heading: Sequence[str], spoken: Sequence[_Spoken], earliest: int, guess: int
) -> int | None:
    """Where the heading itself is read aloud, shortly before its text; None where it is not."""
    length = len(heading)
    best, found = _LIKE, None
    for at in range(max(earliest, guess - 2 * length - _STEP), min(guess, len(spoken)) + 1):
        words = [each.word for each in spoken[at : at + length]]
        likeness = difflib.SequenceMatcher(None, heading, words, autojunk=False).ratio()
        if (likeness > best and words[:1] == list(heading[:1])) or likeness > max(best, 0.85):
            best, found = likeness, at
    return found


def _opening(spoken: Sequence[_Spoken], guess: int) -> int:
    """The nearest word to a guess with which a sentence begins, or that word itself."""
    near = range(max(0, guess - _STEP), min(len(spoken), guess + _STEP + 1))
    opening = [at for at in near if spoken[at].opens]
    return min(opening, key=lambda at: (abs(at - guess), at), default=min(guess, len(spoken) - 1))
