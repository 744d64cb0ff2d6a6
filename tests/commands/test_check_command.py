"""`segue check` as typed."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli


def check(root: Path, *arguments: str) -> Result:
    """Run `segue check` on a show."""
    return CliRunner().invoke(cli, ["check", "-C", str(root), *arguments])


def test_findings_are_the_result_and_errors_end_with_1(make_show: ShowMaker) -> None:
    """The findings stand on stdout with file and line, so that grep and editors find them."""
    result = check(make_show(front="seeson: 3\n"))
    assert result.exit_code == 1
    assert "episodes/pilot/episode.md:4: " in result.stdout
    assert 'did you mean "season"?' in result.stdout
    assert "1 error" in result.stderr


def test_warnings_alone_leave_the_exit_code_at_0(make_show: ShowMaker) -> None:
    """What may be mended later stops no release; the summary counts it on stderr."""
    result = check(make_show())
    assert result.exit_code == 0
    found = [line for line in result.stdout.splitlines() if not line.startswith("  hint: ")]
    assert all("warning: " in line for line in found)
    assert result.stderr.endswith(" in 1 episode\n")


def test_checking_writes_nothing(make_show: ShowMaker) -> None:
    """It can be run at any time, also on a read-only copy."""
    root = make_show()
    before = sorted(root.rglob("*"))
    check(root)
    assert sorted(root.rglob("*")) == before


def test_a_show_that_cannot_be_loaded_is_a_finding_too(make_show: ShowMaker) -> None:
    """Broken TOML is reported like the rest: on stdout, with its line, and exit code 2."""
    root = make_show()
    (root / "segue.toml").write_text("[show]\ntitle = \n", encoding="utf-8")
    result = check(root)
    assert result.exit_code == 2
    assert result.stdout.startswith("segue.toml:2: ")


def test_the_envelope_holds_every_finding(make_show: ShowMaker) -> None:
    """A program reads severity, code, file and line of each."""
    made = json.loads(check(make_show(front="seeson: 3\n"), "--json").stdout)
    assert (made["command"], made["status"], made["exit_code"]) == ("check", "error", 1)
    (error,) = [problem for problem in made["problems"] if problem["severity"] == "error"]
    assert (error["file"], error["line"]) == ("episodes/pilot/episode.md", 4)
