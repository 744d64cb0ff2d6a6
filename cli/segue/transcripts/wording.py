"""A transcript set right: people under their names, and the words that its engine can't know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from segue.characters import one_line
from segue.speech import Correction, Cue, Transcript
from segue.transcripts.lines import tidy


@dataclass(frozen=True, slots=True)
class Wording:
    """What an episode says of its transcripts: who is heard, and the show's settings."""

    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> Mapping[str, str]:
        """The person behind each label, in small letters, that a transcript may give them.

        That is a full name, a word of it that nobody else's has, or what the settings say.
        """
        people = [*dict.fromkeys((*self.hosts, *self.guests))]
        words = Counter(word for person in people for word in set(person.casefold().split()))
        roles = {"host": self.hosts, "guest": self.guests}
        found = {role: named[0] for role, named in roles.items() if len(named) == 1}
        for person in people:
            parts = map(str.casefold, person.split())
            found |= {part: person for part in parts if words[part] == 1}
            found[person.casefold()] = person
        given = ((label.casefold(), one_line(name)) for label, name in self.speakers.items())
        return found | {label: found.get(name.casefold(), name) for label, name in given}


def settled(transcript: Transcript, wording: Wording) -> Transcript:
    """The transcript with the names and the words that the show wants, and what was corrected."""
    labels = wording.labels
    named = [
        replace(cue, speaker=labels.get(cue.speaker.casefold(), cue.speaker))
        if cue.speaker
        else cue
        for cue in transcript.cues
    ]
    glossary = {
        _plain(wrong): (wrong, right) for wrong, right in wording.replace.items() if _plain(wrong)
    }
    if not glossary:
        return replace(transcript, cues=tuple(named))
    counts: Counter[str] = Counter()
    cues = tuple(_corrected(named, glossary, counts))
    made = (Correction(*glossary[key], times) for key, times in sorted(counts.items()) if times)
    return replace(transcript, cues=cues, corrections=tuple(made))


def _corrected(
    cues: Sequence[Cue], glossary: Mapping[str, tuple[str, str]], counts: Counter[str]
) -> Iterator[Cue]:
    """The cues with the glossary's words; one of which nothing is left is gone."""
    pattern = _pattern(glossary)

    def correct(match: re.Match[str]) -> str:
        key = _plain(match[0])
        right = glossary[key][1]
        counts[key] += match[0] != right
        return right

    for cue in cues:
        text = pattern.sub(correct, cue.text)
        if text == cue.text:
            yield cue
        elif tidy(text):
            yield replace(cue, text=tidy(text))


def _pattern(keys: Mapping[str, object]) -> re.Pattern[str]:
    """Finds any of the keys as whole words, the longest first, whatever parts their words."""
    ordered = sorted(keys, key=len, reverse=True)
    found = "|".join(r"\s+".join(map(re.escape, key.split())) for key in ordered)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
