"""Sentences: too long to be followed, and a word that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.characters import shortened
from segue.checks import code, warning
from segue.errors import Problem
from segue.model import Episode, Sentence
from segue.phrases import Phrases, phrases
from segue.release import Bundle

LONGEST_WORDS = 35
_SHOWN = 60
# An end of a sentence that is none by the rules: before a name in small letters, in a quotation.
_END = re.compile(r"(?<=\w{3}[.!?])[\"”’)]*\s+")
_WORD = re.compile(r"[^\W_]")
_TWICE = re.compile(r"(?<![\w'’.-])([^\W\d_]+)\s+\1(?![\w'’-])", re.IGNORECASE)
_SHORTEST = 4
_QUOTE = tuple("“‘\"'„«(")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every sentence that a reader would have to read again."""
    for release in bundle.releases:
        episode = release.episode
        words = phrases(episode.show.language)
        broken, typed = _broken(episode), code(episode)
        for section in episode.article.sections:
            for block in section.blocks:
                for sentence in block.sentences:
                    if block.kind != "row":
                        yield from _twice(sentence, words, typed, episode)
                    if block.kind in {"paragraph", "item"} and sentence.line not in broken:
                        yield from _long(sentence, episode)


def _broken(episode: Episode) -> frozenset[int]:
    """The lines that a hard break ends: what stands above it may be no part of the sentence."""
    lines = episode.article.markdown.split("\n")
    return frozenset(
        number
        for number, line in enumerate(lines, episode.article.line)
        if line.endswith(("  ", "\\")) or line.rstrip().endswith(("<br>", "<br/>", "<br />"))
    )


def _long(sentence: Sentence, episode: Episode) -> Iterator[Problem]:
    words = max((_words(part) for part in _END.split(sentence.text)), default=0)
    if words > LONGEST_WORDS:
        yield warning(
            episode,
            "long-sentence",
            f"a sentence of {words} words: “{shortened(sentence.text, _SHOWN)}”",
            sentence.line,
            f"make two of it; after {LONGEST_WORDS} words people read again",
        )


def _twice(sentence: Sentence, words: Phrases, typed: str, episode: Episode) -> Iterator[Problem]:
    """Each word once that a sentence has twice in a row; `typed` is the article's code."""
    seen: set[str] = set()
    for match in _TWICE.finditer(sentence.text):
        if match[0] in seen or match[0] in typed:
            continue
        seen.add(match[0])
        is_never = match[1].casefold() in words.never_twice
        is_slip = is_never or _is_slip(match, words, episode.article.markdown)
        if is_slip and not _is_name(match):
            message = f"“{match[1]}” stands twice: “{_around(sentence.text, match)}”"
            yield warning(episode, "word-twice", message, sentence.line, "take one of the two out")


def _is_slip(match: re.Match[str], words: Phrases, article: str) -> bool:
    """Whether another word of some length stands twice by mistake: no name, term or emphasis."""
    word = match[1]
    is_plain = word.islower() and len(word) >= _SHORTEST and match[0].endswith(word)
    is_term = article.count(f"{word} {word}") > 1 or match.string[: match.start()].endswith(_QUOTE)
    is_judged = bool(words.never_twice) and word not in words.may_stand_twice
    return is_plain and is_judged and not is_term


def _words(text: str) -> int:
    return sum(_WORD.search(word) is not None for word in text.split())


def _is_name(match: re.Match[str]) -> bool:
    """Whether one of the two is a name or a title, as in “then Will will”, “the The Stars”."""
    first, second = match[0].split()
    begins = match.start() == 0 or match.string[match.start() - 1] in _QUOTE
    return not second.islower() or not (first.islower() or begins)


def _around(text: str, match: re.Match[str]) -> str:
    begin = text.rfind(" ", 0, max(match.start() - 15, 0)) + 1
    end = text.find(" ", min(match.end() + 15, len(text)))
    return text[begin : end if end >= 0 else len(text)]
