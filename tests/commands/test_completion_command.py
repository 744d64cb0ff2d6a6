"""`segue completion`, and what a shell then gets from segue."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

from conftest import ROOT, ShowMaker
from segue.main import cli

SHELLS = ("bash", "zsh", "fish")


def offered(typed: list[str], begun: str) -> list[str]:
    """What completion offers after the words `typed`, for a word that is `begun`."""
    found = BashComplete(cli, {}, "segue", "_SEGUE_COMPLETE").get_completions(typed, begun)
    return [item.value for item in found]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_for_each_shell(shell: str) -> None:
    """All of stdout is the script, ready for a redirection."""
    result = CliRunner().invoke(cli, ["completion", shell])
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"_SEGUE_COMPLETE={shell}_complete" in result.stdout


def test_the_script_is_good_syntax(tool: Callable[[str], str]) -> None:
    """Bash itself reads its script without complaint."""
    script = CliRunner().invoke(cli, ["completion", "bash"]).stdout
    run = subprocess.run([tool("bash"), "-n"], input=script, text=True, check=False)
    assert run.returncode == 0


def test_an_unknown_shell_is_wrong_usage() -> None:
    """The shells that there are get named."""
    result = CliRunner().invoke(cli, ["completion", "csh"])
    assert result.exit_code == 2
    assert "bash" in result.stderr


def test_verbs_options_and_episodes_are_offered(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tab knows the verbs, their options, and the episodes of the show one stands in."""
    monkeypatch.chdir(make_show())
    make_show("pilot-two")
    assert offered([], "b") == ["build"]
    assert offered(["build"], "--dry") == ["--dry-run"]
    assert offered(["build"], "pil") == ["pilot", "pilot-two"]
    assert offered(["show"], "") == ["pilot", "pilot-two"]


def test_outside_a_show_no_episode_is_offered(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tab stays silent where there is nothing to offer."""
    monkeypatch.chdir(str(tmp_path))
    assert offered(["build"], "") == []


def test_the_program_answers_a_shell() -> None:
    """What the script calls works as a process, too."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv[0] = 'segue'; from segue.main import run; run()",
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "cli"),
            "_SEGUE_COMPLETE": "bash_complete",
            "COMP_WORDS": "segue doc",
            "COMP_CWORD": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split(",")[-1].strip() == "doctor"
