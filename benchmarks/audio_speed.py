"""How long an hour's episode takes: segue beside what people use today, and after a small change.

The episode is an intro, a long body, two segments and an outro, with crossfades of a second, as an
MP3 of 128 kbit/s at -16 LUFS and -1 dBTP. `pydub` joins and levels it in memory as its manual
shows; `ffmpeg` joins it and runs loudnorm twice. Both need the ffmpeg program and are skipped where
it is missing. Each run is a process of its own; what it delivered is measured by libebur128.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from processes import Watched, run
from pyebur128.pyebur128 import MeasurementMode, R128State, get_loudness_global, get_true_peak

RATE = 44100
SETTINGS = """\
[show]
title = "Long Talk"
author = "Nobody"
email = "hello@example.org"
link = "https://example.org"
feed_url = "https://example.org/feed.xml"
media_url = "https://example.org/audio/"
[audio]
intro = "assets/intro.wav"
outro = "assets/outro.wav"
"""
EPISODE = """\
---
title: "A long talk"
guid: "benchmark"
audio:
  segments:
    - file: audio/body.wav
    - file: audio/second.wav
    - file: audio/third.wav
---

One sentence is enough here.
"""
PYDUB = """
import sys
from pydub import AudioSegment
*parts, target = sys.argv[1:]
sounds = [AudioSegment.from_file(part) for part in parts]
made = sounds[0]
for sound in sounds[1:]:
    made = made.append(sound, crossfade=1000)
made = made.apply_gain(-16 - made.dBFS)
made.export(target, format="mp3", bitrate="128k")
"""


def write_sound(file: Path, seconds: float, level: float, seed: int) -> None:
    """Write stereo that has the ups and downs of speech: filtered noise in syllables."""
    noise = np.random.default_rng(seed)
    times = np.arange(10 * RATE) / RATE
    voice = np.convolve(noise.standard_normal(len(times)), np.hanning(24), "same")
    voice *= np.abs(np.sin(2 * np.pi * 2.1 * times)) ** 3 * (np.sin(2 * np.pi * 0.2 * times) > -0.7)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for _ in range(max(1, round(seconds / 10))):
            heard = voice * level * noise.uniform(0.6, 1.0) + noise.standard_normal(len(voice)) * 8
            stereo = np.repeat(heard[:, None], 2, axis=1)
            sound.writeframes(np.clip(stereo, -32768, 32767).astype("<i2").tobytes())


def write_show(show: Path, minutes: float) -> list[Path]:
    """Write a show with one episode; its recordings in playing order."""
    recordings, assets = show / "episodes" / "talk" / "audio", show / "assets"
    recordings.mkdir(parents=True)
    assets.mkdir()
    (show / "segue.toml").write_text(SETTINGS, encoding="utf-8")
    (recordings.parent / "episode.md").write_text(EPISODE, encoding="utf-8")
    parts = [
        (assets / "intro.wav", 20.0, 2500.0),
        (recordings / "body.wav", minutes * 60, 1800.0),
        (recordings / "second.wav", 120.0, 900.0),
        (recordings / "third.wav", 90.0, 1400.0),
        (assets / "outro.wav", 20.0, 2500.0),
    ]
    for seed, (file, seconds, level) in enumerate(parts):
        write_sound(file, seconds, level, seed)
    return [file for file, _, _ in parts]


def loudnorm(ffmpeg: str, parts: Sequence[Path], target: Path) -> None:
    """Join with ffmpeg, measure with loudnorm, and encode with what it measured."""
    inputs = [word for part in parts for word in ("-i", str(part))]
    fades, last = [], "[0]"
    for number in range(1, len(parts)):
        fades.append(f"{last}[{number}]acrossfade=d=1[x{number}]")
        last = f"[x{number}]"
    joined = target.with_suffix(".wav")
    graph = ["-filter_complex", ";".join(fades), "-map", last]
    quiet = [ffmpeg, "-y", "-nostats"]
    subprocess.run([*quiet, *inputs, *graph, str(joined)], check=True, capture_output=True)
    aim = "loudnorm=I=-16:TP=-1:LRA=11"
    heard = subprocess.run(
        [*quiet, "-i", str(joined), "-af", f"{aim}:print_format=json", "-f", "null", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stderr
    told = json.loads(re.findall(r"\{[^{}]*\}", heard)[-1])
    known = ":".join(
        f"measured_{name}={told[f'input_{key}']}"
        for name, key in (("I", "i"), ("TP", "tp"), ("LRA", "lra"), ("thresh", "thresh"))
    )
    known += f":offset={told['target_offset']}"
    encode = ["-i", str(joined), "-af", f"{aim}:{known}", "-ar", str(RATE), "-b:a", "128k"]
    subprocess.run([*quiet, *encode, str(target)], check=True, capture_output=True)


def measured(file: Path) -> str:
    """What was delivered, by libebur128 alone."""
    import av

    meter = R128State(2, RATE, MeasurementMode.MODE_I | MeasurementMode.MODE_TRUE_PEAK)
    with av.open(str(file)) as container:
        resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
        for frame in container.decode(audio=0):
            for part in resampler.resample(frame):
                samples = part.to_ndarray().reshape(-1)
                meter.add_frames(samples, len(samples) // 2)
    peak = 20 * np.log10(max(get_true_peak(meter, channel) for channel in (0, 1)))
    return f"{get_loudness_global(meter):6.2f} LUFS {peak:6.2f} dBTP"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--only-segue", action="store_true", help="leave the others out")
    parser.add_argument("--loudnorm", type=Path, nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.loudnorm:
        target, *parts = options.loudnorm
        loudnorm("ffmpeg", parts, target)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = write_show(folder, options.minutes)
        compare(folder, parts, alone=options.only_segue)


def compare(folder: Path, parts: Sequence[Path], *, alone: bool) -> None:
    """Measure segue three times, then the others."""
    segue = [sys.executable, "-m", "segue", "build", "--only", "audio"]
    made = folder / "output" / "talk" / "audio" / "talk.mp3"
    first = run(segue, folder)
    show("segue, first build", first, first, measured(made))
    write_sound(parts[-1], 20.0, 2500.0, 99)
    show("segue, another outro", run(segue, folder), first, measured(made))
    show("segue, nothing changed", run(segue, folder), first, measured(made))
    ffmpeg = shutil.which("ffmpeg")
    if alone or ffmpeg is None:
        print("pydub and ffmpeg were left out" + ("" if alone else ": there is no ffmpeg here"))
        return
    target = folder / "other.mp3"
    pydub = run([sys.executable, "-c", PYDUB, *map(str, parts), str(target)], folder)
    show("pydub", pydub, first, measured(target))
    here = [sys.executable, __file__, "--loudnorm", str(target), *map(str, parts)]
    show("ffmpeg, loudnorm twice", run(here, folder), first, measured(target))


def show(name: str, found: Watched, first: Watched, told: str) -> None:
    """Print one line; the ratio is to segue's first build."""
    memory = "" if found.peak_bytes is None else f"{found.peak_bytes / 2**20:6.0f} MiB"
    times = f"{found.seconds:7.1f} s {found.core_seconds:7.1f} core s"
    ratio = found.seconds / first.seconds
    print(f"{name:<24}{times} {ratio:6.2f} x {memory}   {told}", flush=True)


if __name__ == "__main__":
    main()
