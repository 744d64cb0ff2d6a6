"""From measurements and settings to a report that says in words what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from segue import files
from segue.audio.assets import EDGE_MILLISECONDS
from segue.audio.clips import is_asset
from segue.audio.job import AudioJob
from segue.audio.mastering import Mastered
from segue.audio.meter import Measured
from segue.audio.report import ClipReport, Report
from segue.release import Clip

_DECIMALS = 3
_CHANNELS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, slots=True)
class Survey:
    """The mix before mastering, and each clip's recording as it is, in playing order."""

    mix: Measured
    recordings: tuple[Measured, ...]


def told(job: AudioJob, key: str, file: Path, survey: Survey, mastered: Mastered) -> Report:
    """The report of a file that was just made."""
    layout, delivered = job.layout, mastered.delivered
    slug = job.episode.slug
    return Report(
        key=key,
        path=f"{slug}/audio/{slug}.mp3",
        sha256=files.sha256(file),
        size_bytes=file.stat().st_size,
        sample_rate=layout.sample_rate,
        channels=layout.channels,
        samples=delivered.samples,
        seconds=round(delivered.samples / layout.sample_rate, 6),
        kbps=layout.kbps,
        loudness_lufs=_rounded(delivered.loudness_lufs),
        true_peak_dbtp=_rounded(delivered.true_peak_dbtp),
        target_loudness_lufs=job.target.loudness_lufs,
        target_true_peak_dbtp=job.target.true_peak_dbtp,
        mix_loudness_lufs=_rounded(survey.mix.loudness_lufs),
        mix_true_peak_dbtp=_rounded(survey.mix.true_peak_dbtp),
        gain_db=round(mastered.gain_db, _DECIMALS),
        limited_db=round(mastered.limited_db, _DECIMALS),
        encodes=mastered.encodes,
        done=tuple(_done_to_all(survey.mix, mastered)),
        clips=tuple(
            _clip_report(job, clip, measured)
            for clip, measured in zip(job.timeline.clips, survey.recordings, strict=True)
        ),
        peaks=mastered.peaks,
    )


def _clip_report(job: AudioJob, clip: Clip, measured: Measured) -> ClipReport:
    rate = job.timeline.sample_rate
    return ClipReport(
        file=str(job.episode.show.relative(clip.segment.recording.file)),
        kind=clip.segment.kind,
        title=clip.segment.title,
        start_sample=clip.start,
        samples=clip.samples,
        start_seconds=round(clip.start / rate, 6),
        seconds=round(clip.samples / rate, 6),
        fade_in_samples=clip.fade_in,
        fade_out_samples=clip.fade_out,
        gain_db=clip.segment.gain_db,
        loudness_lufs=_rounded(measured.loudness_lufs),
        true_peak_dbtp=_rounded(measured.true_peak_dbtp),
        clipped_runs=measured.clipped_runs,
        done=tuple(_done_to_clip(job, clip)),
    )


def _done_to_clip(job: AudioJob, clip: Clip) -> Iterator[str]:
    segment, layout = clip.segment, job.layout
    recording = segment.recording
    if segment.start or segment.end is not None:
        end = recording.seconds if segment.end is None else segment.end
        yield f"cut to {segment.start:g} s – {end:g} s of {recording.seconds:.3f} s"
    if recording.sample_rate != layout.sample_rate:
        yield f"resampled from {recording.sample_rate} Hz to {layout.sample_rate} Hz"
    if recording.channels != layout.channels:
        word = "channel" if recording.channels == 1 else "channels"
        yield f"made {_CHANNELS[layout.channels]} from {recording.channels} {word}"
    if segment.gain_db:
        yield f"turned by {segment.gain_db:+g} dB"
    if is_asset(segment) and not (clip.fade_in and clip.fade_out):
        yield f"outer edge faded over {EDGE_MILLISECONDS} ms, so that it does not click"
    if clip.fade_in:
        yield f"crossfaded with the clip before over {clip.fade_in / layout.sample_rate:g} s"


def _done_to_all(mix: Measured, mastered: Mastered) -> Iterator[str]:
    if mix.loudness_lufs is None:
        yield "loudness left as it is: silence, or less than 400 ms, has none"
    else:
        yield f"turned by {mastered.gain_db:+.2f} dB as a whole"
    if mastered.limited_db:
        yield f"peaks limited, by {mastered.limited_db:.2f} dB at most"
    times = "once" if mastered.encodes == 1 else f"{mastered.encodes} times"
    yield f"encoded {times}, decoded and measured"


def _rounded(level: float | None) -> float | None:
    return None if level is None else round(level, _DECIMALS)
