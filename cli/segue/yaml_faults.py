"""What is wrong with a line of front matter, and the line to type instead, for those who wrote it.

YAML's own messages speak of block mappings and simple keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

_PAIR = re.compile(r"(\s*(?:- +)*\{? *)([\w-]+) *: +(\S.*?) *$")
_ENTRY = re.compile(r"(\s*)(-) +(\S.*?) *$")
_NO_SPACE = re.compile(r"(\s*)([\w-]+):([^\s:/].*?) *$")
_EQUALS = re.compile(r"(\s*)([\w-]+) *= *(\S.*?) *$")
_SPECIAL = "@`%*&!|>[{?-\"'#,]}"
_WEB_PREFIX = re.compile(r"https?:")
_SHOWN = 60
_LONGEST_HINT = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """A line, counted from 0, what is wrong with it, and what to type there."""

    at: int
    message: str
    hint: str | None = None


def quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds, with as few backslashes as can be."""
    bare = text
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        bare = text[1:-1]
    if '"' in bare and "'" not in bare:
        return f"'{bare}'"
    return '"' + bare.replace("\\", "\\\\").replace('"', '\\"') + '"'


def of_error(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """The fault that made YAML give up on these lines."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.line if mark else 0, len(lines) - 1)
    while at and not lines[at].strip():
        at -= 1
    problem = error.problem or ""
    if error.context_mark and "quoted scalar" in (error.context or ""):
        at = min(error.context_mark.line, len(lines) - 1)
        return _unclosed_quote(at, lines[at])
    column = mark.column if mark else 0
    return next(_faults(lines, at, column, problem))


def of_words(lines: Sequence[str]) -> Fault:
    """The fault of front matter that holds words, or a list, instead of keys."""
    at = next(at for at, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
    return _misspelt_pair(at, lines[at]) or Fault(
        at, "the front matter holds no keys", 'a line reads key: "value"'
    )


def of_comment(at: int, line: str, column: int) -> Fault | None:
    """The fault of a `#word` that YAML takes for a comment and drops, where there is one."""
    if not column or not re.match(r" +#[^\s#!]", line[column:]):
        return None
    pair = _PAIR.match(line) or _ENTRY.match(line)
    hint = _with_quotes(pair) if pair else "put quotes around it"
    return Fault(at, 'what follows " #" would be left out, as a comment', hint)


def _faults(lines: Sequence[str], at: int, column: int, problem: str) -> Iterator[Fault]:
    """What it may be, the likeliest first."""
    line = lines[at]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        yield Fault(at, "the line begins with a tab", "indent it with spaces")
    if "[#" in line or ", #" in line:
        hint = re.sub(r"(?<=[\[ ])#[^\s,\]]+", lambda tag: f'"{tag[0]}"', line.strip())
        yield Fault(at, "a # begins a comment here", hint)
    pair = _PAIR.match(line)
    if pair:
        yield from _of_value(at, pair, column, problem)
    yield from _of_neighbours(lines, at)
    if "flow" in problem or "',' or" in problem or "node content" in problem:
        yield Fault(at, "a bracket is opened and not closed", 'write ["one", "two"]')
    message = "this line is no key: value, or is indented unlike the lines around it"
    above = "if the article begins here, write a line --- above it"
    yield Fault(at, message, above if _is_prose(line) else 'a line reads key: "value"')


def _of_value(at: int, pair: re.Match[str], column: int, problem: str) -> Iterator[Fault]:
    """Faults of what stands behind a key."""
    key, value = pair[2], pair[3]
    if value[0] in "[{" and _open_brackets(value):
        yield Fault(at, f"the {key} opens a bracket that is not closed", _closed(pair))
    elif value[0] in "[{" and not value.endswith(("]", "}")):
        yield Fault(at, f'the {key} needs quotes, it begins with "{value[0]}"', _with_quotes(pair))
    elif value[0] in "\"'":
        message = f"the {key} needs quotes around all of it"
        yield Fault(at, message, _with_quotes(pair))
    elif ("mapping values" in problem and column > pair.start(3)) or value.endswith(":"):
        yield Fault(at, f'the {key} needs quotes, it contains ": "', _with_quotes(pair))
    elif value[0] in _SPECIAL:
        yield Fault(at, f'the {key} needs quotes, it begins with "{value[0]}"', _with_quotes(pair))


def _of_neighbours(lines: Sequence[str], at: int) -> Iterator[Fault]:
    """A pair that is misspelt here or in the line above, or an indent that fits none."""
    above = next((one for one in range(at - 1, -1, -1) if lines[one].strip()), None)
    for place in (at, above):
        fault = None if place is None else _misspelt_pair(place, lines[place])
        if fault:
            yield fault
    if above is not None and _PAIR.match(lines[at]):
        spaces = len(lines[above]) - len(lines[above].lstrip(" "))
        where = f"with {spaces} spaces before it" if spaces else "at the very left"
        message = "this line is indented unlike the one above"
        yield Fault(at, message, f"begin it {where}: {lines[at].strip():.{_SHOWN}}")


def _misspelt_pair(at: int, line: str) -> Fault | None:
    """`title:Why` and `title = Why`."""
    if (pair := _NO_SPACE.match(line)) and not _WEB_PREFIX.match(line.strip()):
        message = f'a space is missing after "{pair[2]}:"'
        return Fault(at, message, _with_quotes(pair))
    if pair := _EQUALS.match(line):
        return Fault(at, f'"{pair[2]}" is followed by "=" where a ":" belongs', _with_quotes(pair))
    return None


def _unclosed_quote(at: int, line: str) -> Fault:
    pair = _PAIR.match(line)
    hint = "close it, or double it inside the text"
    if pair and pair[3][0] in "\"'" and pair[3].count(pair[3][0]) == 1:
        hint = f"{pair[1].lstrip()}{pair[2]}: {quoted(pair[3][1:])}"
    return Fault(at, "a quotation mark is not closed", hint)


def _open_brackets(value: str) -> str:
    """The brackets that would close what a value opens, innermost first."""
    closing = ""
    for sign in value:
        if sign in "[{":
            closing = ("]" if sign == "[" else "}") + closing
        elif closing and sign == closing[0]:
            closing = closing[1:]
    return closing


def _closed(pair: re.Match[str]) -> str:
    typed, closing = pair[0].strip(), _open_brackets(pair[3])
    if len(typed) > _SHOWN or typed[-1] in "]}" or len(closing) > 1:
        return "close [ with ] and { with }, the last that was opened first"
    return f"{typed}{closing}"


def _with_quotes(pair: re.Match[str]) -> str:
    """The line to type: the same, with quotes around the value."""
    if len(pair[3]) > _LONGEST_HINT:
        return "put quotes before and after it"
    if pair[2] == "-":
        return f"- {quoted(pair[3])}"
    return f"{pair[1].lstrip()}{pair[2]}: {quoted(pair[3])}"


def _is_prose(line: str) -> bool:
    return re.match(r"[^\W\d_]\S* \S+", line) is not None or line.startswith("#")
