"""What each network takes, read from `limits.toml`, the one place where limits stand."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

FILE = Path(__file__).parent / "limits.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One network's row; `limits.toml` says what each column means."""

    platform: str
    limit: int
    unit: str
    counter: Literal["weighted", "graphemes", "mastodon", "threads", "utf16", "bytes"]
    hashtags: int
    links: Literal["inline", "bio"]
    source: str
    checked: date
    kinds: tuple[str, ...] = ()
    bytes: int = 0
    most_links: int = 0


@functools.cache
def table() -> Mapping[str, Limits]:
    """Every network's row by its name."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: Limits(platform=name, **(row | {"kinds": tuple(row.get("kinds", ()))}))
            for name, row in rows.items()
        }
    )
