"""A WordPress export: an episode of each published post."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from segue.errors import Problem
from segue.intake import extras
from segue.intake.manuscript import Manuscript, Removed, Value
from segue.intake.plainly import words_of
from segue.intake.source import Claim, Source

if TYPE_CHECKING:
    from segue.intake.wordpress.export import Item

TITLE = "WordPress export"
_EXPORT = b"wordpress.org/export"
_POSTS = frozenset({"post", "podcast", "episode", "podcasts", "episodes"})
# What an export holds besides texts: the site's own furniture.
_SILENT = frozenset(
    """nav_menu_item revision attachment custom_css customize_changeset wp_global_styles
    wp_navigation wp_template wp_template_part wp_block oembed_cache""".split()  # noqa: SIM905 (a list of words is read as words)
)
_NO_CATEGORY = frozenset({"uncategorized", "allgemein", "non classé", "sin categoría"})
_TIME = re.compile(r"((?:\d{1,3}:)?\d{1,2}:\d{2})")
_DURATION = re.compile(r'duration";s:\d+:"((?:\d{1,3}:)?\d{1,2}:\d{2})"')
_SIZE = re.compile(r"\d{1,14}", re.ASCII)
_MEDIA = re.compile(r"(?:audio|video)/[\w.+-]+")


def reads(source: Source) -> Claim:
    """RSS with WordPress's own namespace, which tells it from a podcast's feed."""
    is_export = _EXPORT in source.head and b"<rss" in source.head
    return Claim.EXACT if is_export else Claim.NO


def read(source: Source) -> Iterator[Manuscript]:
    """The published posts. Raises SegueError where the export's XML is broken or unsafe."""
    with extras.needed(TITLE, source.shown):
        from segue.intake.wordpress import export
    pictures: dict[str, str] = {}
    left: list[Removed] = []
    recordings: list[Item] = []
    for item in export.items(source.content, source.shown):
        if item.kind == "attachment":
            pictures[item.told.get("post_id", "")] = item.told.get("attachment_url", "")
        elif not _is_published(item) and item.kind not in _SILENT:
            left.append(Removed(*_unpublished(item), item.line))
        elif _is_published(item) and _enclosure(item):
            recordings.append(item)
    notes = _recorded(recordings, source)
    for item in export.items(source.content, source.shown):
        if _is_published(item):
            made = _episode(item, pictures, source)
            yield replace(made, removed=(*made.removed, *left), notes=(*made.notes, *notes))
            left, notes = [], []


def _is_published(item: Item) -> bool:
    return item.kind in _POSTS and item.state == "publish"


def _unpublished(item: Item) -> tuple[str, str]:
    """The title of what is left out, and why."""
    title = html.unescape(item.told.get("title", "")) or "(without a title)"
    if item.kind not in _POSTS:
        return title, f"a {item.kind}, not a post"
    return title, f"a post in the state {item.state}, not published"


def _episode(item: Item, pictures: Mapping[str, str], source: Source) -> Manuscript:
    """The manuscript of one post."""
    from segue.intake.markup import article, page
    from segue.intake.wordpress import content

    text, removed = content.settled(item.told.get("content", ""), item.line)
    found = article.whole(page.parsed(text, source.shown), source.shown)
    image = pictures.get(item.meta.get("_thumbnail_id", ""))
    if image:
        removed.append(
            Removed(image, "the post's picture is on the web: save it into images/", item.line)
        )
    enclosure = _enclosure(item)
    front: dict[str, Value] = {
        "slug": item.told.get("post_name", ""),
        "date": item.date,
        "description": words_of(item.told.get("excerpt", "")),
        **_terms(item.terms),
        "links": _links(item),
        "enclosure": enclosure,
        "guid": item.told.get("guid", "") if enclosure else "",
    }
    blocks = [replace(block, line=item.line) for block in found.blocks]
    return replace(
        found,
        blocks=blocks,
        title=html.unescape(item.told.get("title", "")),
        front={key: value for key, value in front.items() if value},
        settings={"show.author": item.told["creator"]} if item.told.get("creator") else {},
        removed=(*(replace(each, line=item.line) for each in found.removed), *removed),
    )


def _terms(terms: Mapping[str, Sequence[str]]) -> Mapping[str, Value]:
    """The first category as the episode's; further ones and tags as its tags."""
    named = [each for domain in ("category", "series") for each in terms.get(domain, ())]
    categories = [each for each in named if each.lower() not in _NO_CATEGORY]
    tags = dict.fromkeys([*categories[1:], *terms.get("post_tag", ())])
    return {
        "category": categories[0] if categories else "",
        "tags": [each for each in tags if each],
    }


def _links(item: Item) -> Sequence[Value]:
    address = item.told.get("link", "")
    if not address.startswith(("http://", "https://")):
        return []
    return [{"label": html.unescape(item.told.get("title", "")) or address, "url": address}]


def _enclosure(item: Item) -> Mapping[str, Value]:
    """The recording that PowerPress or Seriously Simple Podcasting keeps with a post."""
    lines = [line.strip() for line in item.meta.get("enclosure", "").split("\n")] + ["", "", ""]
    address = lines[0] or item.meta.get("audio_file", "")
    if not address.startswith(("http://", "https://")):
        return {}
    size = lines[1] if lines[1].isdigit() else item.meta.get("filesize_raw", "")
    seconds = _DURATION.search(lines[3]) or _TIME.fullmatch(item.meta.get("duration", ""))
    told: dict[str, Value] = {
        "url": address,
        "bytes": int(size) if _SIZE.fullmatch(size) else 0,
        "type": lines[2] if _MEDIA.fullmatch(lines[2]) else "",
        "seconds": seconds[1] if seconds else "",
    }
    return {key: value for key, value in told.items() if value}


def _recorded(recordings: Sequence[Item], source: Source) -> Sequence[Problem]:
    """A word, once, that the recordings did not come along."""
    if not recordings:
        return []
    first = html.unescape(recordings[0].told.get("title", ""))
    more = f" and {len(recordings) - 1} more are" if len(recordings) > 1 else " is"
    return [
        Problem(
            severity="warning",
            code="import-recording",
            message=f'the recording of "{first}"{more} on the web',
            file=source.shown,
            line=recordings[0].line,
            hint="the feed takes it from there (enclosure) until audio/ holds one",
        )
    ]
