"""The two commands for newcomers, what CI runs, and the habits of the tests themselves."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import runpy
import socket
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
import pytest_socket

import segue
from conftest import fail_skips

ROOT = Path(__file__).resolve().parent.parent
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.fixture
def dev() -> ModuleType:
    """dev.py as a module."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Commands(list[str]):
    """Stands in for running programs: remembers each command and fails those that hold a word."""

    def __init__(self, failing: str = "no such word") -> None:
        super().__init__()
        self.failing = failing

    def run(self, *arguments: str) -> int:
        """The exit code that the command would end with."""
        self.append(" ".join(arguments))
        return int(self.failing in self[-1])

    def run_quietly(self, command: Sequence[str]) -> None:
        """The same for a command of which nobody asks the exit code."""
        self.append(" ".join(command))


def made_environment(folder: Path, stamp: str) -> Path:
    """A folder that passes for a whole environment of this Python, with that stamp."""
    program = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    program.parent.mkdir(parents=True)
    program.symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text("")
    (folder / "segue-dev.stamp").write_text(stamp)
    return folder


def test_an_older_python_reads_far_enough_to_hear_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python3 dev.py` on Python 3.6 to 3.10 ends with one line that names the version."""
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(
        SystemExit, match=r"^segue needs Python 3\.11 or newer; this is Python 3\.9"
    ):
        runpy.run_path(str(ROOT / "dev.py"))


def test_the_commands_for_newcomers_need_the_standard_library_only() -> None:
    """dev.py runs before anything is installed."""
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    imported = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_a_second_run_installs_nothing(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first run made is reused, and demo is content with what test made."""
    commands = Commands()
    monkeypatch.setattr(dev, "run_quietly", commands.run_quietly)
    environment = dev.Environment(made_environment(tmp_path / "venv", dev.stamp(("dev",))))
    environment.prepare(("dev",))
    environment.prepare()
    assert commands == []


def test_a_changed_dependency_is_installed_into_what_is_there(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment with another stamp is brought up to date, not made anew."""
    commands = Commands()
    monkeypatch.setattr(dev, "run_quietly", commands.run_quietly)
    environment = dev.Environment(made_environment(tmp_path / "venv", "made for something else"))
    environment.prepare()
    assert "pip install" in commands[0]
    assert not [command for command in commands if "-m venv" in command]
    assert environment.read_stamp() == dev.stamp(())


@pytest.mark.parametrize("harm", ["interrupted", "no python", "other version"])
def test_a_broken_environment_is_made_anew(
    harm: str, dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupted first run, a deleted Python or an upgraded one don't stay in the way."""
    commands = Commands()
    monkeypatch.setattr(dev, "run_quietly", commands.run_quietly)
    stamp = dev.UNFINISHED if harm == "interrupted" else dev.stamp(())
    environment = dev.Environment(made_environment(tmp_path / "venv", stamp))
    if harm == "no python":
        environment.python.unlink()
    if harm == "other version":
        monkeypatch.setattr(dev, "python_version", lambda: "3.99.0")
    environment.prepare()
    assert "-m venv" in commands[0]
    assert "pip install" in commands[1]


def test_a_folder_that_is_no_environment_is_never_deleted(dev: ModuleType, tmp_path: Path) -> None:
    """Somebody's own folder at that place stays as it is, and they are told."""
    precious = tmp_path / "venv" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("all of it")
    with pytest.raises(dev.Stop, match="is no virtual environment"):
        dev.Environment(precious.parent).prepare()
    assert precious.read_text() == "all of it"


def test_a_python_without_ensurepip_is_told_what_to_install(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's Python without python3-venv gives a hint instead of a traceback."""
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(dev.Stop, match="apt install python3-venv"):
        dev.Environment(tmp_path / "venv").prepare()


@pytest.mark.parametrize(
    ("failing", "expected"), [("no such word", 0), ("ruff check", 1), ("mypy", 1), ("pytest", 1)]
)
def test_the_tests_always_run_and_run_last(
    failing: str, expected: int, dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed linter fails the run, but the last words are still those of pytest."""
    commands = Commands(failing)
    monkeypatch.setattr(dev.Environment, "prepare", lambda *_: None)
    monkeypatch.setattr(dev.Environment, "run", lambda _, *arguments: commands.run(*arguments))
    monkeypatch.setenv("DEV_VENV", str(tmp_path))
    assert dev.main(["test", "-x", "-k", "house"]) == expected
    assert commands[-1] == "-m pytest -x -k house"
    assert [command.split()[1] for command in commands] == ["ruff", "ruff", "mypy", "pytest"]


def test_a_failed_command_shows_what_it_said(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pip is quiet while all goes well and heard when it does not."""
    monkeypatch.chdir(tmp_path)
    program = "print('no matching distribution'); raise SystemExit(3)"
    with pytest.raises(dev.Stop, match=r"(?s)no matching distribution.*exit code 3"):
        dev.run_quietly([sys.executable, "-c", program])


def test_without_a_command_the_help_is_shown(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python3 dev.py` alone tells what there is."""
    assert dev.main([]) == 0
    assert re.search(r"demo .*\n +test ", capsys.readouterr().out)


def test_ci_runs_the_command_of_the_readme() -> None:
    """What CI checks is what the README tells people to run, and it can be started."""
    script = ROOT / ".ci" / "run"
    command = "python3 dev.py test"
    assert command in script.read_text(encoding="utf-8")
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert os.name == "nt" or os.access(script, os.X_OK)


def test_the_changelog_tells_of_this_version() -> None:
    """Every version that goes out says what it brings, in a dated or an unreleased entry."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(
        rf"^## \[(Unreleased|{re.escape(segue.__version__)})\]", changelog, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("reason", "machine", "outcome"),
    [
        ("mpg123 is not installed", "CI", "failed"),
        ("could not import 'takumi'", "CI", "failed"),
        ("only on Windows", "CI", "skipped"),
        ("only as an ordinary user", "CI", "skipped"),
        ("mpg123 is not installed", "", "skipped"),
    ],
)
def test_in_ci_nothing_may_be_missing(
    reason: str, machine: str, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A skip for a missing tool fails in CI; another system or user is no fault of the machine."""
    monkeypatch.setenv("CI", machine)
    place = ("tests/test_x.py", 1, f"Skipped: {reason}")
    report = pytest.TestReport("x", ("x", 1, "x"), {}, "skipped", place, "call")
    assert fail_skips(report).outcome == outcome


def test_no_test_reaches_the_network() -> None:
    """Sockets are closed to every test."""
    blocked = (pytest_socket.SocketBlockedError, UserWarning)
    with pytest.raises(blocked, match=r"tried to use socket"):
        socket.create_connection(("127.0.0.1", 9))


def test_every_test_has_a_world_of_its_own(own_world: Path) -> None:
    """Home folder, time zone and settings are the test's, not those of whoever runs it."""
    assert Path.home() == own_world
    assert not [name for name in os.environ if name.startswith("SEGUE_")]
    assert "SOURCE_DATE_EPOCH" not in os.environ
    assert time.localtime(0).tm_hour == 0


@pytest.mark.parametrize("file", TESTS, ids=[file.stem for file in TESTS])
def test_every_test_says_what_it_promises(file: Path) -> None:
    """Each test has a docstring, so that a failure tells which promise is broken."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_two_test_files_share_a_name() -> None:
    """tests/ is no package, so pytest needs each file name once."""
    names = Counter(file.name for file in (ROOT / "tests").rglob("*.py"))
    assert [name for name, times in names.items() if times > 1 and name != "conftest.py"] == []
