"""`segue draft`: the suggested posts into `social.md`, around what a person wrote there."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from segue import drafts, picking, posts_file, social, templating
from segue.errors import SegueError
from segue.model import Drafts, DraftSection, Episode
from segue.release import Post, Release, Shared

Fate = Literal["new", "updated", "unchanged", "kept", "removed", "deleted", "restored"]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A `social.md` as it is to be written, and what became of each section, by its id."""

    file: Path
    text: str
    fates: Mapping[str, Fate]


def draft(episode: Episode, posts: Sequence[Post], *, restore: bool = False) -> Drafted:
    """The episode's `social.md` with these suggestions; a section somebody edited stays as it is.

    A suggestion that somebody deleted stays deleted unless `restore`. Raises SegueError when the
    file has errors: what can't be understood is not touched.
    """
    old = episode.drafts or Drafts(episode.folder / drafts.FILE_NAME)
    errors = [problem for problem in old.problems if problem.severity == "error"]
    if errors:
        raise SegueError(*errors)
    fates: dict[str, Fate] = {}
    offers = _offers(posts)
    sections = list(_settled(old.sections, offers, fates))
    for offer in offers.values():
        if offer.id not in fates:
            was_deleted = offer.id in old.offered
            fates[offer.id] = ("restored" if restore else "deleted") if was_deleted else "new"
            if restore or not was_deleted:
                sections.insert(_place(sections, offer.platform), offer)
    opening = old.opening.strip() or templating.render(
        episode.show, "new/social.md.j2", title=episode.title, slug=episode.slug
    )
    offered = old.offered | offers.keys()
    return Drafted(
        old.file,
        drafts.written(Drafts(old.file, tuple(sections), frozenset(offered), opening)),
        fates,
    )


def suggestions(episode: Episode, shared: Shared) -> tuple[Post, ...]:
    """The posts that the social room suggests, whatever `social.md` says."""
    fresh = replace(episode, drafts=None)
    outputs = [made for job in social.plan(fresh, shared) for made in social.render(job)]
    return posts_file.read(Release(fresh, shared, tuple(outputs)))


def shared(episode: Episode, workspace: Path) -> Shared:
    """What the social room is handed, for an episode whose other outputs nobody wants."""
    from segue import clock

    picks = picking.pick(episode.article, episode.show.language)
    return Shared(picks, None, episode.date or clock.epoch({}), workspace)


def _offers(posts: Sequence[Post]) -> dict[str, DraftSection]:
    """A section for each suggestion, a thread's parts in one."""
    offers = {}
    for name, group in itertools.groupby(posts, key=lambda post: post.whole_id):
        parts = list(group)
        source = {one.text: one.line for post in parts for one in post.source}
        places = [(line, text) for text, line in source.items()]
        texts = [post.text for post in parts]
        offers[name] = drafts.section(parts[0].platform, name, parts[0].kind, texts, places)
    return offers


def _settled(
    old: Sequence[DraftSection], offers: Mapping[str, DraftSection], fates: dict[str, Fate]
) -> Sequence[DraftSection]:
    """The sections that stay, in the order in which they stand; notes the fate of each."""
    kept = []
    for section in old:
        offer = offers.get(section.id)
        if section.is_edited:
            fates[section.id] = "kept"
            kept.append(section)
        elif offer is None:
            fates[section.id] = "removed"
        else:
            is_same = _content(offer) == _content(section)
            fates[section.id] = "unchanged" if is_same else "updated"
            kept.append(section if is_same else offer)
    return kept


def _content(section: DraftSection) -> tuple[object, ...]:
    return section.platform, section.source, [part.text for part in section.parts]


def _place(sections: Sequence[DraftSection], platform: str) -> int:
    """Where a new section belongs: after the last of its network, else at the end."""
    own = [at for at, section in enumerate(sections, 1) if section.platform == platform]
    return own[-1] if own else len(sections)
