"""Articles as they come: a file of some format in, clean Markdown with its front matter out.

    Source ──read(source)──▶ Manuscript ──finishing──▶ Imported ──episode_text──▶ episode.md

**A format is one module in `formats/`** (or one of somebody else, named by an entry point of the
group `segue.intake`). It has, besides a docstring,

- `TITLE: str`, what people call it: "pasted text";
- `reads(source) -> Claim`, how sure it is, judged by suffix and first bytes alone;
- `read(source) -> Iterable[Manuscript]`, one for each episode, each a sequence of `Block`s.

The surest format reads. A format only tells what stands in its source: headings, paragraphs, lists
as Markdown (`escaping.escaped` makes it of plain text), pictures as `![alt](name)`, links as
`[words](url)`. What all formats need is done here, once: furniture, calls to action and the tail of
a page are found (unless `clean=False`), headings are brought into order, pictures are copied from
the source's folder or from `Manuscript.attached`, guid and slug are given.

**Nothing is lost silently**: each word of the source stands in the article, in the front matter, in
`settings` or in `removed`. What a format leaves out itself it tells as `Removed` with its reason;
what a person has to look at is a `Problem` of severity "warning" in `notes`. `tests/intake/kept.py`
holds each format to it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol, cast

from segue.errors import Problem, SegueError
from segue.intake import finishing, formats
from segue.intake.manuscript import Imported, Manuscript
from segue.intake.source import Claim, Source

GROUP = "segue.intake"


class Format(Protocol):
    """What a module in `formats/` holds."""

    TITLE: str

    def reads(self, source: Source) -> Claim:
        """How sure the format is that this is one of its own."""
        ...

    def read(self, source: Source) -> Iterator[Manuscript] | Sequence[Manuscript]:
        """What the source holds, one manuscript an episode; SegueError where it is broken."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a source: which format read it, and each episode in it."""

    title: str
    imported: tuple[Imported, ...]


def read(source: Source) -> Reading:
    """Every episode that a source holds.

    Raises SegueError where no format can read it, or the one that should finds it broken.
    """
    found = surest(source)
    made = tuple(finishing.finished(manuscript, source) for manuscript in found.read(source))
    if not made:
        raise _empty(source, found.TITLE)
    return Reading(found.TITLE, tuple(finishing.distinct(made)))


def surest(source: Source) -> Format:
    """The format that is surest to read a source; SegueError where none can."""
    claims = [(found.reads(source), at, found) for at, found in enumerate(known())]
    claim, _, best = max(claims, key=lambda each: (each[0], -each[1]))
    if claim is Claim.NO:
        raise _unknown(source, [each.TITLE for each in known()])
    return best


def known() -> Iterator[Format]:
    """Every format, our own and those of other packages, by name."""
    for module in sorted(pkgutil.iter_modules(formats.__path__), key=lambda each: each.name):
        yield cast("Format", importlib.import_module(f"{formats.__name__}.{module.name}"))
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        try:
            yield cast("Format", entry.load())
        except Exception as error:
            raise _broken(entry.name, error) from error


def _empty(source: Source, title: str) -> SegueError:
    return SegueError(
        Problem(
            code="import-empty",
            message=f"there is no article in it (read as {title})",
            file=source.shown,
            hint="check that this is the right file, and that it was saved whole",
            unreadable=True,
        )
    )


def _unknown(source: Source, titles: Sequence[str]) -> SegueError:
    return SegueError(
        Problem(
            code="import-format",
            message="segue can't read articles of this kind",
            file=source.shown,
            hint=f"it reads {', '.join(titles)}; copy the article's text and save it as .txt",
            unreadable=True,
        )
    )


def _broken(name: str, error: Exception) -> SegueError:
    return SegueError(
        Problem(
            code="import-plugin",
            message=f'the format "{name}" of another package can\'t be loaded: {error}',
            hint="update or remove the package that brings it",
            unreadable=True,
        )
    )
