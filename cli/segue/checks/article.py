"""The article itself: marks that mean something else than they seem, and nothing to send."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.checks import warning
from segue.errors import Problem, did_you_mean
from segue.layout import FENCE
from segue.model import Episode
from segue.release import Bundle

_MARKS = ("call", "only")
# The outputs that hold passages of the article.
_OUTPUTS = ("newsletter", "social", "notes")
_BLOCK = re.compile(r"/{3,}[ \t]*([\w-]*)")
_ONLY = re.compile(r"/{3,}[ \t]*only[ \t]*\|(.*)")
_CODE = re.compile(r"`[^`]*`")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Marks left open or misspelt, links that lead nowhere, an article without words."""
    for release in bundle.releases:
        episode = release.episode
        yield from _blocks(episode)
        yield from _outputs(episode)
        yield from _highlights(episode)
        yield from _links(episode)
        if not (episode.article.sentences or episode.article.calls):
            message = "the article has no words yet"
            yield warning(episode, "article-empty", message, 1, "write it under the front matter")


def _lines(episode: Episode) -> Iterator[tuple[int, str]]:
    """The article's lines but those of fenced code, numbered as in the file."""
    fence = ""
    for number, line in enumerate(episode.article.markdown.split("\n"), episode.article.line):
        sign = FENCE.match(line)
        if sign and not fence:
            fence = sign[1]
        elif sign and sign[1].startswith(fence):
            fence = ""
        elif not fence:
            yield number, line


def _blocks(episode: Episode) -> Iterator[Problem]:
    """`/// word` blocks: known by name, each closed before the next begins."""
    opened: tuple[int, str] | None = None
    for number, line in _lines(episode):
        block = _BLOCK.match(line)
        if block is None:
            continue
        if block[1] and opened:
            yield _not_closed(episode, *opened)
        if block[1] and block[1] not in _MARKS:
            hint = did_you_mean(block[1], _MARKS) or "the marks are: /// call and /// only"
            message = f"segue knows no block /// {block[1]}"
            yield warning(episode, "unknown-mark", message, number, hint)
        opened = (number, line.strip()) if block[1] else None
    if opened:
        yield _not_closed(episode, *opened)


def _outputs(episode: Episode) -> Iterator[Problem]:
    """`/// only | name` for an output that there is not: nobody would see the passage."""
    for number, line in _lines(episode):
        only = _ONLY.match(line)
        for name in re.split(r"[\s,]+", only[1].strip().lower()) if only else ():
            if name not in _OUTPUTS:
                hint = did_you_mean(name, _OUTPUTS) or f"the outputs are: {', '.join(_OUTPUTS)}"
                message = f'no output is called "{name}", so this passage is shown nowhere'
                yield warning(episode, "unknown-mark", message, number, hint)


def _not_closed(episode: Episode, number: int, line: str) -> Problem:
    return warning(
        episode,
        "open-mark",
        f"this block is not closed: {line}",
        number,
        "write a line /// where it ends",
    )


def _highlights(episode: Episode) -> Iterator[Problem]:
    """Signs of a highlight that the engine left as they were typed."""
    for sentence in episode.article.sentences:
        if re.search(r"(?<![=\w])==(?=\w)", sentence.text):
            message = "a highlight == is not closed"
            hint = "write == before and after the words, in one paragraph"
            yield warning(episode, "open-mark", message, sentence.line, hint)


def _links(episode: Episode) -> Iterator[Problem]:
    """`[text](www.example.org)`, which leads to a file that is not there."""
    for number, line in _lines(episode):
        for found in re.finditer(r"(?<!!)\]\((www\.[^\s)]+)", _CODE.sub("", line)):
            message = f"{found[1]} is no web address"
            yield warning(episode, "link-address", message, number, f"write https://{found[1]}")
