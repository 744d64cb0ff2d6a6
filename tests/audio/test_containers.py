"""M4A, Opus, FLAC and WAV: as long, as loud and as exact as they promise."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sounds import RATE, Samples, measured, quantised, segment, speech, sung, untouched, write_wav

from segue.audio.containers import Container, Depth
from segue.audio.job import Target
from segue.audio.levelling import levelled
from segue.audio.mastering import Mastering
from segue.audio.placing import place
from segue.audio.retouching import Retouched
from segue.audio.sources import Sound
from segue.show import AudioSettings

LOSSY = ("m4a", "opus")
LOSSLESS = ("flac", "wav")


def by_ffmpeg(tool: Callable[[str], str], file: Path, channels: int = 2) -> Samples:
    """What ffmpeg makes of a file; it must have nothing to complain of."""
    arguments = ["-v", "error", "-i", str(file), "-f", "f32le", "-"]
    ran = subprocess.run([tool("ffmpeg"), *arguments], capture_output=True, check=True)
    assert ran.stderr == b""
    return np.frombuffer(ran.stdout, np.float32).reshape(-1, channels)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("depth", [16, 24])
@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_files_hold_the_programme_bit_by_bit(
    tmp_path: Path, tool: Callable[[str], str], name: str, depth: Depth, channels: int
) -> None:
    """To the last sample, at 16 and at 24 bits."""
    file = write_wav(tmp_path / "a.wav", speech(5.4321, -20), kind="f32")
    programme = untouched(place([segment(file)], AudioSettings()), channels)
    target = tmp_path / f"b.{name}"
    Container(name, RATE, channels, 128, depth).encode(Retouched(programme, {}), -1.0, target)
    expected = quantised(sung(programme), depth)
    assert np.array_equal(by_ffmpeg(tool, target, channels), expected)


@pytest.mark.parametrize("level", [-45, 0], ids=["quiet", "hot"])
@pytest.mark.parametrize("kbps", [64, 128])
@pytest.mark.parametrize("name", [*LOSSY, "flac"])
def test_loudness_and_peak_are_met_in_the_decoded_file(
    tmp_path: Path, tool: Callable[[str], str], name: str, kbps: int, level: float
) -> None:
    """Within 0.1 LU of -16 LUFS and not above -1 dBTP."""
    sound = speech(6.0, level)
    file = write_wav(tmp_path / "a.wav", sound, kind="f32")
    codec = Container(name, RATE, 2, kbps, 16)
    mastering = Mastering(codec, Target(-16.0, -1.0))
    settings = AudioSettings()
    programme = levelled(place([segment(file)], settings), Sound(RATE, 2), settings, mastering.aim)
    target = tmp_path / f"b.{name}"
    mastering.finish(programme.programme, target)
    rate = 48_000 if name == "opus" else RATE
    got = by_ffmpeg(tool, target)
    # ffmpeg gives the rest of AAC's last packet, which the file says is not to be heard.
    excess = len(got) - len(sound) * rate // RATE
    assert 0 <= excess < (1024 if name == "m4a" else 2)
    loudness, peak = measured(got, rate)
    assert loudness == pytest.approx(-16, abs=0.1)
    assert peak <= -1


@pytest.mark.parametrize("name", [*LOSSY, *LOSSLESS])
def test_the_same_programme_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Nothing of the clock or of chance is in the file."""
    file = write_wav(tmp_path / "a.wav", speech(1.0, -20))
    sound = Retouched(untouched(place([segment(file)], AudioSettings())), {})
    made = [tmp_path / f"{number}.{name}" for number in (1, 2)]
    for each in made:
        Container(name, RATE, 2, 96, 16).encode(sound, -1.0, each)
    assert made[0].read_bytes() == made[1].read_bytes()
