"""Names and hashtags of a text that its source does not have."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from segue.judging import key
from segue.social.grounding.ground import Ground

_TOKEN = re.compile(r"(?<![\w])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w])(?!-\d)")
_TAG_PART = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[^\WA-ZÀ-Þ_\d]+|\d+")
_OPENS = re.compile(r"(?:^|[.!?…:•→\n])[\s\"'“‘«(\[]*$")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_LONGEST_ACRONYM = 8
_SHORTEST_ROOT = 5
_TITLE_SHARE = 0.6
_TITLE_WORDS = 3
# Before a name, behind an hour, and oneself.
_NO_NAMES = frozenset(
    [
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "Prof",
        "Jr",
        "Sr",
        "Mme",
        "Sra",
        "Hr",
        "Fr",
        "AM",
        "PM",
        "I'm",
        "I'll",
        "I've",
        "I'd",
    ]
)


def unknown(text: str, source: Ground) -> Iterator[str]:
    """Names of a sentence that are in no sentence of the source.

    A name has a capital where the language's other words have none: inside a sentence, and not in a
    headline. In German, where every noun has one, two in a row are taken for a name.
    """
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    tokens = list(_TOKEN.finditer(text))
    capitals = [match[0][0].isupper() for match in tokens]
    if _is_headline(text, [match[0] for match in tokens]):
        return
    for at, match in enumerate(tokens):
        if not capitals[at] or len(match[0]) == 1 or _OPENS.search(text[: match.start()]):
            continue
        if source.words.nouns_have_capitals and not _has_neighbour(text, tokens, at):
            continue
        if (
            match[0].replace("’", "'") in _NO_NAMES
            or _is_known(match[0], source)
            or _is_joined(tokens, at, source)
        ):
            continue
        if not _is_written_out(tokens, at, source):
            yield match[0]


def _is_headline(text: str, words: list[str]) -> bool:
    """Whether capitals mean nothing: most longer words have one, and it does not end as a sentence.

    "Professor Miller of Mayo Clinic agrees." has as many, for it is made of names.
    """
    long = [word[0].isupper() for word in words if len(word) > _TITLE_WORDS]
    is_sentence = text.rstrip(" \n\"'”’)]").endswith(".")
    return not is_sentence and len(words) > _TITLE_WORDS and sum(long) > _TITLE_SHARE * len(long)


def is_tag(tag: str, source: Ground) -> bool:
    """Whether a hashtag is one of the episode's, or made of words that stand in it."""
    if tag.casefold() in source.tags or tag.casefold() in source.told_tags:
        return True
    parts = _TAG_PART.findall(tag)
    return all(_is_known(part, source) or part in source.text for part in parts)


def _is_known(word: str, source: Ground) -> bool:
    plain = key(word)
    forms = {plain, plain.removesuffix("s"), f"{plain}s", plain.replace("'", "")}
    if forms & source.vocabulary or _is_acronym(word, source) or _is_parted(word, source):
        return True
    if any(_is_had(other, source) for other in source.words.same.get(plain, ())):
        return True
    root = plain.removesuffix("s").removesuffix("n")  # America, American, Americans
    return len(root) >= _SHORTEST_ROOT and bool({root, f"{root}n", f"{root}ns"} & source.vocabulary)


def _is_had(word: str, source: Ground) -> bool:
    """Whether the source has a word; one in capitals, as US, only where it is written so."""
    return word.casefold() in (source.acronyms if word.isupper() else source.vocabulary)


def _is_parted(word: str, source: Ground) -> bool:
    """Whether the source writes it as several words, VS Code for VSCode; the rest is vocabulary."""
    parts = [part.casefold() for part in _TAG_PART.findall(word)]
    pattern = rf"\b{'[ -]'.join(map(re.escape, parts))}\b"
    return len(parts) > 1 and re.search(pattern, source.text) is not None


def _is_joined(tokens: list[re.Match[str]], at: int, source: Ground) -> bool:
    """Whether the source writes it and a neighbour as one word, Taskforce for Task Force."""
    pairs = itertools.pairwise(key(each[0]) for each in tokens[max(at - 1, 0) : at + 2])
    return any(f"{one}{other}" in source.vocabulary for one, other in pairs)


def _is_acronym(word: str, source: Ground) -> bool:
    """Whether its letters begin words of the source in a row, as those of CAH do."""
    letters = word.removesuffix("s")
    if letters.isupper() and letters.casefold() in source.acronyms:
        return True
    if not letters.isupper() or not 2 <= len(letters) <= _LONGEST_ACRONYM:  # noqa: PLR2004
        return False
    between = r"(?:\W+(?:of|the|and|for|to|in|de|la|und|der|des)\b)*\W+"
    pattern = between.join(rf"\b{re.escape(letter)}\w*" for letter in letters.casefold())
    return re.search(pattern, source.text) is not None


def _is_written_out(tokens: list[re.Match[str]], at: int, source: Ground) -> bool:
    """Whether it is part of a name that the source abbreviates: General Services … for GSA."""
    first = last = at
    while first and _continues(tokens[first - 1][0], source):
        first -= 1
    while last + 1 < len(tokens) and _continues(tokens[last + 1][0], source):
        last += 1
    initials = "".join(
        each[0][0].casefold() for each in tokens[first : last + 1] if each[0][0].isupper()
    )
    return any(
        initials[begin:end] in source.acronyms
        for begin in range(at - first + 1)
        for end in range(max(begin + 2, at - first + 1), len(initials) + 1)
    )


def _continues(word: str, source: Ground) -> bool:
    """Whether a word may be inside a name: it has a capital, or is a particle."""
    return word[0].isupper() or word in source.words.particles


def _has_neighbour(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a word with a capital stands right beside it, as first name and surname do."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(tokens) and tokens[other][0][0].isupper():
            low, high = sorted((at, other))
            is_near = text[tokens[low].end() : tokens[high].start()] == " "
            if is_near and not _OPENS.search(text[: tokens[low].start()]):
                return True
    return False
