"""Each place that takes a path: nothing outside the show is read or written, and it is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue import episode, settings
from segue.main import cli
from segue.model import Recording

SECRET = "The words of another folder."
Setup = Callable[[Path, Path], None]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the show, with a file of each kind that a show may name."""
    folder = tmp_path / "outside"
    (folder / "notes").mkdir(parents=True)
    for name in ("x.png", "x.mp3", "x.vtt", "social.md", "notes/notes.md.j2"):
        (folder / name).write_text(SECRET, encoding="utf-8")
    (folder / "episode.md").write_text(f"---\ntitle: {SECRET}\n---\n\n{SECRET}\n", encoding="utf-8")
    return folder


def a_recording(file: Path) -> Recording:
    """A probe that takes every file for a second of sound."""
    return Recording(file, "00", 44100, 1, 44100)


def run(root: Path, *arguments: str) -> Result:
    """Run a command in a show, without pictures, which take long."""
    return CliRunner().invoke(cli, [*arguments, "-C", str(root)])


def build(root: Path) -> Result:
    """Build the show."""
    return run(root, "build", "--set", "social.cards=false")


def all_bytes(folder: Path) -> bytes:
    """What all files of a folder hold."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def listed(folder: Path) -> set[Path]:
    """The files and folders in a folder."""
    return set(folder.rglob("*"))


@pytest.mark.parametrize("name", ["up", "absolute", "address", "home", "drive", "link", "folder"])
@pytest.mark.parametrize(
    ("key", "suffix"),
    [
        ("image: {}", "png"),
        ("audio: {{segments: [{{file: {}}}]}}", "mp3"),
        ("audio: {{intro: {}}}", "mp3"),
        ("audio: {{bed: {}}}", "mp3"),
        ("chapters: [{{time: 0, title: a, image: {}}}]", "png"),
        ("![A]({})", "png"),
        ('<img src="{}" alt="A">', "png"),
    ],
)
def test_an_episode_names_no_file_of_another_folder(
    make_show: ShowMaker, outside: Path, name: str, key: str, suffix: str
) -> None:
    """Whichever key it is and however it leads out: an error at its line, and nothing read."""
    link = f"images/link.{suffix}"
    written = {
        "up": f"../../../outside/x.{suffix}",
        "absolute": f"{outside.as_posix()}/x.{suffix}",
        "address": f"file://{outside.as_posix()}/x.{suffix}",
        "home": f"~/x.{suffix}",
        "drive": f"C:/x.{suffix}",
        "link": link,
        "folder": f"elsewhere/x.{suffix}",
    }[name]
    is_article = key.startswith(("!", "<"))
    typed = key.format(written if is_article else f'"{written}"')
    root = make_show(article=f"{typed}\n\nWords.\n") if is_article else make_show(front=typed)
    folder = root / "episodes/pilot"
    (folder / "images").mkdir()
    (folder / link).symlink_to(outside / f"x.{suffix}")
    (folder / "elsewhere").symlink_to(outside)
    file = folder / "episode.md"
    problems = episode.read(file, settings.load(root, {}, {}), a_recording).problems
    place = file, (6 if is_article else 4)
    assert {(each.file, each.line) for each in problems if each.severity == "error"} == {place}


@pytest.mark.parametrize("setting", ["cover = {}", "[look]\nlogo = {}", "[audio]\noutro = {}"])
@pytest.mark.parametrize("name", ["../outside/x.png", "assets/x.png", "file:///etc/hosts", "~/x"])
def test_a_show_names_no_file_of_another_folder(
    make_show: ShowMaker, outside: Path, setting: str, name: str
) -> None:
    """The same for the paths in segue.toml, with assets/ a link."""
    root = make_show(settings=setting.format(f'"{name}"') + "\n")
    (root / "assets").symlink_to(outside)
    _, _, problems = settings.load(root, {}, {}).settle()
    assert [problem.code for problem in problems] == ["wrong-value"]


SETUPS: dict[str, Setup] = {
    "an episode": lambda root, outside: (root / "episodes/other").symlink_to(outside),
    "an article": lambda root, outside: swap(root / "episodes/pilot/episode.md", outside),
    "the posts": lambda root, outside: link(root / "episodes/pilot", outside / "social.md"),
    "recordings": lambda root, outside: (root / "episodes/pilot/audio").symlink_to(outside),
    "transcripts": lambda root, outside: (root / "episodes/pilot/transcripts").symlink_to(outside),
    "templates": lambda root, outside: (root / "templates").symlink_to(outside),
    "a template folder": lambda root, outside: link(root / "templates", outside / "notes"),
    "episodes": lambda root, outside: swap(root / "episodes", outside),
}


def link(folder: Path, target: Path) -> None:
    """A link of the target's name in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / target.name).symlink_to(target)


def swap(place: Path, outside: Path) -> None:
    """A link in the place of a file or a folder of the show."""
    target = outside / place.name
    if place.is_dir():
        shutil.move(place, target)
    else:
        place.unlink()
    place.symlink_to(target)


@pytest.mark.parametrize("name", SETUPS)
def test_a_link_out_of_the_show_is_not_followed(
    make_show: ShowMaker, outside: Path, name: str
) -> None:
    """Whatever is a link, no output holds what lies behind it."""
    root = make_show()
    SETUPS[name](root, outside)
    before = listed(outside)
    build(root)
    assert SECRET.encode() not in all_bytes(root / "output")
    assert listed(outside) == before


@pytest.mark.parametrize("place", ["output", "output/pilot", "output/pilot/notes"])
def test_nothing_is_written_through_a_link(make_show: ShowMaker, outside: Path, place: str) -> None:
    """Not even the lock of a build."""
    root = make_show()
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(outside)
    before = listed(outside)
    result = build(root)
    assert result.exit_code == 1
    assert "[output-" in result.stderr
    assert listed(outside) == before


@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("episodes", ("new", "sleep")),
        ("templates", ("templates", "copy", "notes/notes.md.j2")),
    ],
)
def test_no_command_makes_files_through_a_link(
    make_show: ShowMaker, outside: Path, place: str, arguments: tuple[str, ...]
) -> None:
    """The folder is told instead."""
    root = make_show()
    shutil.rmtree(root / place, ignore_errors=True)
    (root / place).symlink_to(outside)
    before = listed(outside)
    result = run(root, *arguments)
    assert result.exit_code == 1
    assert f"{place}: this folder is a link" in result.stderr
    assert listed(outside) == before


def test_a_new_show_is_not_made_through_a_link(tmp_path: Path, outside: Path) -> None:
    """A folder that is there already, and is a link, is told."""
    root = tmp_path / "new"
    root.mkdir()
    (root / "assets").symlink_to(outside)
    before = listed(outside)
    result = CliRunner().invoke(cli, ["init", str(root), "--yes"])
    assert result.exit_code == 1
    assert "this folder is a link" in result.stderr
    assert listed(outside) == before
