"""The delivered file is as loud as asked and stays under its ceiling, measured from outside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sounds import RATE, Samples, heard, measured, noise, segment, speech, tone, write_wav

from segue.audio.encoding import Encoder
from segue.audio.job import Target
from segue.audio.levelling import levelled
from segue.audio.mastering import Mastered, Mastering
from segue.audio.mpeg import Format
from segue.audio.peaks import Peaks
from segue.audio.placing import place
from segue.audio.sources import Sound
from segue.show import AudioSettings, Level


def mastered(
    folder: Path,
    sound: Samples,
    layout: Format,
    target: Target = Target(-16.0, -1.0),  # noqa: B008
    level: Level = "segments",
) -> tuple[Mastered, Samples]:
    """A sound levelled and mastered, and the file decoded."""
    recorded = write_wav(folder / "a.wav", sound, kind="f32")
    settings = AudioSettings(level=level)
    placed = place([segment(recorded)], settings)
    mastering = Mastering(Encoder(layout), target)
    levelling = levelled(placed, Sound(RATE, layout.channels), settings, mastering.aim)
    file = folder / "a.mp3"
    return mastering.finish(levelling.programme, file), heard(file)


def voice(level: float) -> Samples:
    """Three seconds that sound like a voice: up to 8 kHz, two channels."""
    sound = speech(3.0, level)
    spectrum = np.fft.rfft(sound, axis=0)
    spectrum[8000 * 3 :] = 0
    return np.fft.irfft(spectrum, len(sound), axis=0).astype(np.float32)


@pytest.mark.parametrize("level", [-50, -24, 4], ids=["quiet", "usual", "hot"])
@pytest.mark.parametrize(
    "layout", [Format(RATE, 1, 64), Format(RATE, 2, 128), Format(RATE, 2, 256)], ids=str
)
def test_loudness_and_peak_are_met_in_the_decoded_file(
    tmp_path: Path, level: float, layout: Format
) -> None:
    """Within 0.1 LU of -16 LUFS and not above -1 dBTP, at any bit rate and input level."""
    made, decoded = mastered(tmp_path, voice(level)[:, : layout.channels], layout)
    loudness, peak = measured(decoded)
    assert loudness == pytest.approx(-16, abs=0.1)
    assert peak <= -1
    assert made.delivered.loudness_lufs == pytest.approx(loudness, abs=0.01)
    assert made.delivered.true_peak_dbtp == pytest.approx(peak, abs=0.01)


def test_other_targets_are_met_too(tmp_path: Path) -> None:
    """-19 LUFS and -3 dBTP, the usual for mono."""
    _, decoded = mastered(tmp_path, voice(-20)[:, :1], Format(RATE, 1, 96), Target(-19.0, -3.0))
    loudness, peak = measured(decoded)
    assert loudness == pytest.approx(-19, abs=0.1)
    assert peak <= -3


def test_a_sound_of_few_loud_peaks_is_limited_and_still_met(tmp_path: Path) -> None:
    """What gain alone would clip is limited, and the gain makes up for what limiting takes."""
    sound = voice(-40)
    for at in range(5000, len(sound), 30_000):
        sound[at : at + 800] *= 30
    made, decoded = mastered(tmp_path, sound, Format(RATE, 2, 128))
    loudness, peak = measured(decoded)
    assert made.encodes == 1, "what limiting takes away was foreseen"
    assert loudness == pytest.approx(-16, abs=0.1)
    assert peak <= -1


def test_silence_stays_silence(tmp_path: Path) -> None:
    """It has no loudness, so nothing is turned up; and nothing becomes infinite."""
    made, decoded = mastered(tmp_path, np.zeros((RATE, 2), np.float32), Format(RATE, 2, 128))
    assert made.delivered.loudness_lufs is None
    assert not decoded.any()


def test_less_than_400_ms_is_left_at_its_level(tmp_path: Path) -> None:
    """Too short to have a loudness; its peak is still kept under the ceiling."""
    _, decoded = mastered(tmp_path, tone(0.3, 997, 6), Format(RATE, 1, 128))
    assert measured(decoded)[1] <= -1


def test_the_outline_follows_the_sound(tmp_path: Path) -> None:
    """The waveform is high where the sound is loud."""
    sound = noise(2.0, -30)
    sound[RATE:] *= 8
    made, _ = mastered(tmp_path, sound, Format(RATE, 2, 128))
    peaks = Peaks.of(made.delivered.peaks, RATE // 50, RATE).levels
    half = len(peaks) // 2
    assert half == 50
    assert min(peaks[half + 1 :]) > 3 * max(peaks[: half - 1])
