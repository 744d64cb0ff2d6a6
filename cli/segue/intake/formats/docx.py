"""Word documents; what other writing programs save is told how to become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from segue.errors import Problem, SegueError
from segue.intake import extras, plainly
from segue.intake.manuscript import Block, Manuscript, Removed, Value
from segue.intake.source import Claim, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from segue.intake.word.reading import Document

TITLE = "Word document (.docx)"
_ZIP = b"PK\x03\x04"
# Old Word documents, and new ones with a password, are kept in this container.
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    ".doc": "an old Word document",
    ".odt": "an OpenDocument text",
    ".pages": "a document of Apple Pages",
    ".pdf": "a PDF, which has no paragraphs",
    ".rtf": "a Rich Text document",
}
_BEGINNINGS = ((b"%pdf-", ".pdf"), (b"{\\rtf", ".rtf"))
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_SHORT_WORDS = 3
_LONGEST_TITLE = 120


def reads(source: Source) -> Claim:
    """A zip with Word's parts in it, or what is named as a document of any program."""
    if source.suffix == ".docx" or _other(source):
        return Claim.EXACT
    is_word = source.content.startswith(_ZIP) and b"word/document" in source.content
    return Claim.CONTENT if is_word else Claim.NO


def read(source: Source) -> Iterator[Manuscript]:
    """The article of a document. Raises SegueError where it is none that can be read."""
    if other := _other(source):
        _refuse(source, f"this is {other}")
    if source.content.startswith(_CONTAINER):
        _refuse(source, "this document has a password, or is an old Word document")
    if not source.content.startswith(_ZIP):
        _refuse(source, "this is no Word document, whatever its name says")
    with extras.needed(TITLE, source.shown):
        from segue.intake.markup import article, fakes, page
        from segue.intake.word import reading
    try:
        document = reading.read(source.content, source.shown)
    except RecursionError as error:
        raise page.too_deep(source.shown) from error
    made = page.parsed(document.markup, source.shown)
    title, told = _lifted(made.body, document)
    fakes.mended(made.body)
    found = article.whole(made, source.shown)
    if found.blocks:
        yield _completed(found, document, title, told)


def _other(source: Source) -> str | None:
    """What a file of another writing program is."""
    if source.content.startswith(_CONTAINER):
        return None if source.suffix == ".docx" else _OTHERS[".doc"]
    if source.content.startswith(_ZIP) and _OPEN_DOCUMENT in source.content[:200]:
        return _OTHERS[".odt"]
    kind = next((kind for mark, kind in _BEGINNINGS if source.head.startswith(mark)), source.suffix)
    return _OTHERS.get(kind)


def _refuse(source: Source, message: str) -> NoReturn:
    raise SegueError(
        Problem(
            code="import-document",
            message=message,
            file=source.shown,
            hint="open it in the program that wrote it and save it as .docx, without a password",
            unreadable=True,
        )
    )


def _lifted(body: HtmlElement, document: Document) -> tuple[str, str]:
    """The title and the subtitle, taken out of the article, as is its table of contents."""
    from segue.intake.markup.units import text
    from segue.intake.word import reading

    title, subtitle = "", ""
    for element in list(body.iter("h1", "p")):
        name = element.get("class")
        if name == reading.TITLE and not title:
            title = text(element)
        elif (
            name == reading.SUBTITLE and len(text(element).split()) > _SHORT_WORDS and not subtitle
        ):
            subtitle = text(element)
        elif name == reading.CONTENTS:
            document.removed.append(Removed(text(element), "table of contents"))
        else:
            continue
        element.drop_tree()
    return title, subtitle


def _completed(found: Manuscript, document: Document, title: str, subtitle: str) -> Manuscript:
    """The manuscript with what the document tells of itself."""
    told = document.properties
    front: dict[str, Value] = {
        "date": told.get("created", ""),
        "description": subtitle or told.get("description", ""),
        "category": told.get("category", ""),
        "tags": [each.strip() for each in told.get("keywords", "").split(",") if each.strip()],
    }
    title = title or found.title
    first = found.blocks[0]
    if not title and first.kind == "heading":
        found = replace(found, blocks=found.blocks[1:])
        title = plainly.plain(first.text)
    if not title and told.get("title") and not _is_line(first):
        title = told["title"]
    return replace(
        found,
        title=title,
        front={key: value for key, value in front.items() if value},
        settings=_author(told),
        attached=document.pictures,
        removed=(*found.removed, *document.removed),
        notes=(*found.notes, *_dated(front)),
    )


def _is_line(first: Block) -> bool:
    """Whether an article begins with a line that may be its title."""
    is_short = first.kind == "paragraph" and len(first.text) < _LONGEST_TITLE
    return is_short and not first.text.endswith(".")


def _author(told: Mapping[str, str]) -> Mapping[str, str]:
    return {"show.author": told["creator"]} if "creator" in told else {}


def _dated(front: Mapping[str, Value]) -> Iterator[Problem]:
    """A word that the date is that of the document."""
    if front["date"]:
        yield Problem(
            severity="warning",
            code="import-date",
            message=f"the date is the day on which the document was made: {front['date']}",
            hint="write the day of publication in its place, in the front matter",
        )
