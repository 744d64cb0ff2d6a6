"""Outputs on disk: unchanged ones rest, edited ones stay, forgotten ones go."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath

import pytest

from segue import files
from segue.manifest import Folder, Status
from segue.release import Output

NOTES = frozenset({"notes"})


def write(
    output: Path, bodies: dict[str, bytes], *, force: bool = False, dry_run: bool = False
) -> tuple[dict[str, Status], Folder]:
    """Write these notes of episode `x`; gives what became of each."""
    folder = Folder(output, PurePosixPath("x"), force=force, dry_run=dry_run)
    outputs = [Output(PurePosixPath("x/notes", name), body) for name, body in bodies.items()]
    return {each.path.name: each.status for each in folder.write(outputs, NOTES)}, folder


def test_the_manifest_lists_each_file_with_its_hash(tmp_path: Path) -> None:
    """Path, hash and size of what was written."""
    write(tmp_path, {"a.txt": b"one"})
    (row,) = json.loads((tmp_path / "x/manifest.json").read_bytes())["outputs"]
    assert row["path"] == "notes/a.txt"
    assert row["bytes"] == 3
    assert row["sha256"] == files.sha256(tmp_path / "x/notes/a.txt")


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    """Neither the file nor the manifest is touched."""
    write(tmp_path, {"a.txt": b"one"})
    for file in tmp_path.rglob("*.*"):
        os.utime(file, (1, 1))
    assert write(tmp_path, {"a.txt": b"one"})[0] == {"a.txt": "unchanged"}
    assert all(file.stat().st_mtime == 1 for file in tmp_path.rglob("*.*"))


def test_what_a_person_edited_stays(tmp_path: Path) -> None:
    """A finding says so, and it stays so in every later build."""
    write(tmp_path, {"a.txt": b"one"})
    file = tmp_path / "x/notes/a.txt"
    file.write_bytes(b"mine")
    for body in (b"one more", b"two more"):
        statuses, folder = write(tmp_path, {"a.txt": body})
        assert statuses == {"a.txt": "edited"}
        assert folder.problems[0].code == "edited-output"
        assert file.read_bytes() == b"mine"


def test_force_overwrites_what_a_person_edited(tmp_path: Path) -> None:
    """On request only."""
    write(tmp_path, {"a.txt": b"one"})
    (tmp_path / "x/notes/a.txt").write_bytes(b"mine")
    assert write(tmp_path, {"a.txt": b"two"}, force=True)[0] == {"a.txt": "written"}
    assert (tmp_path / "x/notes/a.txt").read_bytes() == b"two"


def test_a_file_that_segue_never_wrote_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody put it there."""
    (tmp_path / "x/notes").mkdir(parents=True)
    (tmp_path / "x/notes/a.txt").write_bytes(b"mine")
    assert write(tmp_path, {"a.txt": b"one"})[0] == {"a.txt": "edited"}


def test_an_output_that_is_made_no_more_is_pruned(tmp_path: Path) -> None:
    """With its manifest row; a file that was never listed stays."""
    write(tmp_path, {"a.txt": b"one", "b.txt": b"two"})
    (tmp_path / "x/notes/own.txt").write_bytes(b"mine")
    assert write(tmp_path, {"a.txt": b"one"})[0]["b.txt"] == "pruned"
    assert sorted(file.name for file in (tmp_path / "x/notes").iterdir()) == ["a.txt", "own.txt"]


def test_another_rooms_outputs_are_not_pruned(tmp_path: Path) -> None:
    """A build of some rooms leaves the others and their rows."""
    write(tmp_path, {"a.txt": b"one"})
    folder = Folder(tmp_path, PurePosixPath("x"))
    list(folder.write([Output(PurePosixPath("x/social/x.txt"), b"post")], frozenset({"social"})))
    rows = json.loads((tmp_path / "x/manifest.json").read_bytes())["outputs"]
    assert [row["path"] for row in rows] == ["notes/a.txt", "social/x.txt"]


def test_an_edited_output_is_never_pruned(tmp_path: Path) -> None:
    """A person's words are not thrown away."""
    write(tmp_path, {"a.txt": b"one", "b.txt": b"two"})
    (tmp_path / "x/notes/b.txt").write_bytes(b"mine")
    write(tmp_path, {"a.txt": b"one"})
    assert (tmp_path / "x/notes/b.txt").read_bytes() == b"mine"


def test_after_a_kill_between_two_files_the_next_run_knows_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files written before the kill count as segue's although the manifest never heard of them."""
    write(tmp_path, {"a.txt": b"one", "b.txt": b"one"})
    whole, calls = files.write, []

    def killed(path: Path, content: bytes | Path) -> None:
        calls.append(path)
        if len(calls) == 3:  # the journal, a.txt, and then the power goes
            raise KeyboardInterrupt
        whole(path, content)

    monkeypatch.setattr(files, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, {"a.txt": b"two", "b.txt": b"two"})
    monkeypatch.setattr(files, "write", whole)
    assert (tmp_path / "x/notes/a.txt").read_bytes() == b"two"
    assert (tmp_path / "x/notes/b.txt").read_bytes() == b"one"
    statuses, folder = write(tmp_path, {"a.txt": b"three", "b.txt": b"three"})
    assert statuses == {"a.txt": "written", "b.txt": "written"}
    assert not folder.problems
    assert not list(tmp_path.rglob(".segue-*"))


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It only says what would be written."""
    assert write(tmp_path / "output", {"a.txt": b"one"}, dry_run=True)[0] == {"a.txt": "planned"}
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"outputs": [{"path": 1}]}', b"\xff"])
def test_a_damaged_manifest_costs_nothing(tmp_path: Path, damage: bytes) -> None:
    """Files that are as they would be written are taken over again."""
    write(tmp_path, {"a.txt": b"one"})
    (tmp_path / "x/manifest.json").write_bytes(damage)
    assert write(tmp_path, {"a.txt": b"one"})[0] == {"a.txt": "unchanged"}
    assert json.loads((tmp_path / "x/manifest.json").read_bytes())["outputs"]


@pytest.mark.parametrize("path", ["../../victim.txt", "notes/../../../victim.txt", "/victim.txt"])
def test_a_manifest_that_lists_files_elsewhere_is_not_believed(tmp_path: Path, path: str) -> None:
    """Nothing outside of the folder is ever pruned, whoever wrote the manifest."""
    output = tmp_path / "output"
    write(output, {"a.txt": b"one"})
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"mine")
    manifest = output / "x/manifest.json"
    listed = json.loads(manifest.read_bytes())
    row = {"path": path, "sha256": files.sha256(victim), "bytes": 4, "inputs": []}
    manifest.write_text(json.dumps({**listed, "outputs": [*listed["outputs"], row]}))
    write(output, {"a.txt": b"one"}, force=True)
    assert victim.read_bytes() == b"mine"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """Neither a linked file nor a linked folder inside of the output."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "output/x").mkdir(parents=True)
    try:
        (tmp_path / "output/x/notes").symlink_to(outside)
    except OSError:
        pytest.skip("only on systems that let this user make links")
    statuses, folder = write(tmp_path / "output", {"a.txt": b"one"})
    assert statuses == {"a.txt": "edited"}
    assert [problem.code for problem in folder.problems] == ["output-in-the-way"]
    assert list(outside.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_leaves_the_others_written(tmp_path: Path) -> None:
    """One finding, and everything else is there."""
    (tmp_path / "x/notes/a.txt").mkdir(parents=True)
    statuses, folder = write(tmp_path, {"a.txt": b"one", "b.txt": b"two"})
    assert statuses == {"a.txt": "edited", "b.txt": "written"}
    assert [problem.code for problem in folder.problems] == ["output-in-the-way"]
