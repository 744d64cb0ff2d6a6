"""Apple's podcast categories, which every directory goes by."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

_PARTED_BY = ">"
_HEALTH = "health & fitness"


@functools.cache
def names() -> frozenset[str]:
    """Every category as it is written in `segue.toml`: `History`, `Health & Fitness > Medicine`."""
    source = resources.files("segue").joinpath("categories.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(source)["categories"]
    return frozenset(
        name
        for parent, children in table.items()
        for name in (parent, *(f"{parent} {_PARTED_BY} {child}" for child in children))
    )


def parts(category: str) -> tuple[str, ...]:
    """A category's name and, where there is one, that of its sub-category."""
    return tuple(part.strip() for part in category.split(_PARTED_BY))


def is_exact(category: str) -> bool:
    """Whether directories know this category, letter for letter."""
    return f" {_PARTED_BY} ".join(parts(category)) in names()


def is_health(category: str | None) -> bool:
    """Whether a show of this category speaks of people's health."""
    return category is not None and parts(category)[0].casefold() == _HEALTH
