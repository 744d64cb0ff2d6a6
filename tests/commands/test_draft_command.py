"""`segue draft` as typed, and the build that follows it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli


def run(root: Path, *arguments: str) -> Result:
    """Run segue in a show."""
    return CliRunner().invoke(cli, [*arguments, "-C", str(root)])


def test_a_draft_is_written_and_named(make_show: ShowMaker) -> None:
    """Stdout holds the path alone; a second run finds nothing to do."""
    root = make_show()
    result = run(root, "draft", "pilot")
    assert (result.exit_code, result.stdout) == (0, "episodes/pilot/social.md\n")
    assert "x-announcement: new" in result.stderr
    again = run(root, "draft", "pilot")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "unchanged" in again.stderr


def test_a_dry_run_writes_nothing(make_show: ShowMaker) -> None:
    """It tells what would be new."""
    root = make_show()
    result = run(root, "draft", "pilot", "-n")
    assert "x-announcement: new" in result.stderr
    assert not (root / "episodes/pilot/social.md").exists()


def test_json_tells_the_fate_of_each_post(make_show: ShowMaker) -> None:
    """One object, with the path and every post's id."""
    root = make_show()
    data = json.loads(run(root, "draft", "pilot", "--json").stdout)["data"]
    assert data["path"] == "episodes/pilot/social.md"
    assert {"id": "x-announcement", "status": "new"} in data["posts"]


def test_the_build_posts_what_a_person_wrote_and_says_so(make_show: ShowMaker) -> None:
    """In the file to paste from, in posts.json, in the manifest and on the review page."""
    root = make_show()
    run(root, "draft", "pilot")
    file = root / "episodes/pilot/social.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Signals from", "Many signals from", 1), encoding="utf-8")
    assert run(root, "build", "pilot").exit_code == 0
    built = root / "output/pilot"
    assert "Many signals from" in (built / "social/x.txt").read_text(encoding="utf-8")
    posts = json.loads((built / "social/posts.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in posts if one["edited"]] == ["x-announcement"]
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    [entry] = [one for one in manifest["outputs"] if one["path"] == "social/x.txt"]
    assert "episodes/pilot/social.md" in entry["inputs"]
    assert "edited in social.md, line" in (built / "index.html").read_text(encoding="utf-8")


def test_a_faulty_file_is_an_error_with_its_line(make_show: ShowMaker) -> None:
    """Nothing is written, and the other outputs are built all the same."""
    root = make_show()
    file = root / "episodes/pilot/social.md"
    file.write_text("---\nplatform x\n---\nHello.\n", encoding="utf-8")
    result = run(root, "draft", "pilot")
    assert result.exit_code == 1
    assert "episodes/pilot/social.md:1" in result.stderr
    assert file.read_text(encoding="utf-8") == "---\nplatform x\n---\nHello.\n"
    built = run(root, "build", "pilot")
    assert built.exit_code == 1
    assert (root / "output/pilot/notes/notes.md").exists()
    assert not (root / "output/pilot/social").exists()
