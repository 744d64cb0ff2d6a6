"""What is written reads back the same, here and in the programs of other people."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser

import pysubs2
import srt as srt_library
import webvtt
from hypothesis import given
from hypothesis import strategies as st
from said import FILE

from segue import transcripts
from segue.speech import Cue, Transcript
from segue.transcripts import prose, segments, srt, vtt
from segue.transcripts.findings import Findings
from segue.transcripts.lines import LONGEST, wrapped
from segue.transcripts.wording import Wording, settled

HOSTILE = 'AT&T < 5 ]]> "so" \N{GRINNING FACE} <script> &lt; {\\an8} --> end'
# Words as they are spoken: no white space of any kind, which parts them, and no control characters.
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
NAMES = st.sampled_from(["Wren Tallowby", "Junia O'Neill-Smith", "X & Y"])


@st.composite
def transcripts_said(draw: st.DrawFn) -> Transcript:
    """Any words at any milliseconds, in order; all cues have a speaker, or none has."""
    cues = []
    names = draw(st.sampled_from([NAMES, st.none()]))
    moment = draw(st.integers(0, 100_000_000))
    for _ in range(draw(st.integers(1, 6))):
        moment += draw(st.integers(0, 5_000))
        end = moment + draw(st.integers(1, 9_000))
        text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=20)))
        cues.append(Cue(moment / 1000, end / 1000, text, draw(names)))
    return Transcript(tuple(cues))


def times(transcript: Transcript) -> list[tuple[float, float]]:
    """When each cue is heard."""
    return [(cue.start, cue.end) for cue in transcript.cues]


def words(transcript: Transcript) -> list[list[str]]:
    """What is said in each cue, with who says it where that stands in the text."""
    return [cue.text.split() for cue in transcript.cues]


def reread(form: str, transcript: Transcript) -> Transcript:
    """The transcript written in a format and read from it."""
    module = {"vtt": vtt, "srt": srt, "json": segments}[form]
    findings = Findings(FILE)
    text = module.write(transcript)
    again = module.read(text, findings)
    assert findings.told() == ()
    return again


@given(transcripts_said())
def test_webvtt_and_json_keep_every_time_word_and_speaker(said: Transcript) -> None:
    """Whatever the words are: what means something to a format is written out."""
    for form in ("vtt", "json"):
        again = reread(form, said)
        assert times(again) == times(said)
        if all(cue.speaker for cue in said.cues):
            assert words(again) == words(said)
            assert [cue.speaker for cue in again.cues] == [cue.speaker for cue in said.cues]


@given(transcripts_said())
def test_webvtt_by_way_of_srt_keeps_every_time_and_word(said: Transcript) -> None:
    """The names, which SRT has only in its text, come along."""
    first = reread("vtt", said)
    again = reread("vtt", reread("srt", first))
    assert times(again) == times(first)
    assert srt.write(again).split() == srt.write(first).split()


def test_other_programs_read_the_same() -> None:
    """webvtt-py, srt and pysubs2 find each time and each word, the hostile ones too."""
    long = "word " * 40 + "https://example.org/" + "x" * 80
    cues = (
        Cue(0.0, 1.25, "Hello there", "Wren Tallowby"),
        Cue(1.25, 3.5, HOSTILE, "X & Y"),
        Cue(3.4, 3725.999, long.strip(), "X & Y"),
    )
    said = Transcript(cues)
    captions = webvtt.from_buffer(io.StringIO(vtt.write(said))).captions
    assert [(each.start, each.end) for each in captions] == [
        ("00:00:00.000", "00:00:01.250"),
        ("00:00:01.250", "00:00:03.500"),
        ("00:00:03.400", "01:02:05.999"),
    ]
    assert [each.voice for each in captions] == ["Wren Tallowby", "X &amp; Y", "X &amp; Y"]
    subtitles = list(srt_library.parse(srt.write(said)))
    expected = ["Wren Tallowby: Hello there", f"X & Y: {HOSTILE}", long.strip()]
    assert [each.content.split() for each in subtitles] == [each.split() for each in expected]
    assert [each.start.total_seconds() for each in subtitles] == [0.0, 1.25, 3.4]
    lines = pysubs2.SSAFile.from_string(srt.write(said))
    assert [(each.start, each.end) for each in lines] == [(0, 1250), (1250, 3500), (3400, 3725999)]


@given(st.lists(WORDS, min_size=1, max_size=60), st.integers(0, 40))
def test_no_line_is_long_but_that_of_a_long_word(spoken: list[str], before: int) -> None:
    """At most 65 characters with the name before them; no word is lost or broken."""
    text = wrapped(" ".join(spoken), before)
    assert text.split() == spoken
    first, *rest = text.split("\n")
    assert len(first) + before <= LONGEST or " " not in first
    assert all(len(line) <= LONGEST or " " not in line for line in rest)


class Elements(HTMLParser):
    """The texts of the elements of a page, by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.tag = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what is open."""
        del attrs
        self.tag = tag

    def handle_data(self, data: str) -> None:
        """Take a text up."""
        if self.tag in {"cite", "time", "p"} and data.strip():
            self.texts.append((self.tag, data))


def test_a_page_says_who_speaks_since_when_and_what() -> None:
    """As Podcasting 2.0 describes it; one speaker's cues are one passage."""
    cues = (
        Cue(0.0, 1.0, "Hello.", "Wren"),
        Cue(1.0, 2.0, HOSTILE, "Wren"),
        Cue(3725.0, 3726.0, "Hi.", "<Junia>"),
        Cue(3726.0, 3727.0, "Silence.", None),
    )
    page = prose.html(Transcript(cues), "A < B & C", "en-GB")
    assert Elements(page).texts == [
        ("cite", "Wren:"),
        ("time", "00:00"),
        ("p", f"Hello. {HOSTILE}"),
        ("cite", "<Junia>:"),
        ("time", "1:02:05"),
        ("p", "Hi."),
        ("time", "1:02:06"),
        ("p", "Silence."),
    ]
    assert '<html lang="en-GB">' in page
    assert "<title>A &lt; B &amp; C</title>" in page
    assert prose.text(Transcript(cues)) == (
        f"(00:00) Wren\nHello. {HOSTILE}\n\n(1:02:05) <Junia>\nHi.\n\n(1:02:06)\nSilence.\n"
    )


def test_a_long_talk_has_paragraphs() -> None:
    """They end with a sentence, three quarters of a minute or more after they began."""
    cues = [Cue(at * 10.0, at * 10 + 9.0, f"{at}{'.' if at % 3 == 2 else ''}") for at in range(18)]
    starts = [passage.start for passage in prose.passages(Transcript(tuple(cues)))]
    assert starts == [0.0, 60.0, 120.0]


def test_json_is_podcasting_2_0_s() -> None:
    """Version 1.0.0; a speaker that nobody named is left out."""
    said = Transcript((Cue(1.0004, 2.5, "Two\nlines"), Cue(3.0, 4.0, "x", "Wren")))
    assert json.loads(segments.write(said)) == {
        "version": "1.0.0",
        "segments": [
            {"startTime": 1.0, "endTime": 2.5, "body": "Two lines"},
            {"speaker": "Wren", "startTime": 3.0, "endTime": 4.0, "body": "x"},
        ],
    }
    assert sorted(transcripts.written(said, "T", "en")) == ["html", "json", "srt", "txt", "vtt"]


def test_speakers_get_their_full_names() -> None:
    """Of hosts and guests, by any word that only one of them has, or as the settings say."""
    wording = Wording(
        hosts=("Wren Tallowby",),
        guests=("Junia Farrowmere", "Ada Farrowmere"),
        speakers={"Speaker 1": "wren", "SPEAKER_01": "A caller"},
    )
    labels = ["HOST", "wren", "JUNIA", "farrowmere", "Guest", "speaker 1", "Speaker_01", "Bob"]
    said = Transcript(tuple(Cue(0, 1, "x", label) for label in labels))
    assert [cue.speaker for cue in settled(said, wording).cues] == [
        "Wren Tallowby",
        "Wren Tallowby",
        "Junia Farrowmere",
        "farrowmere",
        "Guest",
        "Wren Tallowby",
        "A caller",
        "Bob",
    ]


def test_the_glossary_sets_whole_words_right() -> None:
    """The longest first, each once, capitals or not; words that are right already don't count."""
    glossary = {
        "car tee": "CAR-T",
        "car": "cart",
        "car-t": "CAR-T",
        "um,": "",
        "": "x",
        "scar": "scar",
    }
    said = Transcript((Cue(0, 1, "Car\ntee, CAR-T, car-t and scar tee by car."), Cue(1, 2, "Um,")))
    made = settled(said, Wording(replace=glossary))
    assert [cue.text for cue in made.cues] == ["CAR-T, CAR-T, CAR-T and scar tee by cart."]
    assert [(each.wrong, each.right, each.times) for each in made.corrections] == [
        ("car", "cart", 1),
        ("car tee", "CAR-T", 1),
        ("car-t", "CAR-T", 1),
        ("um,", "", 1),
    ]
