"""An episode's audio, finished: mixed, mastered, tagged; or kept, where nothing of it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path, PurePosixPath

from segue import cache, files
from segue.audio import chapters, id3, report
from segue.audio.encoding import Encoder
from segue.audio.job import AudioJob
from segue.audio.labels import Labels, picture_file
from segue.audio.levelling import levelled, sound_of
from segue.audio.mastering import Mastering
from segue.audio.peaks import Peaks
from segue.audio.report import Report
from segue.audio.reporting import told
from segue.audio.retouching import cell_samples
from segue.audio.waveform import picture
from segue.release import Output

# Raise this whenever the same input comes to give other bytes than before.
_ENGINE = 5
_PEAKS = "peaks.json"


def finished(job: AudioJob) -> Sequence[Output]:
    """The audio file, its report, chapters, peaks and waveform.

    Nothing is encoded again when the earlier build's file was made of the same things.
    """
    episode, marks = job.episode, job.timeline.chapters
    tag = id3.written(Labels.of(episode, job.timeline))
    key = _key(job, tag)
    audio, made, peaks = _kept(job, key) or _made(job, key, tag)
    look = episode.show.look
    bodies: dict[str, bytes | Path] = {
        f"{episode.slug}.mp3": audio,
        "report.json": report.write(made),
        _PEAKS: peaks.write(),
        "waveform.png": picture(peaks.levels, look.accent, look.background),
    }
    if marks:
        bodies["chapters.json"] = chapters.write(marks)
    clips = (*job.timeline.clips, *job.timeline.beds)
    recordings = (clip.segment.recording.file for clip in clips)
    pictures = (picture_file(episode), *(mark.image for mark in marks))
    used = (episode.source, *recordings, *filter(None, pictures))
    inputs = tuple(dict.fromkeys(map(episode.show.relative, used)))
    folder = PurePosixPath(episode.slug, "audio")
    return [Output(folder / name, body, inputs) for name, body in bodies.items()]


def _kept(job: AudioJob, key: str) -> tuple[Path, Report, Peaks] | None:
    """The earlier build's file, report and peaks, when they are what would be made now."""
    if job.last is None or job.last.key != key:
        return None
    file = job.episode.show.root / files.OUTPUT_NAME / job.last.path
    outline = file.with_name(_PEAKS)
    made = report.read(files.read_bytes(file.with_name("report.json")))
    peaks = Peaks.read(files.read_bytes(outline)) if files.exists(outline) else None
    if made is None or made.key != key or peaks is None:
        return None
    return file, made, peaks


def _made(job: AudioJob, key: str, tag: bytes) -> tuple[Path, Report, Peaks]:
    """The file, encoded anew, its report and its peaks."""
    settings = job.episode.show.audio
    mastering = Mastering(Encoder(job.layout, tag, job.workers, job.tell), job.target)
    sound = sound_of(job.timeline, settings)
    levelling = levelled(job.timeline, sound, settings, mastering.aim)
    file = job.workspace / f"{job.episode.slug}.mp3"
    mastered = mastering.finish(levelling.programme, file)
    cache.trim()
    rate = job.layout.sample_rate
    peaks = Peaks.of(mastered.delivered.peaks, cell_samples(rate), rate)
    return file, told(job, key, file, levelling, mastered), peaks


def _key(job: AudioJob, tag: bytes) -> str:
    """A hash of everything that the file and its report come from."""
    clips = [
        (
            clip.segment.recording.sha256,
            clip.segment.recording.file.name,
            clip.segment.kind,
            clip.segment.title,
            clip.segment.start,
            clip.segment.end,
            clip.segment.gain_db,
            (clip.start, clip.samples, clip.fade_in, clip.fade_out),
            (clip.rise, clip.fall, clip.kept),
        )
        for clip in (*job.timeline.clips, *job.timeline.beds)
    ]
    audio = job.episode.show.audio
    shaping = (audio.level, audio.bed_db, audio.duck_db, audio.high_pass_hz, audio.reduce_noise)
    made_as = (astuple(job.layout), astuple(job.target), shaping)
    parts = (_ENGINE, job.episode.slug, made_as, clips)
    return hashlib.sha256(repr(parts).encode() + tag).hexdigest()
