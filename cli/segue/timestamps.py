"""Chapters typed as lines with a time and a title, in a file of their own or in the article.

An article's list of timestamps is data, not text: the times count the recordings, and every output
tells them where they are heard. So it is taken out of the article, with a heading that then has
nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segue import timecode
from segue.characters import one_line
from segue.errors import Problem
from segue.layout import FENCE
from segue.model import Mark

# `12:30 The book`, `(12:30) - The book`, `[1:02:03.5] The book https://example.org/book`
_LINE = re.compile(r"[(\[]?(?P<time>[-−]?[\d:.,]+)[)\]]?\s*(?:[-–—|:]\s+|\s)(?P<title>.*)")
_LINK = re.compile(r"\s*<?(https?://[^\s<>]+)>?$")
_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+")
_BREAK = re.compile(r"(?:\\|<br\s*/?>)$")
_TIME_LINK = re.compile(r"([*_`(\[]*)\[[*_`(]*(-?\d[\d:.,]*)[*_`)]*\]\([^()\s]*\)")
_TIME = re.compile(r"[*_`]*([(\[]?)[*_`]*([-−]?\d{1,4}(?::\d{1,4})+(?:[.,]\d+)?)[*_`]*[)\]]?[*_`]*")
_TITLE_LINK = re.compile(r"\[([^\[\]]+)\]\(<?([^()\s<>]+)>?(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(
    r"(\*\*|__|==|`)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\3(?!\w)"
)
_NAMED = re.compile(
    r"(?:#{1,6}\s+)?[*_]*(?:chapters?|time\s?-?(?:stamps?|codes?)|show ?notes|kapitel(?:marken)?|"
    r"zeitmarken|sprungmarken|chapitres|cap[ií]tulos|capitoli|hoofdstukken|minutage)\b.{0,20}",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_FEWEST, _FEWEST_BARE = 2, 3
_LONGEST = 300


def mark(line: str, number: int) -> Mark:
    """The chapter that a line is; ValueError, with a reason to show, where it is none."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f'"{line[:60]}" is no chapter')
    seconds = timecode.parse(match["time"])
    link = _LINK.search(match["title"])
    title = one_line(match["title"][: link.start()] if link else match["title"])
    if not title:
        raise ValueError(f"the chapter at {match['time']} has no title")
    return Mark(seconds, title, link[1] if link else None, line=number)


@dataclass(frozen=True, slots=True)
class Taken:
    """An article without its list of timestamps, line for line, and the chapters of that list.

    `problems` tells what is wrong with lines of the list.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()


def taken(text: str, first_line: int, seconds: float) -> Taken:
    """What an article says without its timestamps; `seconds` is how long its recordings are.

    A list is taken for one where it begins at 0, its times stand in brackets, or a line over it
    says so; else it takes three lines, whose times all lie inside and ascend.
    """
    lines = text.split("\n")
    marks: list[Mark] = []
    problems: list[Problem] = []
    for run in _runs(lines):
        found = [_read(lines[at], first_line + at) for at in run]
        given = [each for each in found if isinstance(each, Mark)]
        if not _is_list(lines, run, given, seconds):
            continue
        marks += given
        problems += [each for each in found if isinstance(each, Problem)]
        for at in (*run, *_said_before(lines, run)):
            lines[at] = ""
    return Taken("\n".join(lines), tuple(marks), tuple(problems))


def _runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """The lines that look like timestamps, those together that only blank lines part."""
    run: list[int] = []
    fence = ""
    for at, line in enumerate(lines):
        edge = FENCE.match(line)
        if edge and (not fence or edge[1].startswith(fence)):
            fence = "" if fence else edge[1]
        if not fence and not edge and _shaped(line):
            run.append(at)
        elif line.strip():
            if run:
                yield run
            run = []
    if run:
        yield run


def _shaped(line: str) -> re.Match[str] | None:
    """The time that a line begins with, where more than a time stands on it."""
    if ":" not in line or len(line) > _LONGEST:
        return None
    said = _said(line)
    time = _TIME.match(said)
    return time if time and re.match(r"\s*[-–—|:]?\s*\S", said[time.end() :]) else None


def _said(line: str) -> str:
    """A line without the signs of a list, and its time without a link."""
    said = _BREAK.sub("", _ITEM.sub("", line.strip(), count=1)).strip()
    return _TIME_LINK.sub(r"\1\2", said, count=1)


def _read(line: str, number: int) -> Mark | Problem:
    """The chapter on a line of the article, or what is wrong with it."""
    said = _said(line)
    time = _TIME.match(said)
    assert time is not None
    title = said[time.end() :]
    link = _TITLE_LINK.search(title)
    plain = _EMPHASIS.sub(lambda match: match[2] or match[4], _TITLE_LINK.sub(r"\1", title))
    try:
        read = mark(f"{time[2]} {plain.strip().lstrip('-–—|:').strip()}", number)
    except ValueError as error:
        hint = "write a time and a title, as (12:30) The book"
        return Problem(code="chapter-time", message=str(error), line=number, hint=hint)
    address = link[2] if link and link[2].startswith(("https://", "http://")) else None
    return replace(read, url=read.url or address, is_timestamp=True)


def _is_list(lines: Sequence[str], run: Sequence[int], marks: Sequence[Mark], end: float) -> bool:
    """Whether lines are timestamps of a recording, and not of somebody's day."""
    if len(run) < _FEWEST or not marks:
        return False
    shapes = [_shaped(lines[at]) for at in run]
    before = _line_before(lines, run[0])
    if marks[0].seconds == 0 or all(shape and shape[1] for shape in shapes):
        return True
    if before is not None and _NAMED.fullmatch(lines[before].strip()):
        return True
    times = [each.seconds for each in marks]
    is_inside = len(times) == len(run) and times == sorted(set(times)) and times[-1] < end
    return len(run) >= _FEWEST_BARE and is_inside


def _said_before(lines: Sequence[str], run: Sequence[int]) -> Iterator[int]:
    """The line over a list that has nothing to say without it."""
    before, after = _line_before(lines, run[0]), run[-1] + 1
    if before is None:
        return
    following = next((line for line in lines[after:] if line.strip()), "# ")
    is_left_empty = _HEADING.match(lines[before]) and _HEADING.match(following)
    if is_left_empty or _NAMED.fullmatch(lines[before].strip()):
        yield before


def _line_before(lines: Sequence[str], at: int) -> int | None:
    return next((each for each in range(at - 1, -1, -1) if lines[each].strip()), None)
