"""What somebody asks to have built."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from segue.files import OUTPUT_NAME

ROOMS = ("newsletter", "social", "notes", "audio", "feed", "review")
# The feed holds each episode's notes; the review page shows everything.
_NEEDED_FOR = {"feed": {"notes"}, "review": {"newsletter", "social", "notes"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build: `episodes` by slug, folder or path (none: all but drafts), `only` rooms.

    `jobs` things may be done at a time; None leaves that to the machine. `now` is what findings may
    say of dates that are still to come; no output depends on it.
    """

    root: Path
    episodes: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    overrides: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    dry_run: bool = False
    jobs: int | None = None
    now: datetime | None = None

    @property
    def wanted(self) -> frozenset[str]:
        """The rooms whose outputs are asked for."""
        return self.only or frozenset(ROOMS)

    @property
    def rendered(self) -> frozenset[str]:
        """The rooms to render: those asked for and those they need."""
        return self.wanted.union(*(_NEEDED_FOR.get(room, set()) for room in self.wanted))

    @property
    def workers(self) -> int:
        """How many things to do at a time."""
        return self.jobs or os.cpu_count() or 1

    @property
    def output(self) -> Path:
        """The folder that the build writes into."""
        return self.root / OUTPUT_NAME
