"""Every word stands where it is heard, whatever was put before it or cut away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.audio.placing import place
from segue.model import ClipKind, Recording, Segment
from segue.release import Clip, Timeline
from segue.show import AudioSettings
from segue.speech import Cue, Transcript
from segue.transcripts.joining import joined

RATE = 44100


def part(
    seconds: float, *cues: Cue, kind: ClipKind = "content", **changes: float | None
) -> Segment:
    """A segment of a made-up recording of that length, in which that is said."""
    recording = Recording(Path(f"{len(cues)}.wav"), "0" * 64, RATE, 1, round(seconds * RATE))
    transcript = Transcript(cues) if cues else None
    return Segment(recording, kind, transcript=transcript, **changes)  # type: ignore[arg-type]


def told(segments: Sequence[Segment], crossfade: float = 1.0) -> list[tuple[float, float, str]]:
    """When each of the words is heard."""
    transcript = joined(place(segments, AudioSettings(crossfade_seconds=crossfade)))
    cues = transcript.cues if transcript else ()
    return [(round(cue.start, 3), round(cue.end, 3), cue.text) for cue in cues]


def test_an_intro_moves_every_cue_by_its_length() -> None:
    """12.345 s of it, to the millisecond; without it they are where they were."""
    cues = [Cue(0.0, 1.234, "a"), Cue(7.5, 8.001, "b"), Cue(59.999, 60.0, "c")]
    intro, talk = part(12.345, kind="intro"), part(60, *cues)
    assert told([intro, talk], crossfade=0) == [
        (12.345, 13.579, "a"),
        (19.845, 20.346, "b"),
        (72.344, 72.345, "c"),
    ]
    assert told([talk]) == [(cue.start, cue.end, cue.text) for cue in cues]


def test_what_is_cut_away_is_not_told() -> None:
    """Of words that a cut goes through the times end there; none is negative."""
    cues = [Cue(1, 4, "gone"), Cue(4, 6, "half"), Cue(8, 9, "whole"), Cue(9.5, 12, "end")]
    cues += [Cue(10, 11, "over")]
    assert told([part(30, *cues, start=5.0, end=10.0)]) == [
        (0.0, 1.0, "half"),
        (3.0, 4.0, "whole"),
        (4.5, 5.0, "end"),
    ]


def test_segments_are_joined_by_when_they_are_heard() -> None:
    """A crossfade lets the second begin before the first has ended."""
    first, second = part(10, Cue(9.5, 10, "bye")), part(20, Cue(0, 1, "hi"), Cue(2, 3, "there"))
    assert told([first, second]) == [(9.0, 10.0, "hi"), (9.5, 10.0, "bye"), (11.0, 12.0, "there")]


def test_words_in_what_tidying_left_out_are_left_out() -> None:
    """What goes on behind it moves up."""
    cues = (Cue(0, 2, "a"), Cue(3, 4, "gone"), Cue(4.5, 6, "half"), Cue(6, 7, "b"))
    stretches = ((0, 3 * RATE), (5 * RATE, 10 * RATE))
    clip = Clip(part(10, *cues), 0, 8 * RATE, kept=stretches)
    transcript = joined(Timeline(RATE, 8 * RATE, (clip,), ()))
    assert transcript is not None
    assert [(cue.start, cue.end, cue.text) for cue in transcript.cues] == [
        (0, 2, "a"),
        (3, 4, "half"),
        (4, 5, "b"),
    ]


def test_two_ids_don_t_meet() -> None:
    """Both recordings count from 1, and an id may stand only once in a file."""
    one = part(10, Cue(1, 2, "a", id="1"), Cue(2, 3, "b", id="2"))
    other = part(20, Cue(1, 2, "c", id="1"), Cue(3, 4, "d"), Cue(5, 6, "e", id="3"))
    transcript = joined(place([one, other], AudioSettings()))
    assert transcript is not None
    assert [cue.id for cue in transcript.cues] == ["1", "2", None, None, "3"]


def test_styles_and_notes_come_along() -> None:
    """Two recordings with the same style have it once."""
    one = part(10, Cue(1, 2, "a", notes=("NOTE one",)))
    assert one.transcript is not None
    styled = replace(one.transcript, styles=("STYLE\nx",), closing=("NOTE end",))
    segments = [replace(one, transcript=styled)] * 2
    transcript = joined(place(segments, AudioSettings()))
    assert transcript is not None
    assert transcript.styles == ("STYLE\nx",)
    assert transcript.closing == ("NOTE end",)
    assert [cue.notes for cue in transcript.cues] == [("NOTE one",)] * 2


def test_an_episode_in_which_nobody_wrote_down_a_word_has_no_transcript() -> None:
    """Nor has one of whose words none is heard, or one without audio."""
    assert joined(None) is None
    assert joined(place([part(10)], AudioSettings())) is None
    assert joined(place([part(10, Cue(1, 2, "a"), start=5.0)], AudioSettings())) is None


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(0, 9)), max_size=20),
    st.floats(0, 20),
    st.floats(0.1, 30),
    st.integers(0, 20_000),
)
def test_no_cue_is_ever_outside_the_episode(
    spans: list[tuple[float, float]], start: float, length: float, intro: int
) -> None:
    """Whatever a transcript says and however its recording is cut, in order and the right way."""
    cues = [Cue(begin, begin + lasts, "x") for begin, lasts in spans]
    parts = [part(40, *cues, start=start, end=start + min(length, 20))]
    if intro:
        parts.insert(0, part(0.05 + intro / 1000, kind="intro"))
    timeline = place(parts, AudioSettings(crossfade_seconds=0))
    transcript = joined(timeline)
    heard = transcript.cues if transcript else ()
    assert [cue.start for cue in heard] == sorted(cue.start for cue in heard)
    assert all(0 <= cue.start < cue.end <= timeline.seconds + 0.001 for cue in heard)


@pytest.mark.parametrize("length", [0.0, 0.0004])
def test_words_without_length_last_a_millisecond(length: float) -> None:
    """Some engines give a word no time at all, and players refuse a cue without any."""
    expected = [(3.0, 3.001, "a")] if length == 0 else []
    assert told([part(10, Cue(3.0, 3.0 + length, "a"))]) == expected
