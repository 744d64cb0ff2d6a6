"""Email services: what each calls its merge tags and how a newsletter is pasted into it.

A service is one file in `newsletter/profiles/`; nothing else names it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from segue.errors import Problem, SegueError, did_you_mean
from segue.settings import FILE_NAME
from segue.show import Show

# What may stand between a tag's brackets. A `<` only where no HTML element can begin with it: the
# tag goes into the finished HTML as typed.
_INNER = r"(?:[^{}<>\n]|<(?![A-Za-z/!?]))"
# `{{{` before `{{`, so that the longer one is found whole.
SYNTAXES: Mapping[str, str] = {
    "triple-brace": rf"\{{\{{\{{{_INNER}{{1,200}}?\}}\}}\}}",
    "double-brace": rf"\{{\{{(?:{_INNER}|>){{1,200}}?\}}\}}",
    "brace-percent": rf"\{{%(?:{_INNER}|>){{1,200}}?%\}}",
    "star-pipe": r"\*\|[^*<>\n]{1,200}?\|\*",
    "brace-dollar": r"\{\$[A-Za-z_][\w.]{0,80}\}",
    "percent": r"%[A-Z][A-Z0-9_-]{1,80}%",
    "brace": r"\{[a-z_]{1,80}(?:, ?\"[^\"<>{}\n]{0,80}\")?\}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An email service.

    `paste` tells how to paste a newsletter into it. `adds` names what it puts into every mail
    itself; for any other tag that it lacks the show's own setting stands in. `required` names the
    tags that a newsletter must hold, and `unverified` those that were written down from memory.
    """

    name: str
    title: str
    paste: str
    syntaxes: tuple[str, ...]
    adds: tuple[str, ...] = ()
    unsubscribe: str | None = None
    first_name: str | None = None
    web_view: str | None = None
    postal_address: str | None = None
    postal_address_text: str | None = None
    required: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def tag_pattern(self) -> re.Pattern[str]:
        """What this service reads as a merge tag."""
        return _pattern(self.syntaxes)

    @property
    def address_in_text(self) -> str | None:
        """The postal address's tag for plain text."""
        return self.postal_address_text or self.postal_address


def names() -> tuple[str, ...]:
    """Every profile, by listing the folder."""
    files = (file.name for file in folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def of(show: Show) -> Profile:
    """The profile of a show's email service; SegueError with the nearest name for none."""
    name = show.newsletter.profile
    if name not in names():
        raise SegueError(
            Problem(
                code="newsletter-profile",
                message=f'[newsletter] profile: there is none named "{name}"',
                file=show.root / FILE_NAME,
                hint=did_you_mean(name, names()) or f"use one of: {', '.join(names())}",
            )
        )
    return load(name)


@functools.cache
def load(name: str) -> Profile:
    """The profile of one of the `names`."""
    table = tomllib.loads((folder() / f"{name}.toml").read_text(encoding="utf-8"))
    tags = table.pop("tags", {})
    for key in ("syntaxes", "adds", "required", "unverified"):
        table[key] = tuple(table.get(key, ()))
    return Profile(name=name, **table, **tags)


@functools.cache
def _pattern(syntaxes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(SYNTAXES[name] for name in SYNTAXES if name in syntaxes) or r"(?!)")


def folder() -> resources.abc.Traversable:
    """Where the profiles lie."""
    return resources.files("segue") / "newsletter" / "profiles"
