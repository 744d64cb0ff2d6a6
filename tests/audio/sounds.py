"""Sounds made for tests, written as files, and heard again by means of our own."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from pyebur128.pyebur128 import MeasurementMode, R128State, get_loudness_global, get_true_peak

from segue.audio.mixing import Layer
from segue.audio.probe import recording
from segue.audio.programme import Programme
from segue.audio.sources import Sound
from segue.model import ClipKind, Segment
from segue.release import Timeline

Samples = npt.NDArray[np.float32]
RATE = 44100
_KINDS = {"u8": (1, 8), "s16": (1, 16), "s24": (1, 24), "s32": (1, 32), "f32": (3, 32)}


def tone(
    seconds: float, hertz: float = 997.0, level_db: float = -12.0, rate: int = RATE
) -> Samples:
    """A sine, as samples by one channel."""
    times = np.arange(round(seconds * rate)) / rate
    sine = 10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * times)
    return sine.astype(np.float32)[:, None]


def noise(seconds: float, level_db: float = -20.0, channels: int = 2, seed: int = 1) -> Samples:
    """White noise whose root mean square is at that level."""
    made = np.random.default_rng(seed).standard_normal((round(seconds * RATE), channels))
    return (made * 10 ** (level_db / 20)).astype(np.float32)


def speech(seconds: float, level_db: float = -20.0, seed: int = 1) -> Samples:
    """Noise in bursts with peaks that stick out, as a voice has; two channels."""
    made = noise(seconds, level_db, 1, seed)
    times = np.arange(len(made)) / RATE
    envelope = (0.15 + np.abs(np.sin(2 * np.pi * 1.7 * times)) ** 3)[:, None]
    return np.repeat((made * envelope).astype(np.float32), 2, axis=1)


def quantised(samples: Samples, bits: int = 16) -> Samples:
    """The samples as a file of so many bits keeps them."""
    scale = 2 ** (bits - 1)
    return (np.clip(np.rint(samples * scale), -scale, scale - 1) / scale).astype(np.float32)


def write_wav(file: Path, samples: Samples, rate: int = RATE, kind: str = "s16") -> Path:
    """A WAV file."""
    code, bits = _KINDS[kind]
    if kind == "f32":
        body = samples.astype("<f4").tobytes()
    else:
        scale = 2 ** (bits - 1)
        whole = np.clip(np.rint(samples.astype(np.float64) * scale), -scale, scale - 1)
        # Little-endian, so the lowest bytes come first; 8 bits alone count from 0 up.
        shifted = (whole + (scale if bits == 8 else 0)).astype("<i4")
        body = shifted.reshape(-1, 1).view(np.uint8)[:, : bits // 8].tobytes()
    channels = samples.shape[1]
    together = channels * bits // 8
    layout = struct.pack("<HHIIHH", code, channels, rate, rate * together, together, bits)
    chunks = b"fmt " + struct.pack("<I", len(layout)) + layout
    chunks += b"data" + struct.pack("<I", len(body)) + body
    file.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    return file


def write_encoded(file: Path, samples: Samples, codec: str, rate: int = RATE) -> Path:
    """A file in the format of its suffix, by PyAV's encoder of that name."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[samples.shape[1]]
    with av.open(str(file), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), "fltp", layout)
        frame.sample_rate = rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return file


def segment(file: Path, kind: ClipKind = "content", **changes: float | str | None) -> Segment:
    """A segment of the recording in a file."""
    return Segment(recording(file), kind, **changes)  # type: ignore[arg-type]


def untouched(timeline: Timeline, channels: int = 2) -> Programme:
    """The programme that is the recordings as they are, turned by their own gains alone."""
    layers = tuple(Layer(clip, clip.segment.gain_db) for clip in (*timeline.clips, *timeline.beds))
    return Programme(layers, Sound(timeline.sample_rate, channels), timeline.samples, None)


def sung(programme: Programme, start: int = 0, stop: int | None = None) -> Samples:
    """A programme, or a part of it, in one piece."""
    end = programme.samples if stop is None else stop
    return np.concatenate([*programme.blocks(start, end)])


def heard(file: Path) -> Samples:
    """All samples of a sound file, by PyAV alone."""
    with av.open(str(file)) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout=stream.layout.name, rate=stream.rate)
        parts = []
        for frame in container.decode(stream):
            frame.pts = None
            parts += [part.to_ndarray() for part in resampler.resample(frame)]
    return np.concatenate(parts, axis=1).T


def measured(samples: Samples, rate: int = RATE) -> tuple[float, float]:
    """Loudness in LUFS and true peak in dBTP, by libebur128 alone."""
    channels = samples.shape[1]
    state = R128State(channels, rate, MeasurementMode.MODE_I | MeasurementMode.MODE_TRUE_PEAK)
    state.add_frames(np.ascontiguousarray(samples).reshape(-1), len(samples))
    peak = max(get_true_peak(state, channel) for channel in range(channels))
    return get_loudness_global(state), 20 * np.log10(max(peak, 1e-9))


def level_db(samples: Samples) -> float:
    """Root mean square, in dB below full scale."""
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-20))
