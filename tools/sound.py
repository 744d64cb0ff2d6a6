"""What the sound scripts share: a room to play in, a level to end on, and the encoders.

Sound is float64 in -1..1: mono has the shape (samples,), stereo (samples, 2).
"""

from __future__ import annotations

from pathlib import Path

import av
import lameenc
import numpy as np
import pyebur128
from numpy.typing import NDArray

Sound = NDArray[np.float64]

RATE = 44_100


def shape_tone(sound: Sound, corners: list[tuple[float, float]]) -> Sound:
    """`sound` through a zero-phase equaliser; `corners` are (Hz, dB), ascending in Hz."""
    spectrum = np.fft.rfft(sound, axis=0)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    hertz[0] = 1.0
    gain_db = np.interp(np.log(hertz), [np.log(hz) for hz, _ in corners], [db for _, db in corners])
    curve = 10 ** (gain_db / 20)
    shaped = spectrum * (curve if sound.ndim == 1 else curve[:, None])
    return np.asarray(np.fft.irfft(shaped, len(sound), axis=0), dtype=np.float64)


def add_room(dry: Sound, *, seconds: float, wet: float, seed: int) -> Sound:
    """Stereo: `dry` in a room whose sound dies away by 60 dB within `seconds`."""
    stereo = np.repeat(dry[:, None], 2, axis=1) if dry.ndim == 1 else dry
    length = int(seconds * RATE)
    noise = np.random.default_rng(seed).standard_normal((length, 2))
    tail = noise * 10 ** (-3 * np.arange(length) / length)[:, None]
    tail[: int(0.012 * RATE)] = 0.0
    tail = shape_tone(tail, [(120, -30), (300, 0), (2_500, 0), (9_000, -24)])
    tail /= np.sqrt(np.sum(tail**2, axis=0))
    size = len(stereo) + length
    echo = np.fft.irfft(
        np.fft.rfft(stereo, size, axis=0) * np.fft.rfft(tail, size, axis=0), size, axis=0
    )
    return np.asarray(stereo + wet * echo[: len(stereo)], dtype=np.float64)


def set_level(sound: Sound, loudness_lufs: float, peak: float = 0.7) -> Sound:
    """`sound` at an integrated loudness, turned down further where it would pass `peak`."""
    channels = 1 if sound.ndim == 1 else sound.shape[1]
    meter = pyebur128.R128State(channels, RATE, pyebur128.MeasurementMode.MODE_I)
    meter.add_frames(np.ascontiguousarray(sound).reshape(-1), len(sound))
    gain = 10 ** ((loudness_lufs - pyebur128.get_loudness_global(meter)) / 20)
    return np.asarray(sound * min(gain, peak / np.max(np.abs(sound))), dtype=np.float64)


def write_mp3(path: Path, sound: Sound, kilobits: int) -> None:
    """Writes `sound` as an MP3 of constant bit rate."""
    encoder = lameenc.Encoder()
    encoder.set_channels(1 if sound.ndim == 1 else 2)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(kilobits)
    encoder.set_quality(2)
    encoder.silence()
    path.write_bytes(bytes(encoder.encode(_to_int16(sound).tobytes()) + encoder.flush()))


def write_m4a(path: Path, sound: Sound, kilobits: int) -> None:
    """Writes mono `sound` as AAC in an .m4a, without a date or a program's name in it."""
    with av.open(str(path), "w", format="ipod", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        stream.bit_rate = kilobits * 1000
        stream.codec_context.options = {"flags": "+bitexact"}
        samples = sound.astype(np.float32)
        for start in range(0, len(samples), 1024):
            frame = av.AudioFrame.from_ndarray(
                samples[None, start : start + 1024], format="fltp", layout="mono"
            )
            frame.sample_rate = RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _to_int16(sound: Sound) -> NDArray[np.int16]:
    dither = np.random.default_rng(1).triangular(-1, 0, 1, sound.shape)
    return np.asarray(np.clip(sound * 32_767 + dither, -32_768, 32_767), dtype=np.int16)
