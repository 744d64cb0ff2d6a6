"""Words that spam filters count against a newsletter, by SpamAssassin's public rules."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from segue.errors import Problem
from segue.model import Episode
from segue.newsletter import letter, reading
from segue.release import Bundle

FILE = Path(__file__).parent / "spam.toml"
_SHOUTED_LETTERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One of SpamAssassin's rules: what it finds and what that costs."""

    name: str
    points: float
    pattern: re.Pattern[str]
    sample: str
    subject: bool = False


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules that `spam.toml` lists."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Rule(name=name, **(row | {"pattern": re.compile(row["pattern"], re.MULTILINE)}))
        for name, row in rows.items()
    )


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every phrase of a subject or a text that costs a point or more."""
    for release, html in reading.sent(bundle):
        subject = letter.subject(release.episode)
        text = "\n".join([subject, *reading.read(html).blocks])
        yield from _shouting(release.episode, subject)
        for rule in rules():
            found = rule.pattern.search(subject if rule.subject else text)
            if found:
                yield _finding(release.episode, rule, found[0].strip())


def _finding(episode: Episode, rule: Rule, phrase: str) -> Problem:
    in_subject = rule.pattern.search(letter.subject(episode)) is not None
    return Problem(
        severity="warning",
        code="newsletter-spam",
        message=f"spam filters count “{phrase}” against a mail"
        f" ({rule.points:g} of 5 points, SpamAssassin's {rule.name})",
        file=episode.source,
        line=_subject_line(episode) if in_subject else _line(episode, rule),
        hint="say it in other words",
    )


def _shouting(episode: Episode, subject: str) -> Iterator[Problem]:
    letters = [character for character in subject if character.isalpha()]
    if len(letters) >= _SHOUTED_LETTERS and " " in subject and subject == subject.upper():
        if subject == subject.lower():
            return  # a script without capitals
        yield Problem(
            severity="warning",
            code="newsletter-spam",
            message="the subject is all in capitals, which spam filters count against a mail"
            " (0.5 of 5 points, SpamAssassin's SUBJ_ALL_CAPS)",
            file=episode.source,
            line=_subject_line(episode),
            hint="write it as a sentence",
        )


def _subject_line(episode: Episode) -> int | None:
    return episode.lines.get("newsletter.subject" if episode.subject else "title")


def _line(episode: Episode, rule: Rule) -> int | None:
    """The line of the article that the phrase stands on; None when it comes from elsewhere."""
    typed = episode.article.markdown
    found = rule.pattern.search(typed)
    if found is None:
        return None
    begins = found.end() - len(found[0].lstrip())
    return episode.article.line + typed.count("\n", 0, begins)
