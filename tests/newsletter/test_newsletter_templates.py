"""What a designer reads of the newsletter's templates, against the templates themselves."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from segue import templating
from segue.newsletter.design import Design
from segue.newsletter.letter import Letter
from segue.newsletter.palette import Palette

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


def test_every_value_of_a_letter_is_told() -> None:
    """Whoever changes a template finds there what it may use; nothing is told that isn't so."""
    told = set(PAGE.replace("`", " ").replace(",", " ").split())
    assert {f"letter.{field.name}" for field in fields(Letter)} <= told
    assert {f".{field.name}" for field in fields(Palette)} <= told
    known = {field.name for field in fields(Letter)} | {"start", "end"}
    assert {word.removeprefix("letter.") for word in told if word.startswith("letter.")} <= known
    assert {field.name for field in fields(Design)} - {"letter"} <= told


def test_every_template_is_told() -> None:
    """The plain ones under their common row, where they are called as the designed ones are."""
    made = {name for name in templating.names() if name.startswith("newsletter/")}
    plain = {name for name in made if name.replace(".html.", ".mjml.") in made - {name}}
    assert [name for name in sorted(made - plain) if name not in PAGE] == []


def test_every_language_says_every_word() -> None:
    """A language that lacks one would stop a newsletter in that language."""
    source = (templating.packaged() / "newsletter/partials/words.j2").read_text(encoding="utf-8")
    keys = [line.count('": "') for line in _by_language(source)]
    assert len(keys) > 10
    assert len(set(keys)) == 1


def _by_language(source: str) -> list[str]:
    table = source.split("by_language = {")[1].split("\n} %}", maxsplit=1)[0]
    return table.split("},")
