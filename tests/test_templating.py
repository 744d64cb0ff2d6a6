"""Templates: the show's own win, and every fault names its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue import templating
from segue.errors import SegueError
from segue.show import Show


def show_with(tmp_path: Path, name: str, text: str) -> Show:
    """A show that overrides one template."""
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return Show(root=tmp_path, title="T", author="A")


def test_the_shows_own_template_wins(tmp_path: Path) -> None:
    """By the same relative name."""
    show = show_with(tmp_path, "notes/notes.txt.j2", "mine: {{ show.title }}")
    assert templating.render(show, "notes/notes.txt.j2") == "mine: T"


def test_values_are_escaped_in_markup_and_only_there(tmp_path: Path) -> None:
    """By the template's name."""
    for name, expected in (("a.html.j2", "&lt;"), ("a.mjml.j2", "&lt;"), ("a.txt.j2", "<")):
        show = show_with(tmp_path, name, "{{ word }}")
        assert templating.render(show, name, word="<") == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{{ 10**5000 }}", None),
        ("{{ 'x' * 6000000 }}", None),
        ("ok\n{% if %}", 2),
        ("ok\nok\n{{ nothing }}", 3),
        ("ok\n{{ 1 / 0 }}", 2),
        ("{{ show.title.none.none }}", 1),
        ("ok\n{% include 'none.j2' %}", 2),
        ("{{ 'a' + 1 }}", 1),
        ("{{ word | nofilter }}", 1),
        ("ok\n{{ 2.0**100000 }}", 2),
        ("{{ show.root.joinpath('none').read_text() }}", None),
        ("{% include 'a.txt.j2' %}", 1),
    ],
)
def test_a_fault_names_the_template_and_its_line(
    tmp_path: Path, text: str, line: int | None
) -> None:
    """Syntax, an undefined name, a missing include, an endless include, a wrong sum."""
    show = show_with(tmp_path, "a.txt.j2", text)
    with pytest.raises(SegueError) as caught:
        templating.render(show, "a.txt.j2", word="x")
    (problem,) = caught.value.problems
    assert problem.file == tmp_path / "templates/a.txt.j2"
    assert line is None or problem.line == line


def test_an_unknown_template_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A typo in a name."""
    with pytest.raises(SegueError, match="no template"):
        templating.render(show_with(tmp_path, "a.txt.j2", ""), "notes/notess.txt.j2")
