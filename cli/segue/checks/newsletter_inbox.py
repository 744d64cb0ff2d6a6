"""What an inbox shows of the newsletter before it is opened: subject and preheader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.characters import shortened
from segue.checks import warning
from segue.errors import Problem
from segue.model import Episode
from segue.newsletter import letter, reading
from segue.newsletter.composing import LONGEST_PREHEADER
from segue.release import Bundle

SUBJECT_CHARACTERS = 50
SHORTEST_PREHEADER = 40
_WORDS = re.compile(r"\w+")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Subjects that are cut off or waste their first words, and poor preheaders."""
    for release, _ in reading.sent(bundle):
        subject = letter.subject(release.episode)
        yield from _subject(release.episode, subject)
        yield from _preheader(release.episode, subject)


def _subject(episode: Episode, subject: str) -> Iterator[Problem]:
    key = "newsletter.subject" if episode.subject else "title"
    if len(subject) > SUBJECT_CHARACTERS:
        yield _warning(
            episode,
            "newsletter-subject-long",
            f"the subject has {len(subject)} characters; phones show about {SUBJECT_CHARACTERS}:"
            f" “{shortened(subject, SUBJECT_CHARACTERS)}”",
            key,
            hint="set newsletter: subject: with what matters in its first words",
        )
    words, show = _WORDS.findall(subject.casefold()), _WORDS.findall(episode.show.title.casefold())
    if show and words[: len(show)] == show and len(words) > len(show):
        yield _warning(
            episode,
            "newsletter-subject-front",
            "the subject begins with the show's name, which stands beside it as the sender",
            key,
            hint="begin with what this letter is about",
        )


def _preheader(episode: Episode, subject: str) -> Iterator[Problem]:
    preheader = episode.preheader or episode.description
    key = "newsletter.preheader" if episode.preheader else "description"
    if not preheader:
        yield _warning(
            episode,
            "newsletter-preheader",
            "the newsletter has no preheader, the line an inbox shows after the subject",
            "newsletter",
            hint=f"set newsletter: preheader: in {SHORTEST_PREHEADER} to"
            f" {LONGEST_PREHEADER} characters",
        )
    elif _repeats(preheader, subject):
        yield _warning(
            episode,
            "newsletter-preheader",
            "the preheader repeats the subject",
            key,
            hint="say what the subject does not say",
        )
    elif episode.preheader:
        yield from _preheader_length(episode, preheader)


def _preheader_length(episode: Episode, preheader: str) -> Iterator[Problem]:
    """A preheader is as long as an inbox's line, or the mail's first words follow it there."""
    length = len(preheader)
    if length < SHORTEST_PREHEADER:
        told = f"the preheader has {length} characters; an inbox fills the line with what follows"
        hint = f"say more, {SHORTEST_PREHEADER} characters or so"
    elif length > LONGEST_PREHEADER:
        told = f"the preheader has {length} characters and is cut after {LONGEST_PREHEADER}"
        hint = f"shorten it to {LONGEST_PREHEADER}, or put what matters first"
    else:
        return
    yield _warning(episode, "newsletter-preheader-length", told, "newsletter.preheader", hint=hint)


def _repeats(preheader: str, subject: str) -> bool:
    """Whether the one is the other, or begins with all of it."""
    one, other = (_WORDS.findall(text.casefold()) for text in (preheader, subject))
    shorter = min(len(one), len(other))
    return bool(shorter) and one[:shorter] == other[:shorter]


def _warning(episode: Episode, code: str, message: str, key: str, *, hint: str) -> Problem:
    return warning(episode, code, message, episode.lines.get(key), hint)
