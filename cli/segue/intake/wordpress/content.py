"""A WordPress post's own text as HTML: its paragraphs made, its shortcodes taken out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from segue.intake.manuscript import Removed

_BLOCK_MARK = "<!-- wp:"
_DYNAMIC = re.compile(
    r"<!--\s*wp:(?P<name>[\w/-]+)(?:\s+(?P<told>\{.{0,5000}?\}))?\s*/-->", re.DOTALL
)
_CAPTION = re.compile(r"\[caption\b[^\]]{0,500}\](?P<inner>.{0,5000}?)\[/caption\]", re.DOTALL)
_PICTURE = re.compile(
    r"(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<words>.*)", re.DOTALL
)
_EMBED = re.compile(r"\[embed\b[^\]]{0,300}\]\s*(?P<address>[^\[\]\s]{1,2000})\s*\[/embed\]")
_SHORTCODE = re.compile(
    r"""\[(?P<close>/?)(?P<name>[a-z][\w-]{2,40})(?P<told>(?:\s+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s\]"']+))*)\s*/?\]""",
    re.IGNORECASE,
)
_KNOWN = frozenset(
    """gallery audio video playlist powerpress ss_player podcast_subscribe contact-form-7
    gravityform wpforms mc4wp_form toc ad ads adsense sc_embed_player smart_track_player
    seriously_simple_player podcast_episode elementor-template products add_to_cart""".split()  # noqa: SIM905 (a list of words is read as words)
)
_BREAKS = re.compile(r"\n\s*\n")
_BLOCK = re.compile(
    r"\s*</?(?:address|article|aside|blockquote|details|div|dl|dd|dt|fieldset|figure|figcaption|footer"
    r"|form|h[1-6]|header|hr|iframe|li|main|nav|object|ol|p|pre|script|section|style|table|tbody"
    r"|td|tfoot|th|thead|tr|ul|video|audio)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"(<(pre|script|style|textarea)\b.{0,20000}?</\2\s*>)", re.DOTALL | re.IGNORECASE
)
_MANY = 2000
_ALONE = re.compile(r"\s*(https?://[^\s<>\"]+)\s*")


def settled(text: str, line: int | None) -> tuple[str, list[Removed]]:
    """A post's HTML, and what in it only WordPress itself could show."""
    removed: list[Removed] = []

    def told(found: re.Match[str]) -> str:
        removed.append(Removed(found[0], "a part that WordPress fills in", line))
        return ""

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "/-->" in text:
        text = _DYNAMIC.sub(told, text)
    text = _without_shortcodes(text, line, removed)
    return (text if _BLOCK_MARK in text else "".join(_paragraphs(text))), removed


def _without_shortcodes(text: str, line: int | None, removed: list[Removed]) -> str:
    if "[" not in text:
        return text
    if "[/caption]" in text:
        text = _CAPTION.sub(_figure, text)
    text = _EMBED.sub(r"\n\n\g<address>\n\n", text)
    closed = {found.lower() for found in re.findall(r"\[/([a-zA-Z][\w-]{2,40})\]", text)}

    def taken(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if not (found["close"] or found["told"] or name in closed or name in _KNOWN):
            return found[0]
        if not found["close"]:
            removed.append(Removed(found[0], "a shortcode, which only WordPress understands", line))
        return ""

    return _SHORTCODE.sub(taken, text)


def _figure(found: re.Match[str]) -> str:
    inner = _PICTURE.search(found["inner"])
    if inner is None:
        return found["inner"]
    words = inner["words"].strip()
    return f"<figure>{inner['picture']}<figcaption>{words}</figcaption></figure>"


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs that WordPress makes of blank lines, and the breaks of single ones."""
    # One that is never closed would be looked for from each that is opened.
    split = _KEPT.split(text) if text.count("<pre") + text.count("<s") < _MANY else [text]
    for at, piece in enumerate(split):
        # Each whole element is followed by the name of its tag, which the pattern refers to.
        if at % 3 == 1:
            yield piece
        elif at % 3 == 0:
            for chunk in _BREAKS.split(piece):
                yield from _chunk(chunk)


def _chunk(chunk: str) -> Iterator[str]:
    words = chunk.strip()
    if not words:
        return
    alone = _ALONE.fullmatch(words)
    if alone:
        address = html.escape(alone[1])
        yield f'<p><a href="{address}">{address}</a></p>\n'
    elif _BLOCK.match(words):
        yield f"{words}\n"
    else:
        yield "<p>" + words.replace("\n", "<br>\n") + "</p>\n"
