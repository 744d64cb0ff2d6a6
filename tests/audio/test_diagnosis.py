"""Made sounds with a known flaw are diagnosed, and sounds without one are not."""

from __future__ import annotations

import numpy as np
import pytest
from sounds import RATE, Samples, measured, noise, speech, tone

from segue.audio.diagnosis import Diagnosis, diagnosed
from segue.audio.examining import Examination, Examiner

SECONDS = 12.0


def examined(samples: Samples, block: int = 10_007) -> Examination:
    """What is found in sound that comes in odd pieces."""
    examiner = Examiner(RATE)
    for at in range(0, len(samples), block):
        examiner.hear(samples[at : at + block])
    return examiner.told()


def diagnosis(samples: Samples, start: float = 0.0, seconds: float | None = None) -> Diagnosis:
    """What is the matter with a sound, or with a part of it."""
    length = len(samples) / RATE - start if seconds is None else seconds
    first = round(start * RATE)
    loudness, _ = measured(samples[first : first + round(length * RATE)])
    heard = loudness if np.isfinite(loudness) else None
    return diagnosed(examined(samples), heard, start, length)


def talk(seconds: float = SECONDS, channels: int = 2, level_db: float = -20.0) -> Samples:
    """Bursts with true pauses between them, as somebody speaks in a quiet room."""
    bursts = speech(seconds, level_db, seed=3)[:, :1]
    times = np.arange(len(bursts)) / RATE
    spoken = bursts * (np.sin(2 * np.pi * 0.4 * times) > -0.6)[:, None]
    room = noise(seconds, -75.0, 1, seed=4)
    return np.repeat((spoken + room).astype(np.float32), channels, axis=1)


def test_a_good_recording_has_no_flaw() -> None:
    """Nothing is found where nothing is wrong."""
    found = diagnosis(talk())
    assert found.clipped_runs == 0
    assert found.hum_hz is None
    assert found.dead_channel is None
    assert found.longest_silence_seconds < 1.2
    assert found.noise_floor_dbfs == pytest.approx(-75, abs=1.5)
    assert (found.identical_channels, found.correlation) == (True, 1.0)


def test_silences_are_found_to_a_twentieth_of_a_second() -> None:
    """At both ends, and the longest with where it begins."""
    quiet = noise(6.3, -75.0)
    parts = (quiet[: 2 * RATE], talk(4.0), quiet[: 5 * RATE], talk(4.0), quiet[: round(3.2 * RATE)])
    found = diagnosis(np.concatenate(parts))
    assert found.silence_start_seconds == pytest.approx(2.0, abs=0.06)
    assert found.silence_end_seconds == pytest.approx(3.2, abs=0.06)
    assert found.longest_silence_at_seconds == pytest.approx(6.0, abs=0.06)
    assert found.longest_silence_seconds == pytest.approx(5.0, abs=0.06)


def test_silence_in_a_noisy_room_is_silence_too() -> None:
    """Nobody speaks, and a listener waits."""
    spoken = np.concatenate((np.zeros((4 * RATE, 2), np.float32), talk(8.0)))
    found = diagnosis((spoken + noise(12.0, -50.0, seed=9)).astype(np.float32))
    assert found.silence_start_seconds == pytest.approx(4.0, abs=0.06)
    assert found.noise_is_steady
    assert found.noise_floor_dbfs == pytest.approx(-50, abs=1)


@pytest.mark.parametrize("mains", [50, 60])
@pytest.mark.parametrize("level", [-35.0, -50.0])
def test_hum_is_found_with_its_frequency_and_level(mains: int, level: float) -> None:
    """The mains under the voice, a tenth of a hertz off as mains are, with an overtone."""
    hum = tone(SECONDS, mains + 0.1, level + 3) + tone(SECONDS, 2 * mains + 0.2, level - 17)
    found = diagnosis((talk() + hum).astype(np.float32))
    assert found.hum_hz == mains
    assert found.hum_dbfs == pytest.approx(level, abs=1.5)


@pytest.mark.parametrize("hertz", [49.0, 98.0, 61.74, 123.47, 110.0, 55.0])
def test_a_bass_note_is_no_hum(hertz: float) -> None:
    """However long it is held: no note of the scale is a multiple of the mains."""
    assert diagnosis((talk() + tone(SECONDS, hertz, -30)).astype(np.float32)).hum_hz is None


def test_a_hum_that_comes_and_goes_is_none() -> None:
    """A kick drum or a passing lorry is no mains."""
    burst = tone(SECONDS, 50.0, -30)
    burst[: round(0.4 * len(burst))] = 0
    assert diagnosis((talk() + burst).astype(np.float32)).hum_hz is None


def test_clipping_is_found_where_it_begins() -> None:
    """Runs of samples at full scale, with the second of the first."""
    samples = talk()
    samples[6 * RATE : 7 * RATE] = np.clip(samples[6 * RATE : 7 * RATE] * 60, -1, 1)
    found = diagnosis(samples)
    assert found.clipped_runs > 100
    assert found.clipped_at_seconds == pytest.approx(6.0, abs=0.06)
    assert diagnosis(samples, 7.5).clipped_runs == 0


def test_clipping_is_counted_in_runs() -> None:
    """Three samples in a row at full scale are one run; single ones are chance."""
    sound = np.zeros((RATE, 1), np.float32)
    sound[10:13] = 1.0
    sound[100] = -1.0
    sound[200:230] = -1.0
    assert diagnosis(sound).clipped_runs == 2


def test_damage_is_told_where_it_is() -> None:
    """In seconds of the part that is heard; what was cut away does not matter."""
    examiner = Examiner(RATE)
    examiner.hear(talk(2.0))
    examiner.miss(441)
    examiner.hear(np.zeros((441, 2), np.float32))
    examiner.hear(talk(2.0))
    found = examiner.told()
    told = diagnosed(found, -20.0, 0.5, 3.0)
    assert (told.damaged_seconds, told.damaged_at_seconds) == (0.01, 1.5)
    told = diagnosed(found, -20.0, 2.5, 1.0)
    assert (told.damaged_seconds, told.damaged_at_seconds) == (0.0, None)


def test_what_is_cut_away_does_not_count() -> None:
    """Times count from the cut's beginning."""
    samples = np.concatenate((talk(4.0), np.zeros((4 * RATE, 2), np.float32), talk(4.0)))
    found = diagnosis(samples, 2.0, 7.0)
    assert found.longest_silence_at_seconds == pytest.approx(2.0, abs=0.06)
    assert diagnosis(samples, 8.0).longest_silence_seconds < 1.2


@pytest.mark.parametrize(("channel", "name"), [(0, "left"), (1, "right")])
@pytest.mark.parametrize("hiss", [0.0, 10 ** (-70 / 20)])
def test_a_dead_channel_is_told_by_its_side(channel: int, name: str, hiss: float) -> None:
    """Silent, or with nothing but its own hiss."""
    samples = talk()
    samples[:, channel] = hiss * noise(SECONDS, 0, 1)[:, 0]
    found = diagnosis(samples)
    assert found.dead_channel == name
    assert found.correlation is None
    assert abs(found.balance_db or 0) > 25


def test_channels_upside_down_to_each_other_are_told() -> None:
    """In mono they would cancel each other."""
    samples = talk() * np.array([1, -1], np.float32)
    found = diagnosis(samples)
    assert found.correlation == -1
    assert not found.identical_channels


def test_two_microphones_are_neither_dead_nor_upside_down() -> None:
    """A speaker on each side, one somewhat softer, as an interview is recorded."""
    both = np.concatenate((talk(channels=1), talk(channels=1, level_db=-26)[::-1]), axis=1)
    found = diagnosis(both)
    assert found.dead_channel is None
    assert not found.identical_channels
    assert found.balance_db == pytest.approx(-6, abs=1)
    assert abs(found.correlation or 0) < 0.5


@pytest.mark.parametrize("channels", [1, 6])
def test_only_stereo_has_two_sides(channels: int) -> None:
    """In mono and surround there is nothing to compare."""
    found = diagnosed(examined(noise(3.0, channels=channels)), -20.0, 0.0, 3.0)
    assert (found.balance_db, found.dead_channel, found.correlation) == (None, None, None)


def test_sound_off_the_middle_is_measured() -> None:
    """The channel that lies worst counts; what swings evenly lies on the middle."""
    sound = talk(3.0)
    sound[:, 1] -= 0.12
    assert diagnosis(sound).dc_offset == pytest.approx(0.12, abs=0.002)
    assert diagnosis(talk(3.0)).dc_offset < 0.002


def test_silence_and_a_sliver_are_diagnosed_too() -> None:
    """Where there is nothing to measure, nothing is made up."""
    silence = diagnosis(np.zeros((5 * RATE, 2), np.float32))
    assert (silence.silence_start_seconds, silence.noise_floor_dbfs) == (5.0, None)
    sliver = diagnosis(tone(0.01))
    assert (sliver.clipped_runs, sliver.hum_hz) == (0, None)


def test_what_was_found_is_kept_as_it_was() -> None:
    """The cache gives back every number; anything else in it is no examination."""
    found = examined(talk(5.0))
    again = Examination.read(found.write())
    assert again is not None
    for name in ("energies", "differences", "offsets", "peaks", "clipped", "hums", "damages"):
        assert np.array_equal(getattr(again, name), getattr(found, name))
    for junk in (b"", b"PK\3\4", found.write()[:-30]):
        assert Examination.read(junk) is None
