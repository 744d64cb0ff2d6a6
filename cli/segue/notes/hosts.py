"""What each host of show notes takes, from `hosts.toml`."""

from __future__ import annotations

import functools
import itertools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

Moments = Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host's limits; `forbidden` maps a character to what stands in for it."""

    name: str = ""
    limit_bytes: int | None = None
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


@functools.cache
def hosts() -> Mapping[str, Host]:
    """The hosts that limit something, by name."""
    source = resources.files("segue.notes").joinpath("hosts.toml").read_text(encoding="utf-8")
    return {name: Host(**row) for name, row in tomllib.loads(source).items()}
