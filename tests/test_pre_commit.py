"""The hook that shows in git can use with pre-commit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from segue.main import cli

ROOT = Path(__file__).resolve().parent.parent
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_hook_checks_the_show_it_is_run_in(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its entry is a command of segue's, passes on the example and stops a commit with an error."""
    program, *arguments = shlex.split(HOOK["entry"])
    assert (program, HOOK["pass_filenames"], HOOK["language"]) == ("segue", False, "python")
    monkeypatch.chdir(example)
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    (file,) = example.glob("episodes/*/episode.md")
    file.write_text(file.read_text(encoding="utf-8").replace("title:", "titel:", 1))
    assert CliRunner().invoke(cli, arguments).exit_code == 1


@pytest.mark.parametrize(
    ("name", "is_checked"),
    [
        ("segue.toml", True),
        ("episodes/car-t/episode.md", True),
        ("episodes/car-t/audio/part-1.wav", True),
        ("my-show/episodes/car-t/social.md", True),
        ("templates/social/x.txt.j2", True),
        ("assets/cover.png", True),
        ("README.md", False),
        ("notes/ideas.md", False),
    ],
)
def test_it_runs_when_the_show_has_changed(name: str, is_checked: bool) -> None:  # noqa: FBT001 (a table)
    """A commit of other files is not held up."""
    assert bool(re.search(HOOK["files"], name)) is is_checked
