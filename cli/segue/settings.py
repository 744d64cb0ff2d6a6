"""The show's settings, settled.

Flag over environment over front matter over `segue.toml` over default.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

from segue import files, toml_file
from segue.errors import Problem, SegueError, did_you_mean
from segue.fields import Plain, Reader, WrongValueError, default_of, key_of, shown
from segue.rules import RULES
from segue.show import Show

FILE_NAME = "segue.toml"
NEEDED = ("title", "author")
"""The settings of `[show]` that have no default."""

_ENVIRONMENT_PREFIX = "SEGUE_"


@dataclasses.dataclass(frozen=True, slots=True)
class Raw:
    """A value as somebody gave it: where, and which folder its paths are relative to.

    `lines` tells the line of each key around it and inside.
    """

    value: Plain
    source: str
    folder: Path
    file: Path
    line: int | None = None
    lines: Mapping[str, int] = dataclasses.field(default_factory=dict)


Layer = Mapping[str, Raw]


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """One settled setting, for `segue config`: its dotted key, its value, who gave it."""

    key: str
    value: str
    source: str


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """The layers that hold for the whole show, lowest first, and what is wrong with them."""

    root: Path
    toml: Layer
    environment: Layer
    flags: Layer
    problems: tuple[Problem, ...]

    def settle(
        self, front_matter: Layer | None = None
    ) -> tuple[Show, tuple[Value, ...], list[Problem]]:
        """The show as it stands (for one episode, where its front matter is given)."""
        merged: dict[str, Raw] = {}
        for layer in (self.toml, front_matter or {}, self.environment, self.flags):
            merged.update(layer)
        return _settled(self.root, merged)


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a `segue.toml`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise SegueError(
        Problem(
            code="no-show",
            message=f"there is no {FILE_NAME} here or in a folder above",
            file=start,
            hint="`segue init` makes a new show",
            unreadable=True,
        )
    )


def load(root: Path, environ: Mapping[str, str], overrides: Mapping[str, str]) -> Settings:
    """Read `segue.toml`, the environment's `SEGUE_*` and the flags.

    Raises SegueError when the file is missing or no TOML.
    """
    file = root / FILE_NAME
    data, lines = toml_file.read(file)
    problems: list[Problem] = []
    return Settings(
        root=root,
        toml=dict(_toml_layer(file, data, lines, problems)),
        environment=dict(_environment_layer(root, environ)),
        flags=dict(_flag_layer(root, overrides, problems)),
        problems=tuple(problems),
    )


def settled_alone(
    folder: Path, environ: Mapping[str, str], overrides: Mapping[str, str]
) -> tuple[Show, list[Problem]]:
    """The settings where there is no show, relative to `folder`, and what is wrong with them."""
    problems: list[Problem] = []
    merged = {
        **dict(_environment_layer(folder, environ)),
        **dict(_flag_layer(folder, overrides, problems)),
    }
    show, _, faults = _settled(folder, merged)
    # Only a show has a name that it can lack.
    return show, [*problems, *(each for each in faults if each.code != "missing-key")]


@functools.cache
def keys() -> Mapping[str, tuple[str, dataclasses.Field[Any]]]:
    """Each dotted key, with the table it belongs to and the field that describes it."""
    return dict(_keys())


def _keys() -> Iterator[tuple[str, tuple[str, dataclasses.Field[Any]]]]:
    hints = get_type_hints(Show)
    for field in dataclasses.fields(Show):
        table = field.metadata.get("table")
        if field.metadata.get("internal") or table == "handles":
            continue
        if table is None:
            yield f"show.{key_of(field)}", ("show", field)
        else:
            for inner in dataclasses.fields(hints[field.name]):
                yield f"{table}.{key_of(inner)}", (table, inner)


@functools.cache
def _tables() -> Mapping[str, list[str]]:
    tables: dict[str, list[str]] = {"handles": []}
    for dotted in keys():
        table, _, key = dotted.partition(".")
        tables.setdefault(table, []).append(key)
    return tables


def _toml_layer(
    file: Path, data: Mapping[str, Any], lines: Mapping[str, int], problems: list[Problem]
) -> Iterator[tuple[str, Raw]]:
    tables = _tables()
    reader = Reader(file, lines, Path, problems)
    for table, content in data.items():
        if table not in tables:
            hint = did_you_mean(table, tables) or "tables: " + ", ".join(
                f"[{name}]" for name in tables
            )
            message = (
                f'unknown table "{table}"'
                if isinstance(content, dict)
                else f'"{table}" stands outside a table'
            )
            problems.append(
                Problem(
                    code="unknown-key", message=message, file=file, line=lines.get(table), hint=hint
                )
            )
            continue
        if not isinstance(content, dict):
            reader.wrong(
                table, WrongValueError("expects a table", f"write [{table}] on a line of its own")
            )
            continue
        for key, value in content.items():
            dotted = f"{table}.{key}"
            if table != "handles" and key not in tables[table]:
                reader.unknown(dotted, key, dict.fromkeys(tables[table], ""))
            else:
                source = f"{FILE_NAME}:{lines.get(dotted, 1)}"
                yield dotted, Raw(value, source, file.parent, file, lines.get(dotted), lines)


def _environment_layer(root: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, Raw]]:
    for dotted in keys():
        name = _ENVIRONMENT_PREFIX + dotted.replace(".", "_").upper()
        if name in environ:
            yield dotted, Raw(environ[name], name, root, Path(name))


def _flag_layer(
    root: Path, overrides: Mapping[str, str], problems: list[Problem]
) -> Iterator[tuple[str, Raw]]:
    known = keys()
    for dotted, text in overrides.items():
        if dotted in known or dotted.startswith("handles."):
            yield dotted, Raw(text, "flag", root, Path(f"--set {dotted}"))
        else:
            problems.append(
                Problem(
                    code="unknown-key",
                    message=f'unknown key "{dotted}" in --set',
                    hint=did_you_mean(dotted, known) or "`segue config` lists them all",
                    unreadable=True,
                )
            )


def _settled(root: Path, merged: Layer) -> tuple[Show, tuple[Value, ...], list[Problem]]:
    problems: list[Problem] = []
    values = []
    arguments: dict[str, dict[str, Any]] = {table: {} for table in _tables()}
    known = hints()
    for dotted, (table, field) in keys().items():
        raw = merged.get(dotted)
        if raw is not None:
            value = _read(root, dotted, raw, known[dotted], problems)
            if value is not None:
                arguments[table][field.name] = value
        settled = arguments[table].get(field.name, default_of(field))
        values.append(Value(dotted, shown(root, settled), raw.source if raw else "default"))
    for dotted, raw in merged.items():
        if dotted.startswith("handles."):
            name = dotted.partition(".")[2]
            handle = _read(root, dotted, raw, str, problems)
            if handle is not None:
                arguments["handles"][name] = handle
                values.append(Value(dotted, handle, raw.source))
    problems.extend(_missing(root, arguments["show"]))
    return _show(root, arguments), tuple(values), problems


@functools.cache
def hints() -> Mapping[str, Any]:
    """The type of each setting, by its dotted key."""
    show = get_type_hints(Show)
    tables = {
        name: get_type_hints(kind) for name, kind in show.items() if dataclasses.is_dataclass(kind)
    }
    tables["show"] = show
    return {dotted: tables[table][field.name] for dotted, (table, field) in keys().items()}


def _read(root: Path, dotted: str, raw: Raw, kind: Any, problems: list[Problem]) -> Any:
    """The value of one setting, or None with its problem noted."""
    reader = Reader(
        raw.file,
        {**raw.lines, dotted: raw.line} if raw.line is not None else {},
        lambda name: files.inside(root, raw.folder, name),
        problems,
    )
    try:
        value = reader.value(kind, raw.value, dotted)
        rule = RULES.get(dotted)
        complaint = rule.complaint(value) if rule else None
        if complaint:
            raise WrongValueError(complaint)
    except ValueError as error:
        reader.wrong(dotted, error)
        return None
    if isinstance(value, Path) and not files.exists(value):
        problems.append(
            Problem(
                code="missing-file",
                message=f"{dotted.rpartition('.')[2]}: there is no file {shown(root, value)}",
                file=raw.file,
                line=raw.line,
                hint="check the name, also its capital letters",
            )
        )
        # A picture can be left out; sound can't, and the episode loader asks for it again.
        return value if dotted.startswith("audio.") else None
    return value


def _show(root: Path, arguments: Mapping[str, Any]) -> Show:
    tables = {
        field.metadata["table"]: field.default_factory
        for field in dataclasses.fields(Show)
        if "table" in field.metadata and field.metadata["table"] != "handles"
    }
    made = {name: dataclasses.replace(table(), **arguments[name]) for name, table in tables.items()}  # type: ignore[operator]
    return Show(root=root, handles=arguments["handles"], **made, **arguments["show"])


def _missing(root: Path, given: Mapping[str, Any]) -> Iterator[Problem]:
    for key in NEEDED:
        if not given.get(key):
            yield Problem(
                code="missing-key",
                message=f'[show] needs "{key}"',
                file=root / FILE_NAME,
                hint=f'add the line {key} = "…" under [show]',
            )
