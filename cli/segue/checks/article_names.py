"""Names of one thing that differ: “MS Mobility Tools Guide”, “MS Mobility Equipment Guide”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segue.checks import code, warning
from segue.errors import Problem
from segue.model import Episode
from segue.phrases import phrases
from segue.release import Bundle

_FEWEST_WORDS, _MOST_WORDS = 4, 6
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
# A capital after a small letter, as in GitHub: nobody spells so by chance.
_CAMEL = re.compile(
    r"(?<![\w@#./-])[A-Z][a-z]+[A-Z]\w*(?![\w/@])|(?<![\w@#./-])[A-Z][a-z]{3,}(?![\w@])(?!\.\w)"
)
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")


Masked = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name as somebody wrote it, and on which line."""

    words: tuple[str, ...]
    line: int

    def __str__(self) -> str:
        return " ".join(self.words)


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every name that is written like an earlier one, but for a word or a capital."""
    for release in bundle.releases:
        episode = release.episode
        texts = list(_texts(episode))
        yield from _renamed(texts, episode)
        yield from _respelled(texts, episode)


def _texts(episode: Episode) -> Iterator[tuple[str, int]]:
    """Everything that readers are told, with its line, in the order of the file."""
    found = [(episode.title, episode.lines.get("title", 1))]
    found.append((episode.description or "", episode.lines.get("description", 1)))
    for call in episode.calls:
        found += [(part, call.line) for part in (call.title, call.text, call.button)]
    for section in episode.article.sections:
        found.append((section.heading or "", section.line))
        for block in section.blocks:
            found += [(sentence.text, sentence.line) for sentence in block.sentences]
    return iter(sorted(found, key=lambda one: one[1]))


def _renamed(texts: list[tuple[str, int]], episode: Episode) -> Iterator[Problem]:
    """Names of the show's things, as of a guide, that differ in one word."""
    products = phrases(episode.show.language).products
    whole: dict[Masked, Named] = {}
    ends: dict[Masked, Named] = {}
    for text, line in texts:
        for name in _product_names(text, line, products):
            length = len(name.words)
            alike = [ends.get(key) for key in _masked(name, length)]
            for size in range(_FEWEST_WORDS, length):
                alike += [whole.get(key) for key in _masked(name, size)]
            earlier = next((one for one in alike if one and _differ(one, name)), None)
            if earlier is not None:
                yield warning(
                    episode,
                    "name-differs",
                    f"“{name}” may be what is called “{earlier}” on line {earlier.line}",
                    line,
                    "use one name, if it is one thing",
                )
            for size in range(_FEWEST_WORDS, length + 1):
                for key in _masked(name, size):
                    ends.setdefault(key, name)
            for key in _masked(name, length):
                whole.setdefault(key, name)


def _masked(name: Named, size: int) -> Iterator[Masked]:
    """The last words of a name without one that stands inside: what a twin of it shares."""
    words = _folded(name)[-size:]
    for at in range(1, size - 1):
        yield at, (*words[:at], *words[at + 1 :])


def _differ(one: Named, other: Named) -> bool:
    size = min(len(one.words), len(other.words))
    return _folded(one)[-size:] != _folded(other)[-size:]


def _product_names(text: str, line: int, products: frozenset[str]) -> Iterator[Named]:
    """Words in capitals up to one that a product's name ends with."""
    words: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        is_next = text[end : match.start()] in {" ", "-"}
        end = match.end()
        if not match[0][0].isupper():
            words = []
            continue
        words = [*(words if is_next else []), match[0]][-_MOST_WORDS:]
        if match[0].casefold() in products and len(words) >= _FEWEST_WORDS:
            yield Named(tuple(words), line)


def _folded(name: Named) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in name.words)


def _respelled(texts: list[tuple[str, int]], episode: Episode) -> Iterator[Problem]:
    """A name with a capital inside, as GitHub, that is elsewhere written with other capitals."""
    typed = code(episode)
    known: dict[str, dict[str, int]] = {}
    for text, line in texts:
        for word in _CAMEL.findall(text):
            if word not in typed:
                known.setdefault(word.casefold(), {}).setdefault(word, line)
    for spellings in known.values():
        if len(spellings) > 1 and any(_INNER_CAPITAL.search(word) for word in spellings):
            (first, place), *others = spellings.items()
            for word, line in others:
                yield warning(
                    episode,
                    "name-spelling",
                    f"“{word}” is spelled “{first}” on line {place}",
                    line,
                    "use one spelling",
                )
