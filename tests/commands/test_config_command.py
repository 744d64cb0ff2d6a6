"""`segue config` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli


def config(root: Path, *arguments: str) -> Result:
    """Run `segue config` on a show."""
    return CliRunner().invoke(cli, ["config", "-C", str(root), *arguments])


def source(root: Path, *arguments: str) -> tuple[str, str]:
    """The value and the source of the bit rate."""
    made = json.loads(config(root, "audio.bitrate", "--json", *arguments).stdout)
    (record,) = made["data"]
    assert record["key"] == "audio.bitrate"
    return record["value"], record["source"]


def test_each_layer_wins_over_the_one_below(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flag beats the environment, that segue.toml, that the default; the source says who won."""
    assert source(make_show()) == ("128k", "default")
    root = make_show("second", settings='[audio]\nbitrate = "96k"\n')
    assert source(root) == ("96k", "segue.toml:11")
    monkeypatch.setenv("SEGUE_AUDIO_BITRATE", "160k")
    assert source(root) == ("160k", "SEGUE_AUDIO_BITRATE")
    assert source(root, "--set", "audio.bitrate=192k") == ("192k", "flag")


def test_an_episodes_front_matter_is_a_layer_of_its_own(make_show: ShowMaker) -> None:
    """With --episode the settings are those that the episode is built with."""
    root = make_show(front="newsletter:\n  layout: full\n")
    made = json.loads(config(root, "newsletter.layout", "--json", "--episode", "pilot").stdout)
    (record,) = made["data"]
    assert record["value"] == "full"
    assert record["source"].startswith("episodes/pilot/episode.md:")


def test_lines_are_aligned(make_show: ShowMaker) -> None:
    """A person reads three columns: key, value, source."""
    lines = config(make_show(), "look").stdout.splitlines()
    assert len({line.index(" = ") for line in lines}) == 1
    assert all(line.endswith(")") for line in lines)


def test_a_table_shows_its_own_settings_only(make_show: ShowMaker) -> None:
    """`segue config audio` leaves the rest out."""
    lines = config(make_show(), "audio").stdout.splitlines()
    assert lines
    assert all(line.startswith("audio.") for line in lines)


def test_a_show_without_handles_has_none_to_print(make_show: ShowMaker) -> None:
    """An empty table is no error."""
    result = config(make_show(), "handles")
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_unknown_key_brings_the_nearest_to_mind(make_show: ShowMaker) -> None:
    """A typo is wrong usage, for the argument and for --set."""
    result = config(make_show(), "audio.bitrat")
    assert result.exit_code == 2
    assert 'did you mean "audio.bitrate"?' in result.stderr
    result = config(make_show("second"), "--set", "audio.bitrat=96k")
    assert result.exit_code == 2
    assert 'did you mean "audio.bitrate"?' in result.stderr
