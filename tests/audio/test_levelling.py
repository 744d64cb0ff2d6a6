"""Each clip comes to its loudness by itself, and the programme to its own, by an outside meter."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sounds import (
    RATE,
    Samples,
    measured,
    noise,
    quantised,
    segment,
    speech,
    sung,
    tone,
    write_wav,
)

from segue.audio.job import Target
from segue.audio.levelling import Levelled, levelled, sound_of
from segue.audio.placing import place
from segue.audio.surveying import loudness_lufs, survey
from segue.model import Segment
from segue.show import AudioSettings

AIM = Target(-16.0, -1.0)


def made(*segments: Segment, aim: Target = AIM, **changed: object) -> Levelled:
    """The segments, levelled."""
    wanted = replace(AudioSettings(crossfade_seconds=0.0), **changed)  # type: ignore[arg-type]
    placed = place(segments, wanted)
    return levelled(placed, sound_of(placed, wanted), wanted, aim)


def recorded(folder: Path, name: str, sound: Samples) -> Path:
    """A recording."""
    return write_wav(folder / f"{name}.wav", sound, kind="f32")


def test_two_speakers_come_to_one_level(tmp_path: Path) -> None:
    """18 LU apart as recorded, both at the target as delivered, each limited where it must be."""
    loud = segment(recorded(tmp_path, "loud", speech(8.0, -12)))
    soft = segment(recorded(tmp_path, "soft", speech(8.0, -30, 4)))
    programme = made(loud, soft).programme
    for start in (0, 8 * RATE):
        loudness, peak = measured(sung(programme, start, start + 8 * RATE))
        assert loudness == pytest.approx(-16, abs=0.1)
        assert peak <= -1.0


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    levels=st.lists(st.floats(-40, -6), min_size=1, max_size=4),
    ceiling=st.floats(-6, -1),
    crossfade=st.floats(0, 1.5),
    level=st.sampled_from(["segments", "episode"]),
)
def test_the_loudness_that_is_foreseen_is_measured(
    tmp_path: Path, levels: list[float], ceiling: float, crossfade: float, level: str
) -> None:
    """Composed from tenths of a second, it is that of the samples within 0.06 LU."""
    parts = [
        segment(recorded(tmp_path, f"{at}-{db}", speech(5.0 + at, db, at)))
        for at, db in enumerate(levels)
    ]
    result = made(*parts, aim=Target(-18.0, ceiling), crossfade_seconds=crossfade, level=level)
    loudness, peak = measured(sung(result.programme))
    assert loudness == pytest.approx(result.loudness_lufs, abs=0.06)
    assert loudness == pytest.approx(-18, abs=0.1)
    assert peak <= ceiling + 0.02


def test_another_outro_moves_no_gain_before_it(tmp_path: Path) -> None:
    """That is what lets a finished episode be used again."""
    body = segment(recorded(tmp_path, "body", speech(12.0, -20)))
    gains = set()
    for seed, db in ((1, -30), (2, -12)):
        outro = segment(recorded(tmp_path, f"outro{seed}", speech(3.0, db, seed)), "outro")
        result = made(body, outro, crossfade_seconds=1.0)
        assert result.correction_db == 0
        gains.add(result.programme.layers[0].gain_db)
    assert len(gains) == 1


def test_a_gain_that_was_typed_comes_on_top(tmp_path: Path) -> None:
    """A segment meant to be softer stays softer."""
    file = recorded(tmp_path, "a", speech(6.0, -20))
    soft = made(segment(file), segment(file, gain_db=-6.0)).programme
    loud_lufs = measured(sung(soft, 0, 6 * RATE))[0]
    soft_lufs = measured(sung(soft, 6 * RATE))[0]
    assert loud_lufs - soft_lufs == pytest.approx(6, abs=0.1)


def test_level_episode_keeps_the_distances(tmp_path: Path) -> None:
    """Only the whole is turned."""
    loud = segment(recorded(tmp_path, "loud", noise(5.0, -20)))
    soft = segment(recorded(tmp_path, "soft", noise(5.0, -26)))
    result = made(loud, soft, level="episode", aim=Target(-20.0, -1.0))
    gains = [layer.gain_db for layer in result.programme.layers]
    assert gains[0] == gains[1]
    assert measured(sung(result.programme))[0] == pytest.approx(-20, abs=0.06)


@pytest.mark.parametrize(("kind", "bits"), [("s16", 16), ("s24", 24)])
def test_level_off_leaves_every_sample(tmp_path: Path, kind: str, bits: int) -> None:
    """Nothing is turned, limited or dithered, however hot it is."""
    sound = speech(3.0, -2)
    file = write_wav(tmp_path / "a.wav", sound, kind=kind)
    result = made(segment(file), segment(file), level="off")
    whole = quantised(sound, bits)
    assert np.array_equal(sung(result.programme), np.concatenate([whole, whole]))


def test_silence_and_slivers_are_not_levelled(tmp_path: Path) -> None:
    """They have no loudness; nothing is turned up into noise, and the rest is levelled."""
    silence = segment(recorded(tmp_path, "silence", np.zeros((RATE, 2), np.float32)))
    sliver = segment(recorded(tmp_path, "sliver", noise(0.35, -40)))
    talk = segment(recorded(tmp_path, "talk", speech(6.0, -25)))
    result = made(silence, sliver, talk)
    assert [level.loudness_lufs for level in result.levels[:2]] == [None, None]
    assert [level.gain_db for level in result.levels[:2]] == [0, 0]
    assert result.levels[2].gain_db > 3


def test_what_limiting_takes_is_not_chased_without_end(tmp_path: Path) -> None:
    """A voice riding on a constant offset has no room: its gain stays within 40 dB of the need."""
    file = recorded(tmp_path, "offset", speech(4.0, -40) + np.float32(0.5))
    (level,) = made(segment(file)).levels
    assert level.loudness_lufs is not None
    assert level.gain_db <= -16 - level.loudness_lufs + 40.01


def test_auto_is_mono_only_where_both_sides_are_the_same(tmp_path: Path) -> None:
    """One stereo recording makes the whole stereo; identical channels are folded without loss."""
    twin = np.repeat(noise(1.0, -20, 1), 2, axis=1)
    same = segment(write_wav(tmp_path / "same.wav", twin))
    single = segment(write_wav(tmp_path / "single.wav", twin[:, :1]))
    wide = segment(write_wav(tmp_path / "wide.wav", noise(1.0, -20)))
    mono = made(same, single, channels="auto", level="off").programme
    assert mono.channels == 1
    assert np.array_equal(sung(mono, 0, RATE), quantised(twin[:, :1]))
    assert made(same, wide, channels="auto").programme.channels == 2


def test_a_survey_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it comes from the cache, the same to the last bit."""
    placed = place([segment(recorded(tmp_path, "a", speech(3.0)))], AudioSettings())
    sound = sound_of(placed, AudioSettings())
    found = placed.clips[0].segment.recording
    first = survey(found, sound)
    monkeypatch.setattr("segue.audio.surveying.played", None)
    again = survey(found, sound)
    assert np.array_equal(first.energies, again.energies)
    assert np.array_equal(first.peaks, again.peaks)
    assert (first.true_peak, first.is_one_channel) == (again.true_peak, again.is_one_channel)


def ebu(*steps: tuple[float, float], rate: int = 48000) -> Samples:
    """A stereo sine of 1000 Hz whose steps are (seconds, dBFS)."""
    parts = [tone(seconds, 1000.0, level, rate) for seconds, level in steps]
    return np.repeat(np.concatenate(parts), 2, axis=1)


EBU_3341 = [
    (ebu((20, -23)), -23.0),
    (ebu((20, -33)), -33.0),
    (ebu((10, -36), (60, -23), (10, -36)), -23.0),
    (ebu((10, -72), (10, -36), (60, -23), (10, -36), (10, -72)), -23.0),
    (ebu((20, -26), (20.1, -20), (20, -26)), -23.0),
]


@pytest.mark.parametrize(("sound", "expected"), EBU_3341, ids=["1", "2", "3", "4", "5"])
def test_the_meter_reads_the_signals_of_the_ebu(
    tmp_path: Path, sound: Samples, expected: float
) -> None:
    """EBU Tech 3341, signals 1 to 5: within 0.1 LU."""
    file = write_wav(tmp_path / "a.wav", sound, 48000, "f32")
    wanted = AudioSettings()
    placed = place([segment(file)], wanted)
    found = survey(placed.clips[0].segment.recording, sound_of(placed, wanted))
    loudness = loudness_lufs(found.energies)
    assert loudness == pytest.approx(expected, abs=0.1)


def crests(factor: int, phase: float, amplitude: float) -> Samples:
    """A stereo sine at a part of the rate, begun at a phase, its ends ramped over 50 ms."""
    rate = 48000
    times = np.arange(rate)
    sine = amplitude * np.sin(2 * np.pi * times / factor + np.deg2rad(phase))
    ramp = np.clip(np.minimum(times, rate - 1 - times) / (rate * 0.05), 0, 1)
    return np.repeat((sine * ramp).astype(np.float32)[:, None], 2, axis=1)


EBU_PEAKS = [
    (crests(4, 0.0, 0.5), -6.0),
    (crests(4, 45.0, 0.5), -6.0),
    (crests(6, 60.0, 0.5), -6.0),
    (crests(8, 67.5, 0.5), -6.0),
    (crests(4, 45.0, 1.41), 3.0),
]


@pytest.mark.parametrize(("sound", "expected"), EBU_PEAKS, ids=["15", "16", "17", "18", "19"])
def test_true_peaks_are_those_of_the_ebu(tmp_path: Path, sound: Samples, expected: float) -> None:
    """EBU Tech 3341, signals 15 to 19: within +0.2 and -0.4 dB."""
    file = write_wav(tmp_path / "a.wav", sound, 48000, "f32")
    placed = place([segment(file)], AudioSettings())
    found = survey(placed.clips[0].segment.recording, sound_of(placed, AudioSettings()))
    assert found.true_peak_dbtp is not None
    assert -0.4 <= found.true_peak_dbtp - expected <= 0.2


def test_a_bed_lies_under_the_voice_and_makes_way(tmp_path: Path) -> None:
    """16 dB below in pauses, 8 more while somebody speaks; the programme's loudness holds."""
    talk = np.concatenate([speech(8.0, -20), np.zeros((8 * RATE, 2), np.float32), speech(8.0, -20)])
    voice = segment(recorded(tmp_path, "talk", talk))
    music = segment(recorded(tmp_path, "music", noise(30.0, -25)), "music", under=True, repeat=True)
    result = made(music, voice)
    alone = replace(result.programme, layers=result.programme.layers[1:], ceiling_dbtp=None)
    bed = sung(alone)
    speaking = measured(bed[2 * RATE : 7 * RATE])[0]
    still = measured(bed[11 * RATE : 15 * RATE])[0]
    assert still == pytest.approx(-32, abs=0.3)
    assert still - speaking == pytest.approx(8, abs=0.5)
    assert measured(sung(result.programme))[0] == pytest.approx(-16, abs=0.1)


def test_a_bed_can_be_read_from_anywhere(tmp_path: Path) -> None:
    """Repeated and ducked music, too, has the same samples in any part."""
    voice = segment(recorded(tmp_path, "talk", speech(9.0, -20)))
    music = segment(recorded(tmp_path, "music", noise(2.0, -25)), "music", under=True, repeat=True)
    programme = made(music, voice).programme
    whole = sung(programme)
    for start, stop in ((1, 9), (100_000, 250_001), (RATE, 8 * RATE), (390_000, programme.samples)):
        assert np.array_equal(sung(programme, start, stop), whole[start:stop])


def test_foreseeing_what_limiting_takes_needs_no_more_memory_for_more_sound(
    tmp_path: Path,
) -> None:
    """A recording that is limited throughout is heard block by block."""

    def peak(seconds: int) -> int:
        sound = np.tile(noise(5.0, -8), (seconds // 5, 1))
        part = segment(write_wav(tmp_path / f"{seconds}.wav", sound))
        tracemalloc.start()
        made(part, aim=Target(-14.0, -16.0))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(5)
    assert peak(60) < 1.2 * peak(20)
