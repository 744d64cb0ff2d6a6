"""Soundbites: where a picked sentence is heard, as the transcript tells, long enough to be played.

A sentence of the article is found in the transcript word by word, so that "uh" and a misheard word
do no harm; one that was not said so gives no soundbite, as a guessed place would be a wrong one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from segue.characters import shortened
from segue.model import Sentence
from segue.release import Release
from segue.speech import Cue
from segue.transcripts.joining import joined

_SHORTEST_SECONDS, _LONGEST_SECONDS = 15.0, 120.0
_MOST = 3
_TITLE_CHARACTERS = 128
_FEWEST_WORDS = 5
# How much of a sentence must be heard as it is written.
_SAME = 0.8
_TRIED = 50
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Soundbite:
    """A stretch of the finished audio to be played alone; `title` is what is said in it."""

    start: float
    seconds: float
    title: str


def soundbites(release: Release) -> Iterator[Soundbite]:
    """At most three, in the order in which they are heard, none over another."""
    transcript = joined(release.shared.timeline)
    if transcript is None:
        return
    said = _Said.of(transcript.cues)
    found: list[Soundbite] = []
    for sentence in _wanted(release):
        bite = said.bite(sentence.text)
        if bite and not any(_overlap(bite, other) for other in found):
            found.append(bite)
        if len(found) == _MOST:
            break
    yield from sorted(found, key=lambda bite: bite.start)


def _wanted(release: Release) -> Iterator[Sentence]:
    """What the author marked for everybody, then what was picked."""
    blocks = [block for section in release.episode.article.sections for block in section.blocks]
    for block in blocks:
        yield from (each for each in block.sentences if each.highlighted and not block.only)
    yield from release.shared.picks.best


@dataclass(frozen=True, slots=True)
class _Said:
    """A transcript word by word: `places` tells where each word stands, `owners` in which cue."""

    cues: Sequence[Cue]
    words: Sequence[str]
    owners: Sequence[int]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> _Said:
        spoken = [(word, at) for at, cue in enumerate(cues) for word in _words(cue.text)]
        places: dict[str, list[int]] = defaultdict(list)
        for place, (word, _) in enumerate(spoken):
            places[word].append(place)
        return cls(cues, [word for word, _ in spoken], [at for _, at in spoken], places)

    def bite(self, text: str) -> Soundbite | None:
        """Where a sentence is said, with what follows until it is long enough."""
        words = _words(text)
        start = self._found(words)
        if start is None:
            return None
        last = min(start + len(words), len(self.owners)) - 1
        begin, end = self._stretched(self.owners[start], self.owners[last])
        seconds = self.cues[end].end - self.cues[begin].start
        if not _SHORTEST_SECONDS <= seconds <= _LONGEST_SECONDS:
            return None
        return Soundbite(self.cues[begin].start, seconds, shortened(text, _TITLE_CHARACTERS))

    def _found(self, words: Sequence[str]) -> int | None:
        """The place at which these words are said, if they are."""
        known = [
            (len(self.places[word]), at) for at, word in enumerate(words) if word in self.places
        ]
        if len(words) < _FEWEST_WORDS or len(known) < _SAME * len(words):
            return None
        _, rarest = min(known)
        tried = [max(0, place - rarest) for place in self.places[words[rarest]][:_TRIED]]
        likeness = {place: self._likeness(words, place) for place in tried}
        best = max(likeness, key=lambda place: (likeness[place], -place))
        return best if likeness[best] >= _SAME else None

    def _likeness(self, words: Sequence[str], place: int) -> float:
        heard = self.words[place : place + len(words)]
        blocks = SequenceMatcher(None, words, heard, autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks) / len(words)

    def _stretched(self, begin: int, end: int) -> tuple[int, int]:
        """The cues from one to another, with as many after and then before as it takes."""
        while end + 1 < len(self.cues) and self._seconds(begin, end) < _SHORTEST_SECONDS:
            end += 1
        while begin > 0 and self._seconds(begin, end) < _SHORTEST_SECONDS:
            begin -= 1
        return begin, end

    def _seconds(self, begin: int, end: int) -> float:
        return self.cues[end].end - self.cues[begin].start


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _overlap(one: Soundbite, other: Soundbite) -> bool:
    return one.start < other.start + other.seconds and other.start < one.start + one.seconds
