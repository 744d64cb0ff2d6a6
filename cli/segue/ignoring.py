"""Comments that silence a finding for one line: `<!-- segue: ignore long-sentence -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_IN_MARKDOWN = re.compile(r"<!--\s*segue:\s*ignore\b(.*?)-->")
# YAML and TOML: a sign that stands alone or after a space begins a comment.
_IN_SETTINGS = re.compile(r"(?:^|(?<=\s))#\s*segue:\s*ignore\b(.*)$")
_CODE = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One code that a comment on `line` of a file silences for the line `covers`.

    `code` is empty where the comment names none.
    """

    file: Path
    line: int
    covers: int
    code: str

    def silences(self, code: str, file: Path | None, line: int | None) -> bool:
        """Whether it is meant for a finding of this code at this place."""
        return (self.code, self.file, self.covers) == (code, file, line)


def read(file: Path, text: str, article_line: int = 1) -> Iterator[Ignore]:
    """Every comment of a text: those of `#` up to the article's first line, `<!-- … -->` from it.

    A comment that stands alone is for the next line with anything else on it.
    """
    waiting: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        pattern = _IN_MARKDOWN if number >= article_line else _IN_SETTINGS
        for comment in pattern.finditer(line):
            waiting += [(number, code) for code in _CODE.findall(comment[1]) or [""]]
        if waiting and pattern.sub("", line).strip():
            yield from (Ignore(file, at, number, code) for at, code in waiting)
            waiting = []
    # Nothing stands below the last ones.
    yield from (Ignore(file, at, at, code) for at, code in waiting)
