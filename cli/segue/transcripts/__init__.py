"""Transcripts: read beside the recordings, moved to where these are heard, written for players."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segue import files
from segue.errors import Problem, SegueError, did_you_mean
from segue.speech import Transcript
from segue.transcripts import segments, srt, vtt
from segue.transcripts.findings import Findings

FOLDER_NAME = "transcripts"
_READERS = {".vtt": vtt.read, ".json": segments.read, ".srt": srt.read}


@dataclass(frozen=True, slots=True)
class Read:
    """A transcript, or None where there is none to be had, with what is wrong with its file."""

    transcript: Transcript | None
    problems: tuple[Problem, ...] = ()


def read(file: Path, people: Collection[str] = ()) -> Read:
    """The transcript in a file, by its ending; what can't be placed is told, and left out.

    `people` are names, in small letters, that say who speaks where they stand before a colon.
    """
    findings = Findings(file)
    try:
        text = files.read_text(file)
        reader = vtt.read if text.startswith(vtt.HEADER) else _READERS[file.suffix.lower()]
        transcript = reader(text, findings, people)
    except SegueError as error:
        return Read(None, error.problems)
    if not transcript.cues and not findings.problems:
        findings.lost(None, "nobody says anything in this transcript", "export it again")
    return Read(replace(transcript, file=file) if transcript.cues else None, findings.told())


def beside(
    folder: Path, root: Path, recordings: Collection[Path]
) -> tuple[Mapping[str, Transcript], tuple[Problem, ...]]:
    """The transcripts of an episode's recordings, by stem, and what is wrong with their files.

    Of two with one stem WebVTT goes before JSON and SRT. None that lies outside of the show, which
    a link can do, is read.
    """
    problems: list[Problem] = []
    found: dict[str, Transcript] = {}
    stems = {recording.stem for recording in recordings}
    for file in _listed(folder / FOLDER_NAME):
        if not files.is_within(file, root):
            problems.append(_linked(file))
        elif file.stem not in stems:
            problems.append(_unused(file, stems))
        elif file.stem not in found:
            taken = read(file)
            problems.extend(taken.problems)
            if taken.transcript:
                found[file.stem] = taken.transcript
    return found, tuple(problems)


def _listed(folder: Path) -> Sequence[Path]:
    """The transcripts in a folder, those first that hold most."""
    if not folder.is_dir():
        return ()
    order = list(_READERS)
    found = [
        file
        for file in folder.iterdir()
        if file.suffix.lower() in order and not file.name.startswith(".") and file.is_file()
    ]
    return sorted(found, key=lambda file: (order.index(file.suffix.lower()), file.name))


def _linked(file: Path) -> Problem:
    return Problem(
        code="transcript",
        message="this is a link out of the show",
        file=file,
        hint=f"put the transcript itself into {FOLDER_NAME}/",
    )


def _unused(file: Path, stems: Collection[str]) -> Problem:
    known = sorted(stems)
    named = ", ".join(f"{stem}{file.suffix}" for stem in known) or "there is none yet"
    return Problem(
        severity="warning",
        code="transcript-unused",
        message=f'no recording of this episode is called "{file.stem}"',
        file=file,
        hint=did_you_mean(file.stem, known) or f"name it as its recording: {named}",
    )
