"""What each network takes, read from `limits.toml`, the one place where limits stand."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from segue import files
from segue.errors import SegueError

FILE = Path(__file__).parent / "limits.toml"
OWN = Path("templates", "social", "limits.toml")
LONGEST_ALT = 1000
"""The characters of an image's description that every network takes."""

_PROVENANCE = frozenset({"source", "checked"})

Counter = Literal["weighted", "graphemes", "mastodon", "threads", "utf16", "bytes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One row; `limits.toml` says what each column means."""

    platform: str
    limit: int
    unit: str
    counter: Counter = "utf16"
    hashtags: int = 0
    links: Literal["inline", "bio", "field", "none"] = "inline"
    kinds: tuple[str, ...] = ()
    card: str = ""
    bytes: int = 0
    most_links: int = 0
    forbidden: str = ""


@functools.cache
def _packaged() -> Mapping[str, Limits]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Limits(platform=name, **(_told(row) | {"kinds": tuple(row.get("kinds", ()))}))
        for name, row in rows.items()
    }


def table(root: Path | None = None) -> Mapping[str, Limits]:
    """Every row by its name; those of a show's own limits.toml add to them or stand in for them.

    Raises SegueError with each value of that file that can't be used.
    """
    own = root / OWN if root else None
    if own is None or not files.exists(own):
        return MappingProxyType(_packaged())
    state = own.stat()
    return MappingProxyType({**_packaged(), **_read(own, state.st_mtime_ns, state.st_size)})


def row_for(platform: str, kind: str, rows: Mapping[str, Limits]) -> Limits:
    """The limits for a post of this kind: `[youtube-title]` is the row of YouTube's titles."""
    return rows.get(f"{platform}-{kind}", rows[platform])


@functools.lru_cache(maxsize=8)
def _read(file: Path, changed: int, size: int) -> Mapping[str, Limits]:
    """The rows of a show's file as it stood at that moment."""
    del changed, size
    from segue import toml_file
    from segue.fields import Reader

    data, lines = toml_file.read(file)
    reader = Reader(file, lines, Path)
    rows = {}
    for name, row in data.items():
        base = _packaged().get(name)
        given = reader.fields(Limits, _told(row) if isinstance(row, dict) else {}, name)
        missing = {"limit", "unit"}.difference(given) if base is None else set()
        if missing or not isinstance(row, dict):
            what = " and ".join(sorted(missing)) or "a table"
            reader.wrong(name, ValueError(f"needs {what}"))
        else:
            known = {key: getattr(base, key) for key in Limits.__slots__} if base else {}
            rows[name] = Limits(**(known | given | {"platform": name}))
    if reader.problems:
        raise SegueError(*reader.problems)
    return rows


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without where its figures come from, which is there for people."""
    return {key: value for key, value in row.items() if key not in _PROVENANCE}
