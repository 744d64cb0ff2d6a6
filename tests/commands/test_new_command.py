"""`segue new` as typed."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

from conftest import ShowMaker
from segue import front_matter, schema
from segue.episode_keys import EpisodeKeys
from segue.fields import Reader
from segue.main import cli


def new(root: Path, *arguments: str) -> Result:
    """Run `segue new` in a show."""
    return CliRunner().invoke(cli, ["new", *arguments, "-C", str(root)])


def read_front(root: Path, slug: str) -> dict[str, object]:
    """What the new episode.md holds above its article."""
    text = (root / "episodes" / slug / "episode.md").read_text(encoding="utf-8")
    loaded: dict[str, object] = yaml.safe_load(text.split("\n---\n")[0])
    return loaded


def test_a_new_episode_is_ready_to_be_written(make_show: ShowMaker) -> None:
    """Its file is named on stdout, with folders for recordings and pictures beside it."""
    root = make_show()
    result = new(root, "sleep", "--title", 'Why we: "sleep"')
    assert (result.exit_code, result.stdout) == (0, "episodes/sleep/episode.md\n")
    assert read_front(root, "sleep")["title"] == 'Why we: "sleep"'
    assert (root / "episodes/sleep/audio").is_dir()
    assert (root / "episodes/sleep/images").is_dir()


def test_it_builds_without_an_error(make_show: ShowMaker) -> None:
    """The template is itself a good episode."""
    root = make_show()
    new(root, "sleep")
    result = CliRunner().invoke(cli, ["check", "sleep", "-C", str(root)])
    assert result.exit_code == 0, result.stdout


def test_what_the_template_offers_is_in_force_without_the_sign(make_show: ShowMaker) -> None:
    """Take the # away from every line that is a key, and it is read as it stands."""
    root = make_show()
    new(root, "sleep")
    file = root / "episodes/sleep/episode.md"
    text = re.sub(r"^# (?=[a-z ])", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    matter = front_matter.split(text, file)
    reader = Reader(file, matter.lines, Path)
    given = reader.fields(EpisodeKeys, matter.data)
    assert reader.problems == []
    assert {"description", "guests", "audio", "chapters", "links", "newsletter"} <= set(given)
    assert Draft7Validator(json.loads(json.dumps(schema.episode()))).is_valid(matter.data)


def test_each_episode_has_a_guid_of_its_own(make_show: ShowMaker) -> None:
    """Podcast apps know an episode by it; it is a random UUID, version 4."""
    root = make_show()
    guids = set()
    for slug in ("one", "two"):
        new(root, slug)
        guids.add(uuid.UUID(str(read_front(root, slug)["guid"])))
    assert len(guids) == 2
    assert {guid.version for guid in guids} == {4}


@pytest.mark.parametrize(
    ("zone", "date"), [("Pacific/Kiritimati", "2026-03-02"), ("America/New_York", "2026-03-01")]
)
def test_the_date_is_today_where_the_show_is(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch, zone: str, date: str
) -> None:
    """Late in the evening it is already tomorrow elsewhere; SOURCE_DATE_EPOCH fixes the clock."""
    root = make_show()
    settings = root / "segue.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + f'timezone = "{zone}"\n', encoding="utf-8"
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772398800")  # 2026-03-01 21:00 UTC
    new(root, "sleep")
    assert str(read_front(root, "sleep")["date"]).startswith(date)


def test_a_clock_past_all_dates_stops_at_the_last(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A SOURCE_DATE_EPOCH in milliseconds is a slip, and no fault of segue's."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99999999999999")
    assert new(make_show(), "sleep").exit_code == 0


@pytest.mark.parametrize(
    ("slug", "better"),
    [
        ("Why We Sleep", "why-we-sleep"),
        ("über_uns!", "uber-uns"),
        ("../evil", "evil"),
        ("日本", "my-episode"),
        ("-", "my-episode"),
    ],
)
def test_a_slug_that_is_none_is_answered_with_one_that_is(
    make_show: ShowMaker, slug: str, better: str
) -> None:
    """Wrong usage, and the hint is the command to type."""
    root = make_show()
    result = CliRunner().invoke(cli, ["new", "-C", str(root), "--", slug])
    assert result.exit_code == 2
    assert f"hint: segue new {better}\n" in result.stderr
    assert [folder.name for folder in (root / "episodes").iterdir()] == ["pilot"]


def test_an_episode_that_is_there_is_left_alone(make_show: ShowMaker) -> None:
    """Its article is not written over."""
    root = make_show()
    before = (root / "episodes/pilot/episode.md").read_bytes()
    result = new(root, "pilot")
    assert result.exit_code == 1
    assert "episodes/pilot: " in result.stderr
    assert "[episode-exists]" in result.stderr
    assert (root / "episodes/pilot/episode.md").read_bytes() == before


def test_a_dry_run_makes_nothing(make_show: ShowMaker) -> None:
    """-n names the file and leaves the disk alone."""
    root = make_show()
    assert new(root, "sleep", "-n").stdout == "episodes/sleep/episode.md\n"
    assert not (root / "episodes/sleep").exists()


def test_the_envelope_names_the_file(make_show: ShowMaker) -> None:
    """A program gets the path below the show."""
    made = json.loads(new(make_show(), "sleep", "--json").stdout)
    assert made["data"] == {"path": "episodes/sleep/episode.md", "status": "written"}
