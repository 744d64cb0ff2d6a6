"""`segue check` as typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
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
    lines = filter(None, result.stdout.splitlines())
    found = [line for line in lines if not line.startswith("  hint: ")]
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


def test_findings_stand_file_by_file_with_errors_last(make_show: ShowMaker) -> None:
    """A blank line parts the files; the eye ends on an error."""
    root = make_show(front="seeson: 3\n", article="==Open.\n\nAnd [here](www.example.org).\n")
    make_show("second", article="==Open.\n")
    groups = check(root).stdout.split("\n\n")
    files = [group.split(":")[0] for group in groups]
    assert len(files) == len(set(files)) == 3
    assert files[-1] == "episodes/pilot/episode.md"
    told = [line for line in groups[-1].splitlines() if not line.startswith("  hint: ")]
    assert ["warning: " in line for line in told] == [True] * (len(told) - 1) + [False]


def test_settings_decide_what_a_finding_weighs(make_show: ShowMaker) -> None:
    """One is off, another is an error."""
    weights = '\n[check]\nseverity = {open-mark = "error", link-address = "off"}\n'
    article = "==Open.\n\nAnd [a](www.example.org).\n"
    result = check(make_show(article=article, settings=weights))
    assert result.exit_code == 1
    assert "a highlight == is not closed [open-mark]" in result.stdout
    assert "warning: a highlight" not in result.stdout
    assert "link-address" not in result.stdout


def test_a_flag_decides_for_one_run(make_show: ShowMaker) -> None:
    """As other settings, with several codes parted by commas."""
    root = make_show(article="==Open.\n")
    result = check(root, "--set", "check.severity=open-mark=off, link-address=error")
    assert result.exit_code == 0
    assert "open-mark" not in result.stdout


@pytest.mark.parametrize(
    "form", ["severity = {open-marc = 'off'}", "[check.severity]\nopen-marc = 'off'"]
)
def test_a_misspelt_code_is_told_with_its_line(make_show: ShowMaker, form: str) -> None:
    """Where the code stands, be the table on one line or on several."""
    root = make_show(settings=f"\n[check]\n{form}\n")
    lines = (root / "segue.toml").read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(lines, 1) if "open-marc" in line)
    result = check(root)
    assert result.exit_code == 1
    assert f"segue.toml:{number}: open-marc: no finding has this code" in result.stdout
    assert 'did you mean "open-mark"?' in result.stdout


def test_a_severity_that_is_none_is_told(make_show: ShowMaker) -> None:
    """Three words are known."""
    result = check(make_show(settings='\n[check]\nseverity = {open-mark = "eror"}\n'))
    assert 'open-mark: "eror" is not one of off, warning, error' in result.stdout
    assert 'did you mean "error"?' in result.stdout


def test_a_comment_silences_one_line(make_show: ShowMaker) -> None:
    """The finding is gone, the comment is no text of any output, and a leftover one is told."""
    article = (
        "==Open. <!-- segue: ignore open-mark -->\n\nFine. <!-- segue: ignore link-address -->\n"
    )
    root = make_show(article=article)
    result = check(root)
    assert "[open-mark]" not in result.stdout
    assert "episode.md:8: warning: link-address is ignored for line 8" in result.stdout
    CliRunner().invoke(cli, ["build", "-C", str(root)])
    built = [file for file in (root / "output").rglob("*") if file.is_file()]
    assert built
    assert [file.name for file in built if b"segue: ignore" in file.read_bytes()] == []


def test_annotations_are_the_result_where_github_reads_them(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are named from the repository, which may hold the show in a folder."""
    root = make_show(front="seeson: 3\n", article="==Open.\n")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent))
    result = check(root, "--format", "github")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert all(line.startswith(("::warning ", "::error ")) for line in lines)
    assert lines[-1].startswith("::error file=show/episodes/pilot/episode.md,line=4,title=")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root / "elsewhere"))
    assert "file=episodes/pilot/episode.md," in check(root, "--format", "github", "-q").stdout


def test_a_code_is_explained_without_a_show(tmp_path: Path) -> None:
    """What the page says of it; a misspelt one brings the nearest to mind."""
    result = check(tmp_path, "--explain", "post-stale")
    assert result.exit_code == 0
    assert result.stdout.startswith("post-stale\n  A post in `social.md` stands on")
    assert "What to do: " in result.stdout
    result = check(tmp_path, "--explain", "post-stael")
    assert result.exit_code == 2
    assert 'did you mean "post-stale"?' in result.stderr
    every = json.loads(check(tmp_path, "--explain", "all", "--json").stdout)
    assert {"code", "meaning", "remedy"} == set(every["data"][0])


def test_watching_checks_again_after_a_change(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the settings are broken in between; no screen is cleared where there is none."""
    root = make_show()
    settings = (root / "segue.toml").read_text(encoding="utf-8")

    def rounds(_: Path) -> Iterator[None]:
        yield
        (root / "segue.toml").write_text("[show]\ntitle = \n", encoding="utf-8")
        yield
        (root / "segue.toml").unlink()
        yield
        (root / "segue.toml").write_text(settings, encoding="utf-8")
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("segue.changes.rounds", rounds)
    result = check(root, "--watch")
    assert result.exit_code == 130
    assert result.stderr.count(" in 1 episode\n") == 2
    assert "segue.toml:2: " in result.stdout
    assert "there is no segue.toml" in result.stdout
    assert "\x1b[" not in result.stdout
