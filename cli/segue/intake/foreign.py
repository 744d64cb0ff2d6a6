"""The front matter of other programs in the words of episode.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from segue.episode_keys import EpisodeKeys
from segue.fields import Reader
from segue.intake import days
from segue.intake.finishing import KEYS, NO_USE, shown
from segue.intake.manuscript import Removed, Value

# Each of our keys with what others call it, the likeliest first.
_NAMES = {
    "title": ("title",),
    "slug": ("slug",),
    "date": (
        "date",
        "publishdate",
        "published",
        "pubdate",
        "publish date",
        "date published",
        "created",
        "created time",
        "created at",
        "date created",
    ),
    "description": ("description", "summary", "excerpt", "abstract", "lead", "teaser"),
    "image": (
        "image",
        "cover",
        "cover image",
        "coverimage",
        "featured image",
        "featuredimage",
        "feature image",
        "banner",
        "thumbnail",
        "hero",
    ),
    "category": ("category",),
    "season": ("season",),
    "number": ("number", "episode", "episode number", "episodenumber"),
    "draft": ("draft",),
}
_TAGS = ("tags", "tag", "categories", "keywords", "topics")
_AUTHORS = ("author", "authors", "by")
_LANGUAGES = ("language", "lang")
_NUMBERS = frozenset({"season", "number"})
_SWITCHES = frozenset({"draft", "explicit"})
_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})


@dataclass(slots=True)
class Translation:
    """Front matter as it is translated, key by key."""

    front: dict[str, Value] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)


def translated(values: Mapping[str, Value]) -> Translation:
    """Front matter of any program; what segue has no word for is told as removed."""
    made = Translation()
    left = {key: value for key, value in values.items() if value not in ("", None, [], {})}
    for key in KEYS:  # what is segue's own comes first
        if key in left and key not in {"tags", "image", "date"}:
            _take(made, key, left.pop(key))
    for ours, names in _NAMES.items():
        _first(made, ours, _called(left, names), left)
    _tags(made, left)
    _show(made, left)
    _status(made, left)
    made.removed += [Removed(f"{key}: {shown(value)}", NO_USE) for key, value in left.items()]
    return made


def is_ours(values: Mapping[str, Value]) -> bool:
    """Whether segue itself wrote this front matter: what stands below is as segue wants it."""
    return {"title", "guid"} <= values.keys() <= set(KEYS)


def _called(values: Mapping[str, Value], names: Sequence[str]) -> Iterator[str]:
    """The keys that are called one of these names, whatever parts their words."""
    spoken = {key: re.sub(r"[\s_-]+", " ", key).strip().lower() for key in values}
    for name in names:
        yield from (key for key, words in spoken.items() if words == name)


def _first(made: Translation, ours: str, keys: Iterator[str], left: dict[str, Value]) -> None:
    """Take the first of these keys that has a fitting value, unless there is one already."""
    for key in list(keys):
        value, rest = _inner(left[key]) if ours == "image" else (left[key], {})
        if ours not in made.front and _fits(ours, value):
            made.front[ours] = _typed(ours, value)
            del left[key]
            if rest:
                made.removed.append(Removed(f"{key}: {shown(rest)}", NO_USE))


def _inner(value: Value) -> tuple[Value, Mapping[str, Value]]:
    """The file of a picture that is told with its alt text, and what is told besides."""
    if not isinstance(value, Mapping):
        return value, {}
    name = next((key for key in ("image", "src", "url", "path") if key in value), "")
    return value.get(name, ""), {key: inner for key, inner in value.items() if key != name}


def _take(made: Translation, key: str, value: Value) -> None:
    if _fits(key, value):
        made.front[key] = _typed(key, value)
    else:
        made.removed.append(Removed(f"{key}: {shown(value)}", f"no {key} that segue can use"))


def _fits(key: str, value: Value) -> bool:
    """Whether segue would take a value for one of its own keys."""
    if key == "date":
        return isinstance(value, str) and days.iso(value) is not None
    reader = Reader(Path(), {}, Path)
    reader.fields(EpisodeKeys, {key: value})
    return not reader.problems


def _typed(key: str, value: Value) -> Value:
    """A number or a switch as such: YAML is read as text."""
    if isinstance(value, str) and key in _NUMBERS and value.strip().isdecimal():
        return int(value)
    if isinstance(value, str) and key in _SWITCHES and value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    return value


def _tags(made: Translation, left: dict[str, Value]) -> None:
    tags: list[str] = []
    for key in list(_called(left, _TAGS)):
        value = left[key]
        parts = value.split(",") if isinstance(value, str) else value
        if isinstance(parts, Sequence) and all(isinstance(part, (str, int)) for part in parts):
            tags += [str(part).strip().removeprefix("#") for part in parts]
            del left[key]
    if found := [tag for tag in dict.fromkeys(tags) if tag]:
        made.front["tags"] = found


def _show(made: Translation, left: dict[str, Value]) -> None:
    """What belongs to the show and not to an episode."""
    for setting, names in (("show.author", _AUTHORS), ("show.language", _LANGUAGES)):
        for key in list(_called(left, names)):
            value = left[key]
            named = [value] if isinstance(value, str) else value
            if isinstance(named, Sequence) and all(isinstance(name, str) for name in named):
                made.settings.setdefault(setting, ", ".join(map(str, named)))
                del left[key]


def _status(made: Translation, left: dict[str, Value]) -> None:
    """`published: false` and `status: draft` mean a draft."""
    for key in list(_called(left, ("published", "publish", "status"))):
        value = str(left[key]).lower()
        if value in _FALSE | {"draft"}:
            made.front.setdefault("draft", True)
            del left[key]
