"""A programme is the same samples from wherever it is read, and its fingerprint says when."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sounds import RATE, noise, segment, speech, sung, untouched, write_encoded, write_wav

from segue.audio.placing import place
from segue.audio.programme import Programme
from segue.audio.sources import Sound
from segue.show import AudioSettings

Make = Callable[..., Programme]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a programme: intro (FLAC at another rate), a loud body (WAV, MP3), outro."""
    folder = tmp_path_factory.mktemp("recordings")
    intro = write_encoded(folder / "i.flac", noise(2.0, -20), "flac", 48000)
    body = write_wav(folder / "b.wav", speech(9.0, -6))
    other = write_encoded(folder / "c.mp3", speech(3.0, -12, 5), "libmp3lame")
    outros = [write_wav(folder / f"o{seed}.wav", noise(2.0, -14, seed=seed)) for seed in (7, 8)]

    def made(outro: int = 0, ceiling: float | None = -3.0, gain: float = 3.0) -> Programme:
        kinds = (segment(intro, "intro"), segment(body), segment(other))
        listed = [*kinds, segment(outros[outro], "outro")]
        placed = place(listed, AudioSettings(crossfade_seconds=0.5))
        return replace(untouched(placed), ceiling_dbtp=ceiling).corrected(gain)

    return made


@settings(max_examples=25)
@given(data=st.data())
def test_any_part_has_the_samples_of_the_whole(make: Make, data: st.DataObject) -> None:
    """Bit for bit, through crossfades, resampling and limiting."""
    programme = make()
    start = data.draw(st.integers(0, programme.samples - 1))
    stop = data.draw(st.integers(start + 1, programme.samples))
    assert np.array_equal(sung(programme, start, stop), sung(programme)[start:stop])


def test_its_parts_together_are_the_whole(make: Make) -> None:
    """Nothing is lost or doubled between blocks, with a limiter and without one."""
    for ceiling in (None, -3.0):
        programme = make(ceiling=ceiling)
        whole = sung(programme)
        assert len(whole) == programme.samples
        edges = [*range(0, programme.samples, 1152 * 50), programme.samples]
        parts = [sung(programme, *edge) for edge in pairwise(edges)]
        assert np.array_equal(np.concatenate(parts), whole)


def test_another_outro_changes_only_the_end(make: Make) -> None:
    """Everything further from it than the limiter reaches keeps its fingerprint and its bits."""
    one, other = make(0), make(1)
    till = one.layers[-1].clip.start - 2 * 65_536
    assert one.fingerprint(0, till) == other.fingerprint(0, till)
    assert np.array_equal(sung(one, 0, till), sung(other, 0, till))
    end = till + 65_536, one.samples
    assert one.fingerprint(*end) != other.fingerprint(*end)


def test_the_fingerprint_tells_what_can_be_heard(make: Make) -> None:
    """Gain, ceiling, place and channels each make another one."""
    programme = make()
    span = 0, 50_000
    others = [
        make(gain=2.0),
        make(ceiling=-2.0),
        make(ceiling=None),
        replace(programme, sound=Sound(RATE, 1)),
        replace(programme, sound=Sound(48000, 2)),
        replace(programme, sound=Sound(RATE, 2, high_pass_hz=80)),
    ]
    marks = {each.fingerprint(*span) for each in (programme, *others)}
    assert len(marks) == len(others) + 1
    assert programme.fingerprint(0, 50_001) not in marks
    assert programme.fingerprint(1152, 51_152) not in marks


def test_a_programme_can_be_sent_to_another_process(make: Make) -> None:
    """It is a plain value, and opens its recordings where it is played."""
    programme = make()
    sent = pickle.loads(pickle.dumps(programme))
    assert np.array_equal(sung(sent, 70_000, 90_000), sung(programme, 70_000, 90_000))
    assert sent.fingerprint(0, 9) == programme.fingerprint(0, 9)


def test_a_correction_moves_gains_and_ceiling(make: Make) -> None:
    """By so many decibels, on every clip alike."""
    corrected = make().corrected(0.5, -0.2)
    assert [layer.gain_db for layer in corrected.layers] == [3.5] * 4
    assert corrected.ceiling_dbtp == pytest.approx(-3.2)
