"""`segue doctor` as typed."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue import checkup
from segue.main import cli


def doctor(*arguments: str) -> Result:
    """Run `segue doctor`."""
    return CliRunner().invoke(cli, ["doctor", *arguments])


def states(result: Result) -> Mapping[str, str]:
    """What was looked at, with its state."""
    return {record["name"]: record["state"] for record in json.loads(result.stdout)["data"]}


def test_a_machine_that_works_is_told_so(make_show: ShowMaker) -> None:
    """Encoder, email compiler, templates, show and output folder are tried and found good."""
    result = doctor("--json", "-C", str(make_show()))
    assert result.exit_code == 0, result.stdout
    found = states(result)
    for name in ("python", "audio encoder", "email compiler", "templates", "show", "output"):
        assert found[name] == "ok"


def test_each_thing_is_a_line(make_show: ShowMaker) -> None:
    """A person reads state, name and detail; the verdict is on stderr."""
    result = doctor("-C", str(make_show()))
    assert all(line.split()[0] in {"ok", "warn", "broken"} for line in result.stdout.splitlines())
    assert result.stderr == "segue can work here\n"


def test_outside_a_show_it_still_looks_at_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Having no show yet is worth a hint, not a failure."""
    monkeypatch.chdir(tmp_path)
    result = doctor("--json")
    assert result.exit_code == 0
    assert states(result)["show"] == "warn"


def test_a_broken_show_ends_with_1(make_show: ShowMaker) -> None:
    """A segue.toml that can't be used is named with its line."""
    root = make_show()
    (root / "segue.toml").write_text(
        '[show]\ntitle = "x"\nauthor = "y"\nauthr = "z"\n', encoding="utf-8"
    )
    result = doctor("-C", str(root))
    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("broken")]
    assert "segue.toml line 4" in line


def test_an_encoder_that_does_not_load_ends_with_1(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed is not enough: what fails at first use is found before a release day."""
    monkeypatch.setitem(sys.modules, "lameenc", None)
    result = doctor("--json", "-C", str(make_show()))
    assert result.exit_code == 1
    assert states(result)["audio encoder"] == "broken"


def test_missing_and_old_packages_are_named(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What segue's own metadata asks for is compared with what is installed."""
    asked = [
        "click>=8.2",
        "jinja2>=999",
        "no-such-package-anywhere>=1",
        "only-later>=1; python_version >= '99.0'",
        "only-elsewhere>=1; sys_platform == 'plan9'",
        "no-such-extra>=1; extra == 'preview'",
        "no-such-tool>=1; extra == 'dev'",
    ]
    monkeypatch.setattr(metadata, "requires", lambda _: asked)
    result = doctor("--json", "-C", str(make_show()))
    found = states(result)
    assert result.exit_code == 1
    assert found["click"] == "ok"
    assert found["jinja2"] == "broken"
    assert found["no-such-package-anywhere"] == "broken"
    assert found["extra [preview]"] == "warn"
    assert not {"only-later", "only-elsewhere", "extra [dev]"} & set(found)


def test_a_full_disk_is_a_warning(make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little room is told before a long build runs into it."""
    monkeypatch.setattr(checkup, "_LOW_BYTES", 1 << 62)
    result = doctor("--json", "-C", str(make_show()))
    assert (result.exit_code, states(result)["disk"]) == (0, "warn")


def test_looking_leaves_no_trace(make_show: ShowMaker) -> None:
    """The doctor changes nothing in the show."""
    root = make_show()
    before = sorted(root.rglob("*"))
    doctor("-C", str(root))
    assert sorted(root.rglob("*")) == before
