"""`social.md`: the posts of an episode in a file that people edit, as it is read and written.

A post is a head (`key: value` lines between two lines `---`) and its words below. A `---` with a
key right under it opens a head; any other `---` parts a thread. Comments (`<!-- … -->`) that begin
a line are no part of a post; a backslash before `---` or `<!--` makes it one.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from segue import files
from segue.characters import printable
from segue.errors import Problem, SegueError, did_you_mean
from segue.model import DraftPart, Drafts, DraftSection

FILE_NAME = "social.md"
OWN = "own"
"""The kind of a post that a person added."""

_FENCE = re.compile(r"---[^\S\n]*$")
_PAIR = re.compile(r"\s*([A-Za-z][\w-]*)\s*:(?:\s+(.*?))?\s*$")
_GUARDED = re.compile(r"^\\(?=\\*(?:---[^\S\n]*$|<!--))", re.MULTILINE)
_TO_GUARD = re.compile(r"^(?=\\*(?:---[^\S\n]*$|<!--))", re.MULTILINE)
_OFFERED = re.compile(r"<!-- offered:(.*?)-->\n?", re.DOTALL)
_SOURCE = re.compile(r"(\d+) ([0-9a-f]+)$")
_KEYS = ("platform", "id", "kind", "known", "source", "suggested")
_ID = re.compile(r"[\w.-]+")
_DIGITS = 10


def digest(*texts: str) -> str:
    """What tells texts from others: the beginning of their hash."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def fingerprint(platform: str, texts: Iterable[str]) -> str:
    """The digest of a suggestion; a section that still has it is one that nobody touched."""
    return digest(platform, *map(_settled, texts))


def read(file: Path) -> Drafts | None:
    """The posts in `file`, what is wrong with it noted in them; None where there is no file."""
    if not files.exists(file):
        return None
    try:
        return parse(files.read_text(file), file)
    except SegueError as error:
        return Drafts(file, problems=error.problems)


def parse(text: str, file: Path) -> Drafts:
    """The posts in the text of a `social.md`."""
    return _Reader(file, printable(text).split("\n")).drafts()


def written(drafts: Drafts) -> str:
    """The text of a `social.md`: each section as typed, then what was once offered."""
    sections = "\n".join(f"{section.typed.strip()}\n" for section in drafts.sections)
    offered = "\n".join(["<!-- offered:", *sorted(drafts.offered), "-->"])
    return f"{drafts.opening.strip()}\n\n{sections}\n{offered}\n".lstrip()


def section(
    platform: str, name: str, kind: str, texts: Sequence[str], source: Sequence[tuple[int, str]]
) -> DraftSection:
    """The section that offers a suggestion; `source` holds line and words of its sentences."""
    places = tuple((line, digest(words)) for line, words in source)
    parts = [_settled(text) for text in texts]
    head = [f"platform: {platform}", f"id: {name}", f"kind: {kind}"]
    if places:
        head.append("source: " + ", ".join(f"{line} {value}" for line, value in places))
    head.append(f"suggested: {fingerprint(platform, parts)}")
    body = "\n\n---\n\n".join(_TO_GUARD.sub(r"\\", text) for text in parts)
    return DraftSection(
        platform=platform,
        id=name,
        kind=kind,
        line=1,
        parts=tuple(DraftPart(text, 1) for text in parts),
        source=places,
        is_edited=False,
        typed="\n".join(["---", *head, "---", "", body]),
    )


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one `social.md`, collecting what is wrong with them."""

    file: Path
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    own: Counter[str] = field(default_factory=Counter)

    def drafts(self) -> Drafts:
        """Everything that the file holds."""
        visible = self._without_comments()
        heads = list(_heads(visible))
        starts = [start for start, _ in heads]
        first = starts[0] if starts else len(visible)
        stray = next((at for at in range(first) if visible[at].strip()), None)
        if stray is not None:
            hint = "begin a post with three lines: ---, platform: x, ---; its words stand below"
            self._wrong(stray, "these words belong to no post", hint)
        ends = [*starts[1:], len(visible)]
        made = [
            self._section(visible, head, end)
            for head, end in zip(heads, ends[: len(heads)], strict=True)
        ]
        typed = "\n".join(self.lines)
        offered = {name for found in _OFFERED.findall(typed) for name in _ID.findall(found)}
        return Drafts(
            file=self.file,
            sections=tuple(self._told_apart([each for each in made if each is not None])),
            offered=frozenset(offered),
            opening=_OFFERED.sub("", "\n".join(self.lines[:first])),
            problems=tuple(self.problems),
        )

    def _without_comments(self) -> list[str]:
        """The lines, those of comments emptied."""
        visible, open_at = [], None
        for at, line in enumerate(self.lines):
            if open_at is None and line.startswith("<!--"):
                open_at = at
            visible.append(line if open_at is None else "")
            if open_at is not None and "-->" in line:
                visible[-1] = line.partition("-->")[2].strip()
                open_at = None
        if open_at is not None:
            self._wrong(open_at, "this comment is not closed", "write --> where it ends")
        return visible

    def _section(
        self, lines: Sequence[str], head: tuple[int, int | None], end: int
    ) -> DraftSection | None:
        start, close = head
        if close is None:
            hint = (
                "a head is key: value lines between two lines ---; if this is a thread's next part,"
                " leave a line empty after the ---"
            )
            self._wrong(start, "this head of a post is not closed with a line ---", hint)
            return None
        keys = self._head(lines, start, close)
        if not keys.get("platform"):
            hint = "add platform: x; if this is a thread's next part, leave a line empty after ---"
            self._wrong(start, "this head of a post names no platform", hint)
            return None
        return self._filled(keys, start, self._parts(lines, close + 1, end), end)

    def _filled(
        self, head: dict[str, str], start: int, parts: tuple[DraftPart, ...], end: int
    ) -> DraftSection:
        platform = head["platform"].lower()
        self.own[platform] += "id" not in head
        name = head.get("id") or f"{platform}-{OWN}-{self.own[platform]}"
        mark = fingerprint(platform, (part.text for part in parts))
        typed = _OFFERED.sub("", "\n".join(self.lines[start:end]))
        return DraftSection(
            platform=platform,
            id=name,
            kind=head.get("kind") or OWN,
            line=start + 1,
            parts=parts,
            source=tuple(_source(head.get("source", ""))),
            is_edited=head.get("suggested") != mark,
            known=tuple(each.strip() for each in head.get("known", "").split(",") if each.strip()),
            typed=typed,
        )

    def _head(self, lines: Sequence[str], start: int, close: int) -> dict[str, str]:
        head: dict[str, str] = {}
        for at in range(start + 1, close):
            match = _PAIR.match(lines[at])
            if match is None:
                continue
            key, value = match[1].lower(), (match[2] or "").strip("\"'")
            if key in head:
                self._wrong(at, f'the key "{key}" stands twice', "keep one of the two")
            elif key not in _KEYS:
                hint = did_you_mean(key, _KEYS) or "known here: " + ", ".join(_KEYS)
                self._wrong(at, f'unknown key "{match[1]}"', hint)
            head[key] = value
        return head

    def _parts(self, lines: Sequence[str], start: int, end: int) -> tuple[DraftPart, ...]:
        cuts = [at for at in range(start, end) if _FENCE.match(lines[at])]
        parts = []
        for begin, stop in zip([start, *(at + 1 for at in cuts)], [*cuts, end], strict=True):
            text = _settled(_GUARDED.sub("", "\n".join(lines[begin:stop])))
            first = next((at for at in range(begin, stop) if lines[at].strip()), begin)
            if text:
                parts.append(DraftPart(text, first + 1))
        return tuple(parts)

    def _told_apart(self, sections: Sequence[DraftSection]) -> Iterator[DraftSection]:
        """The sections, a second one of an id reported: nobody could tell which is meant."""
        seen: dict[str, int] = {}
        for each in sections:
            if each.id in seen:
                message = f'the id "{each.id}" stands in line {seen[each.id]} already'
                hint = "take the id: line out of the copy, and it is a post of your own"
                self._wrong(each.line - 1, message, hint)
            seen.setdefault(each.id, each.line)
            yield each

    def _wrong(self, at: int, message: str, hint: str) -> None:
        self.problems.append(
            Problem(code="posts-file", message=message, file=self.file, line=at + 1, hint=hint)
        )


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, int | None]]:
    """The first and last line of each head; no last one where it is not closed."""
    at = 0
    while at < len(lines):
        is_head = _FENCE.match(lines[at]) and at + 1 < len(lines) and _PAIR.match(lines[at + 1])
        if is_head:
            close = at + 1
            while close < len(lines) and (_PAIR.match(lines[close]) or not lines[close].strip()):
                close += 1
            is_closed = close < len(lines) and _FENCE.match(lines[close]) is not None
            yield at, close if is_closed else None
            at = close if is_closed else at
        at += 1


def _settled(text: str) -> str:
    """A post's words as they are compared: without blank edges and spaces at line ends."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _source(text: str) -> Iterator[tuple[int, str]]:
    for place in text.split(","):
        if match := _SOURCE.match(place.strip()):
            yield int(match[1]), match[2]
