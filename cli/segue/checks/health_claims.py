"""Claims in a show about health that name no source: a figure, a date, an institution, a first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from segue.article import plain
from segue.checks import is_about_health, warning
from segue.errors import Problem
from segue.markdown import parse
from segue.model import Block, Episode, Section
from segue.phrases import Phrases, phrases
from segue.release import Bundle
from segue.social.grounding.days import days
from segue.social.grounding.wording import wording

_PERCENT = re.compile(
    r"(?<![\d.,])(?!100\s?%)\d[\d.,–-]*\s?%(?!\+)"
    r"|\d\s?(?:percent|per cent|Prozent|pour cent|por ciento)\b"
)
# A source that is named instead of linked to, as scholars do.
_REFERENCE = re.compile(
    r"\bet al\b|\bdoi\b|\bPMID\b|\d\s?\(\d+\)\s?[,:]\s?\d"
    r"|\([A-Z][^()]{2,60},? (?:19|20)\d\d[a-z]?\)"
)
_KINDS = ("a figure", "a date", "an institution", "a first")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Each paragraph of a health show that makes such a claim and links to nothing."""
    for release in bundle.releases:
        is_asked = bundle.show.check.asks_for("claim-unsourced")
        if is_asked or is_about_health(bundle, release.episode):
            yield from _unsourced(release.episode)


def _unsourced(episode: Episode) -> Iterator[Problem]:
    words = phrases(episode.show.language)
    if any(_is_list_of_sources(section, words) for section in episode.article.sections):
        return  # the sources stand at the end, and which is for what nobody can tell
    sourced = _sourced(episode)
    for section in episode.article.sections:
        for block in section.blocks:
            # An item's own words come first, and after them those of the items inside it.
            is_sourced = any(text.startswith(block.text) for text in sourced)
            if block.kind in {"paragraph", "item"} and not is_sourced:
                yield from _claim(block, words, episode)


def _is_list_of_sources(section: Section, words: Phrases) -> bool:
    return section.heading is not None and words.sources.search(section.heading) is not None


def _sourced(episode: Episode) -> set[str]:
    """The texts of the blocks that hold a link or the number of a footnote."""
    tree = parse(episode.article.html)
    return {
        plain(element)
        for element in tree.iter()
        if element.tag in {"p", "li", "dd", "dt"} and next(element.iter("a"), None) is not None
    }


def _claim(block: Block, words: Phrases, episode: Episode) -> Iterator[Problem]:
    for sentence in block.sentences:
        text = sentence.text
        if not _may_claim(text, words):
            continue
        found = [
            kind
            for kind, is_there in zip(_KINDS, _kinds(text, words, episode), strict=True)
            if is_there
        ]
        if found:
            yield warning(
                episode,
                "claim-unsourced",
                f"{_joined(found)} without a source: “{text[:80]}”",
                sentence.line,
                "link to where it comes from, in the same paragraph",
            )
            return


def _joined(kinds: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))


def _may_claim(text: str, words: Phrases) -> bool:
    """Whether a sentence can be one that needs a source: it asks, advises and confesses nothing."""
    speaks_for_itself = words.own_voice.search(text) or words.instructions.search(text)
    return not (text.endswith("?") or speaks_for_itself or _REFERENCE.search(text))


def _kinds(text: str, words: Phrases, episode: Episode) -> Iterator[bool]:
    """Whether there is a figure, a date, an institution, a first."""
    is_first = words.firsts.search(text) is not None
    is_report = is_first or words.research.search(text) is not None
    yield any(cue.search(text) for cue in (_PERCENT, words.people_counted))
    yield is_report and any(True for _ in days(text, wording(episode.show.language)))
    yield is_report and words.institutions.search(text) is not None
    yield is_first
