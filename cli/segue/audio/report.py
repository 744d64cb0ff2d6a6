"""`report.json`: what was made of which clips, and what it measures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from segue.release import AudioFacts

MEDIA_TYPE = "audio/mpeg"
_VERSION = 1
# Where there is nothing to measure: below this, BS.1770 hears nothing; and no sample is lower.
_SILENCE_LUFS = -70.0
_SILENCE_DBTP = -96.0


@dataclass(frozen=True, slots=True)
class ClipReport:
    """One clip: where it lies, what its recording measures, what was done to it.

    `loudness_lufs` is None for silence and for less than 400 ms.
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
    true_peak_dbtp: float | None
    clipped_runs: int
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The finished file: its measures, how it was made, its clips and its outline."""

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
    true_peak_dbtp: float | None
    target_loudness_lufs: float
    target_true_peak_dbtp: float
    mix_loudness_lufs: float | None
    mix_true_peak_dbtp: float | None
    gain_db: float
    limited_db: float
    encodes: int
    done: tuple[str, ...]
    clips: tuple[ClipReport, ...]
    peaks: tuple[float, ...]

    @property
    def facts(self) -> AudioFacts:
        """What the feed needs; silence is given as the lowest level there is."""
        return AudioFacts(
            path=PurePosixPath(self.path),
            media_type=MEDIA_TYPE,
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            seconds=self.seconds,
            loudness_lufs=_SILENCE_LUFS if self.loudness_lufs is None else self.loudness_lufs,
            true_peak_dbtp=_SILENCE_DBTP if self.true_peak_dbtp is None else self.true_peak_dbtp,
            key=self.key,
        )


def write(report: Report) -> bytes:
    """The report as JSON."""
    text = json.dumps({"version": _VERSION, **asdict(report)}, ensure_ascii=False, indent=2)
    return (text + "\n").encode()


def read(content: bytes) -> Report | None:
    """The report that `write` gave; None for anything else, as what a person wrote by hand."""
    try:
        fields = json.loads(content)
        if fields.pop("version") != _VERSION:
            return None
        clips = tuple(
            ClipReport(**{**clip, "done": tuple(clip["done"])}) for clip in fields["clips"]
        )
        listed = {"clips": clips, "done": tuple(fields["done"]), "peaks": tuple(fields["peaks"])}
        report = Report(**{**fields, **listed})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return report if _is_whole(report) else None


def _is_whole(report: Report) -> bool:
    """Whether the facts are of the kinds that they should be (JSON promises nothing)."""
    words = (report.key, report.path, report.sha256)
    numbers = (report.size_bytes, report.seconds, report.target_loudness_lufs)
    measures = (report.loudness_lufs, report.true_peak_dbtp)
    return (
        all(isinstance(word, str) for word in words)
        and _are_numbers(numbers)
        and _are_numbers(tuple(measure for measure in measures if measure is not None))
        and _are_numbers(report.peaks)
    )


def _are_numbers(values: Sequence[object]) -> bool:
    return all(isinstance(value, int | float) for value in values)
