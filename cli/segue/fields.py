"""Plain data, as TOML, YAML, environment or flags give it, into the fields of a dataclass."""

from __future__ import annotations

import dataclasses
import math
import re
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from segue import dates, timecode
from segue.errors import Code, Problem, did_you_mean
from segue.explanations import explanations

Seconds = NewType("Seconds", float)
"""A field read as people write times: 9:30, 1:02:03 or 90."""

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})

Plain = str | int | float | bool | datetime | Sequence[Any] | Mapping[str, Any] | None


class WrongValueError(ValueError):
    """A value that does not fit its field; the message ends the sentence "title …".

    `instead` is a value to type in its place, for the hint that shows the whole line.
    """

    def __init__(self, message: str, hint: str | None = None, *, instead: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.instead = instead


class _ToldError(ValueError):
    """A value that can't be used because of something that was reported already."""


@dataclasses.dataclass(slots=True)
class Reader:
    """Reads values of one file, collecting what is wrong with them.

    `lines` tells the line of each key by its dotted path; `locate` turns a file's name into its
    path and raises ValueError for one outside the show. `faulty` collects the dotted paths of what
    could not be used.
    """

    file: Path
    lines: Mapping[str, int]
    locate: Callable[[str], Path]
    problems: list[Problem] = dataclasses.field(default_factory=list)
    faulty: set[str] = dataclasses.field(default_factory=set)

    def fields(self, kind: type, data: Mapping[str, Any], path: str = "") -> dict[str, Any]:
        """The arguments for dataclass `kind` that `data` holds; faulty ones are left out."""
        hints = get_type_hints(kind, include_extras=True)
        known = {key_of(field): field.name for field in dataclasses.fields(kind)}
        given = {}
        for key, raw in data.items():
            where = f"{path}.{key}" if path else key
            if key not in known:
                self.unknown(where, key, known)
            elif raw is not None:
                try:
                    given[known[key]] = self.value(hints[known[key]], raw, where)
                except ValueError as error:
                    self.wrong(where, error)
        return given

    def value(self, kind: Any, raw: Plain, path: str) -> Any:
        """`raw` as a value of type `kind`; raises ValueError with a reason to show."""
        origin = get_origin(kind)
        if origin in {types.UnionType, Union}:
            kind = next(part for part in get_args(kind) if part is not type(None))
            return self.value(kind, raw, path)
        if origin is tuple:
            return self._items(get_args(kind)[0], raw, path)
        if origin is dict:
            return self._named(get_args(kind), raw, path)
        if dataclasses.is_dataclass(kind):
            return self._record(kind, raw, path)
        if origin is Literal:
            return _choice(get_args(kind), raw)
        return self.locate(_text(raw)) if kind is Path else _SCALARS[kind](raw)

    def unknown(self, path: str, key: str, known: Mapping[str, str]) -> None:
        """Report a key that nothing reads."""
        self.faulty.add(path)
        self.problems.append(
            Problem(
                code="unknown-key",
                message=f'unknown key "{key}"',
                file=self.file,
                line=self.line(path),
                hint=did_you_mean(key, known) or "known here: " + ", ".join(sorted(known)),
            )
        )

    def wrong(self, path: str, error: ValueError) -> None:
        """Report a value that does not fit its key."""
        self.faulty.add(path)
        if isinstance(error, _ToldError):
            return
        self.problems.append(
            Problem(
                code="wrong-value",
                message=f"{_spoken(path)}: {error}",
                file=self.file,
                line=self.line(path),
                hint=self._hint(path, error),
            )
        )

    def _example(self, kind: Any, raw: Plain = None) -> str:
        """What a value of this kind, or a list of it, looks like; holds the text typed instead."""
        if isinstance(kind, tuple):
            listed = dataclasses.is_dataclass(kind[0])
            return f"[{self._example(kind[0])}]" if listed else '["one", "two"]'
        needed = [key_of(field) for field in dataclasses.fields(kind) if required(field)]
        words = f"{raw:.60}" if isinstance(raw, str) and '"' not in raw else "…"
        sign = " = " if self.file.suffix == ".toml" else ": "
        return "{" + ", ".join(f'{key}{sign}"{words}"' for key in needed) + "}"

    def _hint(self, path: str, error: ValueError) -> str | None:
        """What to do, or the line to type instead, as it stands in this kind of file."""
        instead, key = getattr(error, "instead", ""), path.rpartition(".")[2]
        if not instead:
            return getattr(error, "hint", None)
        begins = {".toml": f"{key} = ", ".md": "- " if key.isdecimal() else f"{key}: "}
        return begins.get(self.file.suffix, "") + instead

    def line(self, path: str) -> int | None:
        """The line of a key, or of the nearest key around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path)

    def _items(self, kind: Any, raw: Plain, path: str) -> tuple[Any, ...]:
        if isinstance(raw, str):
            raw = [part.strip() for part in raw.split(",") if part.strip()]
        if isinstance(raw, Mapping) or not isinstance(raw, Sequence):
            raise WrongValueError("expects a list", instead=self._example((kind,)))
        items = []
        for number, item in enumerate(raw):
            where = f"{path}.{number}"
            try:
                items.append(self.value(kind, item, where))
            except ValueError as error:
                self.wrong(where, error)
        return tuple(items)

    def _named(self, kinds: tuple[Any, Any], raw: Plain, path: str) -> dict[Any, Any]:
        """Values by names of the author's choice; a text holds `name=value` with commas."""
        if isinstance(raw, str):
            pairs = (part.partition("=") for part in raw.split(",") if part.strip())
            raw = {name.strip(): value.strip() for name, _, value in pairs}
        if not isinstance(raw, Mapping):
            raise WrongValueError("expects names with values", 'write {name = "value"}')
        named = {}
        for name, value in raw.items():
            where = f"{path}.{name}"
            try:
                named[self.value(kinds[0], name, where)] = self.value(kinds[1], value, where)
            except ValueError as error:
                self.wrong(where, error)
        return named

    def _record(self, kind: Any, raw: Plain, path: str) -> Any:
        if not isinstance(raw, Mapping):
            raise WrongValueError("expects keys and values", instead=self._example(kind, raw))
        given = self.fields(kind, raw, path)
        needed = [field for field in dataclasses.fields(kind) if required(field)]
        lacking = [key_of(field) for field in needed if given.get(field.name) in (None, "")]
        if lacking and raw.get(lacking[0]):
            raise _ToldError
        if lacking:
            raise WrongValueError(f'needs "{lacking[0]}"', f'add {lacking[0]}: "…" to it')
        return kind(**given)


def _spoken(path: str) -> str:
    """A dotted path as people say it: `guests.0` is "guests, entry 1"."""
    *_, before, last = ("", *path.split("."))
    return f"{before}, entry {int(last) + 1}" if last.isdecimal() else last or "value"


def key_of(field: dataclasses.Field[Any]) -> str:
    """The key that a field is written as."""
    key: str | None = field.metadata.get("key")
    return key or field.name


def default_of(field: dataclasses.Field[Any]) -> Any:
    """The value of a field that nobody set."""
    made = field.default_factory
    return field.default if made is dataclasses.MISSING else made()


def shown(root: Path, value: Any) -> str:
    """A value as text; a file's path is told from the show's root."""
    if isinstance(value, Path):
        return value.relative_to(root).as_posix()
    if isinstance(value, dict):
        value = tuple(f"{name}={inner}" for name, inner in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def required(field: dataclasses.Field[Any]) -> bool:
    """Whether the field has no default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _choice(choices: tuple[str | int, ...], raw: Plain) -> str | int:
    words = {str(choice): choice for choice in choices}
    if str(raw) in words:
        return words[str(raw)]
    raise WrongValueError(
        f'"{raw}" is not one of {", ".join(words)}', did_you_mean(str(raw), words)
    )


def _text(raw: Plain) -> str:
    if isinstance(raw, (str, int, float)) and not isinstance(raw, bool):
        return str(raw).strip()
    words = ", ".join(map(str, raw)) if isinstance(raw, Sequence) else "…"
    raise WrongValueError("expects a text", instead=f'"{words:.60}"')


def _code(raw: Plain) -> Code:
    if raw in explanations():
        return Code(str(raw))
    hint = did_you_mean(str(raw), explanations()) or "`segue check --explain all` lists them"
    raise WrongValueError("no finding has this code", hint)


def _boolean(raw: Plain) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise WrongValueError(f'"{raw}" is neither true nor false', instead="true or false")


def _integer(raw: Plain) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    try:
        return int(_text(raw), 10)
    except ValueError as error:
        digits = re.search(r"\d+", str(raw)[:60])
        message = f'"{raw!s:.40}" is no whole number'
        raise WrongValueError(message, instead=digits[0] if digits else "1") from error


def _number(raw: Plain) -> float:
    try:
        number = float(_text(raw))
    except (ValueError, OverflowError):
        number = math.nan
    if math.isfinite(number):
        return number
    digits = re.search(r"-?\d+([.,]\d+)?", str(raw)[:60])
    instead = digits[0].replace(",", ".") if digits else "1.5"
    raise WrongValueError(f'"{raw!s:.40}" is no number', instead=instead)


def _seconds(raw: Plain) -> float:
    return timecode.parse(_text(raw))


def _date(raw: Plain) -> datetime:
    if isinstance(raw, datetime):
        return raw
    text = _text(raw)
    try:
        return datetime.fromisoformat(dates.two_digit_hour(text))
    except ValueError as error:
        instead = dates.meant(text) or "2026-11-22, or 2026-11-22 09:00"
        raise WrongValueError(f'"{text:.40}" is no date', instead=instead) from error


_SCALARS: Mapping[Any, Callable[[Plain], Any]] = {
    str: _text,
    Code: _code,
    bool: _boolean,
    int: _integer,
    float: _number,
    datetime: _date,
    Seconds: _seconds,
    object: lambda raw: raw,
}
