"""`segue templates` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue import templating
from segue.main import cli

NAME = "notes/notes.md.j2"


def templates(root: Path, *arguments: str) -> Result:
    """Run `segue templates` on a show."""
    return CliRunner().invoke(cli, ["templates", *arguments, "-C", str(root)])


def origins(root: Path) -> dict[str, str]:
    """Where each template comes from."""
    made = json.loads(templates(root, "list", "--json").stdout)
    return {record["name"]: record["origin"] for record in made["data"]}


def test_every_packaged_template_is_listed(make_show: ShowMaker) -> None:
    """What can be overridden can be seen; list is what happens without a word."""
    root = make_show()
    assert set(origins(root)) == set(templating.names())
    assert templates(root).stdout == templates(root, "list").stdout
    assert f"{NAME} " in templates(root).stdout


def test_a_copy_is_the_packaged_template_and_overrides_it(make_show: ShowMaker) -> None:
    """The show's copy begins as the original, and the list then says whose it is."""
    root = make_show()
    assert origins(root)[NAME] == "packaged"
    result = templates(root, "copy", NAME)
    assert (result.exit_code, result.stdout) == (0, f"templates/{NAME}\n")
    copy = root / "templates" / NAME
    assert copy.read_bytes() == (templating.packaged() / NAME).read_bytes()
    assert origins(root)[NAME] == "overridden"


def test_a_copy_never_goes_over_the_shows_own_unasked(make_show: ShowMaker) -> None:
    """What a person changed is kept, and --force brings the original back."""
    root = make_show()
    own = root / "templates" / NAME
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    result = templates(root, "copy", NAME)
    assert result.exit_code == 1
    assert "[template-exists]" in result.stderr
    assert own.read_text(encoding="utf-8") == "mine"
    assert templates(root, "copy", NAME, "--force").exit_code == 0
    assert own.read_bytes() == (templating.packaged() / NAME).read_bytes()


def test_a_dry_copy_writes_nothing(make_show: ShowMaker) -> None:
    """-n says which file it would be."""
    root = make_show()
    assert templates(root, "copy", NAME, "-n").stdout == f"templates/{NAME}\n"
    assert not (root / "templates").exists()


@pytest.mark.parametrize("name", ["notes/note.md.j2", "../segue.toml", "/etc/passwd"])
def test_only_packaged_templates_can_be_copied(make_show: ShowMaker, name: str) -> None:
    """A name that is no template is wrong usage, whatever file it may point at."""
    result = templates(make_show(), "copy", name)
    assert result.exit_code == 2
    assert "[template-missing]" in result.stderr


@pytest.mark.parametrize("arguments", [["copy"], ["list", NAME], ["move"]])
def test_words_that_do_not_fit_are_wrong_usage(make_show: ShowMaker, arguments: list[str]) -> None:
    """A copy needs a name, list takes none, and there is no third."""
    assert templates(make_show(), *arguments).exit_code == 2


def test_a_template_of_the_shows_own_is_listed_too(make_show: ShowMaker) -> None:
    """A platform that a show adds is seen."""
    root = make_show()
    own = root / "templates/social/elsewhere.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text("hello", encoding="utf-8")
    assert origins(root)["social/elsewhere.txt.j2"] == "the show's own"
