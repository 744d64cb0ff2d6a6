"""The items of a WordPress export (WXR), read one by one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NoReturn

from lxml import etree

from segue.errors import Problem, SegueError

_PROLOGUE_BYTES = 100_000
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<rss[\s>]")
_NO_DATE = "0000-00-00 00:00:00"
_MOST_HOURS = 15


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `told` by local names as `post_name`, `terms` by domain, `meta` by key."""

    told: Mapping[str, str]
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None

    @property
    def kind(self) -> str:
        """Its kind: `post`, `page`, `attachment`, or that of a plug-in, as `podcast`."""
        return self.told.get("post_type", "post")

    @property
    def state(self) -> str:
        """Its state: `publish`, `draft`, `private` and the like."""
        return self.told.get("status", "publish")

    @property
    def date(self) -> str:
        """When it was published, with the zone of its site where that follows."""
        local, utc = self.told.get("post_date", ""), self.told.get("post_date_gmt", "")
        try:
            here = datetime.fromisoformat(local)
        except ValueError:
            return self.told.get("pubDate", "")
        try:
            away = here - datetime.fromisoformat("" if utc == _NO_DATE else utc)
        except ValueError:
            return here.isoformat()
        if abs(away) > timedelta(hours=_MOST_HOURS):
            return here.isoformat()
        return here.replace(tzinfo=timezone(away)).isoformat()


def items(content: bytes, shown: Path) -> Iterator[Item]:
    """Each item of an export, in order.

    Raises SegueError with the line where its XML is broken, and for one that declares entities:
    WordPress writes none, and they can be made to fill the memory.
    """
    _refuse_entities(content, shown)
    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag="item",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        for _, element in events:
            yield _item(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        hint = (
            "export it again (Tools, Export); a plug-in may have put signs into it that are no XML"
        )
        _refuse(shown, f"the export is broken: {error.msg}", error.lineno, hint)


def _item(element: etree.Element) -> Item:
    told: dict[str, str] = {}
    terms: dict[str, list[str]] = {}
    meta: dict[str, str] = {}
    for child in element:
        name, space = _name(child)
        words = (child.text or "").strip()
        if name == "category":
            terms.setdefault(child.get("domain", ""), []).append(words)
        elif name == "postmeta":
            inner = {_name(each)[0]: (each.text or "").strip() for each in child}
            meta.setdefault(inner.get("meta_key", ""), inner.get("meta_value", ""))
        elif name == "encoded":
            told["excerpt" if "excerpt" in space else "content"] = child.text or ""
        else:
            told.setdefault(name, words)
    return Item(told, terms, meta, element.sourceline)


def _name(element: etree.Element) -> tuple[str, str]:
    """An element's name and its namespace; none for what is no element."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag.rpartition("}")
    return name, space


def _refuse_entities(content: bytes, shown: Path) -> None:
    root = _ROOT.search(content, 0, _PROLOGUE_BYTES)
    found = _DECLARATION.search(content, 0, root.start() if root else _PROLOGUE_BYTES)
    if found or root is None:
        line = content.count(b"\n", 0, found.start()) + 1 if found else None
        message = "the export declares entities, which WordPress never does"
        _refuse(shown, message, line, "export it again in WordPress: Tools, Export")


def _refuse(shown: Path, message: str, line: int | None, hint: str) -> NoReturn:
    raise SegueError(
        Problem(
            code="import-export", message=message, file=shown, line=line, hint=hint, unreadable=True
        )
    )
