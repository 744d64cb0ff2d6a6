"""Transcripts for tests: written to a file and read back."""

from __future__ import annotations

from pathlib import Path

from segue import transcripts
from segue.errors import Problem
from segue.speech import Transcript

FILE = Path("transcripts/talk.vtt")


def written(folder: Path, name: str, text: str) -> tuple[Transcript | None, tuple[Problem, ...]]:
    """What is read from a file of that name with that text, and what is told about it."""
    file = folder / name
    file.write_bytes(text.encode())
    read = transcripts.read(file)
    return read.transcript, read.problems


def said(folder: Path, name: str, text: str) -> Transcript:
    """The transcript of a file with which nothing is wrong."""
    transcript, problems = written(folder, name, text)
    assert not problems
    assert transcript is not None
    return transcript
