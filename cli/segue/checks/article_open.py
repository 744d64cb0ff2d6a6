"""What the article begins and does not end: footnotes without a text, comments, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.checks import bare, warning
from segue.errors import Problem
from segue.layout import FENCE
from segue.release import Bundle

_DEFINED = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_MARK = re.compile(r"(?<=\S)\[\^([^\]\s]{1,40})\]")


def check(bundle: Bundle) -> Iterator[Problem]:
    """What readers would see as it was typed, or not at all."""
    for release in bundle.releases:
        article = release.episode.article
        text = bare(article)
        defined = set(_DEFINED.findall(text))
        for number, line in enumerate(text.split("\n"), article.line):
            for code, message, hint in (*_unknown(line, defined), *_unclosed(line)):
                yield warning(release.episode, code, message, number, hint)


def _unknown(line: str, defined: set[str]) -> Iterator[tuple[str, str, str]]:
    """Marks of footnotes whose text stands nowhere; they are left out."""
    for mark in _MARK.finditer(line):
        if mark[1] not in defined:
            message = f"the footnote {mark[0]} has no text, so its mark is left out"
            hint = f"write on a line of its own {mark[0]}: and what it says"
            yield "footnote-missing", message, hint


def _unclosed(line: str) -> Iterator[tuple[str, str, str]]:
    if "<!--" in line:
        message = "a comment <!-- is not closed, and readers will see it"
        yield "open-mark", message, "write --> where it ends"
    if FENCE.match(line):
        message = f"this code is not closed: {line.strip():.40}"
        yield "open-mark", message, f"write a line {line.strip()[:3]} where it ends"
