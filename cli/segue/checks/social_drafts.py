"""Posts of `social.md` whose source in the article changed since, and those without words."""

from __future__ import annotations

from collections.abc import Iterator

from segue.characters import shortened
from segue.drafts import digest
from segue.errors import Problem
from segue.judging import Judge, judge
from segue.model import Drafts, DraftSection, Episode, Sentence
from segue.release import Bundle
from segue.social.marks import LINK

_ALIKE = 0.4
_NEAR = 0.25
_SHOWN = 120


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every post that its article has left behind."""
    for release in bundle.releases:
        drafts = release.episode.drafts
        if drafts is not None and not drafts.problems:
            yield from _found(drafts, release.episode)


def _found(drafts: Drafts, episode: Episode) -> Iterator[Problem]:
    by = judge(episode.show.language)
    now = {digest(sentence.text): sentence for sentence in episode.article.sentences}
    for section in drafts.sections:
        if not section.parts:
            yield _wordless(section, drafts)
        known = {value for _, value in section.source}
        fresh = [sentence for value, sentence in now.items() if value not in known]
        for line, value in section.source if section.parts else ():
            if value not in now:
                successor = _successor(section, line, fresh, by)
                yield _stale(section, (line, value), successor, episode)


def _successor(
    section: DraftSection, line: int, fresh: list[Sentence], by: Judge
) -> Sentence | None:
    """The sentence of today that most likely stands where the post's source stood."""
    said = set(by.words(LINK.sub(" ", " ".join(part.text for part in section.parts))))

    def likeness(sentence: Sentence) -> float:
        words = set(by.words(sentence.text))
        shared = 2 * len(words & said) / max(len(words) + len(said), 1)
        return shared + _NEAR / (1 + abs(sentence.line - line)) if shared else 0.0

    best = max(fresh, key=likeness, default=None)
    return best if best is not None and likeness(best) >= _ALIKE else None


def _stale(
    section: DraftSection, place: tuple[int, str], successor: Sentence | None, episode: Episode
) -> Problem:
    assert episode.drafts is not None
    source = episode.show.relative(episode.source)
    if successor is None:
        change = f"that {source}:{place[0]} had and that is gone"
    else:
        shown = shortened(successor.text, _SHOWN)
        change = f"that was changed; {source}:{successor.line} says now: “{shown}”"
    if section.is_edited:
        hint = f'mend the post, then delete "{place[0]} {place[1]}" in its line source:'
    else:
        hint = f"`segue draft {episode.slug}` updates it, because nobody touched it"
    return Problem(
        severity="warning",
        code="post-stale",
        message=f'the post "{section.id}" stands on a sentence {change}',
        file=episode.drafts.file,
        line=section.line,
        hint=hint,
    )


def _wordless(section: DraftSection, drafts: Drafts) -> Problem:
    return Problem(
        severity="warning",
        code="post-empty",
        message=f'the post "{section.id}" has no words, so it is not made',
        file=drafts.file,
        line=section.line,
        hint="write its words below the head, or delete the head too",
    )
