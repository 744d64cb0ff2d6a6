"""What readers of a transcript would stumble over is told before they do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from samples import a_release, an_episode
from segue.checks import transcripts
from segue.errors import Problem
from segue.model import Recording, Segment
from segue.release import Bundle
from segue.speech import Cue, Transcript

FILE = Path("transcripts/talk.vtt")


def found(*cues: Cue) -> list[Problem]:
    """What is told of a transcript of a recording of ten seconds, which is played twice."""
    recording = Recording(Path("talk.mp3"), "0" * 64, 100, 1, 1000)
    segment = Segment(recording, transcript=Transcript(cues, file=FILE))
    release = a_release(an_episode(segments=(segment, segment)))
    bundle = Bundle(release.episode.show, (replace(release),))
    return [*dict.fromkeys(transcripts.check(bundle))]


def test_words_past_the_end_of_the_recording_are_told_once() -> None:
    """With the line of the first, and how far the last is."""
    (problem,) = found(Cue(1, 2, "in"), Cue(9, 12, "out", line=7), Cue(70, 75, "out", line=9))
    assert (problem.severity, problem.code) == ("warning", "transcript-outside")
    assert (problem.file, problem.line) == (FILE, 7)
    assert problem.message == (
        "this cue and 1 more lies past the end of talk.mp3, which is 00:10 long; "
        "the last one ends at 01:15"
    )


def test_a_rounded_end_is_fine() -> None:
    """Engines give the last words a second more than there is."""
    assert found(Cue(9, 10.9, "end")) == []


def test_a_counted_speaker_is_asked_for() -> None:
    """The hint can be pasted; a name is nothing to ask for."""
    cues = [Cue(1, 2, "a", "SPEAKER_00", line=4), Cue(2, 3, "b", "SPEAKER_00", line=7)]
    (problem,) = found(*cues, Cue(3, 4, "c", "Ada Example"))
    assert (problem.code, problem.line) == ("transcript-speaker", 4)
    assert problem.hint is not None
    assert 'transcript: {speakers: {"SPEAKER_00": "' in problem.hint
