"""Transcripts: read beside the recordings, moved to where these are heard, written for players."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segue import files
from segue.errors import Problem, SegueError, did_you_mean
from segue.model import Guest, Segment
from segue.show import Show
from segue.speech import Transcript
from segue.transcripts import prose, segments, srt, vtt
from segue.transcripts.findings import Findings
from segue.transcripts.joining import is_heard as is_heard
from segue.transcripts.joining import joined as joined
from segue.transcripts.wording import Wording, settled

FOLDER_NAME = "transcripts"
STEM = "transcript"
"""The name of the finished files, without their endings."""

MEDIA_TYPES = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "txt": "text/plain",
}
"""The formats that are written, by the ending of their file."""

NO_WORDING = Wording()
_READERS = {".vtt": vtt.read, ".json": segments.read, ".srt": srt.read}


@dataclass(frozen=True, slots=True)
class Read:
    """A transcript, or None where there is none to be had, with what is wrong with its file."""

    transcript: Transcript | None
    problems: tuple[Problem, ...] = ()


def read(file: Path, wording: Wording = NO_WORDING) -> Read:
    """The transcript in a file, by its ending; what can't be placed is told, and left out."""
    findings = Findings(file)
    try:
        text = files.read_text(file)
        reader = vtt.read if text.startswith(vtt.HEADER) else _READERS[file.suffix.lower()]
        transcript = settled(reader(text, findings, wording.labels), wording)
    except SegueError as error:
        return Read(None, error.problems)
    if not transcript.cues and not findings.problems:
        findings.lost(None, "nobody says anything in this transcript", "export it again")
    return Read(replace(transcript, file=file) if transcript.cues else None, findings.told())


def attached(
    segments: Sequence[Segment], folder: Path, show: Show, guests: Sequence[Guest]
) -> tuple[tuple[Segment, ...], tuple[Problem, ...]]:
    """The segments of an episode's folder with their transcripts, and what is wrong with these.

    A transcript lies in `transcripts/` under the stem of its recording. Of two with one stem WebVTT
    goes before JSON and SRT. None that lies outside of the show, which a link can do, is read.
    """
    hosts, named = (tuple(each.name for each in people) for people in (show.presenters, guests))
    wording = Wording(hosts, named, show.transcript.speakers, show.transcript.replace)
    stems = {segment.recording.file.stem for segment in segments}
    problems: list[Problem] = []
    found: dict[str, Transcript | None] = {}
    for file in _listed(folder / FOLDER_NAME):
        if not files.is_within(file, show.root):
            problems.append(_linked(file))
        elif file.stem not in stems:
            problems.append(_unused(file, stems))
        elif not found.get(file.stem):
            taken = read(file, wording)
            problems.extend(taken.problems)
            found[file.stem] = taken.transcript
    said = (replace(each, transcript=found.get(each.recording.file.stem)) for each in segments)
    return tuple(said), tuple(problems)


def written(transcript: Transcript, title: str, language: str) -> Mapping[str, str]:
    """The transcript in each format, by the ending of its file."""
    page = prose.html(transcript, title, language)
    forms = (vtt.write(transcript), srt.write(transcript), segments.write(transcript), page)
    return dict(zip(MEDIA_TYPES, (*forms, prose.text(transcript)), strict=True))


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
