"""JSON Schema of the front matter and of `segue.toml`, with which editors complete and check.

It is made from the dataclasses that the loaders fill, so that it knows the keys that they know. It
takes what they take: a number may stand in quotes, a list be a text with commas.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from segue import categories, settings
from segue.episode_keys import OVERRIDES, EpisodeKeys
from segue.errors import Code
from segue.explanations import explanations
from segue.fields import Seconds, key_of, required
from segue.rules import RULES, Schema

Fields = Mapping[str, Schema]

# The newest draft that the editors' plug-ins for TOML read, too.
_DRAFT = "http://json-schema.org/draft-07/schema#"
_SCALARS: Mapping[Any, Fields] = {
    str: {"type": ["string", "number"]},
    bool: {
        "type": ["boolean", "string"],
        "pattern": "^([Tt]rue|TRUE|[Yy]es|YES|[Oo]n|ON|1|[Ff]alse|FALSE|[Nn]o|NO|[Oo]ff|OFF|0)$",
    },
    int: {"type": ["integer", "string"], "pattern": "^ *[+-]?[0-9]+ *$"},
    float: {
        "type": ["number", "string"],
        "pattern": r"^ *[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)? *$",
    },
    Code: {"enum": list(explanations())},
    Seconds: {
        "type": ["number", "string"],
        "minimum": 0,
        "pattern": r"^ *(([0-9]{1,3}:)?[0-9]{1,4}:[0-5][0-9]|[0-9]{1,6})([.,][0-9]{1,9})? *$",
    },
    datetime: {
        "type": "string",
        "pattern": r"^ *[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}(:[0-9]{2}){0,2}(\.[0-9]+)?"
        r"(Z|[+-][0-9]{2}:?[0-9]{2})?)? *$",
    },
    Path: {"type": "string", "pattern": r"^(?![/\\~]|[A-Za-z]:)."},
}


def episode() -> Fields:
    """The schema of an episode's front matter."""
    return {"$schema": _DRAFT, "title": "An episode's front matter", **_table(EpisodeKeys, "")}


def show() -> Fields:
    """The schema of `segue.toml`."""
    tables: dict[str, dict[str, Schema]] = {}
    for dotted, (table, _) in settings.keys().items():
        tables.setdefault(table, {})[dotted.partition(".")[2]] = _setting(dotted)
    properties: dict[str, Schema] = {
        name: _closed(keys, needed=settings.NEEDED if name == "show" else ())
        for name, keys in tables.items()
    }
    properties["handles"] = {
        "type": "object",
        "description": 'the one true spelling of each handle, as mastodon = "@me@example.org"',
        "additionalProperties": _SCALARS[str],
    }
    head: Fields = {"$schema": _DRAFT, "title": "segue.toml, the settings of a show"}
    return {**head, **_closed(properties, needed=("show",))}


def _setting(dotted: str) -> Fields:
    """The schema of one setting: type, meaning, default, and what its rule asks for."""
    _, field = settings.keys()[dotted]
    return {**_typed(settings.hints()[dotted], ""), **_said(field), **_ruled(dotted)}


def _ruled(dotted: str) -> Fields:
    if dotted == "show.category":
        # An editor offers Apple's names, and takes another; that is for the checks to tell.
        return {"anyOf": [{"enum": sorted(categories.names())}, {}]}
    return RULES[dotted].schema if dotted in RULES else {}


def _table(kind: type, path: str) -> Fields:
    """The schema of the keys that a dataclass names; `path` ends in a dot, or is empty."""
    hints = get_type_hints(kind, include_extras=True)
    fields = dataclasses.fields(kind)
    keys = {key_of(field): _key(field, hints[field.name], path) for field in fields}
    return _closed(keys, needed=[key_of(field) for field in fields if required(field)])


def _key(field: dataclasses.Field[Any], hint: Any, path: str) -> Fields:
    dotted = f"{path}{key_of(field)}"
    if dotted in OVERRIDES:
        overridden = dict(_setting(OVERRIDES[dotted]))
        overridden.pop("default", None)
        overridden["description"] = f"instead of the show's: {overridden['description']}"
        return _or_nothing(overridden)
    made = {**_typed(hint, f"{dotted}."), **_said(field)}
    return made if required(field) else _or_nothing(made)


def _said(field: dataclasses.Field[Any]) -> Fields:
    """What the field itself tells: its meaning, its default, its bounds."""
    said: dict[str, Schema] = dict(field.metadata.get("schema", {}))
    if meaning := field.metadata.get("meaning"):
        said["description"] = meaning
    if isinstance(field.default, (str, int, float)) and field.default != "":
        said["default"] = field.default
    return said


def _typed(hint: Any, path: str) -> Fields:
    """The schema of a type that a field may have."""
    origin = get_origin(hint)
    if origin in {types.UnionType, Union}:
        return _typed(next(part for part in get_args(hint) if part is not type(None)), path)
    if origin is tuple:
        return _list(get_args(hint)[0], path)
    if origin is dict:
        key, value = get_args(hint)
        return _names(key, value, path)
    if origin is Literal:
        return {"enum": get_args(hint)}
    return _SCALARS[hint] if hint in _SCALARS else _table(hint, path)


def _list(kind: Any, path: str) -> Fields:
    """A list; one of texts may also be a single text with commas."""
    whole: Schema = ["array"] if dataclasses.is_dataclass(kind) else ["array", "string"]
    return {"type": whole, "items": _typed(kind, path)}


def _names(key: Any, value: Any, path: str) -> Fields:
    """Values by names; a text holds them as `name=value` with commas."""
    named = {"propertyNames": _SCALARS[key], "additionalProperties": _typed(value, path)}
    return {"type": ["object", "string"], **named}


def _closed(keys: Mapping[str, Schema], needed: Sequence[str] = ()) -> Fields:
    made: dict[str, Schema] = {
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
    }
    return {**made, "required": list(needed)} if needed else made


def _or_nothing(schema: Fields) -> Fields:
    """The same for a key that may also stand there without a value."""
    widened = dict(schema)
    for word, nothing in (("enum", None), ("type", "null")):
        choices = schema.get(word)
        if isinstance(choices, Sequence):
            widened[word] = [*([choices] if isinstance(choices, str) else choices), nothing]
    return widened
