"""Transcripts in JSON: Podcasting 2.0's segments, read and written; Whisper's, read."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from segue.characters import one_line
from segue.errors import Problem, SegueError
from segue.speech import Cue, Transcript
from segue.transcripts import voices
from segue.transcripts.findings import Findings
from segue.transcripts.lines import tidy

_VERSION = "1.0.0"
_HINT = 'each of "segments" has "startTime" and "endTime" in seconds, and "body"'

_LATEST = 1e9
_LIST = re.compile(r'"(?:segments|transcription)"\s*:\s*\[|\s*\[')
_BETWEEN = re.compile(r"[\s,]*")

Raw = Mapping[str, Any]


def read(text: str, findings: Findings, people: Collection[str] = ()) -> Transcript:
    """The transcript in a file; SegueError where it is no JSON, or none with segments."""
    listed, shape = _listed(_loaded(text, findings), findings)
    records = [shape(each) if isinstance(each, dict) else {} for each in listed]
    following = (*(record.get("start") for record in records[1:]), None)
    made = [*map(_cue, records, following)]
    faults = {number: cue for number, cue in enumerate(made) if isinstance(cue, str)}
    for line, (number, fault) in zip(_lines(text, list(faults)), faults.items(), strict=True):
        findings.lost(line, f"segment {number + 1} {fault}", _HINT)
    cues = [cue for cue in made if isinstance(cue, Cue) and cue.text]
    is_voiced = any(cue.speaker for cue in cues)
    return Transcript(voices.voiced(cues) if is_voiced else voices.named(cues, people))


def write(transcript: Transcript) -> str:
    """The transcript as Podcasting 2.0's JSON; times in seconds, to the millisecond."""
    segments = [
        ({"speaker": cue.speaker} if cue.speaker else {})
        | {
            "startTime": round(cue.start, 3),
            "endTime": round(cue.end, 3),
            "body": one_line(cue.text),
        }
        for cue in transcript.cues
    ]
    told = {"version": _VERSION, "segments": segments}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _podcasting(raw: Raw) -> Raw:
    keys = {"start": "startTime", "end": "endTime", "text": "body", "speaker": "speaker"}
    return {name: raw.get(key) for name, key in keys.items()}


def _whisper_cpp(raw: Raw) -> Raw:
    """One of whisper.cpp's: `offsets` are in milliseconds."""
    offsets = raw.get("offsets")
    given = offsets if isinstance(offsets, dict) else {}
    start, end = (_seconds(given.get(key)) for key in ("from", "to"))
    times = {
        "start": None if start is None else start / 1000,
        "end": None if end is None else end / 1000,
    }
    return {**times, "text": raw.get("text"), "speaker": raw.get("speaker")}


def _listed(told: object, findings: Findings) -> tuple[Sequence[Any], Callable[[Raw], Raw]]:
    """The segments, and how to read one."""
    given: Raw = told if isinstance(told, dict) else {"segments": told}
    if isinstance(given.get("transcription"), list):
        return given["transcription"], _whisper_cpp
    listed = given.get("segments")
    if not isinstance(listed, list):
        raise _refused(findings, 'there is no list "segments" in this JSON', None)
    first = next((each for each in listed if isinstance(each, dict)), {})
    return listed, dict if "start" in first and "startTime" not in first else _podcasting


def _cue(record: Raw, following: object) -> Cue | str:
    """The cue that a record is, or why it is none; one without an end goes on to the next."""
    start, end, until = map(_seconds, (record.get("start"), record.get("end"), following))
    if record.get("end") is None:
        end = start if until is None else until
    if start is None or end is None:
        return "has no times in seconds"
    if end < start:
        return f"ends ({end:g} s) before it begins ({start:g} s)"
    text, speaker = record.get("text"), record.get("speaker")
    if not isinstance(text, str):
        return "has no text"
    return Cue(
        start, end, tidy(text), (one_line(speaker) if isinstance(speaker, str) else "") or None
    )


def _seconds(given: object) -> float | None:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return float(given) if 0 <= given < _LATEST else None


def _refused(findings: Findings, message: str, line: int | None) -> SegueError:
    return SegueError(
        Problem(
            code="transcript",
            message=message,
            file=findings.file,
            line=line,
            hint=_HINT,
            unreadable=True,
        )
    )


def _loaded(text: str, findings: Findings) -> object:
    try:
        told: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise _refused(findings, "this is no JSON", line) from error
    return told


def _lines(text: str, numbers: Sequence[int]) -> Iterator[int | None]:
    """The lines on which some of a list's segments begin; the text is known to be JSON."""
    found = _LIST.search(text)
    lines: dict[int, int] = {}
    at = found.end() if found else len(text)
    with contextlib.suppress(ValueError):
        for number in range(max(numbers, default=-1) + 1):
            gap = _BETWEEN.match(text, at)
            start = gap.end() if gap else at
            lines[number] = start
            _, at = json.JSONDecoder().raw_decode(text, start)
    for number in numbers:
        yield text.count("\n", 0, lines[number]) + 1 if number in lines else None
