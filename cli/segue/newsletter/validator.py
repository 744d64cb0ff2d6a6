"""What is wrong with an MJML text, and where: mjml-python renders nearly all without a word."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple, TypedDict

from segue.errors import did_you_mean
from segue.newsletter import values
from segue.trees import VOID

_SHARED_ATTRIBUTES = frozenset({"css-class", "mj-class"})
_ATTRIBUTE_DEFAULTS = "mj-attributes"
_LONGEST_QUOTE = 30
_REFUSED = {
    "mj-include": 'include with Jinja: {% include "newsletter/partials/…" %}',
    "mj-html-attributes": "mjml-python does not know it; write the attribute into the HTML itself",
    "mj-font": "few inboxes load fonts from elsewhere; name installed ones in [look] font",
}
_TOKEN = re.compile(
    r"<(?:!--(?P<comment>.*?)-->"
    r"|(?P<closing>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<attributes>(?:[^<>\"'/]++|/(?!>)|\"[^\"]*\"|'[^']*')*+)(?P<empty>/?)>"
    r"|(?P<stray>))",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<gap>\s*)(?P<name>[^\s=/>\"']+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]*))?"
)


class Element(NamedTuple):
    """What MJML allows of one element; `content` marks those that hold HTML.

    Of each attribute it tells the type, as `values` reads it.
    """

    content: bool
    children: frozenset[str]
    attributes: Mapping[str, str]


class _Row(TypedDict):
    content: bool
    children: list[str]
    attributes: dict[str, str]


class _Tables(TypedDict):
    elements: dict[str, _Row]
    colours: list[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `offset` is where it stands in the text."""

    offset: int
    message: str
    hint: str | None = None


@functools.cache
def elements() -> Mapping[str, Element]:
    """Every element by name, as MJML 5.4 defines it (elements.json, from its own tables)."""
    return {
        name: Element(row["content"], frozenset(row["children"]), row["attributes"])
        for name, row in _tables()["elements"].items()
    }


@functools.cache
def _colours() -> frozenset[str]:
    return frozenset(_tables()["colours"])


def _tables() -> _Tables:
    file = resources.files("segue.newsletter") / "elements.json"
    tables: _Tables = json.loads(file.read_text(encoding="utf-8"))
    return tables


def faults(mjml: str) -> Iterator[Fault]:
    """Everything wrong with an MJML text, in reading order, up to the first unclosed element."""
    reader = _Reader()
    for token in _TOKEN.finditer(mjml):
        yield from reader.text(mjml[reader.at : token.start()])
        reader.at = token.end()
        if token["stray"] is not None:
            yield _stray(mjml, token.start())
        elif token["comment"] is not None:
            yield from _comment(token)
        elif token["closing"]:
            found = list(reader.close(token))
            yield from found
            if found:
                return
        else:
            yield from reader.open(token)
    yield from reader.end(mjml)


class _Reader:
    """The elements that are open while tokens go by."""

    def __init__(self) -> None:
        self.at = 0
        self.opened: list[tuple[str, int]] = []
        self.content_depth = 0
        self.seen_root = False

    def text(self, text: str) -> Iterator[Fault]:
        """Text between tags, which only elements with content may hold."""
        if text.strip() and not self.content_depth:
            offset = self.at + len(text) - len(text.lstrip())
            where = f"in <{self.opened[-1][0]}>" if self.opened else "outside <mjml>"
            yield Fault(
                offset, f'the text "{_short(text)}" stands {where}', "put it into an <mj-text>"
            )

    def open(self, token: re.Match[str]) -> Iterator[Fault]:
        """An opening tag: its name, its place, its attributes."""
        name, offset = token["name"], token.start()
        yield from self._placed(name, offset)
        inside_defaults = self._parent() == _ATTRIBUTE_DEFAULTS
        for fault in _attributes(name, token["attributes"], inside_defaults=inside_defaults):
            yield Fault(token.start("attributes") + fault.offset, fault.message, fault.hint)
        self.seen_root = True
        if not token["empty"] and name not in VOID:
            self.opened.append((name, offset))
            if not self.content_depth and name in elements() and elements()[name].content:
                self.content_depth = len(self.opened)

    def close(self, token: re.Match[str]) -> Iterator[Fault]:
        """A closing tag, which must fit the last one opened."""
        name = token["name"]
        if name in VOID:
            return
        if not self.opened:
            yield Fault(token.start(), f"</{name}> closes what was never opened")
        elif self.opened[-1][0] == name:
            self.opened.pop()
            if len(self.opened) < self.content_depth:
                self.content_depth = 0
        elif any(opened == name for opened, _ in self.opened):
            inner, offset = self.opened[-1]
            yield Fault(offset, f"<{inner}> is never closed", f"write </{inner}> before </{name}>")
        else:
            inner = self.opened[-1][0]
            yield Fault(
                token.start(), f"</{name}> closes what was never opened", f"<{inner}> is still open"
            )

    def end(self, mjml: str) -> Iterator[Fault]:
        """The end of the text, where nothing may be open."""
        yield from self.text(mjml[self.at :])
        if self.opened:
            name, offset = self.opened[-1]
            yield Fault(offset, f"<{name}> is never closed", f"write </{name}>")
        elif not self.seen_root:
            yield Fault(0, "the template gives no <mjml>")

    def _parent(self) -> str | None:
        return self.opened[-1][0] if self.opened else None

    def _placed(self, name: str, offset: int) -> Iterator[Fault]:
        parent = self._parent()
        if parent is None:
            if name != "mjml" or self.seen_root:
                yield Fault(offset, f"<{name}> stands outside <mjml>")
        elif self.content_depth:
            if name.startswith("mj-"):
                yield Fault(offset, f"<{name}> stands in <{parent}>, which holds HTML only")
            elif name.lower() in VOID and not name.islower():
                yield Fault(offset, f"<{name}> is in capital letters", f"write <{name.lower()}>")
        elif name not in elements() and not _is_default(parent, name):
            yield _unknown(name, offset)
        elif parent in elements() and not _fits(parent, name):
            allowed = ", ".join(f"<{child}>" for child in sorted(elements()[parent].children))
            yield Fault(
                offset,
                f"<{name}> can't stand in <{parent}>",
                f"<{parent}> holds {allowed or 'nothing'}",
            )


def _fits(parent: str, name: str) -> bool:
    return parent == _ATTRIBUTE_DEFAULTS or name in elements()[parent].children


def _is_default(parent: str, name: str) -> bool:
    return parent == _ATTRIBUTE_DEFAULTS and name in {"mj-all", "mj-class"}


@functools.lru_cache(maxsize=4096)
def _attributes(name: str, written: str, *, inside_defaults: bool) -> tuple[Fault, ...]:
    """The faults of a tag's attributes, counted from where they begin.

    Kept, because one newsletter's tags are much like the last one's.
    """
    return tuple(_attribute_faults(name, written, inside_defaults=inside_defaults))


def _attribute_faults(name: str, written: str, *, inside_defaults: bool) -> Iterator[Fault]:
    known = _known_attributes(name, inside_defaults=inside_defaults)
    seen: set[str] = set()
    for attribute in _ATTRIBUTE.finditer(written):
        key, value, offset = attribute["name"], attribute["value"], attribute.start("name")
        if key in seen:
            yield Fault(offset, f"<{name}> has {key} twice", "remove one of them")
        seen.add(key)
        if not attribute["gap"]:
            yield Fault(offset, f"a space is missing before {key}")
        elif value is not None:
            yield from _value(key, value, offset) or _typed(name, key, value[1:-1], offset)
        if known is not None and key not in known:
            hint = did_you_mean(key, known) or f"<{name}> takes {', '.join(sorted(known))}"
            yield Fault(offset, f'<{name}> takes no attribute "{key}"', hint)


def _value(key: str, value: str, offset: int) -> list[Fault]:
    """What is wrong with how a value is written, quotes and all."""
    if not value.startswith(('"', "'")):
        return [Fault(offset, f"the value of {key} has no quotes", f'write {key}="{value}"')]
    if value.startswith("'") and '"' in value:
        hint = 'put it in "…" and use single quotes inside'
        return [Fault(offset, f'the value of {key} holds a "', hint)]
    if "<" in value:
        return [Fault(offset, f"the value of {key} holds a <", "write &lt;")]
    return []


def _typed(name: str, key: str, value: str, offset: int) -> list[Fault]:
    """What is wrong with a value itself, by the type that MJML gives the attribute."""
    kind = elements()[name].attributes.get(key) if name in elements() else None
    hint = kind and values.wrong(kind, value, _colours())
    return [Fault(offset, f'{key} of <{name}> can\'t be "{value}"', hint)] if hint else []


def _known_attributes(name: str, *, inside_defaults: bool) -> frozenset[str] | None:
    """The attributes an element may have; None where any will do (HTML, `mj-all`, `mj-class`)."""
    if name not in elements():
        return _every_attribute() | {"name"} if inside_defaults else None
    shared = frozenset() if name == "mjml" else _SHARED_ATTRIBUTES
    return shared.union(elements()[name].attributes)


@functools.cache
def _every_attribute() -> frozenset[str]:
    return frozenset().union(*(element.attributes for element in elements().values()))


def _unknown(name: str, offset: int) -> Fault:
    known = [*elements(), "mj-all", "mj-class"]
    hint = (
        _REFUSED.get(name) or did_you_mean(name, known) or "HTML belongs into <mj-text> or <mj-raw>"
    )
    return Fault(offset, f"<{name}> is no MJML element", hint)


def _comment(token: re.Match[str]) -> Iterator[Fault]:
    if "--" in token["comment"]:
        yield Fault(
            token.start(),
            "a comment holds --",
            "mjml-python takes that for its end; write one hyphen",
        )
    elif token["comment"].lstrip().startswith("[if"):
        yield Fault(
            token.start(),
            "a conditional comment can't stand in a template",
            "leave it out; MJML writes its own",
        )


def _stray(mjml: str, offset: int) -> Fault:
    rest = mjml[offset : offset + 40].partition("\n")[0]
    if re.match(r"<[/A-Za-z][^<>]*[\"']", rest):
        return Fault(
            offset, f"this tag never ends: {_short(rest)}", "a closing quote or > is missing"
        )
    return Fault(offset, f"a < that begins no tag: {_short(rest)}", "write &lt;")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
