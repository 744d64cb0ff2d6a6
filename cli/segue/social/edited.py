"""The posts that go out: those of `social.md`, and suggestions that it was never offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from segue.drafts import digest
from segue.errors import Problem, did_you_mean
from segue.model import DraftPart, Drafts, DraftSection, Episode, Sentence
from segue.release import Post
from segue.social.counting import measure
from segue.social.layout import tidy
from segue.social.limits import row_for, table
from segue.social.marks import HASHTAG, LINK

# In brackets, or alone on the last line: "in 5/8" at a part's end is a share of something.
_COUNTER = re.compile(r"(?:(?<=\()|(?<=\n))\d{1,3}/\d{1,3}(?=\)?$)")
_BARE = re.compile(r"\s*\(?\d{1,3}/\d{1,3}\)?$")


def platforms(episode: Episode, wanted: Sequence[str]) -> tuple[str, ...]:
    """The networks to write for: those wanted, then those that a person wrote a post for."""
    written = [each.platform for each in _edited(episode.drafts)]
    skipped = episode.skip_platforms
    return tuple(dict.fromkeys([*wanted, *(name for name in written if name not in skipped)]))


def faults(episode: Episode) -> Iterator[Problem]:
    """What keeps posts from being made of a `social.md`: its errors, and networks nobody knows."""
    drafts = episode.drafts
    if drafts is None:
        return
    rows = table(episode.show.root)
    yield from (problem for problem in drafts.problems if problem.severity == "error")
    for section in drafts.sections:
        if section.platform not in rows:
            yield Problem(
                code="posts-file",
                message=f'segue knows no network "{section.platform}"',
                file=drafts.file,
                line=section.line,
                hint=did_you_mean(section.platform, rows) or f"known: {', '.join(rows)}",
            )


def chosen(
    episode: Episode, suggested: Sequence[Post], networks: Sequence[str]
) -> tuple[Post, ...]:
    """The posts of `social.md` with the suggestions it was never offered, network by network."""
    drafts = episode.drafts
    if drafts is None:
        return tuple(suggested)
    own = {section.id for section in drafts.sections}
    taken = [
        post
        for section in drafts.sections
        if section.platform in networks
        for post in _Taken(section, episode, tuple(suggested)).posts()
    ]
    fresh = [post for post in suggested if post.whole_id not in own | drafts.offered]
    return tuple(
        post for platform in networks for post in (*taken, *fresh) if post.platform == platform
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """Makes the posts of one section."""

    section: DraftSection
    episode: Episode
    suggested: tuple[Post, ...]

    def posts(self) -> Iterator[Post]:
        """One post a part; a thread's counters are set right where it has any."""
        parts = self.section.parts
        total = len(parts)
        is_counted = total > 1 and any(_COUNTER.search(part.text) for part in parts)
        for number, part in enumerate(parts, 1):
            text = part.text
            if is_counted:
                counter = f"{number}/{total}"
                text, found = _COUNTER.subn(counter, text)
                text = text if found else f"{text} ({counter})"
            yield self._post(replace(part, text=tidy(text)), number, total)

    def _post(self, part: DraftPart, number: int, total: int) -> Post:
        section, text = self.section, part.text
        rows = table(self.episode.show.root)
        counted = measure(text, row_for(section.platform, section.kind, rows))
        like = self._like(number)
        return Post(
            platform=section.platform,
            id=section.id if total == 1 else f"{section.id}-{number}",
            kind=section.kind,
            part=number,
            parts=total,
            text=text,
            count=counted.length,
            limit=counted.limit,
            unit=counted.unit,
            source=self._source(text),
            hashtags=tuple(f"#{tag}" for tag in HASHTAG.findall(text)),
            link=next(iter(LINK.findall(text)), None),
            image=like.image if like else None,
            alt=like.alt if like else None,
            edited=section.is_edited,
            line=part.line,
        )

    def _like(self, number: int) -> Post | None:
        """The suggestion whose picture fits: the same post, or a first one of the network."""
        own = (one for one in self.suggested if one.whole_id == self.section.id)
        firsts = (one for one in self.suggested if one.platform == self.section.platform)
        same = next((one for one in own if one.part == number), None)
        return same or (next((one for one in firsts if one.image), None) if number == 1 else None)

    def _source(self, text: str) -> tuple[Sentence, ...]:
        """The article's sentences that a text repeats, whole or in part; else those it named."""
        sentences = self.episode.article.sentences
        bare = _BARE.sub("", text)
        told = tuple(one for one in sentences if one.text in text or bare in one.text)
        if told or len(self.section.parts) > 1:
            return told
        named = {value for _, value in self.section.source}
        return tuple(one for one in sentences if digest(one.text) in named)


def _edited(drafts: Drafts | None) -> Iterable[DraftSection]:
    return (one for one in drafts.sections if one.is_edited and one.parts) if drafts else ()
