"""What is heard of copied frames follows from their recording: nothing of them is decoded again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sounds import heard
from streams import bursts, write_mp3

from segue.audio.bodies import body_of
from segue.audio.chunks import Grid
from segue.audio.echo import echoed
from segue.audio.infotag import DECODER_DELAY, ENCODER_DELAY
from segue.audio.listening import listen
from segue.audio.mpeg import Format
from segue.audio.probe import recording
from segue.audio.sources import Sound
from segue.audio.splices import STEP_DB, Copy
from segue.audio.surveying import survey

LAYOUT = Format(44100, 2, 128)


@pytest.mark.parametrize("steps", [0, -3])
@pytest.mark.parametrize("place", [0, 12_345, 44_100])
def test_an_echo_measures_what_listening_does(tmp_path: Path, place: int, steps: int) -> None:
    """Wherever the copy lies on the file's tenths of a second, and however it is turned."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, bursts(36.0, LAYOUT) * np.float32(0.3), LAYOUT)
    found, source = recording(body), heard(body)
    # The recording begins at `place`, with silence in front so that its frames lie on the file's.
    frames = body_of(body)
    delay = ENCODER_DELAY + DECODER_DELAY
    lead = -(place + delay - frames.skipped) % 1152
    offset = (place + delay + lead - frames.skipped) // 1152
    grid = Grid(LAYOUT, place + len(source), lead)
    copy = Copy(found.sha256, frames, offset + 8, offset + len(frames) - 8, offset, steps)
    start, stop = 6 * 44100, 32 * 44100
    echo = echoed(copy, survey(found, Sound(44100, 2)), grid, (start, stop))
    sound = source[start - place - 44100 : stop - place] * np.float32(10 ** (steps * STEP_DB / 20))
    real = listen(sound, 44100, 44100, 0.0)
    assert echo.samples == real.samples
    assert echo.energies.shape == real.energies.shape
    assert echo.peaks.shape == real.peaks.shape
    assert echo.loudness_lufs is not None
    assert echo.loudness_lufs == pytest.approx(real.loudness_lufs, abs=0.01)
    assert np.corrcoef(echo.energies, real.energies)[0, 1] > 0.9
    # A whole tenth of a second has its highest peak, also where a 50th of one is meant.
    near = np.stack([np.roll(echo.peaks, by) for by in range(-5, 6)]).max(axis=0)
    assert (real.peaks <= near * 1.0001).all()
    assert real.true_peak <= echo.true_peak * 1.0001
