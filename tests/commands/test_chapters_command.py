"""`segue chapters` as typed: the chapters as listeners get them, and those that are heard."""

from __future__ import annotations

import json
import wave
from pathlib import Path

from click.testing import CliRunner, Result

from conftest import ShowMaker
from segue.main import cli

ARTICLE = """\
Every cell in the body reads the same book. It only opens different pages.

## How does a cell choose?

A cell listens to its neighbours. Signals from outside close some pages and open others.
"""
VTT = """\
WEBVTT

00:00.000 --> 00:03.000
Every cell in the body reads the same book. It only opens different pages.

00:03.250 --> 00:04.000
How does a cell choose?

00:04.000 --> 00:09.000
A cell listens to its neighbours. Signals from outside close some pages.
"""


def chapters(root: Path, *arguments: str) -> Result:
    """Run `segue chapters` on a show's pilot."""
    return CliRunner().invoke(cli, ["chapters", "-C", str(root), "pilot", *arguments])


def recorded(root: Path, seconds: int = 10) -> Path:
    """The show, with a recording of silence in its pilot."""
    folder = root / "episodes" / "pilot" / "audio"
    folder.mkdir()
    with wave.open(str(folder / "talk.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8000 * seconds))
    return root


def test_chapters_are_printed_as_they_landed(make_show: ShowMaker) -> None:
    """A line each on stdout, how many on stderr; in JSON with exact times."""
    front = 'chapters:\n  - {time: "2.5", title: "Cells", url: "https://example.org"}\n'
    root = recorded(make_show(front=front))
    result = chapters(root)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "00:00 Cells that read\n00:02 Cells https://example.org\n"
    assert result.stderr == "2 chapters in 00:10\n"
    told = json.loads(chapters(root, "--json").stdout)["data"]
    assert told["seconds"] == 10.0
    assert [(each["seconds"], each["typed"]) for each in told["chapters"]] == [
        (0.0, False),
        (2.5, True),
    ]


def test_headings_that_are_heard_are_offered_as_front_matter(make_show: ShowMaker) -> None:
    """Pasted, they are chapters, and offered no more."""
    root = recorded(make_show(article=ARTICLE))
    file = root / "episodes" / "pilot" / "episode.md"
    (file.parent / "transcripts").mkdir()
    (file.parent / "transcripts" / "talk.vtt").write_text(VTT)
    result = chapters(root, "--suggest")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == 'chapters:\n  - {time: "00:03.2", title: "How does a cell choose?"}\n'
    assert "1 of 1 heading heard" in result.stderr
    text = file.read_text()
    file.write_text(text.replace("\n---\n", f"\n{result.stdout}---\n", 1))
    assert chapters(root).stdout == "00:00 Cells that read\n00:03 How does a cell choose?\n"
    again = chapters(root, "--suggest")
    assert again.stdout == ""
    assert "1 of them begin a chapter already" in again.stderr


def test_without_anything_to_print_it_says_why(make_show: ShowMaker) -> None:
    """No recordings, no chapters, no transcript."""
    root = make_show()
    assert chapters(root).stderr == "pilot has no recordings, so it has no chapters\n"
    recorded(root)
    assert chapters(root).stderr.startswith("pilot has no chapters; add some under `chapters`")
    assert chapters(root, "--suggest").stderr.startswith("there is no transcript to look in")


def test_a_chapter_past_the_end_is_an_error(make_show: ShowMaker) -> None:
    """With its line, as `segue check` tells it."""
    root = recorded(make_show(front='chapters:\n  - {time: "1:00", title: "Late"}\n'))
    result = chapters(root)
    assert result.exit_code == 1
    assert 'episode.md:5: the chapter "Late" at 01:00 lies past the end' in result.stderr
