"""What stays together where a text is broken or wrapped: names, terms, figures, dates, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from segue.judging import common_words, key
from segue.model import Episode

_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_CLOSED = re.compile(r"[,;:!?…)\]”»。、，]$|(?<!\b[A-Z])\.[”»)\"']?$")
_ADDRESS_FORM = re.compile(
    r"[(“\"]?(?:dr|mr|mrs|ms|prof|st|fr|hr|sr|sra|mme|no|nr|fig|vs|approx|ca|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)\.",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"[(“\"]?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six"
    r"|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?"
    r"|billions?|trillions?|dozens?|half|twice|per)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[(“\"']?[^\W\d_]")
_JOINING = frozenset({"of", "de", "del", "di", "da", "du", "la", "van", "von", "der", "for"})
_SHORT_FORM = re.compile(r"\([^\s()]{1,24}\)\W*")
_STOP = re.compile(r"[.!?…:]\W*$")
_EDGE = re.compile(r"^\W+|\W+$")


def terms(episode: Episode) -> Sequence[str]:
    """What an episode's settings and front matter name in several words."""
    show = episode.show
    guests = (guest.name for guest in episode.guests)
    named = (*show.social.keep_together, *episode.tags, *guests, show.author, show.title)
    return tuple(dict.fromkeys(name for name in named if len(name.split()) > 1))


def ties(text: str, named: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Each stretch of white space, as (start, end), that parts what belongs together.

    That is a figure and what it counts, the parts of a date, a name of several words, a term and
    its short form in brackets, and whatever is `named`.
    """
    found = list(_WORD.finditer(text))
    words = [match[0] for match in found]
    told = _named(words, named)
    for at in range(len(words) - 1):
        if at in told or _belong(words, at):
            yield found[at].end(), found[at + 1].start()


def _belong(words: Sequence[str], at: int) -> bool:
    """Whether a word and the next one are one thing to a reader."""
    word, following = words[at], words[at + 1]
    if _CLOSED.search(word) and not _ADDRESS_FORM.fullmatch(word):
        # "September 3, 2025"
        return bool(_DIGIT.search(word) and word.endswith(",") and _DIGIT.search(following))
    counts = _DIGIT.search(word) or _DIGIT.search(following) or _NUMBER_WORD.fullmatch(word)
    return bool(counts) or _is_term(words, at) or _is_name(words, at)


def _is_term(words: Sequence[str], at: int) -> bool:
    """Whether both words are a title and its name, or a term before its short form in brackets."""
    after = words[at + 2] if at + 2 < len(words) else ""
    shortened = _SHORT_FORM.fullmatch(after) and not _CLOSED.search(words[at + 1])
    return bool(
        _ADDRESS_FORM.fullmatch(words[at]) or _SHORT_FORM.fullmatch(words[at + 1]) or shortened
    )


def _is_name(words: Sequence[str], at: int) -> bool:
    """Whether both words are of one name: Nebraska Medical, University of, of Nebraska."""
    before, word, following, after = ("", *words, "", "")[at : at + 4]
    if word in _JOINING:
        return _has_capital(before) and _has_capital(following)
    if (not before or _STOP.search(before)) and key(word) in common_words():
        return False  # "Because CAR-T": it only begins the sentence
    return _has_capital(word) and (
        _has_capital(following) or (following in _JOINING and _has_capital(after))
    )


def _has_capital(word: str) -> bool:
    first = _NAME.match(word)
    return first is not None and first[0][-1].isupper()


def _named(words: Sequence[str], named: Iterable[str]) -> frozenset[int]:
    """The places of the words, inside of what is named, that another one of it follows."""
    plain = [_EDGE.sub("", word).casefold() for word in words]
    places: set[int] = set()
    for name in named:
        parts = [_EDGE.sub("", part).casefold() for part in name.split()]
        for at in range(len(plain) - len(parts) + 1):
            if plain[at : at + len(parts)] == parts:
                places.update(range(at, at + len(parts) - 1))
    return frozenset(places)
