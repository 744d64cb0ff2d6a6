"""A change of the show's files is seen, however an editor writes them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ShowMaker
from segue import changes
from segue.judging import judge


def in_place(file: Path) -> None:
    """Write into the file itself."""
    file.write_text(file.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")


def by_rename(file: Path) -> None:
    """Write another file of the same size and time, and put it in its place."""
    state = file.stat()
    other = file.with_name(".episode.md.swp")
    other.write_bytes(file.read_bytes().swapcase())
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.replace(file)


def remove(file: Path) -> None:
    """Delete the file."""
    file.unlink()


def add_picture(file: Path) -> None:
    """Put a file beside it, in a new folder."""
    (file.parent / "images").mkdir()
    (file.parent / "images" / "a.png").write_bytes(b"x")


@pytest.mark.parametrize("change", [in_place, by_rename, remove, add_picture])
def test_every_way_to_change_a_show_is_seen(
    make_show: ShowMaker, change: Callable[[Path], None]
) -> None:
    """Also the rename by which many editors save."""
    root = make_show()
    before = changes.snapshot(root)
    assert changes.snapshot(root) == before
    change(root / "episodes" / "pilot" / "episode.md")
    assert changes.snapshot(root) != before


def test_what_is_no_part_of_the_show_is_not_looked_at(make_show: ShowMaker) -> None:
    """Neither the output, nor an editor's hidden files, nor what links lead to."""
    root = make_show()
    before = changes.snapshot(root)
    (root / "output").mkdir()
    (root / "output" / "feed.xml").write_text("x", encoding="utf-8")
    (root / "episodes" / "pilot" / ".episode.md.swp").write_text("x", encoding="utf-8")
    (root / "notes.txt").write_text("x", encoding="utf-8")
    (root / "episodes" / "circle").symlink_to(root / "episodes", target_is_directory=True)
    assert changes.snapshot(root) == before


def test_a_show_that_vanishes_is_a_change(tmp_path: Path) -> None:
    """Nothing there is nothing seen, and no error."""
    assert changes.snapshot(tmp_path / "gone") == {}


def test_rounds_come_at_the_start_and_after_changes(make_show: ShowMaker) -> None:
    """Once without any change, and again when an editor wrote."""
    root = make_show()
    rounds = changes.rounds(root, pause_seconds=0.01)
    next(rounds)
    judge("en")
    file = root / "episodes" / "pilot" / "episode.md"
    writing = threading.Timer(0.1, in_place, [file])
    writing.start()
    began = time.monotonic()
    next(rounds)
    assert time.monotonic() - began >= 0.1
    assert judge.cache_info().currsize == 0  # what was read before is read anew
