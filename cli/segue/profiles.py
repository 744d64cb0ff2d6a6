"""Email services: what each calls its merge tags and how a newsletter is pasted into it.

A service is one file in `newsletter/profiles/`; nothing else names it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from segue import toml_file
from segue.errors import Problem, SegueError, did_you_mean
from segue.fields import Reader, required
from segue.settings import FILE_NAME
from segue.show import Show

Syntax = Literal[
    "triple-brace", "double-brace", "brace-percent", "star-pipe", "brace-dollar", "percent", "brace"
]
Part = Literal["unsubscribe", "postal_address"]

# What may stand between a tag's brackets. A `<` only where no HTML element can begin with it: the
# tag goes into the finished HTML as typed.
_INNER = r"(?:[^{}<>\n]|<(?![A-Za-z/!?]))"
# `{{{` before `{{`, so that the longer one is found whole.
SYNTAXES: Mapping[Syntax, str] = {
    "triple-brace": rf"\{{\{{\{{{_INNER}{{1,200}}?\}}\}}\}}",
    "double-brace": rf"\{{\{{(?:{_INNER}|>){{1,200}}?\}}\}}",
    "brace-percent": rf"\{{%(?:{_INNER}|>){{1,200}}?%\}}",
    "star-pipe": r"\*\|[^*<>\n]{1,200}?\|\*",
    "brace-dollar": r"\{\$[A-Za-z_][\w.]{0,80}\}",
    "percent": r"%[A-Z][A-Z0-9_-]{1,80}%",
    "brace": r"\{[a-z_]{1,80}(?:, ?\"[^\"<>{}\n]{0,80}\")?\}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The merge tags that a newsletter is made with, as one service spells them."""

    unsubscribe: str | None = None
    first_name: str | None = None
    web_view: str | None = None
    postal_address: str | None = None
    postal_address_text: str | None = None

    @property
    def named(self) -> Mapping[str, str]:
        """Each tag there is, by what it is for."""
        names = (field.name for field in fields(Tags))
        return {name: value for name in names if (value := getattr(self, name))}

    @property
    def address_in_text(self) -> str | None:
        """The postal address's tag for plain text."""
        return self.postal_address_text or self.postal_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a profile's file holds.

    `body` is what the service takes, `paste` the steps of pasting it. `adds` names what it puts
    into every mail itself; for any other tag that it lacks the show's own setting stands in.
    `required` names the tags that a newsletter must hold, `others` further tags that it knows.
    `verified` tells for each tag where it was seen, and when. `tracked_link_bytes` is how long a
    link gets when the service counts clicks: an estimate, on the high side.
    """

    title: str
    body: Literal["full", "fragment", "markdown"]
    paste: tuple[str, ...]
    syntaxes: tuple[Syntax, ...]
    tracked_link_bytes: int
    adds: tuple[Part, ...] = ()
    required: tuple[Part, ...] = ()
    others: tuple[str, ...] = ()
    tags: Tags = Tags()
    verified: Tags = Tags()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Entry):
    """An email service."""

    name: str

    @property
    def file(self) -> str:
        """The output that is pasted."""
        names = {"full": "newsletter.html", "fragment": "fragment.html"}
        return names.get(self.body, "newsletter.md")

    @property
    def unverified(self) -> tuple[str, ...]:
        """The tags that nobody has seen in the service's own words or in what is sent with it."""
        return tuple(name for name in self.tags.named if name not in self.verified.named)

    @property
    def known_tags(self) -> tuple[str, ...]:
        """Every tag that the service is known to replace."""
        return (*self.tags.named.values(), *self.others)

    @property
    def tag_pattern(self) -> re.Pattern[str]:
        """What this service reads as a merge tag."""
        return pattern(self.syntaxes)


def names() -> tuple[str, ...]:
    """Every profile, by listing the folder."""
    return tuple(sorted(file.stem for file in folder().glob("*.toml")))


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
    return read(folder() / f"{name}.toml")


def read(file: Path) -> Profile:
    """The profile in a file; SegueError names each fault with its line."""
    table, lines = toml_file.read(file)
    reader = Reader(file, lines, Path)
    given = reader.fields(Entry, table)
    lacking = [field.name for field in fields(Entry) if required(field)]
    for key in (key for key in lacking if key not in given and key not in reader.faulty):
        reader.problems.append(_fault(reader, key, f'there is no "{key}"'))
    if reader.problems:
        raise SegueError(*reader.problems)
    entry = Entry(**given)
    problems = [_fault(reader, key, message) for message, key in _contradictions(entry)]
    if problems:
        raise SegueError(*problems)
    return Profile(name=file.stem, **given)


def _contradictions(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a file says that can't be so, and the key that says it."""
    reads = pattern(entry.syntaxes)
    for name, tag in entry.tags.named.items():
        if not reads.fullmatch(tag):
            yield f"{tag} is written in none of this service's syntaxes", f"tags.{name}"
    for name in entry.required:
        if name not in entry.tags.named:
            yield f'"{name}" is required, and there is no tag for it', "required"
        if name in entry.adds:
            yield f'"{name}" is both required and added by the service', "adds"
    for name in entry.verified.named:
        if name not in entry.tags.named:
            yield f'"{name}" is verified, and there is no tag for it', f"verified.{name}"


def _fault(reader: Reader, key: str, message: str) -> Problem:
    return Problem(
        code="newsletter-service",
        message=message,
        file=reader.file,
        line=reader.line(key),
        hint="docs/services.md tells what a service's file holds",
    )


@functools.cache
def pattern(syntaxes: tuple[Syntax, ...]) -> re.Pattern[str]:
    """What is a merge tag in any of these syntaxes."""
    return re.compile("|".join(SYNTAXES[name] for name in SYNTAXES if name in syntaxes) or r"(?!)")


def folder() -> Path:
    """Where the profiles lie."""
    return Path(__file__).parent / "newsletter" / "profiles"
