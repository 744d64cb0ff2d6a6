"""`segue init` as typed."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segue.main import cli


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments: str) -> Result:
    """Run `segue init`."""
    return CliRunner().invoke(cli, ["init", *arguments])


def titles(root: Path) -> tuple[str, str]:
    """Title and author that a show's settings hold."""
    show = tomllib.loads((root / "segue.toml").read_text(encoding="utf-8"))["show"]
    return show["title"], show["author"]


def test_a_new_show_builds_at_once(here: Path) -> None:
    """Two commands from nothing to a first newsletter, without an error."""
    assert init("my-show", "--yes").exit_code == 0
    result = CliRunner().invoke(cli, ["build", "-C", str(here / "my-show")])
    assert result.exit_code == 0, result.stderr
    assert "newsletter/newsletter.html" in result.stdout


def test_the_files_are_listed_and_the_next_step_told(here: Path) -> None:
    """Stdout holds the files as seen from here; stderr the command to type next."""
    result = init("my-show", "--yes")
    lines = result.stdout.splitlines()
    assert "my-show/segue.toml" in lines
    assert all((here / line).is_file() for line in lines)
    assert "next: cd my-show && segue build" in result.stderr


def test_the_folders_for_everything_are_there(here: Path) -> None:
    """A newcomer sees where recordings, pictures and templates go, and git keeps output out."""
    init("my-show", "--yes")
    root = here / "my-show"
    for name in ("assets", "templates", "episodes"):
        assert (root / name).is_dir()
    (episode,) = (root / "episodes").iterdir()
    assert (episode / "audio").is_dir()
    assert "output/" in (root / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_names_come_from_options_or_the_folder(here: Path) -> None:
    """Without --title the folder's name stands in, and the show's name for its author."""
    init("my-show", "--yes")
    assert titles(here / "my-show") == ("My Show", "My Show")
    init("other", "--yes", "--title", 'The "Other" \\ Öne', "--author", "Us & Them")
    assert titles(here / "other") == ('The "Other" \\ Öne', "Us & Them")


def test_on_a_terminal_it_asks(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person is asked for both names, on stderr, and Enter takes what is offered."""
    monkeypatch.setattr("segue.commands.init._is_terminal", lambda: True)
    result = CliRunner().invoke(cli, ["init", "my-show"], input="Night Talk\n\n")
    assert titles(here / "my-show") == ("Night Talk", "Night Talk")
    assert "The show's name" in result.stderr
    assert "The show's name" not in result.stdout


def test_a_script_is_never_asked(here: Path) -> None:
    """Without a terminal there is no question to hang on."""
    assert CliRunner().invoke(cli, ["init", "my-show"], input="").exit_code == 0
    assert titles(here / "my-show") == ("My Show", "My Show")


def test_a_show_that_is_there_is_left_alone(here: Path) -> None:
    """A second init is an error of the content, and no byte changes."""
    init("--yes")
    before = {file: file.read_bytes() for file in here.rglob("*") if file.is_file()}
    result = init("--yes", "--title", "Other")
    assert result.exit_code == 1
    assert "[show-exists]" in result.stderr
    assert {file: file.read_bytes() for file in here.rglob("*") if file.is_file()} == before


def test_files_that_are_there_are_never_touched(here: Path) -> None:
    """A folder with a .gitignore of its own becomes a show and keeps it, and is told."""
    (here / ".gitignore").write_text("mine\n", encoding="utf-8")
    result = init("--yes")
    assert result.exit_code == 0
    assert (here / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    assert ".gitignore was there already" in result.stderr
    assert ".gitignore" not in result.stdout.splitlines()


def test_a_dry_run_makes_nothing(here: Path) -> None:
    """-n lists the files and leaves the disk alone."""
    result = init("my-show", "--yes", "-n")
    assert "my-show/segue.toml" in result.stdout.splitlines()
    assert list(here.iterdir()) == []


def test_the_envelope_lists_the_files(here: Path) -> None:
    """A program gets the show's folder and each file in it."""
    made = json.loads(init("my-show", "--json").stdout)
    assert Path(made["data"]["root"]) == (here / "my-show").resolve()
    assert {"path": "segue.toml", "status": "written"} in made["data"]["files"]


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="only as a user who may not write everywhere"
)
def test_a_folder_that_cannot_be_written_is_a_finding(here: Path) -> None:
    """No traceback for a read-only place."""
    here.chmod(0o555)
    try:
        result = init("my-show", "--yes")
    finally:
        here.chmod(0o755)
    assert result.exit_code == 1
    assert "[not-written]" in result.stderr


def test_a_file_in_the_way_is_wrong_usage(here: Path) -> None:
    """A show can't be made where a file is."""
    (here / "my-show").write_text("", encoding="utf-8")
    assert init("my-show", "--yes").exit_code == 2
