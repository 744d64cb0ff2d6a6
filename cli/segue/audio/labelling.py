"""Labels put into a finished file, in the way of its format."""

from __future__ import annotations

from pathlib import Path

from segue.audio.labels import Labels


def label(file: Path, labels: Labels) -> None:
    """Write the labels into an M4A, Opus, FLAC or WAV file, in place of what it says of itself.

    An MP3 has its tag in front of the sound, from the beginning (`id3.written`).
    """
    suffix = file.suffix
    if suffix == ".m4a":
        from segue.audio.mp4 import label_m4a as write
    elif suffix == ".wav":
        from segue.audio.riff import label_wav as write
    elif suffix == ".flac":
        from segue.audio.vorbis import label_flac as write
    elif suffix == ".opus":
        from segue.audio.vorbis import label_opus as write
    else:
        raise ValueError(f"nothing labels {suffix} files")
    write(file, labels)
