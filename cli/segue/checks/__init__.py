"""Checks of a finished bundle, before anyone sends it; a module per concern, found by its file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from segue.errors import Problem
from segue.manifest import room_of
from segue.release import Bundle
from segue.request import ROOMS


def check(bundle: Bundle, room: str | None = None) -> Iterator[Problem]:
    """Everything that the checks, or those of one room, find in what would be sent.

    A check whose name begins with a room's (`social`, `social_grounding`) is asked, and imported,
    only where that room made something.
    """
    idle = set(ROOMS) - set(_made(bundle))
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        concern = found.name.partition("_")[0]
        if concern not in idle and room in (None, concern):
            yield from importlib.import_module(f"{__name__}.{found.name}").check(bundle)


def _made(bundle: Bundle) -> Iterator[str]:
    """The rooms that made something."""
    yield from (room_of(output.path) for output in bundle.outputs)
    for release in bundle.releases:
        for output in release.outputs:
            yield room_of(output.path.relative_to(release.episode.slug))
