"""Tidying leaves out silence and nothing else, and everything that has a time moves with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sounds import RATE, Samples, level_db, noise, segment, sung, tone, untouched, write_wav

from segue.audio.levelling import sound_of
from segue.audio.placing import place
from segue.audio.programme import Programme
from segue.model import Mark, Segment
from segue.show import AudioSettings


def quiet(seconds: float, level: float = -75.0) -> Samples:
    """A room's noise."""
    return noise(seconds, level, seed=9)


def spoken(folder: Path, *parts: Samples) -> Segment:
    """A recording of these parts."""
    return segment(write_wav(folder / "talk.wav", np.concatenate(parts), kind="f32"))


def words(seconds: float, seed: int = 1) -> Samples:
    """Something loud."""
    return noise(seconds, -20, seed=seed)


def test_without_a_setting_nothing_is_left_out(tmp_path: Path) -> None:
    """Tidying is off until somebody asks for it."""
    talk = spoken(tmp_path, quiet(2), words(2), quiet(3), words(2), quiet(2))
    assert place([talk], AudioSettings()).clips[0].kept == ()


def test_silence_at_the_ends_is_left_out(tmp_path: Path) -> None:
    """What is heard begins a tenth before the first word and ends a quarter after the last."""
    talk = spoken(tmp_path, quiet(2), words(3), quiet(4))
    (clip,) = place([talk], AudioSettings(trim_silence=True)).clips
    (stretch,) = clip.stretches
    assert stretch[0] / RATE == pytest.approx(1.9, abs=0.06)
    assert stretch[1] / RATE == pytest.approx(5.25, abs=0.06)
    assert clip.samples == stretch[1] - stretch[0]


def test_long_pauses_become_as_long_as_asked(tmp_path: Path) -> None:
    """A pause of three seconds takes one, one of half a second stays, and no word is lost."""
    first, second, third = words(2, 1), words(2, 2), words(2, 3)
    talk = spoken(tmp_path, first, quiet(3), second, quiet(0.5), third)
    placed = place([talk], AudioSettings(shorten_pauses_seconds=1.0))
    assert placed.seconds == pytest.approx(7.5, abs=0.06)
    made = sung(untouched(placed))
    assert np.array_equal(made[: 2 * RATE], first)
    assert np.array_equal(made[-2 * RATE :], third)
    assert np.array_equal(made[-round(4.5 * RATE) : -round(2.5 * RATE)], second)


def test_a_shortened_pause_has_no_click_and_no_dip(tmp_path: Path) -> None:
    """At the join the room goes on as loud as it was."""
    talk = spoken(tmp_path, words(2), quiet(4, -60), words(2))
    placed = place([talk], AudioSettings(shorten_pauses_seconds=1.0))
    (clip,) = placed.clips
    join = clip.stretches[0][1]
    around = sung(untouched(placed))[join - 2000 : join + 2000]
    assert level_db(around) == pytest.approx(-60, abs=1)
    assert np.abs(around).max() < 10 ** (-45 / 20)


def test_any_part_of_a_tidied_programme_has_the_samples_of_the_whole(tmp_path: Path) -> None:
    """Also where a part begins within a join."""
    talk = spoken(tmp_path, words(1), quiet(2, -60), words(1), quiet(2, -60), words(1))
    placed = place([talk], AudioSettings(shorten_pauses_seconds=0.5))
    programme = untouched(placed)
    whole = sung(programme)
    first = placed.clips[0].stretches[0][1]
    for start in (0, first - 441, first - 200, first - 1, first, first + 77, len(whole) - 5):
        assert np.array_equal(sung(programme, start), whole[start:])


def test_chapters_move_with_their_words(tmp_path: Path) -> None:
    """A chapter that was typed at 5 s into the recording is heard where its words are."""
    talk = spoken(tmp_path, words(2), quiet(3), words(2))
    settings = AudioSettings(shorten_pauses_seconds=1.0)
    placed = place([talk], settings, [Mark(0.0, "One"), Mark(5.0, "Two")])
    assert placed.chapters[1].seconds == pytest.approx(3.0, abs=0.06)
    (clip,) = placed.clips
    assert placed.hearing(clip)(5.0) == pytest.approx(placed.chapters[1].seconds, abs=0.001)
    assert placed.hearing(clip)(3.5) == pytest.approx(2.5, abs=0.06), "left out: goes on after it"
    assert placed.hearing(clip)(1.0) == 1.0


def test_a_chapter_in_the_silence_that_is_trimmed_stays_inside(tmp_path: Path) -> None:
    """It moves to the nearest sound that is left."""
    talk = spoken(tmp_path, quiet(2), words(3), quiet(4))
    marks = [Mark(0.5, "Before"), Mark(8.0, "After")]
    placed = place([talk], AudioSettings(trim_silence=True), marks)
    assert placed.chapters[0].seconds == 0.0
    assert placed.chapters[1].seconds <= placed.seconds


def test_a_recording_of_silence_is_left_whole(tmp_path: Path) -> None:
    """Nothing would be left of it."""
    talk = spoken(tmp_path, np.zeros((3 * RATE, 2), np.float32))
    settings = AudioSettings(trim_silence=True, shorten_pauses_seconds=0.5)
    assert place([talk], settings).samples == 3 * RATE


def test_a_short_asset_is_trimmed_to_the_millisecond(tmp_path: Path) -> None:
    """Digital silence before an intro would be heard as a gap."""
    silent = np.zeros((RATE // 2, 2), np.float32)
    sound = np.concatenate([silent, words(1), silent])
    intro = segment(write_wav(tmp_path / "i.wav", sound), "intro")
    (clip,) = place([intro], AudioSettings(trim_silence=True)).clips
    ((first, end),) = clip.kept
    assert first == pytest.approx(RATE / 2, abs=RATE * 0.002)
    assert end == pytest.approx(RATE * 1.5, abs=RATE * 0.002)


def cleaned(recorded: Segment, settings: AudioSettings) -> Samples:
    """A recording's sound after cleaning."""
    placed = place([recorded], settings)
    programme = untouched(placed)
    sound = sound_of(placed, settings)
    return sung(Programme(programme.layers, sound, programme.samples, None))


def test_a_high_pass_takes_rumble_and_leaves_voices(tmp_path: Path) -> None:
    """20 Hz sinks by more than 20 dB under a high-pass at 80 Hz, 1 kHz by nothing; no shift."""
    rumble = segment(write_wav(tmp_path / "r.wav", tone(2.0, 20), kind="f32"))
    voice = segment(write_wav(tmp_path / "v.wav", tone(2.0, 1000), kind="f32"))
    settings = AudioSettings(high_pass_hz=80, channels="mono")
    assert level_db(cleaned(rumble, settings)[RATE:]) < level_db(tone(2.0, 20)) - 20
    made = cleaned(voice, settings)
    assert len(made) == 2 * RATE
    assert level_db(made) == pytest.approx(level_db(tone(2.0, 1000)), abs=0.1)


@pytest.mark.parametrize("rate", [22050, 44100, 48000])
def test_noise_is_made_softer_and_words_stay_in_place(tmp_path: Path, rate: int) -> None:
    """Hiss around words sinks by 5 dB and more; length and time are the same, at any rate."""
    sound = noise(8.0, -50, 1)[: 6 * rate]
    sound[2 * rate : 4 * rate] += noise(3.0, -20, 1, seed=4)[: 2 * rate]
    recorded = segment(write_wav(tmp_path / "n.wav", sound, rate, "f32"))
    settings = AudioSettings(reduce_noise=True, channels="mono", sample_rate=rate)
    made = cleaned(recorded, settings)
    assert len(made) == len(sound)
    assert level_db(made[5 * rate :]) < -55
    # The sample at which both match best is the same: nothing is delayed.
    piece = slice(3 * rate - 4000, 3 * rate + 4000)
    spectrum = np.fft.rfft(made[piece, 0]) * np.conj(np.fft.rfft(sound[piece, 0]))
    assert int(np.argmax(np.fft.irfft(spectrum))) == 0
