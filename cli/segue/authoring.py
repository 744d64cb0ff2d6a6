"""Markdown as people type it: the small extension that lets one engine read what authors mean.

It lays the lines out first (`segue.layout`), mends what the engine makes of single words, links and
boxes, and adds the two marks of our own, `/// call | Title` and `/// only | newsletter`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block
from pymdownx.escapeall import EscapeAllPattern

from segue.addresses import is_absolute
from segue.layout import laid_out

if TYPE_CHECKING:
    from markdown import Markdown

# What links, emphasis, code, entities, addresses and line breaks begin with; what smarty turns.
_INLINE_SIGNS = re.compile(r"[\\`\[\]<>&*_~=^@!|{\x02]|://|www\.|  \n", re.IGNORECASE)
_QUOTES = re.compile("[\"'\x02]")
# Only punctuation is escaped: a path as C:\\new stays as it is.
_ESCAPED = r"\\([!-/:-@\[-`{-~])"
_PRODUCT = r"(?<=\d)\*(?=\d)"
# A brace that begins no {#id}, {.class} or {name=value}: the engine would drop `{name}`.
_BRACE, _BRACE_KEPT = r"\{(?!:? *(?:[#.]|[\w-]+=))", f"\x02{ord('{')}\x03"
_UNKNOWN_NOTE = r"(?<=\S)\[\^[^\]\s]{1,40}\]"
# Feet and inches, thousands as the Swiss part them, rock 'n' roll.
_APOSTROPHES = {
    r"(?<=\d)'(\d{1,2})\"": r"′\1″",
    r"(?<=\d)'(?=\d)": "’",
    r"(?<=\w )'([nN])'(?= \w)": r"’\1’",
}
_BOX = re.compile(r"\[([ xX])\] +(?=\S)")
_TITLED = re.compile(r"(\S+) +\(([^()]*)\)")
_CLOSING = re.compile("[”’»…›]+$")

NOT_DONE, DONE = "☐", "☑"
"""How a task's box is shown."""


class AuthorsLines(Preprocessor):
    """Lays lines out as the engine wants them."""

    def run(self, lines: list[str]) -> list[str]:
        """The same lines, laid out; code stays as typed."""
        return laid_out(lines)


class _Call(Block):  # type: ignore[misc]
    """`/// call | Title`: a call to action, its one link the button."""

    NAME = "call"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "aside", {"class": "call", "data-title": self.argument})


class _Only(Block):  # type: ignore[misc]
    """`/// only | newsletter`: a passage for the named outputs."""

    NAME = "only"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        names = " ".join(re.split(r"[\s,]+", self.argument.strip().lower()))
        return SubElement(parent, "div", {"class": "only", "data-only": names})


class _Marks(BlocksExtension):  # type: ignore[misc]
    """The two block marks of our own."""

    def extendMarkdownBlocks(self, _: Markdown, block_mgr: object) -> None:  # noqa: N802 (the engine's name)
        for block in (_Call, _Only):
            block_mgr.register(block, self.getConfigs())  # type: ignore[attr-defined]


class _Words(InlineProcessor):
    """Words as they are meant, in the place of a pattern; the engine looks at them no more."""

    def __init__(self, pattern: str, words: str = r"\g<0>") -> None:
        super().__init__(pattern)
        self.words = words

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the engine's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """The words, and where what they stand for begins and ends."""
        del data
        return m.expand(self.words), m.start(), m.end()


class _Boxes(Treeprocessor):
    """`- [x] done`: the box as a sign, since no email program shows a real one."""

    def run(self, root: Element) -> None:
        """Put the signs into the items that begin with a box."""
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" and not item.text else item
            box = _BOX.match(holder.text or "")
            if box:
                sign = NOT_DONE if box[1] == " " else DONE
                holder.text = f"{sign} {(holder.text or '')[box.end() :]}"


class _Links(Treeprocessor):
    """Links as they are meant: with words, without the quotation mark that follows an address."""

    def run(self, root: Element) -> None:
        """Mend each link in place."""
        for link in root.iter("a"):
            address = link.get("href", "")
            if titled := _TITLED.fullmatch(address):
                address = titled[1]
                link.set("title", titled[2])
            elif typed := _CLOSING.search(address) if link.text == address else None:
                address = address[: typed.start()]
                link.text = AtomicString(address)
                link.tail = typed[0] + (link.tail or "")
            if not (len(link) or (link.text or "").strip()):
                link.text = AtomicString(address)
            link.set("href", address.replace(" ", "%20") if is_absolute(address) else address)


class QuickInline(InlineTree):
    """Looks for inline marks only in text that holds one of the signs they begin with.

    The engine tries each of its patterns on each piece of text, which takes half of its time. Its
    method is a private one: should it ever be named otherwise, this is slower and nothing else.
    """

    def __init__(self, md: Markdown, signs: re.Pattern[str]) -> None:
        super().__init__(md)
        self.signs = signs

    def _InlineProcessor__handleInline(self, data: str, pattern: int = 0) -> str:  # noqa: N802 (the engine's name)
        if self.signs.search(data) is None:
            return data
        handled: str = super()._InlineProcessor__handleInline(data, pattern)  # type: ignore[misc]
        return handled


class AuthoringExtension(Extension):
    """Everything above, as one extension for Python-Markdown; it comes after all others."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the engine's name)
        """Put the preprocessor before the engine's own, and register the block marks."""
        md.preprocessors.register(AuthorsLines(md), "authors_lines", 27)
        md.inlinePatterns.register(EscapeAllPattern(_ESCAPED, nbsp=False, md=md), "escape", 180)
        md.inlinePatterns.register(_Words(_UNKNOWN_NOTE, ""), "unknown_note", 174)
        md.inlinePatterns.register(_Words(_PRODUCT), "product", 65)
        md.inlinePatterns.register(_Words(_BRACE, _BRACE_KEPT), "brace", 179)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "hardbreak", 5.1)
        md.treeprocessors.register(_Boxes(md), "boxes", 21)
        md.treeprocessors.register(_Links(md), "links", 15)
        _Marks().extendMarkdown(md)
        md.treeprocessors.register(QuickInline(md, _INLINE_SIGNS), "inline", 20)
        quotes = QuickInline(md, _QUOTES)
        smarty = md.treeprocessors["smarty"]
        assert isinstance(smarty, InlineTree)
        quotes.inlinePatterns = smarty.inlinePatterns
        for at, (pattern, words) in enumerate(_APOSTROPHES.items()):
            name = f"apostrophe_{at}"
            quotes.inlinePatterns.register(_Words(pattern, words), name, 120 - at)  # type: ignore[arg-type] # the stubs say another class
        md.treeprocessors.register(quotes, "smarty", 6)
