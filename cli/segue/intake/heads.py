"""What stands above an article in Markdown: front matter in each of the forms that people use."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from segue import front_matter, toml_file
from segue.errors import Problem, SegueError
from segue.intake.manuscript import Removed, Value

_YAML = re.compile(
    r"---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*"
    r"(?:[\"']?\w[\w .-]*[\"']?[ \t]*:\s|(?:---|\.\.\.)[ \t]*$)",
    re.MULTILINE,
)
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LARGEST = 50_000
_DEEPEST = 20
_METADATA = frozenset(
    """title date tags category slug author authors status created summary type""".split()  # noqa: SIM905 (a list of words is read as words)
)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<inside>.*?)^\+\+\+[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_JSON = re.compile(r"\{\s*[\"}]")
# Pelican's lines above the text, and Notion's below its title.
_PAIR = re.compile(r"(?P<key>[A-Z][\w /-]{0,40}):[ \t]+(?P<value>\S.*)")
_COMMENT = re.compile(r"(?:^|\s)#(?!\S)[^\"'\n]*$|^\s*#.*$")


@dataclass(frozen=True, slots=True)
class Head:
    """The keys above an article, the article itself and the line on which it begins."""

    values: Mapping[str, Value]
    body: str
    body_line: int
    removed: tuple[Removed, ...] = ()


def split(text: str, file: Path) -> Head:
    """The front matter and article of a Markdown text, in whatever form it has one.

    Raises SegueError with the faulty line where it is broken.
    """
    if _YAML.match(text):
        return _yaml(text, file)
    if text.startswith("+++") and text[3:].lstrip(" \t").startswith("\n"):
        return _toml(text, file)
    if _JSON.match(text):
        return _json(text, file)
    return _pairs(text)


def _yaml(text: str, file: Path) -> Head:
    end = _YAML_END.search(text, 4)
    if end and end.start() > _LARGEST:
        message = f"the front matter has over {_LARGEST:,} characters"
        raise _broken(file, 1, message, "the article belongs below the second line ---")
    matter = front_matter.split(text, file)
    above = text.split("\n")[1 : matter.body_line - 2]
    comments = tuple(
        Removed(found[0].strip(), "a comment in the front matter", number)
        for number, line in enumerate(above, 2)
        if (found := _COMMENT.search(line)) and found[0].strip(" #")
    )
    return Head(matter.data, matter.body, matter.body_line, comments)


def _toml(text: str, file: Path) -> Head:
    found = _TOML.match(text)
    if found is None:
        message = "the front matter is not closed"
        raise _broken(file, 1, message, "write a line +++ under it, before the article")
    try:
        values = _record(tomllib.loads(found["inside"]))
    except (ValueError, RecursionError) as error:
        message, line = toml_file.fault(error)
        message = f"the front matter is no TOML: {message}"
        raise _broken(file, (line or 0) + 1, message, toml_file.HINT) from error
    return Head(values, text[found.end() :], found[0].count("\n") + 1)


def _json(text: str, file: Path) -> Head:
    try:
        loaded, end = json.JSONDecoder().raw_decode(text)
        values = _record(loaded)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        message = f"the front matter is no JSON: {getattr(error, 'msg', error)}"
        raise _broken(file, line, message, "close each bracket and each quotation mark") from error
    return Head(values, text[end:].removeprefix("\n"), text[:end].count("\n") + 2)


def _pairs(text: str) -> Head:
    """Lines `Key: value` right above the text (Pelican), or between its title and the text."""
    lines = text.split("\n")
    title = next((at for at, line in enumerate(lines) if line.strip()), 0)
    is_titled = lines[title].startswith("# ")
    start = title + 1 if is_titled else title
    while is_titled and start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and _PAIR.fullmatch(lines[end].strip()):
        end += 1
    values = {}
    for line in lines[start:end]:
        pair = _PAIR.fullmatch(line.strip())
        assert pair is not None
        values[pair["key"]] = pair["value"].strip()
    is_head = end < len(lines) and not lines[end].strip() and _is_head(values, is_titled=is_titled)
    if not is_head:
        return Head({}, text, 1)
    # Blank lines in their place: what follows keeps its number.
    above = lines[:start] if is_titled else []
    return Head(values, "\n".join([*above, *lines[end:]]), 1 if is_titled else end + 1)


def _is_head(values: Mapping[str, str], *, is_titled: bool) -> bool:
    """Whether pairs are metadata: no sentence that happens to begin with a word and a colon."""
    known = _METADATA.intersection(key.lower() for key in values)
    return bool(known) and (is_titled or "Title" in values)


def _record(values: Mapping[str, object], depth: int = 0) -> dict[str, Value]:
    """Values of TOML or JSON without dates and null; ValueError where they are nested too deep."""
    return {str(key): _plain(value, depth) for key, value in values.items()}


def _plain(value: object, depth: int) -> Value:
    if depth > _DEEPEST:
        raise ValueError("it is nested too deep")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _record(value, depth + 1)
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    return value if isinstance(value, (str, int, float)) else ""


def _broken(file: Path, line: int, message: str, hint: str) -> SegueError:
    return SegueError(
        Problem(code="front-matter", message=message, file=file, line=line, hint=hint)
    )
