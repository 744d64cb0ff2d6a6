"""How much memory the audio of an episode takes, for a short recording and one ten times as long.

What streams needs the same for both. Each build is a process of its own; its peak is what the
system counted (resident set, Linux and macOS).
"""

from __future__ import annotations

import argparse
import math
import os
import random
import struct
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

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
PEAK = """
import resource, sys
from segue.main import run
try:
    run()
finally:
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(f"peak {peak}", file=sys.stderr)
"""


def write_recording(file: Path, minutes: float) -> None:
    """Write stereo speech-like noise: bursts of a second, and pauses between them."""
    noise = random.Random(7)
    seconds = [
        struct.pack(
            f"<{2 * RATE}h",
            *(
                int(noise.gauss(0, 3000) * math.sin(math.pi * sample / (2 * RATE)))
                for sample in range(2 * RATE)
            ),
        )
        for _ in range(5)
    ]
    seconds.append(bytes(4 * RATE))
    with wave.open(str(file), "wb") as recording:
        recording.setnchannels(2)
        recording.setsampwidth(2)
        recording.setframerate(RATE)
        for second in range(int(minutes * 60)):
            recording.writeframes(seconds[second % len(seconds)])


def peak_bytes(minutes: float) -> tuple[int, float]:
    """The peak memory of a build with a recording of that length, and how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        show = Path(folder)
        audio = show / "episodes" / "talk" / "audio"
        audio.mkdir(parents=True)
        (show / "segue.toml").write_text(SHOW, encoding="utf-8")
        (audio.parent / "episode.md").write_text(EPISODE, encoding="utf-8")
        write_recording(audio / "talk.wav", minutes)
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", PEAK, "build", "--only", "audio"],
            cwd=show,
            env={**os.environ, "NO_COLOR": "1"},
            check=False,
            capture_output=True,
            text=True,
        )
        took = time.perf_counter() - start
    if done.returncode:
        sys.exit(done.stderr)
    return int(done.stderr.rsplit("peak ", 1)[1]), took


def main() -> None:
    """Measure and print both peaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    options = parser.parse_args()
    for minutes in (options.minutes, 10 * options.minutes):
        peak, took = peak_bytes(minutes)
        print(f"{minutes:6.1f} minutes: peak {peak / 2**20:6.0f} MiB, {took:6.1f} s")


if __name__ == "__main__":
    main()
