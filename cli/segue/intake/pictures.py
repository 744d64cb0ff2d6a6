"""The pictures of an article, brought into its episode's `images/`."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from segue import slugs
from segue.addresses import is_address
from segue.errors import Problem
from segue.intake.manuscript import Block, Manuscript, Picture, Value
from segue.intake.source import Source

FOLDER = "images"
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
_IMAGE = re.compile(
    r"(?P<before>!\[(?:[^\[\]\\]|\\.)*\]\(\s*)(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
)
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)")


def gathered(manuscript: Manuscript, source: Source) -> tuple[Manuscript, tuple[Picture, ...]]:
    """The manuscript with its pictures named as they will lie in `images/`, and these pictures.

    A picture that is not beside its source, or is none, stays as it is written, with a warning.
    """
    copying = _Copying(source, manuscript.attached)
    blocks = [block if block.is_silent else copying.block(block) for block in manuscript.blocks]
    front = copying.front(manuscript.front)
    notes = (*manuscript.notes, *copying.notes)
    return replace(manuscript, blocks=blocks, front=front, notes=notes), tuple(
        Picture(name, content) for name, content in copying.copied.items()
    )


@dataclass(slots=True)
class _Copying:
    """The pictures met so far: by their new name, and by what the article called them."""

    source: Source
    attached: Mapping[str, bytes]
    copied: dict[str, bytes | Path] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        """The block with each picture's new name."""

        def renamed(image: re.Match[str]) -> str:
            name = self.name(image["angled"] or image["bare"] or "", block.line)
            return image["before"] + (f"<{name}>" if " " in name else name)

        return replace(block, text=_IMAGE.sub(renamed, block.text))

    def front(self, front: Mapping[str, Value]) -> Mapping[str, Value]:
        """The front matter with the new name of the episode's own picture."""
        image = front.get("image")
        if not isinstance(image, str) or not image:
            return front
        return {**front, "image": self.name(image, None)}

    def name(self, typed: str, line: int | None) -> str:
        """What a picture is called from now on; as typed where it can't be brought along."""
        if typed in self.named or not typed:
            return self.named.get(typed, typed)
        content = self._content(typed)
        if content is None:
            self._note(typed, line)
            self.named[typed] = typed
        else:
            stem, suffix = self._stem(typed)
            self.named[typed] = f"{FOLDER}/{self._free(stem, suffix, content)}"
        return self.named[typed]

    def _content(self, typed: str) -> bytes | Path | None:
        """A picture's bytes or file; None where it is elsewhere, or no picture."""
        if pasted := _DATA.fullmatch(typed):
            try:
                return base64.b64decode(pasted[2], validate=False)
            except binascii.Error:
                return None
        for name in (typed, unquote(typed), unquote(typed.partition("?")[0])):
            if name in self.attached:
                return self.attached[name]
            if not is_address(name) and Path(name).suffix.lower() in _SUFFIXES:
                found = self.source.neighbour(name)
                if found:
                    return found
        return None

    def _stem(self, typed: str) -> tuple[str, str]:
        if pasted := _DATA.fullmatch(typed):
            return "picture", f".{pasted[1].replace('jpeg', 'jpg')}"
        path = Path(unquote(typed.partition("?")[0]))
        return slugs.nearest(path.stem, "picture"), path.suffix.lower()

    def _free(self, stem: str, suffix: str, content: bytes | Path) -> str:
        """A name that no other picture has; the same one for the same picture."""
        name, number = f"{stem}{suffix}", 1
        while name in self.copied and self.copied[name] != content:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self.copied[name] = content
        return name

    def _note(self, typed: str, line: int | None) -> None:
        is_web = re.match(r"https?://|//", typed, re.IGNORECASE)
        shown = typed if len(typed) < 200 else f"{typed[:60]}…"  # noqa: PLR2004 (a pasted picture)
        self.notes.append(
            Problem(
                severity="warning",
                code="import-picture",
                message=f"the picture {shown} "
                + ("stays on the web" if is_web else "is not in the folder of the source"),
                file=self.source.shown,
                line=line,
                hint=f"save it into the episode's {FOLDER}/ and name it {FOLDER}/name.png",
            )
        )
