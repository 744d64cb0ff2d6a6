"""How well a sentence would do on its own, away from its article, or that it must not be used."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from segue import languages
from segue.sentences import asks, is_whole

SHORTEST, LONGEST = 40, 320
_SHORT_ENOUGH = 100
_FEWEST_WORDS = 5
_SHORTEST_ITEM = 70
_TOPIC_WORDS = 6

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
# What only a machine or an advertisement writes; holds for every language.
_JUNK = re.compile(
    r"""https?://|www\.|\b[\w-]+\.(?:com|org|net|io|co|de|uk|eu)\b|\S@\S|(?<!\w)[@#]\w
    |\{\{|\{%|\*\||\|\*|\[\[|\]\[|\]\(|%%|%[A-Z_]+%|<<|>>|\$\{|\||©|®|[▶►→»]\s|&\w+;|[\w/-]{45}""",
    re.VERBOSE,
)
# Nearly every sentence holds none of these, and then it can't match the slow pattern above.
_SUSPECT = re.compile(r"[@#{*\[%<>$|&;©®▶►→»/]|\.\w|www|[\w-]{45}")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
SPEECH = re.compile(r"“[^“”]*”|\"[^\"]*\"|„[^„“]*“|«[^«»]*»")
"""What somebody said, without who it was."""

_TERM_AND_MEANING = re.compile(r"^.{2,60}?(?:\s[–—-]|:)\s")
_NUMBER = re.compile(r"\d")
NEVER = re.compile(r"(?!)")
"""What matches nothing, for a language that has no such words."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """One language's wordings, compiled; a language without a file of them matches nothing."""

    opens_leaning: re.Pattern[str]
    leans_inside: re.Pattern[str]
    pointers: re.Pattern[str]
    contrast: re.Pattern[str]
    firsts: re.Pattern[str]
    extremes: re.Pattern[str]
    setups: re.Pattern[str]
    calls: re.Pattern[str]
    asides: re.Pattern[str]
    own_voice: re.Pattern[str]
    verbs: re.Pattern[str] | None
    common: frozenset[str]

    def words(self, text: str) -> list[str]:
        """The words that tell what a text is about, alike for singular and plural."""
        found: list[str] = []
        for word in _WORD.findall(text):
            lower = key(word)
            if not lower.isascii() and _WIDE.search(lower):
                found.extend(lower[at : at + 2] for at in range(max(len(lower) - 1, 1)))
            elif len(lower) > 1 and lower not in self.common:
                found.append(lower.removesuffix("s") if len(lower) > 4 else lower)  # noqa: PLR2004
        return found

    def topic(
        self,
        headings: Iterable[str],
        sentences: Iterable[Sequence[str]],
        most: int = _TOPIC_WORDS,
    ) -> frozenset[str]:
        """The few words that an article is most about; a heading's word counts three times."""
        counted = Counter(word for words in sentences for word in words)
        for heading in headings:
            for word in self.words(heading):
                counted[word] += 3
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return frozenset(word for word, _ in ranked[:most])

    def is_junk(self, text: str) -> bool:
        """Whether it is no part of the matter: a call, a bio, a handle, scraped leftovers."""
        return _is_junk(self, text)

    def leans(self, text: str) -> bool:
        """Whether it can't be understood without what stands before it."""
        bare = text.lstrip("\"'“‘«([ ")
        return (
            self.opens_leaning.match(bare) is not None
            or self.leans_inside.search(text) is not None
            or bare[:1].islower()
            or text.startswith("(")
        )

    def appeal(self, text: str, kind: str, words: Sequence[str], topic: frozenset[str]) -> float:
        """From 0 to 1, how likely it makes a reader stop; -1 where it must not stand alone.

        `words` are the sentence's own (`words`), `topic` those of its article.
        """
        characters = size(text)
        if not SHORTEST <= characters <= LONGEST or not self._is_statement(text, kind):
            return -1.0
        if self.leans(text) or self.is_junk(text) or self.setups.match(text):
            return -1.0
        features = (
            (0.20, 70 <= characters <= 200),  # noqa: PLR2004 - measured range
            (0.15, _NUMBER.search(text) is not None),
            (0.15, bool(self.firsts.search(text) or self.extremes.search(text))),
            (0.12, self.contrast.search(text) is not None),
            (0.08, asks(text)),
            (0.15, len(topic.intersection(words)) > 1),
            (-0.30, self.own_voice.search(text) is not None),
            (-0.10, text.endswith("!")),
            (-0.15, kind == "item"),
        )
        return min(max(0.3 + sum(weight for weight, holds in features if holds), 0.0), 1.0)

    def _is_statement(self, text: str, kind: str) -> bool:
        """A whole sentence of running text: no row, no term with its meaning, no short step."""
        if kind in {"row", "quote"} or not is_whole(text) or SPEECH.fullmatch(text):
            return False
        if kind == "item" and (len(text) < _SHORTEST_ITEM or _TERM_AND_MEANING.match(text)):
            return False
        if _WIDE.search(text):
            return True
        many = len(_WORD.findall(text)) >= _FEWEST_WORDS
        return many and (self.verbs is None or self.verbs.search(text) is not None)


@functools.cache
def judge(language: str) -> Judge:
    """The judge for a language (as en or pt-BR)."""
    file = Path(__file__).parent / "cues" / f"{languages.base(language)}.toml"
    cues: dict[str, list[str]] = {}
    common = ""
    if file.is_file():
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        common = read.pop("common", "")
        cues = read
    return Judge(
        opens_leaning=any_of(cues.get("opens_leaning", ()), r"(?:{})(?!\w)"),
        leans_inside=any_of(cues.get("leans", ())),
        pointers=any_of(cues.get("pointers", ())),
        contrast=any_of(cues.get("contrast", ())),
        firsts=any_of(cues.get("firsts", ())),
        extremes=any_of(cues.get("extremes", ())),
        setups=any_of(cues.get("setups", ()), r"(?:{})(?!\w)"),
        calls=any_of(cues.get("calls", ())),
        asides=any_of(cues.get("asides", ())),
        own_voice=any_of(cues.get("own_voice", ())),
        verbs=any_of(cues["verbs"]) if "verbs" in cues else None,
        common=frozenset(common.split()),
    )


@functools.cache
def common_words() -> frozenset[str]:
    """The words too common to tell anything, of every language that has a file."""
    files = (Path(__file__).parent / "cues").glob("*.toml")
    return frozenset(word for file in sorted(files) for word in judge(file.stem).common)


@functools.lru_cache(maxsize=8192)
def _is_junk(by: Judge, text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return (
        not letters
        or (letters > 3 and sum(map(str.isupper, text)) > 0.6 * letters)  # noqa: PLR2004 - "MS?"
        or (_SUSPECT.search(text) is not None and _JUNK.search(text) is not None)
        or by.calls.search(text) is not None
        or by.asides.search(text) is not None
        or not _is_balanced(text)
    )


def any_of(wordings: Iterable[str], frame: str = r"(?<!\w)(?:{})(?!\w)") -> re.Pattern[str]:
    """A pattern for any of the wordings, in capitals or not, set into `frame`; none: `NEVER`."""
    joined = "|".join(f"(?:{wording})" for wording in wordings)
    return re.compile(frame.replace("{}", joined), re.IGNORECASE) if joined else NEVER


def _is_balanced(text: str) -> bool:
    pairs = all(text.count(left) == text.count(right) for left, right in _PAIRS)
    return pairs and text.count('"') % 2 == 0


def key(word: str) -> str:
    """A word as it is looked up: without capitals, apostrophes alike, no genitive."""
    return word.casefold().replace("’", "'").removesuffix("'s")


def size(text: str) -> int:
    """Its length in Latin letters: a Chinese character says as much as 2.5 of them."""
    return len(text) + len(_WIDE.findall(text)) * 3 // 2


def brevity(text: str) -> float:
    """From 1, no reader would wish it shorter, to 0, the longest that can stand alone."""
    return (LONGEST - min(max(size(text), _SHORT_ENOUGH), LONGEST)) / (LONGEST - _SHORT_ENOUGH)
