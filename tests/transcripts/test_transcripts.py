"""Transcripts as people have them are read: what can be understood is, the rest has its line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from said import said, written

from segue.speech import Cue
from segue.transcripts import vtt

VTT = """\
WEBVTT - The pilot
Kind: captions

STYLE
::cue(v[voice="Wren"]) { color: teal }

REGION
id:left

NOTE checked by ear

hello
00:01.000 --> 00:02.500 line:0 position:20%
<v.loud Wren>Hello &amp; <i>welcome</i>

00:00:03.000 --> 00:00:04.000
<v Wren>Two lines
of words<v Junia>And mine</v>

NOTE the end
"""
SRT = "1\n00:00:01,000 --> 00:00:02,500\nWren: Hi\n\n2\n00:00:03,000 --> 00:00:04,000\nJunia: Ho\n"


def heard(cues: tuple[Cue, ...]) -> list[tuple[float, float, str | None, str]]:
    """When, who and what."""
    return [(cue.start, cue.end, cue.speaker, cue.text) for cue in cues]


def test_webvtt_is_read_with_all_that_stands_in_it(tmp_path: Path) -> None:
    """Speakers, styles, regions, notes, ids and settings are kept; markup is not."""
    found = said(tmp_path, "a.vtt", VTT)
    assert found.cues == (
        Cue(
            1.0,
            2.5,
            "Hello & welcome",
            "Wren",
            "hello",
            "line:0 position:20%",
            ("NOTE checked by ear",),
            line=13,
        ),
        Cue(3.0, 4.0, "Two lines\nof words", "Wren", line=16),
        Cue(3.0, 4.0, "And mine", "Junia", line=16),
    )
    assert found.styles == ('STYLE\n::cue(v[voice="Wren"]) { color: teal }', "REGION\nid:left")
    assert found.closing == ("NOTE the end",)
    again = vtt.write(found)
    assert again.startswith(
        'WEBVTT\n\nSTYLE\n::cue(v[voice="Wren"]) { color: teal }\n\nREGION\nid:left\n\n'
        "NOTE checked by ear\n\nhello\n00:00:01.000 --> 00:00:02.500 line:0 position:20%\n"
        "<v Wren>Hello &amp; welcome\n\n"
    )
    assert vtt.write(said(tmp_path, "b.vtt", again)) == again


@pytest.mark.parametrize("point", [",", "."])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_srt_has_commas_or_dots(tmp_path: Path, point: str, mark: str, newline: str) -> None:
    """Either way, with or without a byte order mark, whatever ends its lines."""
    text = mark + SRT.replace(",", point).replace("\n", newline)
    assert heard(said(tmp_path, "a.srt", text).cues) == [
        (1.0, 2.5, "Wren", "Hi"),
        (3.0, 4.0, "Junia", "Ho"),
    ]


def test_blank_lines_may_lack_or_be_too_many(tmp_path: Path) -> None:
    """A line of times begins a cue; words behind a blank line belong to the cue before."""
    text = SRT.replace("\n\n", "\n").replace("Junia: Ho\n", "Junia: Ho\n\nand on\n\n3\n\n")
    text += "00:00:05,000 --> 00:00:06,000\n42\n7\n"
    assert heard(said(tmp_path, "a.srt", text).cues) == [
        (1.0, 2.5, "Wren", "Hi"),
        (3.0, 4.0, "Junia", "Ho\nand on"),
        (5.0, 6.0, "Junia", "42\n7"),
    ]


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("00:00:xx.000 --> 00:00:02.000", '"00:00:xx.000" is no time'),
        ("00:00:01.000 --> 00:99:02.000", "99 minutes past the hour"),
        ("-00:00:01.000 --> 00:00:02.000", "before the start"),
        ("00:00:03.000 --> 00:00:02.000", "end (00:00:02.000) before they begin (00:00:03.000)"),
        ("00:00:03.000 -->", "has no two times"),
        ("1 --> 2", '"1" is no time of a caption'),
        ("1:2:3:4 --> 00:00:02.000", '"1:2:3:4" is no time'),
    ],
)
@pytest.mark.parametrize("suffix", ["vtt", "srt"])
def test_a_malformed_time_has_its_line(tmp_path: Path, times: str, told: str, suffix: str) -> None:
    """Its words are left out, all others are read."""
    head = "WEBVTT\n\n" if suffix == "vtt" else ""
    good = "00:00:05.000 --> 00:00:06.000\nstays\n"
    transcript, problems = written(tmp_path, f"a.{suffix}", f"{head}{times}\nlost\n\n{good}")
    assert transcript is not None
    assert [cue.text for cue in transcript.cues] == ["stays"]
    assert [(each.line, each.severity, each.code) for each in problems] == [
        (head.count("\n") + 1, "error", "transcript")
    ]
    assert told in problems[0].message


def test_of_many_faults_the_first_are_told(tmp_path: Path) -> None:
    """A file of the wrong kind doesn't fill the screen."""
    _, problems = written(tmp_path, "a.srt", "1 --> 2\nlost\n\n" * 500)
    assert len(problems) == 11
    assert problems[-1].message == "490 more of these follow"


@pytest.mark.parametrize(
    "text",
    ["Remember: keep moving.", "and: so on", "http://example.org is: there", "12:30 is lunch"],
)
def test_what_stands_before_a_colon_is_not_always_a_name(tmp_path: Path, text: str) -> None:
    """Where one sentence has a colon, the word before it is said, not the name of who says it."""
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n\n2\n00:00:03,000 --> 00:00:04,000\nHello.\n"
    assert {cue.speaker for cue in said(tmp_path, "a.srt", text).cues} == {None}


def test_a_name_goes_on_until_the_next_one(tmp_path: Path) -> None:
    """Captions name a speaker only where another one begins to speak."""
    lines = ["Wren Tallowby: Hi.", "I am here.", "Speaker 2: Me too.", "And so on."]
    text = "\n".join(
        f"00:00:0{at}.000 --> 00:00:0{at}.900\n{line}\n" for at, line in enumerate(lines)
    )
    cues = said(tmp_path, "a.vtt", "WEBVTT\n\n" + text).cues
    assert [cue.speaker for cue in cues] == ["Wren Tallowby"] * 2 + ["Speaker 2"] * 2
    assert [cue.text for cue in cues] == ["Hi.", "I am here.", "Me too.", "And so on."]


@pytest.mark.parametrize(
    "told",
    [
        {"version": "1.0.0", "segments": [{"speaker": "A", "startTime": 1, "body": "Hi\nthere"},
                                          {"startTime": 2.5, "endTime": 3, "body": " "}]},
        {"text": "Hi", "segments": [{"id": 0, "start": 1, "end": 2.5, "text": " Hi\nthere ",
                                     "speaker": "A"}]},
        {"transcription": [{"offsets": {"from": 1000, "to": 2500}, "text": "Hi\nthere",
                            "speaker": "A"}]},
    ],
    ids=["podcasting", "whisper", "whisper.cpp"],
)  # fmt: skip
def test_json_has_three_shapes(tmp_path: Path, told: object) -> None:
    """Podcasting 2.0's, whose ends may lack, and those that Whisper's programs write."""
    cues = said(tmp_path, "a.json", json.dumps(told)).cues
    assert heard(cues) == [(1.0, 2.5, "A", "Hi\nthere")]


@pytest.mark.parametrize(
    ("segment", "told"),
    [
        ({"startTime": -1, "endTime": 2, "body": "x"}, "has no times in seconds"),
        ({"startTime": "1", "endTime": 2, "body": "x"}, "has no times in seconds"),
        ({"startTime": 3, "endTime": 2, "body": "x"}, "ends (2 s) before it begins (3 s)"),
        ({"startTime": 1, "endTime": 2}, "has no text"),
        (None, "has no times in seconds"),
    ],
)
def test_a_faulty_segment_has_its_line(tmp_path: Path, segment: object, told: str) -> None:
    """It is left out; the line is that on which it begins."""
    good = {"startTime": 5, "endTime": 6, "body": "stays"}
    text = json.dumps({"version": "1.0.0", "segments": [good, segment]}, indent=1)
    transcript, problems = written(tmp_path, "a.json", text)
    assert transcript is not None
    assert len(transcript.cues) == 1
    assert [(each.line, each.message) for each in problems] == [(9, f"segment 2 {told}")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", "{", "this is no JSON"),
        ("a.json", "[" * 100_000, "this is no JSON"),
        ("a.json", '{"chapters": []}', 'there is no list "segments"'),
        ("a.vtt", "WEBVTT\n", "nobody says anything"),
        ("a.srt", "", "nobody says anything"),
        ("a.srt", "Hello,\n\0 you", "holds a NUL byte"),
    ],
)
def test_what_is_no_transcript_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    """There is none then, and one error says why."""
    transcript, problems = written(tmp_path, name, text)
    assert transcript is None
    assert len(problems) == 1
    assert told in problems[0].message
    assert problems[0].file == tmp_path / name


def test_fifty_thousand_cues_are_read_quickly(tmp_path: Path) -> None:
    """A day of talk takes no more than a few seconds, even on a busy machine."""
    line = "00:00:01,000 --> 00:00:02,500\nWren: Hello, and welcome to what we say.\n\n"
    began = time.process_time()
    assert len(said(tmp_path, "a.srt", line * 50_000).cues) == 50_000
    assert time.process_time() - began < 5
