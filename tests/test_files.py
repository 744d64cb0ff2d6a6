"""Files whole or absent, read as what they are, and never outside of the show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from segue import files, workshops
from segue.errors import SegueError


def test_a_byte_order_mark_and_line_ends_do_not_show(tmp_path: Path) -> None:
    """Text is text, whatever editor it came from."""
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert files.read_text(file) == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        ("ä".encode("utf-16"), None, "UTF-16"),
        (b"one\ncaf\xe9\n", 2, "0xe9 is no UTF-8"),
        (b"one\n\0two", 2, "NUL"),
    ],
)
def test_another_encoding_is_a_clear_error(
    tmp_path: Path, raw: bytes, line: int | None, said: str
) -> None:
    """It names the line of the first byte that is wrong, and counts as unreadable."""
    file = tmp_path / "a.md"
    file.write_bytes(raw)
    with pytest.raises(SegueError) as caught:
        files.read_text(file)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.unreadable) == ("encoding", line, True)
    assert said in problem.message


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up at the last moment costs nothing."""
    file = tmp_path / "a.txt"
    files.write(file, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SegueError, match="No space left"):
        files.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_in_the_making_that_the_disk_refuses_is_told(tmp_path: Path) -> None:
    """Whatever fails while it is open, and opening it too."""
    with workshops.workshop(tmp_path) as workspace:
        with pytest.raises(SegueError, match="No space left") as full:
            write_badly(workspace / "a.mp3")
        with pytest.raises(SegueError), files.writing(workspace / "none" / "a.mp3"):
            pytest.fail("opened a file in a folder that is not there")
    (problem,) = full.value.problems
    assert (problem.code, problem.file) == ("not-written", tmp_path)


def write_badly(file: Path) -> None:
    """Write a file on a disk that fills up."""
    with files.writing(file):
        raise OSError(28, "No space left on device")


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between writing and renaming."""
    file = tmp_path / "a.txt"
    files.write(file, b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_large_file_is_moved_not_copied(tmp_path: Path) -> None:
    """A file in the workshop becomes the output itself."""
    made = tmp_path / "made"
    made.write_bytes(b"sound")
    files.write(tmp_path / "deep" / "out.mp3", made)
    assert (tmp_path / "deep" / "out.mp3").read_bytes() == b"sound"
    assert not made.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("images/a.png", "episodes/x/images/a.png"), ("assets/a.png", "assets/a.png")],
)
def test_a_path_is_relative_to_its_episode_or_to_assets(
    tmp_path: Path, name: str, expected: str
) -> None:
    """The two places that a name can mean."""
    folder = tmp_path / "episodes" / "x"
    assert files.inside(tmp_path, folder, name) == tmp_path / expected


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "~/a", "..\\..\\..\\a"])
def test_a_path_never_leads_out_of_the_show(tmp_path: Path, name: str) -> None:
    """Neither by dots nor as an absolute path."""
    with pytest.raises(ValueError, match="show"):
        files.inside(tmp_path, tmp_path / "episodes" / "x", name)


def test_a_link_never_leads_out_of_the_show(tmp_path: Path) -> None:
    """A symbolic link counts as where it leads."""
    show = tmp_path / "show"
    show.mkdir()
    (tmp_path / "secret").mkdir()
    try:
        (show / "assets").symlink_to(tmp_path / "secret")
    except OSError:
        pytest.skip("only on systems that let this user make links")
    with pytest.raises(ValueError, match="leads out"):
        files.inside(show, show, "assets/a.png")


def test_an_output_is_no_source(tmp_path: Path) -> None:
    """What segue made can't be what it is made from."""
    with pytest.raises(ValueError, match="output/"):
        files.inside(tmp_path, tmp_path, "output/x/audio/x.mp3")
