"""Where an article comes from: a file, or what was pasted into the terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path, PurePosixPath

from segue import files
from segue.characters import printable
from segue.errors import Problem, SegueError

LARGEST_BYTES = 64_000_000
LARGEST_TEXT_BYTES = 2_000_000
_MOST_LINES = 50_000
_HEAD_BYTES = 4096
_PICTURE_FOLDERS = ("attachments", "assets", "images", "media", "files", "_resources")
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".mdtext"})
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_RARE = 100
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Claim(IntEnum):
    """How sure a format is that it can read a source; the surest one reads it."""

    NO = 0
    TEXT = 1
    """It is text, which is all that it needs."""
    NAME = 2
    """The file is named so."""
    CONTENT = 3
    """It begins so."""
    EXACT = 4
    """It begins so, and is a kind of its own among those that do."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was handed over; `file` is None where it came in on stdin."""

    content: bytes
    file: Path | None = None

    @property
    def suffix(self) -> str:
        """The ending of its name, as `.docx`; empty for stdin."""
        return self.file.suffix.lower() if self.file else ""

    @property
    def head(self) -> bytes:
        """Its first bytes in lower case, without byte order mark and white space before them."""
        return self.content[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()

    @property
    def shown(self) -> Path:
        """What messages call it."""
        return self.file or Path("stdin")

    @property
    def is_text(self) -> bool:
        """Whether its first bytes could be text, in whatever encoding."""
        return self.content.startswith(_UTF_16) or b"\0" not in self.content[:_HEAD_BYTES]

    def neighbour(self, name: str) -> Path | None:
        """The file of that name in the source's folder or below; None where there is none.

        A bare name is also looked for where note-taking programs keep pictures. A name that leads
        out of the folder, also by a link, leads nowhere.
        """
        if self.file is None or PurePosixPath(name).is_absolute():
            return None
        folder = self.file.parent
        below = _PICTURE_FOLDERS if PurePosixPath(name).name == name else ()
        places = (folder / name, *(folder / each / name for each in below))
        return next(
            (path for path in places if files.exists(path) and files.is_within(path, folder)), None
        )


def opened(name: str) -> Source:
    """The source of that name, `-` for stdin.

    Raises SegueError where it is missing, empty, no file, or larger than any article.
    """
    if name == files.STDIN:
        source = Source(files.read_stdin(LARGEST_BYTES + 1))
    else:
        source = Source(files.read_bytes(Path(name), LARGEST_BYTES + 1), Path(name))
    if len(source.content) > LARGEST_BYTES:
        message = f"it is over {LARGEST_BYTES // 1_000_000} MB, which no article is"
        raise _unusable(source, "import-too-large", message, "import it in parts")
    if not source.content.strip():
        message = "there is nothing in it"
        raise _unusable(source, "import-empty", message, "check that it was saved whole")
    return source


def decoded(source: Source, largest: int = LARGEST_TEXT_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """A source's text without control characters, and a warning where its encoding was guessed.

    It is UTF-8, or else what Windows programs wrote (cp1252). Raises SegueError for UTF-16, for
    what is no text, and for more than `largest` bytes.
    """
    raw = source.content
    if len(raw) > largest:
        message = f"it is over {largest // 1_000_000} MB, which no article is"
        raise _unusable(source, "import-too-large", message, "import it in parts")
    if raw.count(b"\n") > _MOST_LINES:
        message = f"it has over {_MOST_LINES:,} lines, which no article has"
        raise _unusable(source, "import-too-large", message, "import it in parts")
    if raw.startswith(_UTF_16):
        message = "the file is UTF-16"
        hint = "save it again as UTF-8 (in your editor: Save with encoding)"
        raise _unusable(source, "encoding", message, hint)
    if b"\0" in raw:
        message = "this is no text: it holds a NUL byte"
        hint = "save the article as .txt, .md, .html or .docx"
        raise _unusable(source, "encoding", message, hint)
    try:
        return printable(raw.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        if len(_CONTROLS.findall(raw)) * _RARE > len(raw):
            message = "this is no text, or is damaged"
            hint = "save the article as .txt, .md, .html or .docx"
            raise _unusable(source, "encoding", message, hint) from error
        line = raw[: error.start].count(b"\n") + 1
        return printable(raw.decode("cp1252", "replace")), (_guessed(source, line),)


def _guessed(source: Source, line: int) -> Problem:
    return Problem(
        severity="warning",
        code="import-encoding",
        message="it is not UTF-8, so it was read as Windows text (cp1252)",
        file=source.shown,
        line=line,
        hint="look at letters with accents, quotes and dashes, this line's first",
    )


def _unusable(source: Source, code: str, message: str, hint: str) -> SegueError:
    return SegueError(
        Problem(code=code, message=message, file=source.shown, hint=hint, unreadable=True)
    )
