"""How much memory the audio of an episode takes, for a recording and one ten times as long.

What streams needs the same for both. Each build is a process of its own; what it and the processes
that it starts hold at most is counted together (Linux). A recording above 4 GB is an RF64 file.
"""

from __future__ import annotations

import argparse
import struct
import sys
import tempfile
from pathlib import Path

import numpy as np
from processes import Watched, run

RATE = 44100
SHOW = """\
[show]
title = "Long Talk"
author = "Nobody"
email = "hello@example.org"
link = "https://example.org"
feed_url = "https://example.org/feed.xml"
media_url = "https://example.org/audio/"
"""
EPISODE = """\
---
title: "A long talk"
guid: "benchmark"
audio:
  segments:
    - file: audio/talk.wav
---

One sentence is enough here.
"""
_MOST_RIFF_BYTES = (1 << 32) - 1000
_STEREO_BYTES = 4


def write_recording(file: Path, minutes: float) -> None:
    """Write stereo speech-like noise: bursts of a second and pauses, each as loud as it comes."""
    noise = np.random.default_rng(7)
    swell = np.sin(np.pi * np.arange(RATE) / RATE)[:, None]
    seconds = [_voice(noise) * 3000 * swell for _ in range(20)]
    seconds.append(np.zeros((RATE, 2)))
    count = round(minutes * 60)
    with file.open("wb") as recording:
        recording.write(_header(count * RATE * _STEREO_BYTES))
        for second in range(count):
            sound = seconds[second % len(seconds)] * noise.uniform(0.5, 1.5)
            recording.write(np.clip(sound, -32768, 32767).astype("<i2").tobytes())


def _voice(noise: np.random.Generator) -> np.ndarray:
    """A second of noise in stereo, without the highest tones, which no encoder keeps."""
    white = noise.standard_normal((RATE, 2))
    return np.stack([np.convolve(side, np.hanning(24) / 4, "same") for side in white.T], axis=1)


def _header(data_bytes: int) -> bytes:
    """What stands before the samples: RIFF, or RF64, whose sizes are in a chunk of their own."""
    sound = struct.pack("<HHIIHH", 1, 2, RATE, RATE * _STEREO_BYTES, _STEREO_BYTES, 16)
    format_ = b"fmt " + struct.pack("<I", len(sound)) + sound
    if data_bytes < _MOST_RIFF_BYTES:
        whole = struct.pack("<I", data_bytes + 36)
        return b"RIFF" + whole + b"WAVE" + format_ + b"data" + struct.pack("<I", data_bytes)
    sizes = struct.pack("<QQQI", data_bytes + 72, data_bytes, data_bytes // _STEREO_BYTES, 0)
    untold = struct.pack("<I", 0xFFFFFFFF)
    long = b"ds64" + struct.pack("<I", len(sizes)) + sizes
    return b"RF64" + untold + b"WAVE" + long + format_ + b"data" + untold


def built(minutes: float) -> Watched:
    """A build with a recording of that length."""
    with tempfile.TemporaryDirectory() as folder:
        show = Path(folder)
        audio = show / "episodes" / "talk" / "audio"
        audio.mkdir(parents=True)
        (show / "segue.toml").write_text(SHOW, encoding="utf-8")
        (audio.parent / "episode.md").write_text(EPISODE, encoding="utf-8")
        write_recording(audio / "talk.wav", minutes)
        return run([sys.executable, "-m", "segue", "build", "--only", "audio"], show)


def main() -> None:
    """Measure and print both peaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    options = parser.parse_args()
    for minutes in (options.minutes, 10 * options.minutes):
        found = built(minutes)
        peak = "untold" if found.peak_bytes is None else f"{found.peak_bytes / 2**20:.0f} MiB"
        times = f"{found.seconds:.1f} s, {found.core_seconds:.1f} core s"
        print(f"{minutes:6.1f} minutes: peak {peak}, {times}", flush=True)


if __name__ == "__main__":
    main()
