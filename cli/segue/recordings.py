"""Which sound files a folder holds, in the order in which they are heard, and their own time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from segue import files
from segue.model import Segment

RECORDED = frozenset(
    {
        ".aac",
        ".aif",
        ".aiff",
        ".flac",
        ".m4a",
        ".mka",
        ".mp3",
        ".mp4",
        ".oga",
        ".ogg",
        ".opus",
        ".rf64",
        ".w64",
        ".wav",
        ".wave",
    }
)


def origins(segments: Iterable[Segment]) -> Mapping[Path, float]:
    """Where each recording begins in the recorded time of the content, which chapters count.

    There the recordings stand end to end, each once and uncut, in the order of their segments.
    """
    found: dict[Path, float] = {}
    end = 0.0
    for segment in segments:
        file = segment.recording.file
        if segment.kind == "content" and file not in found:
            found[file] = end
            end += segment.recording.seconds
    return found


def seconds(segments: Sequence[Segment]) -> float:
    """The recorded time of the content, uncut."""
    ends = {segment.recording.file: segment.recording.seconds for segment in segments}
    return sum(ends[file] for file in origins(segments))


def listed(folder: Path, root: Path) -> list[Path]:
    """The recordings in a folder, 2.wav before 10.wav; ValueError for one that can't be used."""
    if not folder.is_dir():
        return []
    found = [
        file
        for file in folder.iterdir()
        if file.suffix.lower() in RECORDED and not file.name.startswith(".") and file.is_file()
    ]
    if not all(file.name.isprintable() and files.is_within(file, root) for file in found):
        message = "a recording in audio/ is a link out of the show, or its name is no text"
        raise ValueError(message)
    return sorted(found, key=_in_order)


def _in_order(file: Path) -> list[int | str]:
    parts = re.split(r"(\d+)", file.name)
    return [int(part) if part.isdecimal() else part for part in parts]
