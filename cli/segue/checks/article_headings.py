"""Headings: a level left out, and one with nothing under it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from segue.checks import warning
from segue.errors import Problem
from segue.markdown import parse
from segue.model import Episode, Section
from segue.release import Bundle
from segue.trees import HEADINGS


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that is wrong with the order of headings."""
    for release in bundle.releases:
        episode = release.episode
        headed = [section for section in episode.article.sections if section.heading is not None]
        for before, after in pairwise(headed):
            yield from _skipped(before, after, episode)
        yield from _empty(headed, episode)


def _skipped(before: Section, after: Section, episode: Episode) -> Iterator[Problem]:
    if after.level > before.level + 1:
        yield warning(
            episode,
            "heading-skipped",
            f"“{after.heading}” is a heading of level {after.level} below one of level"
            f" {before.level}, “{before.heading}”",
            after.line,
            f"write {'#' * (before.level + 1)} {after.heading}",
        )


def _empty(headed: list[Section], episode: Episode) -> Iterator[Problem]:
    """Headings after which the next thing that a reader sees is no deeper heading, or nothing."""
    holder = parse(episode.article.html)
    empty = {
        here.get("id")
        for here, after in pairwise([*holder, None])
        if here is not None and here.tag in HEADINGS and not (here.tail or "").strip()
        if after is None or (after.tag in HEADINGS and after.tag <= here.tag)
    }
    for section in headed:
        # “See you there!” closes an article, and nothing is meant to follow.
        if section.anchor in empty and not (section.heading or "").endswith("!"):
            yield warning(
                episode,
                "section-empty",
                f"nothing stands under the heading “{section.heading}”",
                section.line,
                "write something under it, or take it out",
            )
