"""The last steps that all formats share: from a manuscript to an episode that can be written."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from segue import slugs
from segue.characters import one_line
from segue.episode_keys import EpisodeKeys
from segue.errors import Problem
from segue.fields import key_of
from segue.intake import cleaning, days, pictures, titles
from segue.intake.manuscript import Imported, Manuscript, Removed, Value
from segue.intake.source import Source

KEYS = tuple(key_of(field) for field in dataclasses.fields(EpisodeKeys))
NO_USE = "front matter that segue has no use for"
_NO_SLUG = "episode"


def finished(manuscript: Manuscript, source: Source) -> Imported:
    """The episode that a manuscript makes."""
    manuscript = cleaning.swept(manuscript) if manuscript.clean else manuscript
    manuscript = titles.titled(manuscript, source)
    manuscript = cleaning.cleaned(manuscript) if manuscript.clean else manuscript
    manuscript = _dated(_known_keys(titles.said_once(manuscript)), source)
    manuscript, copied = pictures.gathered(manuscript, source)
    manuscript, slug = _slugged(manuscript)
    return Imported(
        slug=slug,
        title=manuscript.title,
        front=_front(manuscript, slug),
        blocks=cleaning.ordered(manuscript.blocks),
        pictures=copied,
        settings={key: _one_line(value) for key, value in manuscript.settings.items()},
        removed=tuple(sorted(manuscript.removed, key=lambda each: each.line or 0)),
        notes=tuple(replace(note, file=note.file or source.shown) for note in manuscript.notes),
    )


def distinct(imported: Sequence[Imported]) -> Iterator[Imported]:
    """The episodes, each with a slug of its own; one that had to give way says so."""
    taken: set[str] = set()
    for each in imported:
        slug, number = each.slug, 1
        while slug in taken:
            number += 1
            slug = f"{each.slug[: slugs.LONGEST - 5]}-{number}"
        taken.add(slug)
        yield each if slug == each.slug else _renamed(each, slug)


def renamed(imported: Imported, slug: str) -> Imported:
    """The episode under the slug that somebody chose."""
    front = {key: slug if key == "slug" else value for key, value in imported.front.items()}
    return replace(imported, slug=slug, front=front)


def _renamed(imported: Imported, slug: str) -> Imported:
    note = Problem(
        severity="warning",
        code="import-slug",
        message=f'two episodes would be called "{imported.slug}"; "{imported.title}" is "{slug}"',
        hint="rename its folder, if you wish, before it is published",
    )
    made = renamed(imported, slug)
    return replace(made, notes=(*made.notes, note))


def _slugged(manuscript: Manuscript) -> tuple[Manuscript, str]:
    """The manuscript's slug, from its title where it has none; one that can't be used is told."""
    typed = str(manuscript.front.get("slug") or "")
    # WordPress writes those of other alphabets as addresses have them: %d0%bf…
    slug = slugs.nearest(unquote(typed), "") or slugs.nearest(manuscript.title, _NO_SLUG)
    if typed in {"", slug}:
        return manuscript, slug
    told = Removed(typed, f"no name for an episode's folder; it is {slug} instead")
    front = {**manuscript.front, "slug": slug}
    return replace(manuscript, front=front, removed=(*manuscript.removed, told)), slug


def _known_keys(manuscript: Manuscript) -> Manuscript:
    """The manuscript with only such front matter as an episode has; the rest is told."""
    strange = {key: value for key, value in manuscript.front.items() if key not in KEYS}
    if not strange:
        return manuscript
    told = tuple(Removed(f"{key}: {shown(value)}", NO_USE) for key, value in strange.items())
    front = {key: value for key, value in manuscript.front.items() if key not in strange}
    return replace(manuscript, front=front, removed=(*manuscript.removed, *told))


def _one_line(value: Value) -> Value:
    return one_line(value) if isinstance(value, str) else value


def shown(value: Value) -> str:
    """A value of front matter as people read it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _dated(manuscript: Manuscript, source: Source) -> Manuscript:
    """The manuscript with its date as episodes write it, or a word that it has none."""
    typed = str(manuscript.front.get("date") or "")
    date = days.iso(typed)
    front = {key: value for key, value in manuscript.front.items() if key != "date"}
    if date:
        return replace(manuscript, front={**front, "date": date})
    note = Problem(
        severity="warning",
        code="import-date",
        message=f'"{typed}" is no date that segue can read' if typed else "no date is told in it",
        file=source.shown,
        hint="add it to the front matter: date: 2026-01-31",
    )
    lost = (Removed(typed, "no date that segue can read"),) if typed else ()
    return replace(
        manuscript,
        front=front,
        removed=(*manuscript.removed, *lost),
        notes=(*manuscript.notes, note),
    )


def _front(manuscript: Manuscript, slug: str) -> Mapping[str, Value]:
    """The front matter in the order in which segue's own pages tell it."""
    given = {
        **manuscript.front,
        "title": manuscript.title,
        "guid": str(manuscript.front.get("guid") or _guid(manuscript, slug)),
    }
    return {key: given[key] for key in KEYS if given.get(key) not in (None, "", [], (), {})}


def _guid(manuscript: Manuscript, slug: str) -> str:
    """A guid that the same article always gets, so that an import can be repeated."""
    article = "\n\n".join(block.markdown for block in manuscript.blocks)
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"segue:{slug}\n{manuscript.title}\n{article}"))
