"""MP3 streams made for tests, and played by programs that know nothing of segue."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import lameenc
import numpy as np
import numpy.typing as npt
from sounds import Samples, segment, speech, untouched, write_wav

from segue.audio.encoding import Encoder
from segue.audio.frames import Frames, parse
from segue.audio.lame import whole
from segue.audio.listening import Made
from segue.audio.mpeg import Format
from segue.audio.placing import place
from segue.audio.retouching import Retouched
from segue.crew import Crew
from segue.show import AudioSettings

Numbers = npt.NDArray[np.int16]

FORMATS = (
    Format(44100, 2, 128),
    Format(44100, 1, 64),
    Format(44100, 1, 32),
    Format(48000, 2, 320),
    Format(44100, 2, 256),
    Format(32000, 2, 96),
    Format(24000, 1, 48),
    Format(22050, 2, 64),
    Format(16000, 1, 24),
)


def bursts(seconds: float, layout: Format, seed: int = 1) -> Samples:
    """A sound that makes an encoder switch windows and borrow bits."""
    made = speech(seconds * layout.sample_rate / 44_100, -14, seed)
    times = np.arange(len(made)) / layout.sample_rate
    made[(times % 0.37) < 0.004] *= 5
    return np.clip(made, -0.99, 0.99)[:, : layout.channels]


def stream(sound: Samples, layout: Format) -> bytes:
    """A whole sound as one encoder makes it, without a tag."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_quality(7)
    encoder.set_bit_rate(layout.kbps)
    encoder.set_channels(layout.channels)
    encoder.set_in_sample_rate(layout.sample_rate)
    encoder.set_out_sample_rate(layout.sample_rate)
    return bytes(encoder.encode(whole(sound))) + bytes(encoder.flush())


def frames_of(content: bytes) -> Frames:
    """The frames of a stream that is known to have some."""
    found = parse(content)
    assert found is not None
    return found


def played_by(program: str, tool: Callable[[str], str], file: Path, channels: int) -> Numbers:
    """What another program makes of a file; it must have nothing to complain of.

    But for ffmpeg's remark that a stream without a tag doesn't tell how long it is.
    """
    arguments = {
        "ffmpeg": ["-v", "warning", "-i", str(file), "-f", "s16le", "-"],
        "mpg123": ["-q", "-s", str(file)],
    }[program]
    ran = subprocess.run([tool(program), *arguments], capture_output=True, check=True)
    complaints = [line for line in ran.stderr.splitlines() if b"duration from bitrate" not in line]
    assert not complaints
    return np.frombuffer(ran.stdout, "<i2").reshape(-1, channels)


def write_mp3(
    file: Path, sound: Samples, layout: Format, tag: bytes = b"", *, workers: int = 2
) -> Made:
    """A sound as an MP3 of our own, at the level that it has."""
    return write_joined(file, [sound], layout, tag, workers=workers)


def write_joined(
    file: Path, sounds: Sequence[Samples], layout: Format, tag: bytes = b"", *, workers: int = 2
) -> Made:
    """Sounds, each a recording of its own, as one MP3."""
    with TemporaryDirectory() as folder:
        recorded = [
            write_wav(Path(folder, f"{number}.wav"), sound, layout.sample_rate, "f32")
            for number, sound in enumerate(sounds)
        ]
        settings = AudioSettings(sample_rate=layout.sample_rate, crossfade_seconds=0.0)
        programme = untouched(place([*map(segment, recorded)], settings), layout.channels)
        with Crew(workers) as crew:
            encoder = Encoder(layout, tag, crew)
            return encoder.encode(Retouched(programme, {}), -1.0, file)
