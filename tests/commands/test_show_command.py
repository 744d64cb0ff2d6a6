"""`segue show` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli


def show(root: Path, *arguments: str) -> Result:
    """Run `segue show` on a show."""
    return CliRunner().invoke(cli, ["show", "-C", str(root), *arguments])


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("social/x", "pilot/social/x.txt"),
        ("newsletter/fragment", "pilot/newsletter/fragment.html"),
        ("newsletter/newsletter.txt", "pilot/newsletter/newsletter.txt"),
        ("notes/youtube", "pilot/notes/youtube.txt"),
        ("index", "pilot/index.html"),
        ("feed", "feed.xml"),
    ],
)
def test_what_is_shown_is_what_is_built(make_show: ShowMaker, name: str, file: str) -> None:
    """Stdout gets the very bytes of the output, whether or not it was built before."""
    root = make_show()
    shown = show(root, "pilot", name)
    assert shown.exit_code == 0, shown.stderr
    assert not (root / "output").exists()
    CliRunner().invoke(cli, ["build", "-C", str(root)])
    assert shown.stdout_bytes == (root / "output" / file).read_bytes()


def test_other_episodes_are_not_read_for_it(make_show: ShowMaker) -> None:
    """An archive of a hundred episodes doesn't slow down one post; the feed lists them all."""
    root = make_show()
    make_show("broken", front="audio: {segments: [{file: audio/none.wav}]}")
    result = show(root, "pilot", "social/x")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "episodes/broken" in show(root, "pilot", "feed").stderr


def test_an_unknown_name_brings_the_nearest_to_mind(make_show: ShowMaker) -> None:
    """The names that there are get listed too."""
    result = show(make_show(), "pilot", "social/y")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "[no-output]" in result.stderr
    assert "social/x.txt" in result.stderr


def test_a_name_that_fits_several_asks_which(make_show: ShowMaker) -> None:
    """Nobody guesses between newsletter.html and newsletter.txt."""
    result = show(make_show(), "pilot", "newsletter/newsletter")
    assert result.exit_code == 2
    assert "newsletter/newsletter.html" in result.stderr
    assert "newsletter/newsletter.txt" in result.stderr


def test_audio_is_taken_as_it_was_built(make_show: ShowMaker) -> None:
    """Showing never encodes; the finished file is printed byte for byte."""
    root = make_show()
    assert show(root, "pilot", "audio/pilot").exit_code == 2
    built = root / "output/pilot/audio/pilot.mp3"
    built.parent.mkdir(parents=True)
    built.write_bytes(b"\xff\xfb sound\r\n")
    assert show(root, "pilot", "audio/pilot").stdout_bytes == b"\xff\xfb sound\r\n"


def test_the_envelope_holds_the_text(make_show: ShowMaker) -> None:
    """A program gets the output's text, its name and its size."""
    root = make_show()
    made = json.loads(show(root, "pilot", "social/x", "--json").stdout)
    plain = show(root, "pilot", "social/x").stdout
    assert made["data"] == {
        "name": "social/x.txt",
        "bytes": len(plain.encode()),
        "text": plain,
    }


@pytest.mark.parametrize("name", ["newsletter", "newsletter.html"])
def test_a_folders_main_page_is_meant_by_its_name(make_show: ShowMaker, name: str) -> None:
    """Nobody should have to know how the files are called."""
    shown = show(make_show(), "pilot", name)
    assert shown.exit_code == 0
    assert "</html>" in shown.stdout
