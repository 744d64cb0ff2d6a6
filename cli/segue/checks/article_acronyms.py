"""Acronyms that the article nowhere writes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from segue.checks import code, is_about_health, warning
from segue.errors import Problem
from segue.model import Episode, Sentence
from segue.phrases import Phrases, phrases
from segue.release import Bundle

_ACRONYM = re.compile(r"(?<![\w@#./&'’-])([A-Z]{2,5})(?:s|['’]s)?(?![\w@/&-]|\.\w|['’]\w)")
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = (
    re.compile(r"[(\[*]+([A-Z]{2,5})s?\b"),
    re.compile(r"\b([A-Z]{2,5})s?[*_\])]*\s*[(:=–—]"),
)
_SHOUTED = 0.6
# What can be spoken as a word is mostly a word, or a name: HAND, JAMA. Letters are spelled: EDSS.
_SPEAKABLE = re.compile(r"[^AEIOUY]{0,2}[AEIOUY]+[^AEIOUY]{1,2}(?:[AEIOUY]+[^AEIOUY]{0,2})?")
_SPOKEN_LETTERS = 4
# Two letters are as often somebody's initials; who uses them again means something by them.
_FEW_LETTERS, _FEW_USES = 2, 3


def check(bundle: Bundle) -> Iterator[Problem]:
    """Each acronym once, where it stands first: in shows about health, or where asked for."""
    for release in bundle.releases:
        is_asked = bundle.show.check.asks_for("acronym-undefined")
        if is_asked or is_about_health(bundle, release.episode):
            yield from _undefined(release.episode)


def _undefined(episode: Episode) -> Iterator[Problem]:
    words = phrases(episode.show.language)
    known = words.acronyms | _listed(episode)
    told = _Told(episode, words)
    for acronym, sentence in _first_uses(episode).items():
        is_shouted = acronym.casefold() in words.shouted
        if not (is_shouted or acronym in known or told.explains(acronym)):
            yield warning(
                episode,
                "acronym-undefined",
                f"{acronym} is nowhere written out",
                sentence.line,
                f"write what it stands for, then ({acronym}); known ones go into [check] acronyms",
            )


def _listed(episode: Episode) -> frozenset[str]:
    """Those that the show or the episode itself takes for known."""
    named = " ".join([episode.show.title, *episode.tags, *episode.show.check.acronyms])
    return frozenset(_WORD.findall(named))


def _first_uses(episode: Episode) -> dict[str, Sentence]:
    """Each acronym of the running text with the sentence that has it first; code has none."""
    typed = set(_WORD.findall(code(episode)))
    found: dict[str, Sentence] = {}
    uses: Counter[str] = Counter()
    for sentence in episode.article.sentences:
        letters = [letter for letter in sentence.text if letter.isalpha()]
        if sum(map(str.isupper, letters)) > _SHOUTED * len(letters):
            continue
        for acronym in _ACRONYM.findall(sentence.text):
            if acronym not in typed and not _is_word(acronym):
                found.setdefault(acronym, sentence)
                uses[acronym] += 1
    return {name: one for name, one in found.items() if _is_used(name, uses[name])}


def _is_word(acronym: str) -> bool:
    is_long = len(acronym) >= _SPOKEN_LETTERS
    return is_long and _SPEAKABLE.fullmatch(acronym) is not None


def _is_used(acronym: str, uses: int) -> bool:
    return len(acronym) > _FEW_LETTERS or uses >= _FEW_USES


class _Told:
    """What an episode says in words, in which an acronym may be written out."""

    def __init__(self, episode: Episode, words: Phrases) -> None:
        self.small = words.small
        texts = [*_texts(episode)]
        whole = "\n".join([*texts, episode.article.markdown])
        said = re.compile(rf"\b([A-Z]{{2,5}})s?[,*”\"]*\s(?:{words.spelled_out})")
        self.plainly = {
            name
            for pattern in (*_BRACKETED, *([said] if words.spelled_out else []))
            for name in pattern.findall(whole)
        }
        self.initials = "\n".join(line for text in texts for line in self._initials(text))

    def explains(self, acronym: str) -> bool:
        """Whether it stands in brackets or before them, is said to be short, or is spelled out."""
        return acronym in self.plainly or acronym.casefold() in self.initials

    def _initials(self, text: str) -> Iterator[str]:
        """The first letters of a text's words, with those of small words and without."""
        words = [word.casefold() for word in _WORD.findall(text)]
        yield "".join(word[0] for word in words)
        yield "".join(word[0] for word in words if word not in self.small)


def _texts(episode: Episode) -> Iterator[str]:
    """Everything that readers are told of an episode and its show."""
    show = episode.show
    yield from (episode.title, episode.description or "", *episode.tags)
    yield from (show.title, show.description or "")
    for section in episode.article.sections:
        yield section.heading or ""
        yield from (block.text for block in section.blocks)
    for call in episode.calls:
        yield from (call.title, call.text)
