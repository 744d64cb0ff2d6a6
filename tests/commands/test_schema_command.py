"""`segue schema` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from segue.main import cli


@pytest.mark.parametrize("kind", ["episode", "show"])
def test_the_schema_is_the_result_and_needs_no_show(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be sent into a file; the envelope holds the same."""
    monkeypatch.chdir(tmp_path)
    plain = CliRunner().invoke(cli, ["schema", kind])
    assert plain.exit_code == 0
    made = json.loads(plain.stdout)
    assert made["additionalProperties"] is False
    enveloped = json.loads(CliRunner().invoke(cli, ["schema", kind, "--json"]).stdout)
    assert (enveloped["status"], enveloped["data"]) == ("success", made)
    assert plain.stderr == ""


def test_another_word_is_wrong_usage() -> None:
    """There are two schemas."""
    result = CliRunner().invoke(cli, ["schema", "episodes"])
    assert result.exit_code == 2
    assert "episode" in result.stderr
