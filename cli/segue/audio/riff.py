"""WAV files: what they say of themselves stands in an ID3 chunk after the sound."""

from __future__ import annotations

import struct
from pathlib import Path

from segue.audio import id3
from segue.audio.labels import Labels

_CHUNK = struct.Struct("<4sI")
_RIFF_SIZE_AT = 4
# RF64 keeps its size where the ds64 chunk, always the first, begins.
_RF64_SIZE_AT = 20


def label_wav(file: Path, labels: Labels) -> None:
    """Put the labels at the end of a WAV file, RIFF or RF64."""
    tag = id3.written(labels)
    tag += bytes(len(tag) % 2)
    with file.open("r+b") as stream:
        kind = stream.read(4)
        end = stream.seek(0, 2)
        stream.write(bytes(end % 2) + _CHUNK.pack(b"id3 ", len(tag)) + tag)
        size = stream.tell() - 8
        is_long = kind == b"RF64"
        stream.seek(_RF64_SIZE_AT if is_long else _RIFF_SIZE_AT)
        stream.write(struct.pack("<Q" if is_long else "<I", size))
