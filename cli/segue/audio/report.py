"""`report.json`: what was made of which clips, and what it measures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath
from types import UnionType
from typing import Any

from segue import files
from segue.release import AudioFacts, Release

_VERSION = 1
# Where there is nothing to measure: below this, BS.1770 hears nothing; and no sample is lower.
_SILENCE_LUFS = -70.0
_SILENCE_DBTP = -96.0
_MOST = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A clip's recording as it is, before anything is done to it; seconds count from the clip.

    What can't be told, as the balance of one channel, is None. `dc_offset` is how far the sound
    lies from the middle, as a share of full scale. `correlation` is 1 where both channels are the
    same and -1 where one is the other turned upside down.
    """

    damaged_seconds: float
    damaged_at_seconds: float | None
    clipped_runs: int
    clipped_at_seconds: float | None
    silence_start_seconds: float
    silence_end_seconds: float
    longest_silence_seconds: float
    longest_silence_at_seconds: float
    noise_floor_dbfs: float | None
    noise_is_steady: bool
    dc_offset: float
    hum_hz: int | None
    hum_dbfs: float | None
    balance_db: float | None
    dead_channel: str | None
    identical_channels: bool | None
    correlation: float | None


@dataclass(frozen=True, slots=True)
class ClipReport:
    """One clip: where it lies, what its recording measures, what was done to it.

    `loudness_lufs` is None for silence and for less than 400 ms, `loudness_range_lu` for less than
    3 s. `sample_rate` and `channels` are the recording's own.
    """

    file: str
    kind: str
    title: str | None
    start_sample: int
    samples: int
    start_seconds: float
    seconds: float
    fade_in_samples: int
    fade_out_samples: int
    gain_db: float
    loudness_lufs: float | None
    loudness_range_lu: float | None
    true_peak_dbtp: float | None
    sample_rate: int
    channels: int
    cut_from_seconds: float
    recording: Diagnosis
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """One of the finished files, of which there is one for each format."""

    path: str
    media_type: str
    sha256: str
    size_bytes: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    encodes: int


@dataclass(frozen=True, slots=True)
class Report:
    """The finished file: its measures, how it was made, and its clips.

    `not_copied` says for each recording that should have been copied why it was not.
    """

    key: str
    path: str
    sha256: str
    size_bytes: int
    sample_rate: int
    channels: int
    samples: int
    seconds: float
    kbps: int
    loudness_lufs: float | None
    loudness_range_lu: float | None
    true_peak_dbtp: float | None
    target_loudness_lufs: float
    target_true_peak_dbtp: float
    mix_loudness_lufs: float | None
    mix_true_peak_dbtp: float | None
    gain_db: float
    limited_db: float
    encodes: int
    copied_seconds: float
    not_copied: tuple[str, ...]
    done: tuple[str, ...]
    files: tuple[FileReport, ...]
    clips: tuple[ClipReport, ...]

    @property
    def facts(self) -> AudioFacts:
        """What the feed needs; silence is given as the lowest level there is."""
        return AudioFacts(
            path=PurePosixPath(self.path),
            media_type=self.files[0].media_type,
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            seconds=self.seconds,
            loudness_lufs=_SILENCE_LUFS if self.loudness_lufs is None else self.loudness_lufs,
            true_peak_dbtp=_SILENCE_DBTP if self.true_peak_dbtp is None else self.true_peak_dbtp,
            key=self.key,
        )


# JSON promises nothing of a value's kind, and Python's takes NaN.
_KINDS: Mapping[str, type | UnionType] = {
    "str": str,
    "str | None": str | None,
    "int": int,
    "float": int | float,
    "float | None": int | float | None,
    "int | None": int | None,
    "bool": bool,
    "bool | None": bool | None,
    "Diagnosis": Diagnosis,
}


def of(release: Release) -> Report | None:
    """The report of a release's audio; None where none was made."""
    output = release.output("audio/report.json")
    if output is None:
        return None
    body = output.body
    return read(files.read_bytes(body) if isinstance(body, Path) else body)


def write(report: Report) -> bytes:
    """The report as JSON."""
    text = json.dumps({"version": _VERSION, **asdict(report)}, ensure_ascii=False, indent=2)
    return (text + "\n").encode()


def read(content: bytes) -> Report | None:
    """The report that `write` gave; None for anything else, as what a person wrote by hand."""
    try:
        told = json.loads(content)
        if told.pop("version") != _VERSION:
            return None
        clips = tuple(map(_clip, told["clips"]))
        delivered = tuple(FileReport(**each) for each in told["files"])
        listed = {"files": delivered, "clips": clips, "done": tuple(told["done"])}
        listed["not_copied"] = tuple(told["not_copied"])
        report = Report(**{**told, **listed})
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    is_whole = (
        _fits(report)
        and all(_fits(clip) and _fits(clip.recording) for clip in clips)
        and delivered
        and all(_fits(each) and PurePosixPath(each.path).name for each in delivered)
        and PurePosixPath(report.path).name
        and report.seconds >= 0
    )
    return report if is_whole else None


def _clip(told: Mapping[str, Any]) -> ClipReport:
    recording = Diagnosis(**told["recording"])
    return ClipReport(**{**told, "recording": recording, "done": tuple(told["done"])})


def _fits(record: Report | FileReport | ClipReport | Diagnosis) -> bool:
    """Whether each of a record's values is what its field says."""
    return all(_is_kind(getattr(record, each.name), str(each.type)) for each in fields(record))


def _is_kind(value: object, kind: str) -> bool:
    if isinstance(value, float | int) and not abs(value) < _MOST:
        return False
    return isinstance(value, _KINDS.get(kind, tuple))
