"""`segue build` as typed: what it prints where, and what it ends with."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli


def build(root: Path, *arguments: str) -> Result:
    """Run `segue build` on a show."""
    return CliRunner().invoke(cli, ["build", "-C", str(root), *arguments])


def test_each_written_file_is_one_line_on_stdout(make_show: ShowMaker) -> None:
    """The list can be piped: each line is a file that now exists."""
    root = make_show()
    result = build(root)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert "output/pilot/newsletter/newsletter.html" in lines
    assert all((root / line).is_file() for line in lines)


def test_the_talk_ends_with_where_to_look(make_show: ShowMaker) -> None:
    """A newcomer is told the next thing to open."""
    result = build(make_show(), "-q")
    assert "next:" not in result.stderr
    result = build(make_show("second"))
    assert "next: open output/" in result.stderr


def test_the_newsletter_team_is_told_which_file_is_theirs(make_show: ShowMaker) -> None:
    """The one that their service takes, by the service's name."""
    root = make_show(settings='[newsletter]\nprofile = "substack"')
    assert "output/pilot/newsletter/fragment.html is for: Substack" in build(root).stderr


def test_a_second_build_prints_no_file(make_show: ShowMaker) -> None:
    """What did not change is not written and not listed."""
    root = make_show()
    build(root)
    again = build(root)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "unchanged" in again.stderr


def test_verbose_tells_what_stayed(make_show: ShowMaker) -> None:
    """-v names the unchanged files on stderr."""
    root = make_show()
    build(root)
    assert "unchanged output/pilot/notes/notes.md" in build(root, "-v").stderr


def test_a_dry_run_lists_and_writes_nothing(make_show: ShowMaker) -> None:
    """-n shows the same list, and leaves the disk alone."""
    root = make_show()
    result = build(root, "-n")
    assert "output/pilot/notes/notes.md" in result.stdout.splitlines()
    assert not (root / "output").exists()


def test_only_takes_a_list_and_can_be_repeated(make_show: ShowMaker) -> None:
    """--only a,b and --only a --only b are the same."""
    root = make_show()
    first = build(root, "-n", "--only", "notes,social").stdout
    second = build(root, "-n", "--only", "notes", "--only", "social").stdout
    assert first == second
    folders = {line.split("/")[2] for line in first.splitlines()}
    assert folders == {"notes", "social"}


def test_an_unknown_output_is_wrong_usage(make_show: ShowMaker) -> None:
    """A typo in --only is answered with the output that was meant."""
    result = build(make_show(), "--only", "newsleter")
    assert result.exit_code == 2
    assert 'did you mean "newsletter"?' in result.stderr


def test_an_unknown_episode_is_wrong_usage(make_show: ShowMaker) -> None:
    """The nearest episode is brought to mind."""
    result = build(make_show(), "pilto")
    assert result.exit_code == 2
    assert "[no-episode]" in result.stderr
    assert 'did you mean "pilot"?' in result.stderr


def test_the_envelope_lists_each_file_with_its_fate(make_show: ShowMaker) -> None:
    """A program learns what was written without parsing talk."""
    root = make_show()
    result = build(root, "--json")
    made = json.loads(result.stdout)
    assert (made["command"], made["status"], made["exit_code"]) == ("build", "success", 0)
    assert made["data"]["episodes"] == ["pilot"]
    assert {file["status"] for file in made["data"]["files"]} == {"written"}
    assert all((root / file["path"]).is_file() for file in made["data"]["files"])


def test_an_error_in_one_episode_leaves_the_others_built(make_show: ShowMaker) -> None:
    """Exit code 1, status partial: what could be built is there, and the finding has its place."""
    root = make_show()
    make_show("broken", front="seeson: 3\n")
    result = build(root, "--json")
    made = json.loads(result.stdout)
    assert (result.exit_code, made["status"]) == (1, "partial")
    assert (root / "output/pilot/notes/notes.md").is_file()
    found = [problem for problem in made["problems"] if problem["severity"] == "error"]
    assert {problem["file"] for problem in found} == {"episodes/broken/episode.md"}


def test_findings_stand_last_on_stderr(make_show: ShowMaker) -> None:
    """Errors are the last thing on the screen."""
    root = make_show(front="seeson: 3\n")
    result = build(root)
    assert result.exit_code == 1
    findings = result.stderr.rstrip().splitlines()[-2:]
    assert findings[0].startswith("episodes/pilot/episode.md:4: ")
    assert findings[1].startswith("  hint: ")


def test_an_edited_output_is_kept_unless_forced(make_show: ShowMaker) -> None:
    """A person's work in output/ is worth more than the program's."""
    root = make_show()
    build(root)
    edited = root / "output/pilot/notes/notes.md"
    edited.write_text("mine", encoding="utf-8")
    kept = build(root)
    assert edited.read_text(encoding="utf-8") == "mine"
    assert "[edited-output]" in kept.stderr
    build(root, "--force")
    assert edited.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("typed", ["pilot", "episodes/pilot", "episodes/pilot/episode.md"])
def test_an_episode_is_named_by_slug_folder_or_file(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Whatever the shell completes is understood."""
    root = make_show()
    make_show("other")
    monkeypatch.chdir(root)
    made = json.loads(CliRunner().invoke(cli, ["build", typed, "--json", "-n"]).stdout)
    assert made["data"]["episodes"] == ["pilot"]


def test_a_flag_sets_a_setting_for_once(make_show: ShowMaker) -> None:
    """--set reaches the outputs; a faulty value is an error that names the flag."""
    root = make_show()
    wrong = build(root, "--set", "audio.bitrate=9000k")
    assert wrong.exit_code == 1
    assert "--set audio.bitrate" in wrong.stderr


def test_a_glossary_s_corrections_are_told_to_those_who_ask(make_show: ShowMaker) -> None:
    """With `-v` and in JSON; else nobody is bothered with them."""
    root = make_show(settings='[transcript.replace]\n"car tee" = "CAR-T"\n')
    folder = root / "episodes" / "pilot"
    (folder / "audio").mkdir()
    with wave.open(str(folder / "audio" / "talk.wav"), "wb") as sound:
        sound.setparams((1, 2, 44100, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 44100))
    (folder / "transcripts").mkdir()
    said = "WEBVTT\n\n00:00.100 --> 00:00.900\nCar\ntee is car tee, not scar tee.\n"
    (folder / "transcripts" / "talk.vtt").write_text(said)
    told = 'pilot: "car tee" in the transcript is "CAR-T" now, 2 times'
    assert told in build(root, "-n", "-v").stderr.splitlines()
    assert "car tee" not in build(root, "-n").stderr
    (corrected,) = json.loads(build(root, "-n", "--json").stdout)["data"]["corrections"]
    assert corrected == {"episode": "pilot", "wrong": "car tee", "right": "CAR-T", "times": 2}
