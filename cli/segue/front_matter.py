"""The front matter of an episode: YAML between two lines `---`, every value with its line.

Scalars stay the text that was typed (12:34 is no number, `no` no truth value): the field that
reads them knows what they mean. Aliases, duplicate keys and other documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from segue.errors import Problem, SegueError

_FENCE = re.compile(r"---[ \t]*$")
_END = re.compile(r"(---|\.\.\.)[ \t]*$")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_KEY_VALUE = re.compile(r"""(\s*-?\s*)([\w-]+):\s*(?!["'>|\[{])(\S.*)$""")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above the article, and the article below it.

    `lines` tells the line of each value by its dotted path, as `audio.segments.0.file`.
    """

    data: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int


def split(text: str, file: Path) -> FrontMatter:
    """The front matter and article of an episode's text; SegueError names the faulty line."""
    lines = text.split("\n")
    if not lines or not _FENCE.match(lines[0]):
        return FrontMatter({}, {}, text, 1)
    end = next((at for at, line in enumerate(lines[1:], 1) if _END.match(line)), None)
    if end is None:
        raise _problem(
            file,
            1,
            "the front matter is not closed",
            "write a line --- under it, before the article",
        )
    source = "\n".join(lines[1:end])
    data, numbers = _load(source, file)
    return FrontMatter(data, numbers, "\n".join(lines[end + 1 :]), end + 2)


def _load(source: str, file: Path) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        node = _Composer(source).get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise _problem(
                file, _line(node), "the front matter holds no keys", 'a line reads key: "value"'
            )
        lines: dict[str, int] = {}
        plain = _plain(node, "", lines, file)
    except yaml.MarkedYAMLError as error:
        raise _translated(error, source, file) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise _problem(
            file, 2, f"the front matter is no YAML: {error}".splitlines()[0], None
        ) from error
    except RecursionError as error:
        raise _problem(
            file, 2, "the front matter is nested too deep", "close the brackets"
        ) from error
    assert isinstance(plain, dict)
    return plain, lines


class _Composer(yaml.SafeLoader):
    """Nodes without aliases: an alias can blow ten lines up to billions of values."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed", problem_mark=mark)
        return super().compose_node(parent, index)


def _plain(node: yaml.Node, path: str, lines: dict[str, int], file: Path) -> Any:  # noqa: ANN401
    """Texts, lists and dictionaries of a node; notes the line of each in `lines`."""
    lines[path] = _line(node)
    if isinstance(node, yaml.ScalarNode):
        is_null = node.style is None and node.value in _NULL
        return None if is_null else _whole(node, file)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, f"{path}.{at}", lines, file) for at, item in enumerate(node.value)]
    return dict(_pairs(node, path, lines, file))


def _whole(node: yaml.ScalarNode, file: Path) -> str:
    r"""A scalar's text, where JSON's way to write an emoji (`"\ud83d\ude00"`) is one character."""
    try:
        return str(node.value).encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        hint = "type the character itself"
        raise _problem(file, _line(node), "this text holds half a character", hint) from error


def _pairs(
    node: yaml.Node, path: str, lines: dict[str, int], file: Path
) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _problem(
                file, _line(key_node), "a key is a word, not a list", 'a line reads key: "value"'
            )
        key = key_node.value
        if key in seen:
            hint = f"it stands in line {seen[key]} already; keep one of the two"
            raise _problem(file, _line(key_node), f'the key "{key}" stands twice', hint)
        seen[key] = _line(key_node)
        where = f"{path}.{key}" if path else key
        value = _plain(value_node, where, lines, file)
        lines[where] = _line(key_node)
        yield key, value


def _line(node: yaml.Node) -> int:
    """The node's line in the file: YAML counts from 0, and `---` stands above it."""
    return int(node.start_mark.line) + 2


def _translated(error: yaml.MarkedYAMLError, source: str, file: Path) -> SegueError:
    mark = error.problem_mark or error.context_mark
    at = min(mark.line if mark else 0, source.count("\n"))
    text = source.split("\n")[at]
    message, hint = _explained(error.problem or "this is no YAML", text)
    if "\t" in text[: len(text) - len(text.lstrip())]:
        message, hint = "the line begins with a tab", "indent it with spaces"
    return _problem(file, at + 2, message, hint)


def _explained(problem: str, text: str) -> tuple[str, str | None]:
    """What YAML's message means for the line it is about, and the line to type instead."""
    pair = _KEY_VALUE.match(text)
    quoted = None
    if pair:
        value = pair[3].strip().replace("\\", "\\\\").replace('"', '\\"')
        quoted = f'{pair[1]}{pair[2]}: "{value}"'.strip()
    if pair and ("mapping values" in problem or ": " in pair[3]):
        return f'the {pair[2]} needs quotes, it contains ": "', quoted
    if pair and "cannot start any token" in problem:
        return f'the {pair[2]} needs quotes, it begins with "{pair[3][0]}"', quoted
    if pair and "anchor" in problem + text:
        return f"the {pair[2]} needs quotes", quoted
    if "quoted scalar" in problem or "unexpected end of stream" in problem:
        return "a quotation mark is not closed", "close it, or double it inside the text"
    if "block end" in problem or "could not find expected ':'" in problem:
        return "this line is no key: value, or is indented unlike the lines around it", quoted
    return f"the front matter is no YAML: {problem}", quoted


def _problem(file: Path, line: int, message: str, hint: str | None) -> SegueError:
    return SegueError(
        Problem(code="front-matter", message=message, file=file, line=line, hint=hint)
    )
