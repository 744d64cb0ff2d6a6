"""The text of an episode.md: its front matter, each text in quotes, and its article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from segue.characters import printable
from segue.intake.manuscript import Imported, Removed, Value

_KEPT = "What segue import removed; nobody sees this comment."


def written(imported: Imported, *, keep_removed: bool = False) -> str:
    """The whole file; with `keep_removed` what was removed stands in a comment at its end."""
    front = "\n".join(line for key, value in imported.front.items() for line in _lines(key, value))
    blocks = [printable(block.markdown) for block in imported.blocks]
    if keep_removed and imported.removed:
        blocks.append(_comment(imported.removed))
    return "\n\n".join([f"---\n{front}\n---", *blocks]) + "\n"


def _lines(key: str, value: Value) -> Iterator[str]:
    """A key with its value: a list of records has one line each."""
    if isinstance(value, Sequence) and any(isinstance(item, Mapping) for item in value):
        yield f"{key}:"
        yield from (f"  - {_flow(item)}" for item in value)
    else:
        yield f"{key}: {_flow(value)}"


def _flow(value: Value) -> str:
    """A value as YAML on one line; JSON is how it writes texts in quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return json.dumps(" ".join(printable(value).split()), ensure_ascii=False)
    return json.dumps(value)


def _comment(removed: Sequence[Removed]) -> str:
    parts = [f"[{each.reason}]\n{each.text}" for each in removed]
    text = printable("\n\n".join([_KEPT, *parts])).replace("--", "-\u200b-")
    return f"<!--\n{text}\n-->"
