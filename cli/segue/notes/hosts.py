"""What each host of show notes takes, as the head of its template says."""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from segue import files, templating
from segue.errors import Problem, SegueError
from segue.show import Show

Moments = Sequence[float]

_HEAD = re.compile(r"\s*\{#(?:(?!#\}).)*?^(\[host\]\s*$.*?)#\}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host's limits; `forbidden` maps a character to what stands in for it.

    One that is `short` reads the tags of short notes alone.
    """

    name: str = ""
    limit_bytes: int | None = None
    short: bool = False
    forbidden: Mapping[str, str] = field(default_factory=dict)
    fewest_chapters: int = 0
    chapter_seconds: int = 0
    source: str = ""
    checked: object = None

    def faults(self, moments: Moments, end: float) -> Iterable[str]:
        """Why the host shows no chapters for this list of whole seconds; nothing when it does."""
        if not self.fewest_chapters:
            return
        if len(moments) < self.fewest_chapters:
            yield f"it wants at least {self.fewest_chapters} chapters, there are {len(moments)}"
        if moments and moments[0] >= 1:
            yield f"the first chapter must begin at 0, not at {moments[0]:.0f} s"
        for number, (start, following) in enumerate(itertools.pairwise([*moments, end]), 1):
            if following - start < self.chapter_seconds:
                length = f"{following - start:.0f} s, less than {self.chapter_seconds} s"
                yield f"chapter {number} lasts only {length}"


UNLIMITED = Host()


def host(show: Show, template: str) -> Host:
    """The host that a template writes for: a table `[host]` in the comment that it begins with.

    Raises SegueError where that can't be read.
    """
    file = templating.source_of(show, template)
    head = _HEAD.match(files.read_text(file))
    try:
        return _read(head[1]) if head else UNLIMITED
    except (ValueError, TypeError) as error:
        raise SegueError(
            Problem(
                code="template",
                message=f"the table [host] in its head can't be read: {error}",
                file=file,
                line=1,
                hint='write limit_bytes = 4000, short = true or name = "…", a line each',
            )
        ) from error


def hosts(show: Show) -> Mapping[str, Host]:
    """The hosts that the show's notes are written for, by their templates' names."""
    return {
        PurePosixPath(template).name.partition(".")[0]: host(show, template)
        for template in templates(show)
    }


def templates(show: Show) -> Sequence[str]:
    """The templates of notes; those that begin with `_` are for others to include."""
    found = templating.matching(show.root, "notes/*.j2")
    return [name for name in found if not PurePosixPath(name).name.startswith("_")]


@functools.cache
def _read(toml: str) -> Host:
    told = Host(**tomllib.loads(toml)["host"])
    limits = (told.limit_bytes, told.fewest_chapters, told.chapter_seconds)
    if not all(limit is None or (isinstance(limit, int) and limit >= 0) for limit in limits):
        raise ValueError("a limit is a whole number")
    if not isinstance(told.forbidden, Mapping):
        raise ValueError("forbidden maps characters to others")  # noqa: TRY004
    return told
