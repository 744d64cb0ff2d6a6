"""Checks of a finished bundle, before anyone sends it; one module per concern, found by its file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from segue.errors import Problem
from segue.release import Bundle


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that the checks find in what would be sent."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        yield from importlib.import_module(f"{__name__}.{found.name}").check(bundle)
