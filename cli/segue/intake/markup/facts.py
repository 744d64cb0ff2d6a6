"""What a page tells about its article beside the text: title, date, author and the like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from segue.characters import one_line
from segue.intake import days
from segue.intake.markup.page import Page
from segue.intake.markup.units import text

_ARTICLES = re.compile(r"(?:Article|Posting|Post|Episode|NewsItem|Report)$")
_DEEPEST = 6
_MOST_TAGS = 30
_SITE_AFTER = re.compile(r"\s+[|–—·•»-]\s+")
_DATES = [
    "article:published_time",
    "og:article:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "datepublished",
    "pubdate",
    "publishdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
]
_AUTHORS = [
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
]
_AUTHOR_WORDS = 8


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of its article; empty where it says nothing."""

    title: str = ""
    description: str = ""
    date: str = ""
    author: str = ""
    image: str = ""
    address: str = ""
    site: str = ""
    category: str = ""
    tags: Sequence[str] = ()


def read(page: Page) -> Facts:
    """The facts in a page's head, in what it tells search engines, and in its own marks."""
    named = _metas(page.tree)
    linked = next(_linked(page.tree), {})
    site = _told_as(named, "og:site_name", "application-name")
    return Facts(
        title=_title(page.tree, named, linked, site),
        description=_told_as(named, "description", "og:description", "twitter:description")
        or _line_of(linked.get("description")),
        date=_date(page.tree, named, linked),
        author=_author(page.tree, named, linked),
        image=_told_as(named, "og:image", "og:image:url", "twitter:image")
        or _image(linked.get("image")),
        address=page.address,
        site=site,
        category=_category(page.tree, named, linked, site),
        tags=_tags(page.tree, named, linked),
    )


def _metas(tree: HtmlElement) -> Mapping[str, Sequence[str]]:
    """Each name that a `meta` gives something, in lower case, with all that it gives."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = one_line(meta.get("content", ""))
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _told_as(named: Mapping[str, Sequence[str]], *names: str) -> str:
    return next((named[name][0] for name in names if name in named), "")


def _linked(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """The articles among the page's JSON-LD."""
    for script in tree.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            said = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for each in _objects(said, 0):
            kinds = each.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLES.search(name) for name in names):
                yield each


def _objects(said: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(said, list):
        for each in said:
            yield from _objects(each, depth + 1)
    elif isinstance(said, dict):
        yield said
        yield from _objects(said.get("@graph"), depth + 1)
        yield from _objects(said.get("mainEntity"), depth + 1)


def _line_of(said: object) -> str:
    return one_line(said) if isinstance(said, str) else ""


def _title(
    tree: HtmlElement, named: Mapping[str, Sequence[str]], linked: Mapping[str, object], site: str
) -> str:
    """The title as the page tells others, without the site's name."""
    head = tree.find(".//head/title")
    found = (
        _line_of(linked.get("headline"))
        or _told_as(named, "og:title", "twitter:title")
        or (one_line(head.text or "") if head is not None else "")
    )
    parts = _SITE_AFTER.split(found)
    if len(parts) > 1 and site and parts[-1].casefold() == site.casefold():
        return found[: found.rindex(parts[-1])].rstrip(" |–—·•»-")
    return found


def _date(
    tree: HtmlElement, named: Mapping[str, Sequence[str]], linked: Mapping[str, object]
) -> str:
    """When the article was published, as episode.md writes it."""
    told = [*(_told_as(named, name) for name in _DATES), _line_of(linked.get("datePublished"))]
    for path in (
        ".//*[@itemprop='datePublished']",
        ".//article//time[@datetime]",
        ".//main//time[@datetime]",
        ".//time[@datetime]",
        ".//*[contains(concat(' ', @class, ' '), ' dt-published ')]",
        ".//*[contains(concat(' ', @class, ' '), ' entry-date ')]",
        ".//*[contains(concat(' ', @class, ' '), ' post-date ')]",
    ):
        for element in tree.xpath(path)[:1]:
            told += [element.get("datetime") or element.get("content") or "", text(element)]
    return next((date for each in told if each and (date := days.iso(each))), "")


def _author(
    tree: HtmlElement, named: Mapping[str, Sequence[str]], linked: Mapping[str, object]
) -> str:
    told = [_told_as(named, name) for name in _AUTHORS]
    author = linked.get("author")
    for each in author if isinstance(author, list) else [author]:
        told += [_line_of(each.get("name") if isinstance(each, dict) else each)]
    for path in (
        ".//*[@itemprop='author']",
        ".//a[@rel='author']",
        ".//*[contains(concat(' ', @class, ' '), ' author ')]//*[contains(@class, 'fn')]",
        ".//*[contains(concat(' ', @class, ' '), ' p-author ')]",
    ):
        told += [text(element) for element in tree.xpath(path)[:1]]
    return next((each for each in told if _is_name(each)), "")


def _is_name(said: str) -> bool:
    return 0 < len(said.split()) <= _AUTHOR_WORDS and "://" not in said and "@" not in said


def _image(said: object) -> str:
    if isinstance(said, list):
        return _image(said[0]) if said else ""
    return _line_of(said.get("url")) if isinstance(said, dict) else _line_of(said)


def _category(
    tree: HtmlElement, named: Mapping[str, Sequence[str]], linked: Mapping[str, object], site: str
) -> str:
    section = linked.get("articleSection")
    told = [
        _told_as(named, "article:section"),
        _line_of(section[0] if isinstance(section, list) and section else section),
        *(text(link) for link in tree.xpath(".//article//a[contains(@rel, 'category')]")[:1]),
    ]
    return next((each for each in told if each and each.casefold() != site.casefold()), "")


def _tags(
    tree: HtmlElement, named: Mapping[str, Sequence[str]], linked: Mapping[str, object]
) -> Sequence[str]:
    keywords = linked.get("keywords")
    told = [*named.get("article:tag", ())]
    told += [one_line(str(each)) for each in keywords] if isinstance(keywords, list) else []
    told += _line_of(keywords).split(",") + _told_as(named, "keywords", "news_keywords").split(",")
    told += [text(link) for link in tree.xpath(".//article//a[@rel='tag']")]
    return list(dict.fromkeys(each.strip() for each in told if each.strip()))[:_MOST_TAGS]
