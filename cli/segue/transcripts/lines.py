"""The lines of a cue: tidy as they are read, and short enough as they are written."""

from __future__ import annotations

import textwrap

from segue.characters import one_line

LONGEST = 65


def tidy(text: str) -> str:
    """The words of a cue without blank lines, spaces at the ends and control characters."""
    return "\n".join(line for line in map(one_line, text.split("\n")) if line)


def wrapped(text: str, before: int = 0) -> str:
    """The lines of a cue, at most 65 characters each; a longer word stands alone, whole.

    `before` characters come on the first line first.
    """
    lines = text.split("\n")
    if len(lines[0]) + before <= LONGEST and all(len(line) <= LONGEST for line in lines):
        return text
    indent = "x" * before
    wrapped_lines = textwrap.wrap(
        text, LONGEST, initial_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(wrapped_lines).removeprefix(indent).lstrip("\n")
