"""Chapters agree wherever they are told, and begin where the sound does that they mean."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from mutagen.id3 import CHAP, ID3, TIT2
from sounds import RATE, Samples, heard, noise, tone, write_encoded, write_wav

from conftest import ShowMaker
from segue.main import cli

# Typed for the first recording, typed for the second, and carried by the second in itself.
FIRST, SECOND, CARRIED = (2.0, 5.25), (9.5,), (6.125, 7.75)
FRONT = """\
audio:
  segments:
    - {file: audio/one.wav}
    - {file: audio/two.mp3, in: 1}
  intro: audio/intro.wav
  crossfade_seconds: 0.5
  level: "episode"
chapters:
  - {time: "0:02", title: "Cells"}
  - {time: "0:05.25", title: "Pages", url: "https://example.org/pages"}
  - {time: "0:17.5", title: "Books"}
"""


def bursts(seconds: float, times: tuple[float, ...]) -> Samples:
    """A quiet room in which a tone begins at each time."""
    room = noise(seconds, -55.0, 1, seed=6)
    for time in times:
        first = round(time * RATE)
        room[first : first + RATE // 10] += tone(0.1, 3000.0, -10.0)
    return room


def onsets(samples: Samples) -> list[float]:
    """Where the tones begin, in seconds."""
    levels = np.abs(samples).max(axis=1)
    loud = np.flatnonzero(levels > 0.4 * levels.max()) / RATE
    begins = np.concatenate(([True], np.diff(loud) > 0.3))
    return [float(time) for time in loud[begins]]


@pytest.fixture
def built(make_show: ShowMaker) -> Path:
    """The output of an episode of an intro and two recordings; the second has its own chapters."""
    root = make_show(front=FRONT)
    folder = root / "episodes/pilot/audio"
    folder.mkdir()
    write_wav(folder / "intro.wav", bursts(1.5, ()))
    write_wav(folder / "one.wav", bursts(8.0, FIRST))
    two = write_encoded(folder / "two.mp3", bursts(12.0, (*SECOND, *CARRIED)), "mp3")
    tag = ID3()
    for time in CARRIED:
        at = round(time * 1000)
        title = TIT2(encoding=3, text=[f"Own {time}"])
        tag.add(CHAP(element_id=f"c{at}", start_time=at, end_time=12000, sub_frames=[title]))
    tag.save(two)
    ran = CliRunner().invoke(cli, ["build", "-C", str(root), "--only", "audio,notes"])
    assert ran.exit_code == 0, ran.stderr
    return root / "output/pilot"


def expected() -> dict[str, float]:
    """Each chapter by hand: intro of 1.5 s, overlaps of 0.5 s, the second from its 1st second."""
    one = 1.5 - 0.5
    two = one + 8.0 - 0.5 - 1.0
    times = {"Cells": one + 2, "Pages": one + 5.25, "Books": two + 9.5}
    return times | {f"Own {time}": two + time for time in CARRIED}


def test_chapters_agree_to_the_millisecond(built: Path) -> None:
    """In the MP3's tag, in the JSON and in the notes."""
    told = json.loads((built / "audio/chapters.json").read_bytes())["chapters"]
    in_json = {each["title"]: each["startTime"] for each in told}
    frames = ID3(built / "audio/pilot.mp3").getall("CHAP")
    in_file = {str(each.sub_frames["TIT2"]): each.start_time / 1000 for each in frames}
    assert in_json == in_file
    for title, time in expected().items():
        assert in_json[title] == pytest.approx(time, abs=0.001)
    notes = (built / "notes/notes.txt").read_text(encoding="utf-8")
    for title, time in in_json.items():
        assert f"(00:{int(time):02d}) {title}" in notes


@pytest.mark.parametrize("player", ["segue", "ffmpeg", "mpg123"])
def test_chapters_land_on_the_tones_that_mark_them(
    built: Path, tmp_path: Path, tool: Callable[[str], str], player: str
) -> None:
    """In the delivered file, as three decoders play it."""
    file, wav = built / "audio/pilot.mp3", tmp_path / "heard.wav"
    if player == "ffmpeg":
        command = [tool("ffmpeg"), "-v", "error", "-i", str(file), str(wav)]
        assert subprocess.run(command, capture_output=True, check=True).stderr == b""
    elif player == "mpg123":
        command = [tool("mpg123"), "-q", "-w", str(wav), str(file)]
        assert subprocess.run(command, capture_output=True, check=True).stderr == b""
    found = onsets(heard(file if player == "segue" else wav))
    told = json.loads((built / "audio/chapters.json").read_bytes())["chapters"]
    times = [each["startTime"] for each in told if each["startTime"]]
    assert found == pytest.approx(times, abs=0.003)
