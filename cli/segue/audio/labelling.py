"""Labels put into a finished file, in the way of its format."""

from __future__ import annotations

from pathlib import Path

import av
from mutagen import MutagenError

from segue import files
from segue.audio.labels import Labels


def label(file: Path, labels: Labels) -> None:
    """Write the labels into an M4A, Opus, FLAC or WAV file, in place of what it says of itself.

    An MP3 has its tag in front of the sound, from the beginning (`id3.written`). Raises SegueError
    when the disk takes no more.
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
    try:
        write(file, labels)
    except (OSError, MutagenError, av.FFmpegError) as error:
        raise files.unwritable(file.parent.parent, error) from error
