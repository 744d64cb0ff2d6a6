"""Who says what: the name before a colon, and whom the words without a name belong to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from segue.speech import Cue

_LABEL = re.compile(r"\s*(?:>>\s*)?\[?([^\W_][^:\[\]\n]{0,39}?)\]?\s*:(?:\s+|$)(?=\S)")
_NUMBERED = re.compile(r"(?:speaker|voice|spk)[ _-]?(?:\d+|[a-z])", re.IGNORECASE)
_MOST_WORDS = 4
_FEWEST = 2


def named(cues: Sequence[Cue], people: Collection[str] = ()) -> tuple[Cue, ...]:
    """The cues, with the names before a colon as their speakers.

    "Remember: …" is no name. Known `people`, in small letters, and `Speaker 1` are always names;
    others are where the first cue has one that has several words, or another cue has one too.
    """
    labels = [None if cue.speaker else _label(cue.text) for cue in cues]
    told = [label for label in labels if label]
    first = labels[0] if labels else None
    is_named = bool(first) and (len(told) >= _FEWEST or " " in told[0])
    known = {
        label for label in told if is_named or label.lower() in people or _NUMBERED.fullmatch(label)
    }
    return tuple(_carried(_split(cues, labels, known)))


def voiced(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cues; where a file names a speaker only as another one begins, each cue with its own."""
    return tuple(_carried(cues))


def _label(text: str) -> str | None:
    match = _LABEL.match(text)
    if match is None:
        return None
    words = match[1].split()
    is_name = len(words) <= _MOST_WORDS and not words[0][0].islower()
    return " ".join(words) if is_name and not match[1].isdecimal() else None


def _split(cues: Iterable[Cue], labels: Iterable[str | None], known: set[str]) -> Iterator[Cue]:
    for cue, label in zip(cues, labels, strict=True):
        if label is None or label not in known:
            yield cue
        else:
            yield replace(cue, text=_LABEL.sub("", cue.text, count=1), speaker=label)


def _carried(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Each cue with the speaker who goes on, unless one is named twice in a row."""
    given = list(cues)
    if any(one.speaker and one.speaker == other.speaker for one, other in pairwise(given)):
        yield from given
        return
    speaker = None
    for cue in given:
        speaker = cue.speaker or speaker
        yield cue if cue.speaker == speaker else replace(cue, speaker=speaker)
