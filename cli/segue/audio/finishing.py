"""An episode's audio, finished: mixed, mastered, tagged; or kept, where nothing of it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path, PurePosixPath

from segue import cache, files, hashes, transcripts
from segue.audio import chapters, explaining, id3, report
from segue.audio.containers import Container
from segue.audio.encoding import Encoder
from segue.audio.job import AudioJob
from segue.audio.labelling import label
from segue.audio.labels import Labels, picture_file
from segue.audio.levelling import levelled, sound_of
from segue.audio.mastering import Codec, Mastering
from segue.audio.peaks import Peaks
from segue.audio.report import Report
from segue.audio.reporting import Delivery, told
from segue.audio.retouching import cell_samples
from segue.audio.sources import Sound
from segue.audio.splicing import Spliced, missed_by, spliced
from segue.audio.waveform import picture
from segue.release import Output, Tell
from segue.transcripts import STEM

# Raise this whenever the same input comes to give other bytes than before.
_ENGINE = 8
_PEAKS = "peaks.json"


def finished(job: AudioJob) -> Sequence[Output]:
    """The audio file, its report, chapters, peaks and waveform.

    Nothing is encoded again when the earlier build's file was made of the same things.
    """
    episode, marks = job.episode, job.timeline.chapters
    labels = Labels.of(episode, job.timeline)
    tag = id3.written(labels)
    key = _key(job, tag)
    audio, made, peaks = _kept(job, key) or _made(job, key, tag, labels)
    look = episode.show.look
    bodies: dict[str, bytes | Path] = {
        **{file.name: file for file in audio},
        "report.json": report.write(made),
        _PEAKS: peaks.write(),
        "waveform.png": picture(peaks.levels, look.accent, look.background),
    }
    if marks:
        bodies["chapters.json"] = chapters.write(marks)
    bodies |= _said(job)
    clips = (*job.timeline.clips, *job.timeline.beds)
    recordings = (clip.segment.recording.file for clip in clips)
    said = (clip.segment.transcript for clip in clips)
    pictures = (picture_file(episode), *(mark.image for mark in marks))
    written = (transcript.file for transcript in said if transcript)
    used = (episode.source, *recordings, *filter(None, (*written, *pictures)))
    inputs = tuple(dict.fromkeys(map(episode.show.relative, used)))
    folder = PurePosixPath(episode.slug, "audio")
    known = {PurePosixPath(each.path).name: each.sha256 for each in made.files}
    return [Output(folder / name, body, inputs, known.get(name)) for name, body in bodies.items()]


def _said(job: AudioJob) -> dict[str, bytes]:
    """The transcript in each of its formats; nothing where none was written down."""
    said, show = transcripts.joined(job.timeline), job.episode.show
    if said is None:
        return {}
    made = transcripts.written(said, job.episode.title, show.language)
    return {f"{STEM}.{suffix}": text.encode() for suffix, text in made.items()}


def _kept(job: AudioJob, key: str) -> tuple[Sequence[Path], Report, Peaks] | None:
    """The earlier build's files, report and peaks, when they are what would be made now."""
    if job.last is None or job.last.key != key:
        return None
    folder = (job.episode.show.root / files.OUTPUT_NAME / job.last.path).parent
    made = report.read(files.read_bytes(folder / "report.json"))
    outline = folder / _PEAKS
    peaks = Peaks.read(files.read_bytes(outline)) if files.exists(outline) else None
    if made is None or made.key != key or peaks is None:
        return None
    kept = [folder / PurePosixPath(each.path).name for each in made.files]
    are_there = all(
        files.exists(file) and hashes.of(file) == each.sha256
        for file, each in zip(kept[1:], made.files[1:], strict=True)
    )
    if not are_there:
        return None
    for each in made.files:
        job.explain(explaining.kept(each.path))
    return kept, made, peaks


def _made(
    job: AudioJob, key: str, tag: bytes, labels: Labels
) -> tuple[Sequence[Path], Report, Peaks]:
    """The files, encoded anew, their report and their peaks."""
    audio = job.episode.show.audio
    sound = sound_of(job.timeline, audio, job.crew)
    made = []
    for number, name in enumerate(audio.formats):
        share = partial(_share, job.tell, number, len(audio.formats))
        codec = _codec(job, name, tag, share)
        file = job.workspace / f"{job.episode.slug}.{name}"
        delivery = _delivered(job, sound, codec, file)
        if name != "mp3":
            label(file, labels)
        made.append(delivery)
        path = f"{job.episode.slug}/audio/{file.name}"
        in_parts = name == "mp3"
        job.explain(explaining.explained(job, path, delivery, in_parts=in_parts))
    cache.trim()
    rate = job.layout.sample_rate
    peaks = Peaks.of(made[0].mastered.delivered.peaks, cell_samples(rate), rate)
    return [each.file for each in made], told(job, key, made), peaks


def _delivered(job: AudioJob, sound: Sound, codec: Codec, file: Path) -> Delivery:
    """The file with as much copied as may be, or, where it then isn't right, with nothing."""
    refusals: tuple[str, ...] = ()
    settings = job.episode.show.audio
    mastering = Mastering(codec, job.target)
    if isinstance(codec, Encoder) and settings.encode != "full":
        plan = spliced(job, sound, mastering.aim)
        refusals = plan.refusals
        if plan.splice.copies:
            delivery = _copied(job, codec, plan, file)
            missed = missed_by(job, delivery.mastered.delivered)
            if missed is None:
                return delivery
            refusals = (*refusals, missed)
    levelling = levelled(job.timeline, sound, settings, mastering.aim, job.crew)
    mastered = mastering.finish(levelling.programme, file)
    return Delivery(file, levelling, mastered, refusals=refusals)


def _copied(job: AudioJob, codec: Encoder, plan: Spliced, file: Path) -> Delivery:
    copier = replace(codec, splice=plan.splice, surveys=plan.surveys)
    copying = Mastering(copier, job.target, is_settled=True)
    mastered = copying.finish(plan.levelling.programme, file)
    return Delivery(file, plan.levelling, mastered, plan.splice, plan.refusals)


def _codec(job: AudioJob, name: str, tag: bytes, tell: Tell) -> Codec:
    """What makes files of a format."""
    layout, depth = job.layout, job.episode.show.audio.bit_depth
    if name == "mp3":
        return Encoder(layout, tag, job.crew, tell)
    return Container(name, layout.sample_rate, layout.channels, layout.kbps, depth, tell)


def _share(tell: Tell, number: int, count: int, share: float) -> None:
    """Tell the share of all formats, of which one is partly done."""
    tell((number + share) / count)


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
    written = (audio.formats, audio.bit_depth, audio.encode, audio.splice_tolerance_lu)
    made_as = (astuple(job.layout), astuple(job.target), shaping, written)
    parts = (_ENGINE, job.episode.slug, made_as, clips)
    return hashlib.sha256(repr(parts).encode() + tag).hexdigest()
