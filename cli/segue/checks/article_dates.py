"""Days that are still to come in the article and over when the episode comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from segue.checks import warning
from segue.errors import Problem
from segue.judging import SPEECH
from segue.model import Episode, Sentence
from segue.phrases import phrases
from segue.release import Bundle
from segue.social.grounding.days import Day, days
from segue.social.grounding.wording import wording

_CLOSE = 60
_PAUSE = re.compile(r"[,–—]")
_CLAUSE = re.compile(
    r"[;:()]|\b(?:which|who|that|since|was|were|had|has|have|welche[rsn]?|qui|que)\b"
)
# A day without a year that is longer gone is next year's.
_RECENT = timedelta(days=120)


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every sentence that promises something for a day before the episode's own."""
    for release in bundle.releases:
        episode = release.episode
        if episode.date is not None:
            for sentence in episode.article.sentences:
                yield from _over(sentence, episode, episode.date.date())


def _over(sentence: Sentence, episode: Episode, issued: date) -> Iterator[Problem]:
    words, text = phrases(episode.show.language), SPEECH.sub(_blank, sentence.text)
    cues = [match.span() for match in words.coming.finditer(text)]
    for day in days(text, wording(episode.show.language)) if cues else ():
        last = _last(day, issued)
        is_promised = any(_belongs(cue, day, text) for cue in cues)
        is_meant = is_promised and words.before_dates.search(text[: day.start]) is not None
        if is_meant and not day.swapped and last is not None and last < issued:
            yield warning(
                episode,
                "date-passed",
                f"“{day.text}” is spoken of as to come, and the episode comes out on {issued}",
                sentence.line,
                "say what came of it, or mend one of the two dates",
            )
            return


def _belongs(cue: tuple[int, int], day: Day, text: str) -> bool:
    """Whether a promise and a date stand close together, with no other clause between them."""
    start, end = cue
    between = text[end : day.start] if end <= day.start else text[day.end : start]
    pauses = len(_PAUSE.findall(between))
    return len(between) <= _CLOSE and pauses <= 1 and _CLAUSE.search(between) is None


def _blank(quoted: re.Match[str]) -> str:
    """As much of nothing in the place of what somebody else says."""
    return " " * len(quoted[0])


def _last(day: Day, issued: date) -> date | None:
    """The last day that may be meant; None where that can't be told."""
    try:
        if day.day is None:
            first = date(day.year or issued.year, day.month, 1)
            return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if day.year is not None:
            return date(day.year, day.month, day.day)
        meant = date(issued.year, day.month, day.day)
    except ValueError:
        return None
    return meant if issued - meant <= _RECENT else None
