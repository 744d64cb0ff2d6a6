"""What is put before an episode moves everything in it: chapters and cues, in every output."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import mutagen.id3
import pysubs2
import pytest
import srt
import webvtt
from sounds import speech, tone, write_wav

from conftest import ShowMaker
from segue.build import build
from segue.request import Request
from segue.timecode import format_clock

INTRO_SECONDS = 12.345
CUES = [(0.25, 1.75), (4.333, 6.0), (9.001, 11.999)]
CHAPTERS = [0.0, 4.5, 8.789]
VTT = "WEBVTT\n\n" + "\n".join(
    f"00:{start:06.3f} --> 00:{end:06.3f}\n<v Ada>Words {at} & <i>more</i>\n"
    for at, (start, end) in enumerate(CUES)
)
FRONT = """\
audio:
  crossfade_seconds: 0
chapters:
  - {time: "0", title: "One"}
  - {time: "4.5", title: "Two"}
  - {time: "8.789", title: "Three"}
"""


@pytest.fixture
def root(make_show: ShowMaker) -> Path:
    """A show whose one episode lasts 12 s, with chapters and a transcript."""
    root = make_show(front=FRONT)
    folder = root / "episodes" / "pilot"
    for name in ("audio", "transcripts"):
        (folder / name).mkdir()
    write_wav(folder / "audio" / "talk.wav", speech(12.0, -20))
    (folder / "transcripts" / "talk.vtt").write_text(VTT)
    return root


def heard(root: Path) -> Mapping[str, Sequence[float]]:
    """The times of chapters and cues, output by output, each read by another's program."""
    build(Request(root=root, only=frozenset({"audio", "notes"})))
    folder = root / "output" / "pilot" / "audio"
    chapters = json.loads((folder / "chapters.json").read_text())["chapters"]
    frames = mutagen.id3.ID3(folder / "pilot.mp3").getall("CHAP")
    segments = json.loads((folder / "transcript.json").read_text())["segments"]
    captions = webvtt.read(str(folder / "transcript.vtt"))
    subtitles = list(srt.parse((folder / "transcript.srt").read_text()))
    lines = pysubs2.load(str(folder / "transcript.srt"))
    return {
        "chapters.json": [each["startTime"] for each in chapters],
        "ID3": sorted(frame.start_time / 1000 for frame in frames),
        "transcript.json": [each[end] for each in segments for end in ("startTime", "endTime")],
        "webvtt-py": [each for cue in captions for each in (seconds(cue.start), seconds(cue.end))],
        "srt": [each.total_seconds() for cue in subtitles for each in (cue.start, cue.end)],
        "pysubs2": [each / 1000 for line in lines for each in (line.start, line.end)],
    }


def seconds(clock: str) -> float:
    """Seconds of webvtt-py's `00:00:01.250`."""
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def near(times: Sequence[float]) -> object:
    """Those times, give or take a millisecond."""
    return pytest.approx(times, abs=0.001)


def test_an_intro_moves_every_chapter_and_cue_and_removing_it_moves_them_back(root: Path) -> None:
    """By 12.345 s, in JSON, ID3, notes, WebVTT and SRT; other people's readers say so."""
    cues = [each for cue in CUES for each in cue]
    before = {
        name: near(CHAPTERS if name in {"chapters.json", "ID3"} else cues)
        for name in ("chapters.json", "ID3", "transcript.json", "webvtt-py", "srt", "pysubs2")
    }
    assert heard(root) == before
    settings = root / "segue.toml"
    plain = settings.read_text()
    (root / "assets").mkdir()
    write_wav(root / "assets" / "intro.wav", tone(INTRO_SECONDS, 440, -20))
    settings.write_text(plain + '[audio]\nintro = "assets/intro.wav"\n')
    moved = heard(root)
    chapters = [0.0, *(each + INTRO_SECONDS for each in CHAPTERS)]
    assert moved["chapters.json"] == moved["ID3"] == near(chapters)
    for name in ("transcript.json", "webvtt-py", "srt", "pysubs2"):
        assert moved[name] == near([each + INTRO_SECONDS for each in cues]), name
    notes = (root / "output" / "pilot" / "notes" / "notes.html").read_text()
    for title, moment in zip(["One", "Two", "Three"], chapters[1:], strict=True):
        assert f"({format_clock(moment)}) {title}" in notes
    settings.write_text(plain)
    assert heard(root) == before
