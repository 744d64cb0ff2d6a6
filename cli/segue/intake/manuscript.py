"""What a format reads out of a source, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from segue.errors import Problem

Kind = Literal["heading", "paragraph", "list", "quote", "table", "code", "call", "other"]
Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value]"


@dataclass(frozen=True, slots=True)
class Removed:
    """Something of the source that the article does not hold, and why, as "repeated 14 times"."""

    text: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article in Markdown; `line` is where it began in the source.

    `text` is what the article will hold: of a heading without its `#`, of a call to action what
    stands between `/// call | title` and `///`, of a list, quotation, table or code all its lines.
    """

    kind: Kind
    text: str
    level: int = 0
    title: str = ""
    line: int | None = None

    @property
    def markdown(self) -> str:
        """The block as it stands in an article."""
        if self.kind == "heading":
            return f"{'#' * self.level} {self.text}"
        if self.kind == "call":
            return f"/// call | {self.title}\n{self.text}\n///"
        return self.text

    @property
    def is_silent(self) -> bool:
        """Whether it is code or a comment, in which no mark means anything."""
        return self.kind == "code" or self.text.startswith("<!--")

    def removed(self, reason: str) -> Removed:
        """The block as something that the article does not hold."""
        text = self.text if self.kind == "heading" else self.markdown
        return Removed(text, reason, self.line)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for the episode's `images/`: its file name there, and its bytes or its file."""

    name: str
    content: bytes | Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """One article as its format reads it.

    `front` holds other front matter by the keys of episode.md (`date`, `tags`, `guid`, `slug`, …).
    `settings` are values that belong to the show, by their dotted key in segue.toml
    (`handles.instagram`); they are told to its owner. `attached` are files that came inside the
    source, by the name that the article's pictures call them. `clean=False` says that an author
    wrote each block on purpose: no furniture of a page is looked for.
    """

    blocks: Sequence[Block]
    title: str = ""
    front: Mapping[str, Value] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)
    attached: Mapping[str, bytes] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()
    notes: tuple[Problem, ...] = ()
    clean: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One article, ready to be an episode: `front` begins with title and guid.

    `removed` and `notes` are in the order of the source.
    """

    slug: str
    title: str
    front: Mapping[str, Value]
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()
    settings: Mapping[str, Value] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()
    notes: tuple[Problem, ...] = ()
