"""Markdown of a page's pieces, as our engine reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml import etree
from lxml.html import HtmlElement
from markdownify import BACKSLASH, MarkdownConverter

from segue.intake import escaping
from segue.intake.manuscript import Block, Kind
from segue.intake.markup.units import HEADINGS, Unit

_KINDS: Mapping[str, Kind] = {
    "ul": "list",
    "ol": "list",
    "blockquote": "quote",
    "table": "table",
    "pre": "code",
    "dl": "other",
    "hr": "other",
}
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f]+")
_HASHES = re.compile(r"#+$")  # at a heading's end they would be no part of it
_LINES = re.compile(r"^(?=.)", re.MULTILINE)
_START = re.compile(r"\d{1,6}", re.ASCII)
_END_BREAKS = re.compile(r"^ *(?:\\\n *)+|(?:\\\n[ \n]*)+$")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\xad]")
_NOTE = re.compile(r"⟦(\d+)⟧")
_LANGUAGE = re.compile(r"(?:lang(?:uage)?|highlight|brush)[-:]\s*([\w+#-]+)")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def blocks(units: Sequence[Unit]) -> Iterator[Block]:
    """The block of each unit, in order; RecursionError where one is nested too deep.

    A unit that nothing can be written of, as a picture that is nowhere, is an empty block.
    """
    sections = _sections(units)
    converter = _Converter()
    for unit, section in zip(units, sections, strict=True):
        text = _NOTE.sub(r"[^\1]", converter.process_tag(section).strip("\n").rstrip())
        yield _block(unit, text)


def _sections(units: Sequence[Unit]) -> Sequence[Tag]:
    """Each unit parsed once more, for markdownify: all at once, as that takes half the time."""
    serials = [f"<section>{_serial(unit.element)}</section>" for unit in units]
    whole = BeautifulSoup(f"<div>{''.join(serials)}</div>", "lxml").div
    found = whole.find_all("section", recursive=False) if whole else []
    if len(found) == len(units):
        return list(found)
    # Something in one of them was read as its end.
    alone = (BeautifulSoup(serial, "lxml").section for serial in serials)
    return [section or Tag(name="section") for section in alone]


def inline(element: HtmlElement) -> str:
    """The Markdown of one element's words, on one line."""
    soup = BeautifulSoup(f"<section>{_serial(element)}</section>", "lxml")
    written = _Converter().process_tag(soup.section)
    return " ".join(_NOTE.sub(r"[^\1]", written).split())


def _serial(element: HtmlElement) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _block(unit: Unit, text: str) -> Block:
    if unit.tag in HEADINGS and text.startswith("#"):
        words = _HASHES.sub(r"\\\g<0>", text.partition(" ")[2].strip())
        return Block("heading", words, level=int(unit.tag[1]), line=unit.line)
    return Block(_KINDS.get(unit.tag, "paragraph"), text, line=unit.line)


class _Converter(MarkdownConverter):  # type: ignore[misc]
    """Writes Markdown as the house does: `-` lists, `#` headings, no escape without need."""

    class Options:
        """How markdownify is asked to write."""

        bullets = "-"
        heading_style = "atx"
        newline_style = BACKSLASH
        sub_symbol = "<sub>"
        sup_symbol = "<sup>"
        table_infer_header = True
        wrap = True
        wrap_width = None

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """The text with plain spaces; a `!` right before a link makes no picture of it."""
        if "pre" not in (parent_tags or ()):
            el = _like(el, _UNSEEN.sub("", _SPACES.sub(" ", el)))
        text = str(super().process_text(el, parent_tags))
        following = el.next_sibling
        if text.endswith("!") and isinstance(following, Tag) and following.name == "a":
            text = f"{text[:-1]}\\!"
        return text

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """The text with what would be read as a mark made harmless."""
        written = escaping.inline(text)
        return written.replace("|", "\\|") if {"td", "th"} & parent_tags else written

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph, none of whose lines looks like another kind of block."""
        return str(super().convert_p(el, _opened(text), parent_tags))

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A quotation, also one whose words stand in no paragraph."""
        return str(super().convert_blockquote(el, _begun(el, text.strip()), parent_tags))

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 (passed by this name)
        """An item, its further lines below its first word; one that holds nothing is none."""
        words = text.strip()
        if not words:
            return ""
        words = _begun(el, words)
        bullet = f"{self._number(el.parent)}. " if el.parent and el.parent.name == "ol" else "- "
        return bullet + _LINES.sub(" " * len(bullet), words)[len(bullet) :] + "\n"

    def _number(self, numbered: Tag) -> int:
        """The number of the next item of a list."""
        start = str(numbered.get("start") or "")
        first = int(start) if _START.fullmatch(start) else 1
        numbered["start"] = str(first + 1)
        return first

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell; one that spans more columns than any table has is one of a few."""
        if len(str(el.get("colspan", ""))) > 1:
            el["colspan"] = "9"
        return str(super().convert_td(el, text, parent_tags))

    convert_th = convert_td

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; one that leads nowhere, or from a picture to itself, is only its words."""
        href = str(el.get("href") or "").strip()
        if not href or (_PICTURE.fullmatch(text.strip()) and _is_picture(href)):
            return text
        if el.get("title"):
            del el["title"]
        el["href"] = href.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        return str(super().convert_a(el, " ".join(text.split("\\\n")), parent_tags))

    def convert_img(self, el: Tag, _: str, parent_tags: set[str]) -> str:
        """A picture with what it shows; in a heading it stays as its words."""
        source = str(el.get("src") or "").strip()
        alt = " ".join(str(el.get("alt") or "").split())
        shown = alt.replace("[", "(").replace("]", ")").replace("|", "–")
        if not source:
            return ""
        if "_inline" in parent_tags and not {"td", "th"} & parent_tags:
            return escaping.inline(alt)
        target = f"<{source}>" if re.search(r"[\s()]", source) else source
        return f"![{shown}]({target})"

    def convert_figcaption(self, _: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 (passed by this name)
        """A caption: slanted, under its picture."""
        words = " ".join(text.split())
        return f"\n\n*{words}*\n\n" if words and "*" not in words else f"\n\n{words}\n\n"

    def convert_mark(self, _: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 (the same)
        """A marked sentence."""
        return f"=={text}==" if text.strip() == text and text else text

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 (the same)
        """Code, with its language where the page names it, in a fence that nothing in it ends."""
        names = " ".join(
            str(name)
            for each in (el, *el.find_all("code", limit=1))
            for name in each.get("class") or ()
        )
        language = _LANGUAGE.search(names)
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`{3,}", text)), 3)
        code = text.strip("\n").rstrip()
        return f"\n\n{fence}{language[1] if language else ''}\n{code}\n{fence}\n\n" if code else ""


def _like(old: NavigableString, text: str) -> NavigableString:
    """A text in the place of another one, which stays where it is."""
    new = NavigableString(text)
    new.parent, new.previous_sibling, new.next_sibling = (
        old.parent,
        old.previous_sibling,
        old.next_sibling,
    )
    return new


def _begun(el: Tag, words: str) -> str:
    """The words of an element that stand in no paragraph of their own, begun as one."""
    first = next((each for each in el.children if str(each).strip()), None)
    return escaping.opening(words) if isinstance(first, NavigableString) else words


def _opened(text: str) -> str:
    """A paragraph's lines, each beginning as a paragraph does; no break at either end."""
    lines = _END_BREAKS.sub("", text).strip().split("\n")
    return "\n".join(escaping.opening(line.strip(" ")) for line in lines)


def _is_picture(href: str) -> bool:
    return re.search(r"\.(?:png|jpe?g|gif|webp|avif)(?:$|\?)", href, re.IGNORECASE) is not None
