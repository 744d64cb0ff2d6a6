"""Claims that go further than their source: promises it does not make, and doubts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segue.judging import key
from segue.sentences import asks
from segue.social.grounding.ground import WORD, Ground, Reading, Told, normal

_STEM = 4
_SAME = 0.6
_AHEAD = 3
# "Nominations are open" does not say what "anyone may nominate" says.
_NOUN = re.compile(r"(?:tions?|ments?|ness|ung(?:en)?|ci[oó]n(?:es)?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """The words that go too far, and the sentence that does not."""

    text: str
    why: str
    near: Told | None = None


def bold(said: Reading, source: Ground) -> Iterator[Claim]:
    """What a sentence claims and the source does not, or only with a `may`, an `if`, a `not`."""
    if not asks(said.told.text.rstrip()):
        yield from _unmade(said, source)
        yield from _unhedged(said, source)


def _unmade(said: Reading, source: Ground) -> Iterator[Claim]:
    """Strong words that the source does not have, or has only in the negative."""
    words = source.words
    for match in words.claims.finditer(said.told.text):
        stem = normal(match[0].split()[-1])[:_STEM]
        having = [one for one in source.told if _has(one.text, stem)]
        if not having:
            yield Claim(match[0], "which the episode does not make")
        elif (
            len(match[0].split()) == 1
            and not words.negations.search(said.told.text)
            and not words.hedges.search(said.told.text)
        ):
            denied = [one for one in having if words.negations.search(one.text)]
            if len(denied) == len(having):
                yield Claim(
                    match[0], "which the episode makes only with a “not” or an “if”", denied[0]
                )


def _unhedged(said: Reading, source: Ground) -> Iterator[Claim]:
    """A sentence told as certain where the one that it repeats says `may`."""
    words = source.words
    text = said.told.text
    if words.hedges.search(text) or words.negations.search(text):
        return
    stems = {stem for _, stem in said.stems}
    for one in source.readings if stems else ():
        modal = words.modals.search(one.told.text)
        if modal is None or _is_name(modal) or len(stems & one.stem_set) < _SAME * len(stems):
            continue
        ahead = WORD.findall(one.told.text[modal.end() :])[:_AHEAD]
        content = [key(word)[:_STEM] for word in ahead if len(word) > _STEM - 1]
        phrase = _phrase(text, content[0]) if content else ""
        if phrase and not _NOUN.search(phrase):
            yield Claim(phrase, f"which the episode makes with “{modal[0]}”", one.told)
            return


def _has(text: str, stem: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(stem)}", normal(text)) is not None


def _is_name(modal: re.Match[str]) -> bool:
    """Whether it is the month of May."""
    return modal[0][0].isupper() and modal.start() > 0


def _phrase(text: str, stem: str) -> str:
    """The word of the text that begins so, or nothing."""
    return next((word for word in WORD.findall(text) if key(word).startswith(stem)), "")
