"""The front matter of an episode: YAML between two lines `---`, every value with its line.

Scalars stay the text that was typed (12:34 is no number, `no` no truth value): the field that
reads them knows what they mean. Aliases, duplicate keys and other documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from segue import yaml_faults
from segue.errors import Problem, SegueError
from segue.yaml_faults import Fault

_FENCE = re.compile(r" ?-{3,}[ \t]*$")
_END = re.compile(r"(-{3,}|\.\.\.)[ \t]*$")
_TOML = re.compile(r"\+\+\+[ \t]*$")
_KEY = re.compile(r"\s*(- +)?[\w-]+ *[:=]|\s*[#-]|\s*$")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
# Spaces and line ends of other programs, which YAML takes for letters, or for lines of its own.
_ODD_INDENT = re.compile(r"^[ \u00a0\u2007\u202f\u3000]+|(?<=:)[\t \u00a0]+(?=\S)", re.MULTILINE)
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
_DEEPEST = 50
# YAML takes a second for a hundred thousand characters, and nobody types as many.
_MOST_CHARACTERS = 100_000


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
    lines = text.lstrip("\ufeff").split("\n")
    begin = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if _TOML.match(lines[begin]):
        message = (
            "this front matter is TOML, between lines +++; segue reads YAML, between lines ---"
        )
        raise _problem(file, begin + 1, message, f"segue import {file.name} turns it into YAML")
    if not _begins(lines, begin):
        return FrontMatter({}, {}, text, 1)
    begin += 1
    end = next((at for at in range(begin, len(lines)) if _END.match(lines[at])), None)
    if end is None:
        raise _not_closed(lines, begin, file)
    _refuse_second(lines, end + 1, file)
    source = _ODD_BREAK.sub(" ", "\n".join(lines[begin:end]))
    if len(source) > _MOST_CHARACTERS:
        message = f"the front matter has {len(source):,} characters"
        raise _problem(file, begin, message, "write the article below it, after the line ---")
    data, numbers = _Loader(_ODD_INDENT.sub(_spaces, source), begin + 1, file).loaded()
    return FrontMatter(data, numbers, "\n".join(lines[end + 1 :]), end + 2)


def _begins(lines: Sequence[str], at: int) -> bool:
    """Whether front matter begins there: with `---`, or nearly that above a line that is a key."""
    follows = lines[at + 1] if at + 1 < len(lines) else ""
    exactly = at == 0 and lines[at].rstrip() == "---"
    return exactly or bool(_FENCE.match(lines[at]) and follows.strip() and _KEY.match(follows))


def _spaces(odd: re.Match[str]) -> str:
    return " " * len(odd[0])


def _not_closed(lines: Sequence[str], begin: int, file: Path) -> SegueError:
    """The error for front matter without an end, which tells where it seems to be."""
    last = begin
    for at in range(begin, len(lines)):
        if not _KEY.match(lines[at]) and not lines[at].startswith(" "):
            break
        last = at if lines[at].strip() else last
    hint = f"write a line --- after line {last + 1}, before the article"
    return _problem(file, begin, "the front matter is not closed", hint)


def _refuse_second(lines: Sequence[str], begin: int, file: Path) -> None:
    """Raise where another front matter follows, as after pasting: it would be sent as text."""
    first = next((at for at in range(begin, len(lines)) if lines[at].strip()), begin)
    if first >= len(lines) or not _FENCE.match(lines[first]):
        return
    end = next((at for at in range(first + 1, len(lines)) if _END.match(lines[at])), first)
    inner = lines[first + 1 : end]
    if inner and all(_KEY.match(line) and line.strip() for line in inner):
        hint = "put all keys between the first two lines ---"
        raise _problem(file, first + 1, "a second front matter follows the first", hint)


class _Composer(yaml.SafeLoader):
    """Nodes without aliases, anchors and tags.

    An alias can blow ten lines up to billions of values; the others swallow the first word of a
    title as `&me and you` without a sign.
    """

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            mark = event.start_mark
            raise yaml.MarkedYAMLError(problem="a name or a tag", problem_mark=mark)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RecursionError
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Loader:
    """Reads YAML whose first line is `first` of the file, noting the line of each value."""

    def __init__(self, source: str, first: int, file: Path) -> None:
        self.source = source
        self.texts = source.split("\n")
        self.first = first
        self.file = file
        self.lines: dict[str, int] = {}

    def loaded(self) -> tuple[dict[str, Any], dict[str, int]]:
        """The values, and their lines by dotted path."""
        try:
            node = self._composed()
        except yaml.MarkedYAMLError as error:
            raise self._told(yaml_faults.of_error(error, self.texts)) from error
        except yaml.reader.ReaderError as error:
            raise self._unprintable(error) from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            message = f"the front matter is no YAML: {error}".splitlines()[0]
            raise self._wrong(0, message, None) from error
        except RecursionError as error:
            hint = "close the brackets, or indent less"
            raise self._wrong(0, "the front matter is nested too deep", hint) from error
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise self._told(yaml_faults.of_words(self.texts))
        plain = self._plain(node, "")
        assert isinstance(plain, dict)
        return plain, self.lines

    def _composed(self) -> yaml.Node | None:
        node: yaml.Node | None = _Composer(self.source).get_single_node()
        return node

    def _plain(self, node: yaml.Node, path: str) -> Any:  # noqa: ANN401 (what YAML may hold)
        """Texts, lists and dictionaries of a node."""
        self.lines[path] = node.start_mark.line + self.first
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, f"{path}.{at}") for at, item in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        r"""A text, where JSON's way to write an emoji (`"\ud83d\ude00"`) is one character."""
        at, column = node.end_mark.line, node.end_mark.column
        if node.style is None and at < len(self.texts):
            fault = yaml_faults.of_comment(at, self.texts[at], column)
            if fault:
                raise self._told(fault)
        if node.style is None and node.value in _NULL:
            return None
        try:
            return str(node.value).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError as error:
            message, hint = "this text holds half a character", "type the character itself"
            raise self._wrong(node.start_mark.line, message, hint) from error

    def _pairs(self, node: yaml.Node, path: str) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            at = key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                hint = 'a line reads key: "value"'
                raise self._wrong(at, "a key is a word, not a list", hint)
            key = key_node.value
            if key in seen:
                hint = f"it stands in line {seen[key]} already; keep one of the two"
                raise self._wrong(at, f'the key "{key}" stands twice', hint)
            seen[key] = at + self.first
            where = f"{path}.{key}" if path else key
            value = self._plain(value_node, where)
            self.lines[where] = at + self.first
            yield key, value

    def _unprintable(self, error: yaml.reader.ReaderError) -> SegueError:
        """The error for a control character, which YAML tells by its place in the whole."""
        at = self.source[: error.position].count("\n")
        message = f"this line holds a character that no text has (U+{error.character:04X})"
        hint = "delete what stands there and type it again"
        return self._wrong(at, message, hint)

    def _told(self, fault: Fault) -> SegueError:
        return self._wrong(fault.at, fault.message, fault.hint)

    def _wrong(self, at: int, message: str, hint: str | None) -> SegueError:
        return _problem(self.file, at + self.first, message, hint)


def _problem(file: Path, line: int, message: str, hint: str | None) -> SegueError:
    return SegueError(
        Problem(code="front-matter", message=message, file=file, line=line, hint=hint)
    )
