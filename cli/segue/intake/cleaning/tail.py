"""What stands below an article: who wrote it, and what they sell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from segue.intake.cleaning.handles import HANDLE
from segue.intake.manuscript import Block, Manuscript
from segue.intake.plainly import MARKS, brief, plain

_LARGEST_SHARE = 0.4
_LINE = 60
ABOUT = "about the author: this belongs to the show, not to one episode"
_PROMOTION = "after the article, and no part of it"
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey)(?: there)?[,!.]? (?:i['’]?m|i am|my name is)"
    r"|(?:hallo|hi)[,!]? (?:ich bin|mein name ist)|bonjour[,!]? je suis"
    r"|¡?hola[,!]? (?:soy|me llamo))"
    r"\b\s*(?P<name>[^!.,:;–—|]{0,60})",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:about|meet) (?:the )?(?:author|writer|host|me|us)s?(?: bio)?|author bio(?:graphy)?"
    r"|über (?:die autorin|den autor|mich|uns)|à propos de (?:l['’]auteure?|moi|nous)"
    r"|(?:sobre|acerca de) (?:el autor|la autora|mí|nosotros)",
    re.IGNORECASE,
)
# Where such a heading comes, the article goes on.
_RESUMES = re.compile(
    r"(?:references|sources|footnotes|notes|further reading|bibliography|disclaimer|transcript"
    r"|faqs?|quellen|literatur|anmerkungen|références|fuentes|referencias)\W*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def cut(manuscript: Manuscript) -> Manuscript:
    """The manuscript without its author's bio and what follows; handles in it go to the show."""
    blocks = manuscript.blocks
    start = next((at for at in range(len(blocks) // 2, len(blocks)) if starts(blocks[at])), None)
    if start is None:
        return manuscript
    end = _end(blocks, start)
    tail = blocks[start:end]
    if _words(tail) > _LARGEST_SHARE * _words(blocks):
        return manuscript
    removed = tuple(each.removed(reason) for each, reason in _told(tail))
    return replace(
        manuscript,
        blocks=[*blocks[:start], *blocks[end:]],
        removed=(*manuscript.removed, *removed),
        settings={**settings(tail), **manuscript.settings},
    )


def starts(block: Block) -> bool:
    """Whether a block begins the part of a page that tells who wrote it."""
    said = brief(block.text)
    if block.kind not in {"paragraph", "heading"}:
        return False
    return _HEADED.fullmatch(said.rstrip(" :!.")) is not None or (
        _GREETING.match(said) is not None and len(said) < 90  # noqa: PLR2004 (a greeting, no paragraph)
    )


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the tail ends: at the article's own notes, or with the last block."""
    resumed = (
        at
        for at in range(start + 1, len(blocks))
        if blocks[at].kind == "heading" and _RESUMES.fullmatch(brief(blocks[at].text))
    )
    return next(resumed, len(blocks))


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _told(tail: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with its reason: the bio until the next heading or bare line, then the rest."""
    reason = ABOUT
    for at, block in enumerate(tail):
        said = brief(block.text)
        is_line = len(said) < _LINE and "@" not in said and not said.endswith(MARKS)
        if at and (block.kind == "heading" or is_line):
            reason = _PROMOTION
        yield block, reason


def settings(tail: Sequence[Block]) -> dict[str, str]:
    """What a bio tells of the show: its author, address and handles."""
    said = [plain(block.text) for block in tail]
    greeting = _GREETING.match(said[0]) if said else None
    found = {}
    if greeting and greeting["name"].strip():
        found["show.author"] = _name(said[0], greeting)
    for text in said:
        for network, handle in HANDLE.findall(text):
            found.setdefault(f"handles.{network.lower()}", handle)
        for address in _MAIL.findall(text):
            found.setdefault("show.email", address)
    return found


def _name(said: str, greeting: re.Match[str]) -> str:
    """The name in a greeting; the full stop of a title as Dr. does not end it."""
    rest = said[greeting.start("name") :]
    named = re.match(r"(?:[^\W\d_]{1,4}\. )*[^!.,:;–—|(]{1,60}", rest)
    return (named[0] if named else greeting["name"]).strip()
