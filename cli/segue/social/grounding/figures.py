"""The numbers of a text with what they count: figures and words, money, shares, times, codes."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from segue.judging import any_of
from segue.social.grounding.wording import Wording

Kind = Literal["number", "share", "money", "multiple", "ordinal", "time", "code", "one"]

_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
_MONEY_UNITS = frozenset({*_CURRENCIES.values()})
_SIGNS = "".join(_CURRENCIES)
_NUMERAL = r"\d{1,3}(?:[,.'’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_CODE = re.compile(
    r"(?<![\w.,])(?:[^\W\d_]+\d\w*(?:-\w*\d\w*)*|[A-Z][^\W\d_]*[-‑]\d\w*|\d+(?!s\b)[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]\w*)"
)
_TIME = re.compile(
    r"(?<![\d:.,])(\d{1,2})(?::(\d{2})(?::\d{2})?(?!\d)\s?([ap])?\.?m?\b\.?|\s?([ap])\.?m\b\.?)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<![\d/.,])(?:(\d+)(?:\s|(?=[{_VULGAR}])))?(?:(\d+)[/⁄](\d+)(?![\d/])|([{_VULGAR}]))"
)
_AMOUNT = re.compile(
    rf"""(?<![\w.,])(?P<sign>(?:US)?[{_SIGNS}]\s?)?(?P<numeral>{_NUMERAL})
    (?P<power>\s?[×x]\s?10(?P<exponent>\^[-−]?\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|[eE](?P<short>[+-]?\d+)(?!\w))?
    (?P<attached>[^\W\d_]{{1,2}}(?!\w))?\+?(?P<after>\s?[{_SIGNS}](?!\s?\d))?""",
    re.VERBOSE,
)
_WORDS = re.compile(r"[^\W\d_]+\.?")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# Where a space parts thousands: 1 021.
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_LARGEST_EXPONENT = 40
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is said (`text`, at `start`) and its value; `unit` is what follows it."""

    text: str
    start: int
    value: Fraction | str
    kind: Kind = "number"
    unit: str = ""

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)

    def is_said_by(self, source: Figure) -> bool:
        """Whether a source's figure says the same, be it spelled otherwise."""
        if self.value != source.value:
            return False
        return source.kind == self.kind or (self.kind, source.kind) in _ALIKE


_ALIKE = frozenset(
    {
        ("number", "money"), ("number", "one"), ("number", "multiple"),
        ("number", "share"), ("share", "number"), ("ordinal", "number"), ("multiple", "number"),
        ("one", "number"), ("one", "ordinal"),
    }
)  # fmt: skip


def figures(text: str, words: Wording) -> tuple[Figure, ...]:
    """Every number of a text, in order."""
    found: list[Figure] = []
    if words.thousands == " ":
        text = _SPACED.sub("\u00a0", text)
    for finder in (_times, _shares, _fractions, _codes, _amounts, _worded):
        for figure in list(finder(text, words)):
            found.append(figure)
            text = f"{text[: figure.start]}{' ' * len(figure.text)}{text[figure.end :]}"
    return tuple(sorted(found, key=lambda one: one.start))


def value(numeral: str, words: Wording) -> Fraction | str:
    """The value of a figure as typed; the text itself where it is none, as a version 3.1.0."""
    bare = re.sub(r"['’\u00a0\u202f\u2009]", "", numeral)
    marks = [mark for mark in bare if mark in ".,"]
    if not marks:
        return Fraction(bare)
    last = marks[-1]
    groups = re.split(r"[.,]", bare)
    if len(set(marks)) > 1:
        whole = "".join(groups[:-1])
        return Fraction(f"{whole}.{groups[-1]}") if marks.count(last) == 1 else bare
    are_thousands = all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004
    if len(marks) > 1:
        return Fraction("".join(groups)) if are_thousands else bare
    # Three noughts behind a mark are thousands in any language: nobody measures 10.000.
    is_mark = last == words.decimal and groups[1] != "000"
    is_decimal = is_mark or not are_thousands or len(groups[0]) > 3  # noqa: PLR2004
    return Fraction(f"{groups[0]}.{groups[1]}" if is_decimal else "".join(groups))


def _times(text: str, words: Wording) -> Iterator[Figure]:
    del words
    for match in _TIME.finditer(text):
        half = (match[3] or match[4] or "").lower()
        hour = int(match[1])
        if half:
            hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
        minutes = hour * 60 + int(match[2] or 0)
        yield Figure(match[0].rstrip(), match.start(), Fraction(minutes), "time")


def _shares(text: str, words: Wording) -> Iterator[Figure]:
    for match in _phrases(tuple(words.shares)).finditer(text):
        part = words.shares[" ".join(re.split(r"[\s-]+", match[0].casefold()))]
        yield Figure(match[0], match.start(), part, "share")
    for match in _phrases(tuple(words.multiples)).finditer(text):
        times = Fraction(words.multiples[match[0].casefold()])
        yield Figure(match[0], match.start(), times, "multiple")


def _fractions(text: str, words: Wording) -> Iterator[Figure]:
    del words
    for match in _FRACTION.finditer(text):
        whole = Fraction(match[1] or 0)
        if match[4]:
            part = Fraction(unicodedata.numeric(match[4])).limit_denominator(10)
        elif int(match[3]) and not match[1]:
            part = Fraction(int(match[2]), int(match[3]))
        else:
            continue
        yield Figure(match[0], match.start(), whole + part, "share" if not whole else "number")


def _amounts(text: str, words: Wording) -> Iterator[Figure]:
    for match in _AMOUNT.finditer(text):
        attached = match["attached"] or ""
        if attached in {"x", "×"}:
            yield Figure(match[0], match.start(), value(match["numeral"], words), "multiple")
            continue
        end = match.end("after") if match["after"] else match.end()
        amount = _multiplied(match, words)
        sign = (match["sign"] or match["after"] or "").strip().removeprefix("US")
        scale, end = _scale(text, end, words)
        if isinstance(amount, Fraction):
            amount *= scale
        typed = text[match.start() : end].rstrip()
        is_ordinal = re.fullmatch(words.day_suffixes, attached) is not None
        yield _measured(
            Figure(typed, match.start(), amount, "ordinal" if is_ordinal else "number"),
            text,
            words,
            _CURRENCIES.get(sign) or ("" if attached == "s" else words.units.get(attached, "")),
        )


def _multiplied(match: re.Match[str], words: Wording) -> Fraction | str:
    amount = value(match["numeral"], words)
    power = (match["exponent"] or match["short"] or "").translate(_SUPERSCRIPTS)
    exponent = power.replace("−", "-").lstrip("^")
    if isinstance(amount, str):
        return amount
    if exponent and abs(int(exponent)) <= _LARGEST_EXPONENT:
        amount *= Fraction(10) ** int(exponent)
    return amount * words.attached.get(match["attached"] or "", 1)


def _scale(text: str, end: int, words: Wording) -> tuple[int, int]:
    """What the word right after a figure multiplies it with, and where that word ends."""
    match = re.compile(r"[\s-]?([^\W\d_]+\.?)").match(text, end)
    scale = match and (words.scales.get(match[1].casefold()) or words.scales.get(match[1][:-1]))
    return (scale, match.end()) if match and scale else (1, end)


def _measured(figure: Figure, text: str, words: Wording, unit: str) -> Figure:
    """The figure with what it counts: per cent, money, or the unit that follows it."""
    percent = words.percent.match(text, figure.end)
    if percent and isinstance(figure.value, Fraction):
        typed = figure.text + percent[0]
        return Figure(typed, figure.start, figure.value / 100, "share")
    follows = re.compile(r"[\s-]?(°[CF]|[^\W\d_]+)").match(text, figure.end)
    unit = unit or (words.units.get(follows[1], "") if follows else "")
    kind: Kind = "money" if unit in _MONEY_UNITS else figure.kind
    return Figure(figure.text, figure.start, figure.value, kind, unit)


def _codes(text: str, words: Wording) -> Iterator[Figure]:
    """Names with a number in them: CD19, COVID-19, 18F; not 10mg, 21st, 5k or 10x."""
    for match in _CODE.finditer(text):
        suffix = match[0].lstrip("0123456789")
        is_amount = suffix in words.attached or suffix in words.units or suffix in {"x", "×"}
        if suffix != match[0] and (is_amount or re.fullmatch(words.day_suffixes, suffix)):
            continue
        if re.fullmatch(r"\d+[eE]\d+", match[0]):
            continue
        code = re.sub(r"[-‑]", "", match[0]).casefold()
        yield Figure(match[0], match.start(), code, "code")


def _worded(text: str, words: Wording) -> Iterator[Figure]:
    """Numbers in words: `twenty-one`, `two hundred and five`, `a dozen`, `first`."""
    tokens = list(_WORDS.finditer(text))
    at = 0
    while at < len(tokens):
        length, amount = _counted(tokens, at, words)
        token = tokens[at][0].rstrip(".").casefold()
        start = tokens[at].start()
        if length:
            typed = text[start : tokens[at + length - 1].end()].rstrip(".")
            is_one = length == 1 and token in words.one
            figure = Figure(typed, start, Fraction(amount), "one" if is_one else "number")
            yield figure if is_one else _measured(figure, text, words, "")
        elif token in words.ordinals:
            typed = tokens[at][0].rstrip(".")
            yield Figure(typed, start, Fraction(words.ordinals[token]), "ordinal")
        elif token in words.one:
            yield Figure(tokens[at][0].rstrip("."), start, Fraction(1), "one")
        at += max(length, 1)


def _counted(tokens: list[re.Match[str]], at: int, words: Wording) -> tuple[int, int]:
    """How many words from here on are one number, and its value."""
    total = current = length = 0
    while True:
        ahead, step = _next(tokens, at + length, words, begun=length > 0)
        if not ahead:
            return (length, total + current)
        if step in words.scales.values() and step >= 1000:  # noqa: PLR2004 (a thousand and more)
            total, current = total + max(current, 1) * step, 0
        elif (
            step in {100, 12}
            and step in words.scales.values()
            and ahead == 1
            and _is_scale(tokens[at + length][0], words)
        ):
            current = max(current, 1) * step
        else:
            current += step
        length += ahead


def _next(tokens: list[re.Match[str]], at: int, words: Wording, *, begun: bool) -> tuple[int, int]:
    """How many words the next piece of a number takes, and its value."""
    if at >= len(tokens) or (begun and not _adjoins(tokens, at)):
        return 0, 0
    word = tokens[at][0].rstrip(".").casefold()
    for ahead in (4, 3, 2, 1) if word in words.begin_numbers else ():
        piece = tokens[at : at + ahead]
        if len(piece) == ahead and all(_adjoins(tokens, at + each) for each in range(1, ahead)):
            phrase = " ".join(token[0].rstrip(".").casefold() for token in piece)
            if phrase in words.numbers:
                return ahead, words.numbers[phrase]
    is_joined = begun and word in {"and", "und", "y", "et"} and at + 1 < len(tokens)
    if is_joined and _adjoins(tokens, at) and _adjoins(tokens, at + 1):
        ahead, step = _next(tokens, at + 1, words, begun=True)
        previous = tokens[at - 1][0].casefold()
        return (ahead + 1, step) if ahead and previous in words.scales else (0, 0)
    follows_article = at > 0 and tokens[at - 1][0].casefold() in {"a", "an", *words.one}
    if word in words.scales and (begun or follows_article):
        return 1, words.scales[word]
    return 0, 0


def _is_scale(token: str, words: Wording) -> bool:
    return token.rstrip(".").casefold() in words.scales


def _adjoins(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether only a space or a hyphen stands between a word and the one before it."""
    text = tokens[at].string
    return text[tokens[at - 1].end() : tokens[at].start()] in {" ", "-", "\u00a0", "‑"}


@functools.cache
def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    spaced = (re.escape(each).replace(r"\ ", r"[\s-]") for each in longest_first)
    return any_of(spaced, r"(?<![\w-])(?:{})(?!\w)")
