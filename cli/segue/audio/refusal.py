"""The error for a file that is not the sound that it should be."""

from __future__ import annotations

from pathlib import Path

from segue.errors import Problem, SegueError


def unreadable(file: Path, message: str, hint: str | None = None) -> SegueError:
    """An error that names the file and says why it can't be used."""
    return SegueError(
        Problem(
            code="audio-unreadable",
            message=message,
            file=file,
            hint=hint or "play it; if it doesn't play, export it again, best as WAV or FLAC",
            unreadable=True,
        )
    )
