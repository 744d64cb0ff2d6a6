"""From measurements and settings to a report that says in words what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from segue import files
from segue.audio.assets import EDGE_MILLISECONDS
from segue.audio.clips import is_asset
from segue.audio.cutting import clip_samples
from segue.audio.diagnosis import diagnosed
from segue.audio.job import AudioJob
from segue.audio.levelling import ClipLevel, Levelled
from segue.audio.mastering import Mastered
from segue.audio.report import ClipReport, FileReport, Report
from segue.audio.splices import NOTHING, Splice
from segue.audio.surveying import loudness_range_lu
from segue.release import Clip

_DECIMALS = 3
_MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}
_CHANNELS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A finished file, and how it came about: what was copied into it, and why more was not."""

    file: Path
    levelling: Levelled
    mastered: Mastered
    splice: Splice = NOTHING
    refusals: tuple[str, ...] = ()


def told(job: AudioJob, key: str, deliveries: Sequence[Delivery]) -> Report:
    """The report of files that were just made; the first one is the feed's."""
    levelling, mastered = deliveries[0].levelling, deliveries[0].mastered
    listed = tuple(_file_report(job, each) for each in deliveries)
    peak = _mix_peak(levelling)
    limited = _limited_db(levelling, peak)
    layout, delivered = job.layout, mastered.delivered
    return Report(
        key=key,
        path=listed[0].path,
        sha256=listed[0].sha256,
        size_bytes=listed[0].size_bytes,
        sample_rate=layout.sample_rate,
        channels=layout.channels,
        samples=job.timeline.samples,
        seconds=round(job.timeline.seconds, 6),
        kbps=layout.kbps,
        loudness_lufs=_rounded(delivered.loudness_lufs),
        loudness_range_lu=_rounded(loudness_range_lu(delivered.energies)),
        true_peak_dbtp=_rounded(delivered.true_peak_dbtp),
        target_loudness_lufs=job.target.loudness_lufs,
        target_true_peak_dbtp=job.target.true_peak_dbtp,
        mix_loudness_lufs=_rounded(levelling.loudness_lufs),
        mix_true_peak_dbtp=_rounded(peak),
        gain_db=round(levelling.correction_db + mastered.corrected_db, _DECIMALS),
        limited_db=round(limited, _DECIMALS),
        encodes=mastered.encodes,
        copied_seconds=_copied_seconds(job, deliveries[0]),
        not_copied=deliveries[0].refusals,
        done=(*_done_to_all(job, levelling, mastered, limited), *_copying(job, deliveries[0])),
        files=listed,
        clips=tuple(
            _clip_report(job, clip, level)
            for clip, level in zip(job.timeline.clips, levelling.levels, strict=False)
        ),
    )


def _file_report(job: AudioJob, delivery: Delivery) -> FileReport:
    file, delivered = delivery.file, delivery.mastered.delivered
    return FileReport(
        path=f"{job.episode.slug}/audio/{file.name}",
        media_type=_MEDIA_TYPES[file.suffix],
        sha256=files.sha256(file),
        size_bytes=file.stat().st_size,
        loudness_lufs=_rounded(delivered.loudness_lufs),
        true_peak_dbtp=_rounded(delivered.true_peak_dbtp),
        encodes=delivery.mastered.encodes,
    )


def _mix_peak(levelling: Levelled) -> float | None:
    """The highest peak that the gains alone would make."""
    gained = [
        level.recording.true_peak_dbtp + level.gain_db + levelling.correction_db
        for level in levelling.levels
        if level.recording.true_peak_dbtp is not None
    ]
    return max(gained, default=None)


def _limited_db(levelling: Levelled, peak: float | None) -> float:
    ceiling = levelling.programme.ceiling_dbtp
    return 0.0 if peak is None or ceiling is None else max(0.0, peak - ceiling)


def _clip_report(job: AudioJob, clip: Clip, level: ClipLevel) -> ClipReport:
    measured, segment = level.recording, clip.segment
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
        gain_db=round(level.gain_db, _DECIMALS),
        loudness_lufs=_rounded(measured.loudness_lufs),
        loudness_range_lu=_rounded(level.loudness_range_lu),
        true_peak_dbtp=_rounded(measured.true_peak_dbtp),
        sample_rate=segment.recording.sample_rate,
        channels=segment.recording.channels,
        cut_from_seconds=segment.start,
        recording=diagnosed(
            measured.examination,
            level.loudness_lufs,
            segment.start,
            (segment.recording.seconds if segment.end is None else segment.end) - segment.start,
        ),
        done=tuple(_done_to_clip(job, clip, level)),
    )


def _done_to_clip(job: AudioJob, clip: Clip, level: ClipLevel) -> Iterator[str]:
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
    if clip.kept:
        left_out = clip_samples(segment, layout.sample_rate) - clip.samples
        yield f"silence left out: {left_out / layout.sample_rate:.1f} s"
    yield from _levelling(job, clip, level)
    if is_asset(segment) and not (clip.fade_in and clip.fade_out):
        yield f"outer edge faded over {EDGE_MILLISECONDS} ms, so that it does not click"
    if clip.fade_in:
        yield f"crossfaded with the clip before over {clip.fade_in / layout.sample_rate:g} s"


def _levelling(job: AudioJob, clip: Clip, level: ClipLevel) -> Iterator[str]:
    """What its author and levelling did to a clip's level."""
    if clip.segment.gain_db:
        yield f"turned by {clip.segment.gain_db:+g} dB, as it says"
    if job.episode.show.audio.level != "segments":
        return
    if level.loudness_lufs is None:
        yield "not levelled: silence, or less than 400 ms, has no loudness"
        return
    levelled_by = level.gain_db - clip.segment.gain_db
    yield f"levelled from {level.loudness_lufs:.1f} LUFS, by {levelled_by:+.2f} dB"


def _done_to_all(
    job: AudioJob, levelling: Levelled, mastered: Mastered, limited_db: float
) -> Iterator[str]:
    total = levelling.correction_db + mastered.corrected_db
    if job.episode.show.audio.level == "off":
        yield 'nothing levelled and nothing limited: level is "off"'
    elif levelling.loudness_lufs is None:
        yield "loudness left as it is: silence, or less than 400 ms, has none"
    elif total:
        yield f"turned by {total:+.2f} dB as a whole"
    if limited_db:
        yield f"peaks limited, by {limited_db:.2f} dB at most"
    if mastered.spots:
        yield f"{mastered.spots} spots turned down where encoding made them too loud"
    times = "once" if mastered.encodes == 1 else f"{mastered.encodes} times"
    yield f"encoded {times}, decoded and measured"


def _copied_seconds(job: AudioJob, delivery: Delivery) -> float:
    layout = job.layout
    return round(delivery.splice.frames * layout.samples_per_frame / layout.sample_rate, _DECIMALS)


def _copying(job: AudioJob, delivery: Delivery) -> Iterator[str]:
    if delivery.splice.copies:
        seconds, total = _copied_seconds(job, delivery), job.timeline.seconds
        yield f"{seconds:.1f} s of {total:.1f} s copied frame by frame, not encoded again"
    yield from delivery.refusals


def _rounded(level: float | None) -> float | None:
    return None if level is None else round(level, _DECIMALS)
