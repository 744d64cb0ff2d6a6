"""The whole job in its five steps: load, plan, render, check, write."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from segue import checks, episode, files, library, manifest, picking, settings
from segue.errors import Problem, SegueError
from segue.manifest import Written
from segue.model import Episode, Recording
from segue.release import AudioFacts, Bundle, Output, Release, Shared
from segue.show import Show

ROOMS = ("newsletter", "social", "notes", "audio", "feed", "review")
OUTPUT = "output"
_EPISODE_ROOMS = ("newsletter", "social", "notes")
# The feed holds each episode's notes, the review page shows everything.
_NEEDS = {"feed": {"notes"}, "review": {"newsletter", "social", "notes"}}

Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build: `episodes` by slug, folder or path (none = all but drafts), `only` some rooms."""

    root: Path
    episodes: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    overrides: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    dry_run: bool = False
    jobs: int = 1

    @property
    def wanted(self) -> frozenset[str]:
        """The rooms whose outputs are asked for."""
        return self.only or frozenset(ROOMS)

    @property
    def output(self) -> Path:
        """The folder that the build writes into."""
        return self.root / OUTPUT


@dataclass(frozen=True, slots=True)
class Report:
    """What a run made, found and wrote."""

    bundle: Bundle
    problems: tuple[Problem, ...]
    written: tuple[Written, ...] = ()
