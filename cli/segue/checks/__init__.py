"""Checks of a finished bundle, before anyone sends it; a module per concern, found by its file."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

from segue import categories
from segue.errors import Problem
from segue.manifest import room_of
from segue.model import Article, Episode
from segue.release import Bundle
from segue.request import ROOMS

_CODE = re.compile(
    r"^ {0,12}(`{3,}|~{3,})[^\n]*\n.*?^ {0,12}\1[`~]* *$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def check(bundle: Bundle, room: str | None = None) -> Iterator[Problem]:
    """Everything that the checks, or those of one room, find in what would be sent.

    A check whose name begins with a room's (`social`, `social_grounding`) is asked, and imported,
    only where that room made something.
    """
    idle = set(ROOMS) - set(_made(bundle))
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        concern = found.name.partition("_")[0]
        if concern not in idle and room in (None, concern):
            yield from importlib.import_module(f"{__name__}.{found.name}").check(bundle)


def _made(bundle: Bundle) -> Iterator[str]:
    """The rooms that made something."""
    yield from (room_of(output.path) for output in bundle.outputs)
    for release in bundle.releases:
        for output in release.outputs:
            yield room_of(output.path.relative_to(release.episode.slug))


def warning(episode: Episode, code: str, message: str, line: int | None, hint: str) -> Problem:
    """A warning at a line of an episode's article, or of its front matter."""
    return Problem(
        severity="warning", code=code, message=message, file=episode.source, line=line, hint=hint
    )


def code(episode: Episode) -> str:
    """What an article shows as code, in which words follow rules of their own."""
    return "\n".join(match[0] for match in _CODE.finditer(episode.article.markdown))


def bare(article: Article) -> str:
    """The article as typed, without its code and comments; each line keeps its number."""
    return _COMMENT.sub(_lines_alone, _CODE.sub(_lines_alone, article.markdown))


def is_about_health(bundle: Bundle, episode: Episode) -> bool:
    """Whether the show is, or this episode says that it is; an episode's category is often its own.

    One that is none of Apple's, as an imported page has it, takes nothing away from the show's.
    """
    return any(map(categories.is_health, (bundle.show.category, episode.show.category)))


def _lines_alone(passage: re.Match[str]) -> str:
    return "\n" * passage[0].count("\n")
