"""`segue schedule` as typed."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from PIL import Image

from conftest import ShowMaker
from segue import scheduling
from segue.commands.schedule import SERVICES
from segue.main import cli

START = ("--start", "2026-12-01T09:00", "--set", "social.cards=false")


def schedule(root: Path, *arguments: str) -> Result:
    """Run `segue schedule` in a show."""
    return CliRunner().invoke(cli, ["schedule", "pilot", *arguments, "-C", str(root)])


def test_each_service_can_be_chosen() -> None:
    """The list of the option and the modules are the same."""
    assert scheduling.services() == SERVICES


def test_files_are_written_and_named(make_show: ShowMaker) -> None:
    """One for each network, below the episode's output; times in the show's zone."""
    root = make_show()
    result = schedule(root, "--for", "buffer", *START, "--set", "show.timezone=Europe/Berlin")
    assert result.exit_code == 0
    assert "output/pilot/schedule/buffer-x.csv" in result.stdout.splitlines()
    text = (root / "output/pilot/schedule/buffer-x.csv").read_text(encoding="utf-8")
    assert text.startswith("Text,Image URL,Tags,Posting Time")
    assert "2026-12-01 09:00" in text


def test_pictures_are_looked_for_in_the_episodes_own_folder(make_show: ShowMaker) -> None:
    """Two episodes' pictures have the same names."""
    root = make_show()
    Image.new("RGB", (1400, 1400)).save(root / "episodes/pilot/me.png")
    article = root / "episodes/pilot/episode.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("---\n", "---\nimage: me.png\n", 1), encoding="utf-8")
    there = ("--set", "social.image_url=https://cdn.example/p/")
    result = schedule(root, "--for", "buffer", *START, *there, "-o", "-", "--platform", "x")
    assert "https://cdn.example/p/pilot/me.png" in result.stdout


def test_a_dry_run_writes_nothing_and_dash_prints(make_show: ShowMaker) -> None:
    """The one file goes to stdout; of several, one must be chosen."""
    root = make_show()
    assert schedule(root, "--for", "ics", *START, "-n").exit_code == 0
    assert not (root / "output").exists()
    printed = schedule(root, "--for", "ics", *START, "-o", "-")
    assert printed.stdout.startswith("BEGIN:VCALENDAR")
    assert schedule(root, "--for", "buffer", *START, "-o", "-").exit_code == 2
    one = schedule(root, "--for", "buffer", *START, "-o", "-", "--platform", "mastodon")
    assert one.stdout.startswith("Text,")


def test_tables_of_an_earlier_run_are_removed_and_nothing_else(make_show: ShowMaker) -> None:
    """Nobody hands in old posts beside the new; a file that only has such a name stays."""
    root = make_show()
    folder = root / "output/pilot/schedule"
    schedule(root, "--for", "buffer", *START)
    table = (folder / "buffer-x.csv").read_bytes()
    for name in ("buffer-x-2.csv", "buffer-gone.csv", "mine.csv"):
        (folder / name).write_bytes(table)
    (folder / "buffer-notes.csv").write_text("When,What\n", encoding="utf-8")
    mastodon = schedule(root, "--for", "buffer", *START, "--platform", "mastodon")
    assert "removed" not in mastodon.stderr
    tried = schedule(root, "--for", "buffer", *START, "-n")
    assert (folder / "buffer-x-2.csv").exists()
    assert "buffer-x-2.csv" in tried.stderr
    x = schedule(root, "--for", "buffer", *START, "--platform", "x")
    assert "buffer-x-2.csv of an earlier run is removed" in x.stderr
    assert (folder / "buffer-gone.csv").exists()
    schedule(root, "--for", "buffer", *START)
    left = {file.name for file in folder.iterdir()}
    assert not left & {"buffer-x-2.csv", "buffer-gone.csv"}
    assert left >= {"buffer-x.csv", "buffer-mastodon.csv", "mine.csv", "buffer-notes.csv"}


def test_json_tells_each_post_and_its_time(make_show: ShowMaker) -> None:
    """With the offset, so that no reader must guess the zone."""
    result = schedule(make_show(), "--for", "metricool", *START, "--json")
    data = json.loads(result.stdout)["data"]
    assert data["files"] == ["output/pilot/schedule/metricool.csv"]
    assert {one["time"] for one in data["posts"]} >= {"2026-12-01T09:00:00+00:00"}


def test_what_is_typed_wrong_is_told(make_show: ShowMaker) -> None:
    """A time, an interval, a network."""
    root = make_show()
    assert schedule(root, "--for", "ics", "--start", "tomorrow").exit_code == 2
    assert schedule(root, "--for", "ics", "--start", "9999-12-31T23:59:59-14:00").exit_code == 2
    assert schedule(root, "--for", "ics", *START, "--every", "soon").exit_code == 2
    result = schedule(root, "--for", "ics", *START, "--platform", "mastodn")
    assert result.exit_code == 2
    assert 'did you mean "mastodon"?' in result.stderr
