"""Fades, gaps and beds lie where their author put them, and what doesn't fit is told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from sounds import RATE, segment, sung, untouched, write_wav

from segue.audio.placing import place
from segue.errors import SegueError
from segue.model import Recording, Segment
from segue.release import Timeline
from segue.show import AudioSettings


def spoken(seconds: float, name: str = "talk.wav", **changes: object) -> Segment:
    """A segment of a made-up recording."""
    recording = Recording(Path(name), "0" * 64, RATE, 2, round(seconds * RATE))
    return Segment(recording, **changes)  # type: ignore[arg-type]


def placed(*segments: Segment, crossfade: float = 1.0) -> Timeline:
    """The segments on a timeline."""
    return place(segments, AudioSettings(crossfade_seconds=crossfade))


def fault(*segments: Segment) -> str:
    """The one thing that is wrong."""
    with pytest.raises(SegueError) as caught:
        placed(*segments)
    (found,) = caught.value.problems
    return f"{found.code}:{found.line}: {found.message}"


def test_a_segments_own_crossfade_goes_before_the_shows() -> None:
    """Each boundary can have one of its own."""
    made = placed(spoken(10), spoken(10, crossfade=3.0), spoken(10, crossfade=0.0))
    assert [clip.start / RATE for clip in made.clips] == [0, 7, 17]
    assert [clip.fade_in / RATE for clip in made.clips] == [0, 3, 0]
    assert [clip.fade_out / RATE for clip in made.clips] == [3, 0, 0]


def test_a_gap_is_silence_and_no_crossfade(tmp_path: Path) -> None:
    """Exactly so many silent samples lie between the two."""
    steady = np.full((RATE, 2), 0.5, np.float32)
    file = write_wav(tmp_path / "a.wav", steady, kind="f32")
    made = placed(segment(file), segment(file, gap=0.25))
    sound = sung(untouched(made))
    silent = round(0.25 * RATE)
    assert made.samples == 2 * RATE + silent
    assert np.all(sound[RATE : RATE + silent] == 0)
    assert np.all(sound[:RATE] == 0.5)
    assert np.all(sound[RATE + silent :] == 0.5)


def test_fades_come_out_of_silence_and_go_back_into_it(tmp_path: Path) -> None:
    """Equal-power ramps, as long as they were asked for; between them nothing is touched."""
    steady = np.full((4 * RATE, 2), 0.5, np.float32)
    file = write_wav(tmp_path / "a.wav", steady, kind="f32")
    sound = sung(untouched(placed(segment(file, fade_in=1.0, fade_out=0.5))))[:, 0]
    assert sound[0] < 0.001
    assert sound[RATE // 2] == pytest.approx(0.5 * 0.5**0.5, abs=0.001)
    assert np.all(np.diff(sound[:RATE]) >= 0)
    assert np.all(sound[RATE : 4 * RATE - RATE // 2] == 0.5)
    assert sound[-1] < 0.001


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            (spoken(5), spoken(2, "b.wav", crossfade=3.0, line=4)),
            (
                'crossfade-too-long:4: a crossfade of 3 s between "talk.wav" and "b.wav" is longer '
                'than "b.wav" (2.000 s)'
            ),
        ),
        (
            (spoken(5), spoken(2, "b.wav", gap=1.0, crossfade=1.0, line=4)),
            'wrong-gap:4: "b.wav" can\'t have both a gap and a crossfade before it',
        ),
        ((spoken(5, gap=-1.0, line=3),), "wrong-gap:3: a gap of -1 s before"),
        (
            (spoken(5, fade_in=3.0, fade_out=2.5, line=3),),
            'fade-too-long:3: a fade of 3 s in and 2.5 s out doesn\'t fit into "talk.wav"',
        ),
        (
            (spoken(5), spoken(9, "m.mp3", under=True, line=8)),
            'wrong-bed:8: "m.mp3" has nothing that it could play under',
        ),
        (
            (spoken(0.2, "m.mp3", under=True, repeat=True, line=8), spoken(5)),
            'wrong-bed:8: "m.mp3" (0.200 s) is too short to be repeated',
        ),
        (
            (spoken(9), spoken(4, "b.wav", crossfade=3.0, line=2), spoken(9, crossfade=2.0)),
            (
                'crossfade-too-long:2: "b.wav" (4.000 s) is too short for a crossfade of 3 s with '
                '"talk.wav" before it and one of 2 s with "talk.wav" after it'
            ),
        ),
    ],
)
def test_what_does_not_fit_is_told(parts: tuple[Segment, ...], said: str) -> None:
    """With the segment, its line and its length; nothing is shortened silently."""
    assert fault(*parts).startswith(said)


def test_a_bed_begins_with_what_follows_it() -> None:
    """It plays under the next segment, and ends with its own end."""
    made = placed(spoken(10), spoken(4, "m.mp3", under=True), spoken(10), crossfade=0.0)
    (bed,) = made.beds
    assert len(made.clips) == 2
    assert (bed.start, bed.end) == (10 * RATE, 14 * RATE)
    assert bed.rise == bed.fall == RATE


def test_a_bed_that_repeats_ends_with_the_talk() -> None:
    """It is faded into itself, and the outro is heard alone."""
    music = spoken(6, "m.mp3", under=True, repeat=True)
    made = placed(
        spoken(5, kind="intro"), music, spoken(20), spoken(5, kind="outro"), crossfade=0.0
    )
    beds = made.beds
    assert beds[0].start == 5 * RATE
    assert beds[-1].end == 25 * RATE
    for before, after in pairwise(beds):
        assert before.end - after.start == before.fade_out == after.fade_in == RATE
    assert beds[0].rise == beds[-1].fall == RATE
    assert made.samples == 30 * RATE
