"""A page's bytes as a tree that is safe to walk."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement

from segue.characters import printable
from segue.errors import Problem, SegueError
from segue.intake.markup.encoding import decoded

LARGEST_BYTES = 2_000_000
_LARGEST_PICTURE = 20_000_000
# What is pasted into a page instead of standing beside it; short ones are dots and arrows.
_PASTED = re.compile(
    r"data:(?P<kind>[\w.+-]{0,60}/?[\w.+-]{0,60})(?:;(?!base64)[\w.+=-]{1,60}){0,5}"
    r";base64,(?P<content>[A-Za-z0-9+/=%]*)"
)
_PICTURES = {
    "jpeg": "jpg",
    "jpg": "jpg",
    "png": "png",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
}
_MOST_ELEMENTS = 40_000
_SHORTEST_PICTURE = 400
_NUMBERED = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,9})|(?P<number>[0-9]{1,9}));?")
_LAST = 0x10FFFF
_WINDOWS = range(0x80, 0xA0)  # browsers read these as Windows letters
_SCRIPT = re.compile(r"<(?P<name>script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_CLOSING = {
    name: re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE) for name in ("script", "style")
}
# libxml2 compares each attribute of a tag with all before it.
_OVERLOADED = re.compile(
    r"<[a-zA-Z][^\s/>]*+"
    r"(?:[\s/]++[^\s/=>\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+){1000}"
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, the address it was saved from, and the pictures pasted into it, by name.

    `body` is what a reader sees; the tree's other parts tell about it.
    """

    tree: HtmlElement
    address: str = ""
    pasted: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def body(self) -> HtmlElement:
        """The element that holds all that a reader sees."""
        found = self.tree.find("body")
        return self.tree if found is None else found


def read(raw: bytes, shown: Path) -> Page:
    """The page in a file's bytes, decoded as the page says.

    Raises SegueError where it is no text, larger than any article, or nested too deep.
    """
    text = decoded(raw)
    if "\0" in text:
        message = "this is no page: it holds a NUL byte"
        raise _refused("encoding", message, shown, "save the page again, as HTML")
    return parsed(text, shown)


def parsed(text: str, shown: Path) -> Page:
    """The page in a text; raises SegueError as `read` does."""
    text, pasted = _without_pasted(printable(text))
    if len(text) > LARGEST_BYTES // 2:
        text = _without_scripts(text)
    text = _NUMBERED.sub(_sound, text[: LARGEST_BYTES + 1])
    markup = text.encode("utf-8", "replace")
    if len(markup) > LARGEST_BYTES:
        size = f"{LARGEST_BYTES // 1_000_000} MB"
        raise _too_large(f"the page is over {size}, its pictures and scripts not counted", shown)
    if _OVERLOADED.search(text):
        raise _too_large("a tag of the page has a thousand attributes", shown)
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = html.document_fromstring(markup or b"<p></p>", parser=parser)
    except etree.ParserError as error:
        message = "there is no page in it"
        hint = "check that it was saved whole"
        raise _refused("import-empty", message, shown, hint) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_deep(shown)
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise _too_large(f"the page has over {_MOST_ELEMENTS:,} elements", shown)
    return Page(tree, _address(tree), pasted)


def _without_scripts(text: str) -> str:
    """The text without scripts and styles, which may be most of a page; what tells facts stays."""
    kept, at = [], 0
    while opened := _SCRIPT.search(text, at):
        closed = _CLOSING[opened["name"].lower()].search(text, opened.end())
        if closed is None:
            break
        is_told = "ld+json" in opened[0]
        kept.append(text[at : closed.end() if is_told else opened.start()])
        at = closed.end()
    return "".join([*kept, text[at:]])


def _sound(numbered: re.Match[str]) -> str:
    """A character written by its number, if there can be such a one in a text."""
    number = int(numbered["hex"], 16) if numbered["hex"] else int(numbered["number"])
    is_sound = number in _WINDOWS or (number <= _LAST and printable(chr(number)) == chr(number))
    return numbered[0] if is_sound else " "


def too_deep(shown: Path) -> SegueError:
    """The error for tags within tags within tags."""
    message = "its tags are nested too deep to be read"
    hint = "copy the article out of it and save that, or open it in a browser and save it again"
    return _refused("page-too-deep", message, shown, hint)


def _too_large(message: str, shown: Path) -> SegueError:
    hint = "copy the article out of the page, and save that"
    return _refused("page-too-large", message, shown, hint)


def _refused(code: str, message: str, shown: Path, hint: str) -> SegueError:
    return SegueError(Problem(code=code, message=message, file=shown, hint=hint, unreadable=True))


def _without_pasted(text: str) -> tuple[str, Mapping[str, bytes]]:
    """The text with a short name for each pasted picture, which may be most of a saved page."""
    pasted: dict[str, bytes] = {}

    def named(found: re.Match[str]) -> str:
        kind = _PICTURES.get(found["kind"].lower().removeprefix("image/"))
        content = found["content"]
        if kind is None or not _SHORTEST_PICTURE < len(content) < _LARGEST_PICTURE:
            return "data:,"
        try:
            picture = base64.b64decode(content.replace("%2B", "+").replace("%2F", "/"))
        except binascii.Error:
            return "data:,"
        name = f"picture-{len(pasted) + 1}.{kind}"
        pasted[name] = picture
        return name

    return (_PASTED.sub(named, text), pasted) if "base64," in text else (text, pasted)


def _address(tree: HtmlElement) -> str:
    """Where the page stands on the web, as far as it tells."""
    for path in (
        ".//link[@rel='canonical']/@href",
        ".//meta[@property='og:url']/@content",
        ".//base/@href",
    ):
        for found in tree.xpath(path):
            if str(found).startswith(("https://", "http://")):
                return str(found).strip()
    for comment in tree.getroottree().xpath("//comment()")[:20]:
        if saved := _SAVED_FROM.search(comment.text or ""):
            return saved[1]
    return ""
