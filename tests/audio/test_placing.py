"""The timeline is exact to the sample, and refuses what does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.audio.placing import place
from segue.errors import SegueError
from segue.model import Recording, Segment
from segue.show import AudioSettings

RATE = 44100


def spoken(samples: int, name: str = "talk.wav", rate: int = RATE, **changes: object) -> Segment:
    """A segment of a made-up recording."""
    recording = Recording(Path(name), "0" * 64, rate, 1, samples)
    return Segment(recording, **changes)  # type: ignore[arg-type]


def fading(seconds: float) -> AudioSettings:
    """Settings with that crossfade."""
    return AudioSettings(crossfade_seconds=seconds)


def problems(*segments: Segment, crossfade: float = 1.0) -> list[str]:
    """What placing these says, each as code, line and message."""
    with pytest.raises(SegueError) as caught:
        place(segments, fading(crossfade))
    return [f"{each.code}:{each.line}: {each.message}" for each in caught.value.problems]


@given(
    lengths=st.lists(st.integers(2 * RATE, 100 * RATE), min_size=1, max_size=6),
    crossfade=st.floats(0, 1),
)
def test_clips_overlap_by_the_crossfade_and_nothing_is_lost(
    lengths: list[int], crossfade: float
) -> None:
    """The timeline is as long as its clips less their crossfades, to the sample."""
    placed = place([spoken(length) for length in lengths], fading(crossfade))
    fade = round(crossfade * RATE)
    assert placed.samples == sum(lengths) - fade * (len(lengths) - 1)
    assert [clip.samples for clip in placed.clips] == lengths
    for before, after in zip(placed.clips, placed.clips[1:], strict=False):
        assert before.start + before.samples - after.start == fade
        assert (before.fade_out, after.fade_in) == (fade, fade)
    assert (placed.clips[0].fade_in, placed.clips[-1].fade_out) == (0, 0)


def test_a_recording_at_another_rate_keeps_its_length_in_time() -> None:
    """48,000 samples at 48 kHz are one second, so 44,100 samples of the timeline."""
    placed = place([spoken(48000, rate=48000)], fading(0))
    assert placed.samples == RATE


def test_cuts_are_taken_in_the_recordings_own_samples() -> None:
    """A cut from 1 s to 2.5 s is 1.5 s long."""
    placed = place([spoken(10 * RATE, start=1.0, end=2.5)], fading(0))
    assert placed.samples == round(1.5 * RATE)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (12.0, None, "is 10.000 s long and can't begin at 12 s"),
        (0.0, 10.5, "is 10.000 s long and can't end at 10.5 s"),
        (0.0, float("nan"), "can't end at nan s"),
        (5.0, 4.0, 'nothing is left of "talk.wav" from 5 s to 4 s'),
        (5.0, 5.0, "nothing is left of"),
        (5.0, 5.00001, "nothing is left of"),
        (-1.0, None, "can't begin at -1 s"),
    ],
)
def test_a_cut_outside_the_recording_is_an_error(
    start: float, end: float | None, said: str
) -> None:
    """The message names the file, its length and the time that is wrong, at its line."""
    (found,) = problems(spoken(10 * RATE, start=start, end=end, line=7), crossfade=0)
    assert found.startswith("wrong-cut:7: ")
    assert '"talk.wav"' in found
    assert said in found


@pytest.mark.parametrize("gain", [10000.0, -60.5, float("nan")])
def test_a_gain_beyond_all_sense_is_an_error(gain: float) -> None:
    """10000 dB is no number that samples can be multiplied by."""
    (found,) = problems(spoken(10 * RATE, gain_db=gain, line=7))
    assert found == f'wrong-gain:7: "talk.wav" can\'t be turned by {gain:g} dB'
    assert place([spoken(10 * RATE, gain_db=-60.0)], fading(0)).samples == 10 * RATE


def test_an_end_as_a_player_shows_it_is_taken() -> None:
    """An `out` a rounded millisecond past the end means the end."""
    placed = place([spoken(441_020, end=10.001)], fading(0))
    assert placed.samples == 441_020


def test_a_crossfade_longer_than_a_clip_is_an_error_naming_both() -> None:
    """It is never clamped silently: the author asked for this crossfade."""
    (found,) = problems(
        spoken(RATE // 2, "sting.wav", line=5), spoken(9 * RATE, line=6), crossfade=1
    )
    assert found == (
        'crossfade-too-long:5: a crossfade of 1 s between "sting.wav" and "talk.wav" is longer '
        'than "sting.wav" (0.500 s)'
    )


def test_a_clip_too_short_for_its_two_crossfades_is_an_error() -> None:
    """Three clips never sound at once."""
    (found,) = problems(
        spoken(9 * RATE, "a.wav"), spoken(RATE * 3 // 2, "b.wav", line=8), spoken(9 * RATE, "c.wav")
    )
    assert found.startswith('crossfade-too-long:8: "b.wav" (1.500 s) is too short')
    assert '"a.wav"' in found
    assert '"c.wav"' in found


def test_a_crossfade_as_long_as_the_clip_fits() -> None:
    """The longest crossfade that fits is no error."""
    placed = place([spoken(RATE, "a.wav"), spoken(9 * RATE)], fading(1.0))
    assert placed.samples == 9 * RATE


def test_a_crossfade_below_zero_is_an_error() -> None:
    """A negative time would tear clips apart."""
    (found,) = problems(spoken(RATE), spoken(RATE), crossfade=-1)
    assert found == "crossfade-too-long:None: a crossfade can't last -1 s"


def test_every_fault_is_told_at_once() -> None:
    """An author mends all of them in one go."""
    faults = problems(spoken(RATE, start=2, line=1), spoken(RATE, start=3, line=2), crossfade=0.5)
    assert [fault.split(":")[1] for fault in faults] == ["1", "2"]
