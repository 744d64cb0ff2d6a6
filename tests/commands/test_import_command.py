"""`segue import` as typed."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, ShowMaker
from segue import files, front_matter, intake
from segue.intake.manuscript import Block, Manuscript
from segue.intake.source import Claim
from segue.main import cli

PASTED = ROOT / "tests/intake/sources/pasted.txt"
SLUG = "cool-rooms-for-hot-heads-the-sleep-trick-nobodys-selling"


def run(root: Path, *arguments: str, typed: str | bytes = "") -> Result:
    """Run `segue import` in a show."""
    return CliRunner().invoke(cli, ["import", *arguments, "-C", str(root)], input=typed)


def several(monkeypatch: pytest.MonkeyPatch, *titles: str) -> None:
    """Let every source be an export of episodes with these titles."""
    made = [
        Manuscript(title=title, blocks=[Block("paragraph", f"All of {title}.")]) for title in titles
    ]
    export = SimpleNamespace(TITLE="an export", reads=lambda _: Claim.EXACT, read=lambda _: made)
    monkeypatch.setattr(intake, "known", lambda: iter([export]))


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of a show with what is in it."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def test_a_pasted_article_becomes_an_episode_that_builds(make_show: ShowMaker) -> None:
    """Its file is named on stdout; folders for recordings and pictures are there."""
    root = make_show()
    result = run(root, str(PASTED))
    assert (result.exit_code, result.stdout) == (0, f"episodes/{SLUG}/episode.md\n")
    folder = root / "episodes" / SLUG
    assert sorted(each.name for each in folder.iterdir()) == ["audio", "episode.md", "images"]
    built = CliRunner().invoke(cli, ["build", SLUG, "-C", str(root), "--set", "social.cards=false"])
    assert built.exit_code == 0, built.stderr
    assert "Bedroom Checklist Guide" in (root / f"output/{SLUG}/notes/notes.md").read_text("utf-8")


def test_it_tells_what_it_recognised_and_what_it_removed(make_show: ShowMaker) -> None:
    """People read it on stderr: counts, each removed block with its line, hints for the show."""
    told = run(make_show(), str(PASTED)).stderr
    assert "7 sections, 30 paragraphs, 2 lists, 1 call to action\n" in told
    assert "  removed: this line stands there 14 times (14)\n    103: want to hear it?\n" in told
    assert "    120: THE NIGHT SHIFT BOOK\n" in told
    assert '    [handles]\n    instagram = "@doctor.wren"\n' in told
    assert 'the call "Bedroom Checklist Guide" leads nowhere' in told
    assert "[import-date]" in told
    assert f"next: segue check {SLUG}\n" in told


def test_for_programs_each_removed_text_is_whole(make_show: ShowMaker) -> None:
    """The envelope holds what people see shortened."""
    root = make_show()
    told = json.loads(run(root, str(PASTED), "--json").stdout)
    (episode,) = told["data"]["episodes"]
    assert episode["recognised"]["paragraph"] == 30
    assert len(episode["removed"]) == 24
    assert {each["text"] for each in episode["removed"]} <= set(
        PASTED.read_text("utf-8").split("\n")
    )
    assert {each["code"] for each in told["problems"]} == {
        "import-date",
        "import-call-link",
        "import-handle",
    }


def test_check_tells_both_spellings_of_a_handle_that_was_imported(make_show: ShowMaker) -> None:
    """The bio is gone, yet its spelling of the handle is not."""
    root = make_show()
    run(root, str(PASTED))
    told = CliRunner().invoke(cli, ["check", SLUG, "-C", str(root), "--json"])
    found = {each["code"]: each for each in json.loads(told.stdout)["problems"]}
    lines = (root / f"episodes/{SLUG}/episode.md").read_text("utf-8").split("\n")
    handle = found["handle-spelling"]
    assert "@dr.wren" in lines[handle["line"] - 1]
    listed = lines.index('handles: {instagram: "@doctor.wren"}') + 1
    assert f'looks much like "@doctor.wren" on line {listed}' in handle["message"]


def test_printing_needs_no_show_and_writes_nothing(tmp_path: Path) -> None:
    """`-o -` is for whoever wants to look first; stdin is read as any file is."""
    result = run(tmp_path, "-", "-o", "-", typed=PASTED.read_bytes())
    assert result.exit_code == 0
    assert result.stdout.startswith('---\ntitle: "Cool Rooms for Hot Heads: The')
    assert list(tmp_path.iterdir()) == []


def test_what_was_removed_can_be_kept_in_a_comment(make_show: ShowMaker) -> None:
    """It stands at the end of the file, and no output shows it."""
    root = make_show()
    run(root, str(PASTED), "--slug", "cool", "--keep-removed")
    text = (root / "episodes/cool/episode.md").read_text("utf-8")
    assert text.count("want to hear it?") == 14
    CliRunner().invoke(cli, ["build", "cool", "-C", str(root), "--only", "notes,newsletter"])
    for output in (root / "output/cool").rglob("*.*"):
        assert b"THE NIGHT SHIFT BOOK" not in output.read_bytes()


def test_a_dry_run_writes_nothing(make_show: ShowMaker) -> None:
    """It says what would be written."""
    root = make_show()
    before = snapshot(root)
    result = run(root, str(PASTED), "-n")
    assert (result.exit_code, result.stdout) == (0, f"episodes/{SLUG}/episode.md\n")
    assert snapshot(root) == before


def test_an_episode_that_is_there_is_left_alone(make_show: ShowMaker) -> None:
    """Not a byte of it changes, and the hint names the way out."""
    root = make_show()
    before = snapshot(root)
    result = run(root, str(PASTED), "--slug", "pilot")
    assert result.exit_code == 1
    assert "episodes/pilot: there is an episode of this name already" in result.stderr
    assert snapshot(root) == before


def test_a_slug_that_another_episode_has_is_taken(make_show: ShowMaker) -> None:
    """The slug in front matter counts, not the folder alone."""
    root = make_show(front="slug: cool")
    result = run(root, str(PASTED), "--slug", "cool")
    assert result.exit_code == 1
    assert "episodes/pilot: " in result.stderr


def test_a_slug_that_is_none_is_wrong_usage(make_show: ShowMaker) -> None:
    """Nothing is written into a folder of that name, wherever it leads."""
    root = make_show()
    result = run(root, str(PASTED), "--slug", "../Cool Rooms")
    assert result.exit_code == 2
    assert "hint: --slug cool-rooms\n" in result.stderr


def test_an_export_makes_an_episode_of_each(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that are there already stay, with a warning; only when none is new is it an error."""
    several(monkeypatch, "One", "Pilot", "Two")
    root = make_show()
    before = (root / "episodes/pilot/episode.md").read_bytes()
    result = run(root, str(PASTED))
    assert result.exit_code == 0
    assert result.stdout.split() == ["episodes/one/episode.md", "episodes/two/episode.md"]
    assert "warning: there is an episode of this name already" in result.stderr
    assert (root / "episodes/pilot/episode.md").read_bytes() == before
    assert run(root, str(PASTED)).exit_code == 1


@pytest.mark.parametrize("arguments", [["-o", "-"], ["--slug", "mine"]])
def test_several_episodes_fit_neither_one_file_nor_one_name(
    make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """The number is told, and what to leave out."""
    several(monkeypatch, "One", "Two")
    result = run(make_show(), str(PASTED), *arguments)
    assert result.exit_code == 2
    assert "there are 2 episodes in it" in result.stderr


def test_all_are_written_or_none(make_show: ShowMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle leaves no half of an export."""
    several(monkeypatch, "One", "Two", "Three")
    root = make_show()
    before = snapshot(root)
    write = files.write

    def full(path: Path, content: bytes | Path) -> None:
        if "three" in path.as_posix():
            raise files.unwritable(path, OSError(28, "No space left on device"))
        write(path, content)

    monkeypatch.setattr(files, "write", full)
    result = run(root, str(PASTED))
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert snapshot(root) == before
    assert sorted(each.name for each in (root / "episodes").iterdir()) == ["pilot"]


def test_a_folder_that_leads_out_of_the_show_is_not_followed(
    make_show: ShowMaker, tmp_path: Path
) -> None:
    """A linked episodes/ would let an import write anywhere."""
    root = make_show()
    outside = tmp_path / "outside"
    (root / "episodes").rename(outside)
    (root / "episodes").symlink_to(outside)
    before = snapshot(outside)
    result = run(root, str(PASTED))
    assert result.exit_code == 2
    assert "leads out of the show" in result.stderr
    assert snapshot(outside) == before


def test_outside_of_a_show_it_says_how_to_begin(tmp_path: Path) -> None:
    """There is nowhere to put an episode."""
    result = run(tmp_path, str(PASTED))
    assert result.exit_code == 2
    assert "`segue init` makes a new show" in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "there is nothing in it"),
        (b" \n\t\n", "there is nothing in it"),
        ("Title\n\nText.".encode("utf-16"), "the file is UTF-16"),
        (b"Title\n\n\x00\x01", "this is no text: it holds a NUL byte"),
        (bytes(range(1, 256)) * 4, "this is no text"),
        (b"word " * 10_000_000, "it is over 2 MB"),
        (b"a\n" * 60_000, "it has over 50,000 lines"),
        (b"x" * 64_000_001, "it is over 64 MB"),
    ],
    ids=["empty", "blank", "utf-16", "NUL", "binary", "50 MB of text", "many lines", "65 MB"],
)
def test_what_is_no_article_is_refused_in_one_line(
    make_show: ShowMaker, tmp_path: Path, content: bytes, message: str
) -> None:
    """The file is named, the reason, and what to do; nothing is written."""
    root = make_show()
    before = snapshot(root)
    source = tmp_path / "article.txt"
    source.write_bytes(content)
    result = run(root, str(source))
    assert result.exit_code == 2
    assert f"{source}: {message}" in result.stderr
    assert "\n  hint: " in result.stderr
    assert result.stderr.count("\n") == 2
    assert snapshot(root) == before


def test_a_text_without_a_title_is_called_after_its_file(
    make_show: ShowMaker, tmp_path: Path
) -> None:
    """Nothing is made up, and a person is told to look."""
    source = tmp_path / "why_we-sleep.txt"
    source.write_text("We sleep because the day is long.\n\nAnd because the night is dark.\n")
    root = make_show()
    result = run(root, str(source))
    assert result.stdout == "episodes/why-we-sleep/episode.md\n"
    assert 'no title was found; it is called "Why we sleep" [import-title]' in result.stderr


def test_the_same_article_gets_the_same_guid(tmp_path: Path) -> None:
    """Nothing of an import depends on chance or on the day."""
    first, second = (run(tmp_path, str(PASTED), "-o", "-").stdout for _ in range(2))
    assert first == second
    assert front_matter.split(first, Path("episode.md")).data["guid"]
