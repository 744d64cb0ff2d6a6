"""How long an MP3 takes between intro and outro: copied by segue, encoded by segue, and by pydub.

The body is an MP3 at the loudness asked for. What is copied must play as before; that is tested in
tests/audio/test_splicing.py, here only the time is taken. pydub needs the ffmpeg program.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from audio_speed import PYDUB, measured, show, write_sound
from processes import run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sound(folder / "talk.wav", options.minutes * 60, 1800.0, 1)
        write_sound(folder / "intro.wav", 20.0, 2500.0, 0)
        write_sound(folder / "outro.wav", 20.0, 2500.0, 4)
        segue = [sys.executable, "-m", "segue", "stitch"]
        run([*segue, "talk.wav", "-o", "talk.mp3"], folder)
        around = ["talk.mp3", "--intro", "intro.wav", "--outro", "outro.wav"]
        spliced = [*segue, *around, "--encode", "splice", "-o", "out.mp3"]
        first = run(spliced, folder)
        show("segue, talk first heard", first, first, measured(folder / "out.mp3"))
        write_sound(folder / "outro.wav", 20.0, 2500.0, 5)
        show("segue, another outro", run(spliced, folder), first, measured(folder / "out.mp3"))
        full = run([*segue, *around, "-o", "full.mp3"], folder)
        show("segue, all encoded", full, first, measured(folder / "full.mp3"))
        parts = ["intro.wav", "talk.mp3", "outro.wav"]
        took = run([sys.executable, "-c", PYDUB, *parts, "other.mp3"], folder)
        show("pydub", took, first, measured(folder / "other.mp3"))


if __name__ == "__main__":
    main()
