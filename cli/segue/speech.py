"""What is said in a recording, and when: a transcript, whatever file it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cue:
    """Words and the seconds from which to which they are heard; `text` may have several lines.

    `settings` and `notes`, those that stand before it, are WebVTT's and kept as they were; `line`
    is that of its times, in its file.
    """

    start: float
    end: float
    text: str
    speaker: str | None = None
    id: str | None = None
    settings: str = ""
    notes: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that stood in a transcript so many times, and what the show's glossary made of them."""

    wrong: str
    right: str
    times: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of one recording, or of a whole episode.

    `styles` are WebVTT's blocks STYLE and REGION, `closing` the notes behind the last cue.
    """

    cues: tuple[Cue, ...]
    styles: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    file: Path | None = None
    corrections: tuple[Correction, ...] = ()
