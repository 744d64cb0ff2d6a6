"""Made recordings, joined for real: each flaw is found by its name, and good ones have none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner

from segue.main import cli

sys.path.insert(0, str(Path(__file__).parent.parent / "audio"))
from sounds import RATE, noise, speech, tone, write_encoded, write_wav

Samples = npt.NDArray[np.float32]


def talk(seconds: float = 14.0, level_db: float = -22.0, seed: int = 3) -> Samples:
    """A voice with pauses, in a quiet room, in stereo."""
    bursts = speech(seconds, level_db, seed)
    times = np.arange(len(bursts)) / RATE
    spoken = bursts * (np.sin(2 * np.pi * 0.4 * times) > -0.6)[:, None]
    return (spoken + noise(seconds, -75.0, 1, seed + 1)).astype(np.float32)


def codes(folder: Path, *files: Path, options: tuple[str, ...] = ("--crossfade", "0")) -> set[str]:
    """What `segue stitch` finds in these recordings."""
    arguments = ["stitch", *map(str, files), *options, "--json", "-o", str(folder / "o.mp3")]
    answer = json.loads(CliRunner().invoke(cli, arguments).stdout)
    assert answer["status"] == "success", answer
    return {problem["code"] for problem in answer["problems"]}


def silence(seconds: float) -> Samples:
    """A room in which nobody speaks."""
    return noise(seconds, -75.0)


FLAWS: dict[str, Callable[[], Samples]] = {
    "audio-clipped": lambda: np.clip(talk() * 30, -1, 1),
    "audio-dead-channel": lambda: talk() * np.array([1, 0], np.float32),
    "audio-phase": lambda: talk() * np.array([1, -1], np.float32),
    "audio-hum": lambda: (talk() + tone(14.0, 50, -45) + tone(14.0, 100, -50)).astype(np.float32),
    "audio-noise": lambda: (talk() + noise(14.0, -46.0, 1, 8)).astype(np.float32),
    "audio-quiet": lambda: talk(level_db=-44.0),
    "audio-silent": lambda: silence(5.0),
    "audio-silence": lambda: np.concatenate((silence(3.2), talk())),
}


@pytest.mark.parametrize("code", FLAWS)
def test_each_flaw_is_found_and_no_other(tmp_path: Path, code: str) -> None:
    """One warning, of its own name."""
    assert codes(tmp_path, write_wav(tmp_path / "a.wav", FLAWS[code]())) == {code}


def test_silence_at_a_join_and_a_softer_speaker_are_found(tmp_path: Path) -> None:
    """What only shows where two recordings meet."""
    first = write_wav(tmp_path / "a.wav", np.concatenate((talk(), silence(1.8))))
    second = write_wav(tmp_path / "b.wav", np.concatenate((silence(1.8), talk(level_db=-31))))
    assert codes(tmp_path, first, second) == {"audio-silence", "audio-level-difference"}
    assert codes(tmp_path, first, second, options=("--crossfade", "1")) == {
        "audio-level-difference"
    }


def test_good_recordings_have_no_findings(tmp_path: Path) -> None:
    """In whatever format they come, also a loud one that a lossy format makes overshoot."""
    wav = write_wav(tmp_path / "a.wav", talk())
    loud = np.clip(talk(level_db=-12.0), -0.97, 0.97)
    mp3 = write_encoded(tmp_path / "b.mp3", loud, "mp3")
    music = tone(14.0, 98, -24) + tone(14.0, 146.83, -24) + tone(14.0, 246.94, -24)
    held = write_wav(tmp_path / "c.wav", music)
    assert codes(tmp_path, wav) == set()
    assert codes(tmp_path, mp3) == set()
    assert codes(tmp_path, wav, options=("--intro", str(held), "--outro", str(held))) == set()


@pytest.mark.parametrize("voice", ["en", "de", "en-us+f3"])
def test_a_clean_voice_has_no_findings(
    tmp_path: Path, tool: Callable[[str], str], voice: str
) -> None:
    """Synthetic speech, as clean as can be."""
    file = tmp_path / "voice.wav"
    text = "Every cell reads the same book. It only opens different pages. " * 6
    subprocess.run([tool("espeak-ng"), "-v", voice, "-w", str(file), text], check=True)
    assert codes(tmp_path, file) == set()
