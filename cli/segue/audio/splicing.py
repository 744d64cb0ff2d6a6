"""Which recordings of an episode are copied frame by frame into its MP3, and why others are not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from segue.audio.bodies import Body, UncopiableError, body_of
from segue.audio.clips import is_asset
from segue.audio.cutting import source_span
from segue.audio.infotag import DECODER_DELAY, ENCODER_DELAY
from segue.audio.job import AudioJob, Target
from segue.audio.lame import level_drop_db
from segue.audio.levelling import ClipLevel, Levelled, beside, levelled
from segue.audio.listening import Heard
from segue.audio.mixing import Layer
from segue.audio.mpeg import Format
from segue.audio.seeking import body_at
from segue.audio.sources import Sound
from segue.audio.splices import NOTHING, REACH_FRAMES, STEP_DB, Copy, Splice
from segue.audio.surveying import Survey
from segue.model import Recording
from segue.release import Clip

# Apart from steps of its own size, "auto" lets nobody hear or measure a difference.
AUTO_TOLERANCE_LU = 0.08
# What is copied plays as in its recording from so many frames after a fade on.
_CLEAR_FRAMES = 2
_LEAST_FRAMES = 4 * REACH_FRAMES
# Bit rates of a whole file differ from their names by a few bytes.
_KBPS_TOLERANCE = 1.01
_CHANNELS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, slots=True)
class Spliced:
    """What is copied, the levels that go with it, and for each recording that isn't, why.

    `surveys` are of the recordings that are copied, by their hash.
    """

    splice: Splice
    levelling: Levelled
    refusals: tuple[str, ...]
    surveys: Mapping[str, Survey]


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A clip that can be copied: `place` is the frame's sample where its recording begins."""

    index: int
    layer: Layer
    body: Body
    steps: int
    place: int

    def copy(self, layout: Format, lead: int) -> Copy:
        """Its frames that no fade and no cut touches; UncopiableError where there are too few."""
        clip, size = self.layer.clip, layout.samples_per_frame
        delay = ENCODER_DELAY + DECODER_DELAY + lead
        begin = clip.start + max(clip.fade_in, clip.rise) + delay
        end = clip.end - max(clip.fade_out, clip.fall) + delay
        offset = (self.place + lead) // size
        first = max(-(-begin // size) + _CLEAR_FRAMES, self.body.first_whole + offset + 1)
        stop = min(end // size - _CLEAR_FRAMES, len(self.body) + offset)
        if (self.place + lead) % size:
            raise UncopiableError("its frames don't lie on those of the other recordings")
        if stop - first < _LEAST_FRAMES:
            raise UncopiableError("what no fade touches of it is too short")
        recording = clip.segment.recording
        return Copy(recording.sha256, self.body, first, stop, offset, self.steps)


def tolerance_lu(job: AudioJob) -> float:
    """How far what is copied may be from the loudness asked for."""
    audio = job.episode.show.audio
    return audio.splice_tolerance_lu if audio.encode == "splice" else AUTO_TOLERANCE_LU


def spliced(job: AudioJob, sound: Sound, aim: Target) -> Spliced:
    """The episode with all copied that can be; nothing of that is limited."""
    settings = job.episode.show.audio
    boundless = replace(aim, true_peak_dbtp=math.inf)
    levelling = levelled(job.timeline, sound, settings, boundless, job.crew)
    refusals: list[str] = []
    candidates: list[_Candidate] = []
    for index, (layer, level) in enumerate(
        zip(levelling.programme.layers, levelling.levels, strict=True)
    ):
        name = layer.clip.segment.recording.file.name
        try:
            if _is_meant(layer.clip):
                candidates.append(_candidate(job, levelling, index, level))
        except UncopiableError as reason:
            refusals.append(f"{name} is not copied: {reason}")
    if not candidates and not refusals:
        refusals.append("nothing is copied: no recording is an MP3")
    lead = _lead(candidates, job.layout)
    copies: dict[int, Copy] = {}
    for each in candidates:
        try:
            copies[each.index] = each.copy(job.layout, lead)
        except UncopiableError as reason:
            name = each.layer.clip.segment.recording.file.name
            refusals.append(f"{name} is not copied: {reason}")
    if not copies:
        return Spliced(NOTHING, levelling, tuple(refusals), {})
    is_variable = any(_is_other_rate(copy.body, job.layout) for copy in copies.values())
    splice = Splice(tuple(copies.values()), lead, is_variable)
    made = _levelled(job, levelling, copies, aim)
    surveys = {copy.sha256: levelling.levels[index].recording for index, copy in copies.items()}
    return Spliced(splice, made, tuple(refusals), surveys)


def missed_by(job: AudioJob, heard: Heard) -> str | None:
    """What is wrong with a file in which something was copied; None for one that is right."""
    target, loudness, peak = job.target, heard.loudness_lufs, heard.true_peak_dbtp
    if job.episode.show.audio.level == "off":
        return None
    if loudness is not None and abs(loudness - target.loudness_lufs) > tolerance_lu(job):
        return f"nothing is copied: the file would measure {loudness:.2f} LUFS"
    if peak is not None and peak > target.true_peak_dbtp:
        return f"nothing is copied: the file would peak at {peak:.2f} dBTP"
    return None


def _candidate(job: AudioJob, levelling: Levelled, index: int, level: ClipLevel) -> _Candidate:
    layer = levelling.programme.layers[index]
    clip, recording = layer.clip, layer.clip.segment.recording
    reason = next(_changes(levelling, layer, level), None) or _other_format(recording, job.layout)
    if reason:
        raise UncopiableError(reason)
    # Where it can't be read, the reason is wanted.
    body = body_at(recording.file) or body_of(recording.file)
    if body.kind != (job.layout.sample_rate, job.layout.channels):
        raise UncopiableError("it holds other frames than its header tells")
    if body.kbps > job.layout.kbps * _KBPS_TOLERANCE:
        message = f"its bit rate, {body.kbps:.0f} kbit/s, is above {job.layout.kbps}k"
        raise UncopiableError(message)
    steps = _steps(job, layer, level)
    if not body.can_be_turned(steps):
        raise UncopiableError("its frames can't be turned so far")
    begun = source_span(clip.segment)[0]
    place = ENCODER_DELAY + DECODER_DELAY + clip.start - begun - body.skipped
    return _Candidate(index, layer, body, steps, place)


def _changes(levelling: Levelled, layer: Layer, level: ClipLevel) -> Iterator[str]:
    """What is done to a clip's sound that copying can't do."""
    clip = layer.clip
    if levelling.programme.sound.is_cleaned:
        yield "high_pass_hz or reduce_noise changes all of it"
    if clip.kept:
        yield "silence is left out of it"
    if any(_is_over(each.clip, clip) for each in levelling.programme.layers):
        yield "music plays under it"
    if len(level.recording.examination.damages):
        yield "some of it is damaged"


def _is_meant(clip: Clip) -> bool:
    """Whether a clip is one that should be copied: short assets are faded anyway."""
    segment = clip.segment
    is_mp3 = segment.recording.file.suffix.lower() == ".mp3"
    return is_mp3 and not segment.under and not is_asset(segment)


def _is_over(bed: Clip, clip: Clip) -> bool:
    return bed.segment.under and bed.start < clip.end and bed.end > clip.start


def _other_format(recording: Recording, layout: Format) -> str | None:
    """How a recording's format differs from the file's."""
    own = recording.sample_rate, recording.channels
    if own == (layout.sample_rate, layout.channels):
        return None
    has, wanted = (
        f"{rate} Hz {_CHANNELS.get(channels, f'with {channels} channels')}"
        for rate, channels in (own, (layout.sample_rate, layout.channels))
    )
    return f"it has {has}, the file {wanted}"


def _steps(job: AudioJob, layer: Layer, level: ClipLevel) -> int:
    """How many steps louder it is copied; UncopiableError where none will do."""
    is_free = job.episode.show.audio.level == "off"
    wanted = layer.gain_db - (0.0 if is_free else level_drop_db(job.layout))
    nearest = round(wanted / STEP_DB)
    off = nearest * STEP_DB - wanted
    if abs(off) > tolerance_lu(job):
        word = "louder" if off > 0 else "softer"
        raise UncopiableError(
            f"in steps of {STEP_DB:.1f} dB it would be {abs(off):.2f} LU {word} than asked for"
        )
    peak = level.recording.true_peak_dbtp
    if not is_free and peak is not None and peak + nearest * STEP_DB > job.target.true_peak_dbtp:
        raise UncopiableError("its peaks must be limited")
    return nearest


def _lead(candidates: Sequence[_Candidate], layout: Format) -> int:
    """The silence in front with which most of what can be copied lies on the file's frames."""
    samples: Counter[int] = Counter()
    for each in candidates:
        samples[-each.place % layout.samples_per_frame] += each.layer.clip.samples
    return max(samples, key=lambda lead: (samples[lead], -lead), default=0)


def _is_other_rate(body: Body, layout: Format) -> bool:
    return not body.is_constant or body.kbps * _KBPS_TOLERANCE < layout.kbps


def _levelled(job: AudioJob, plan: Levelled, copies: Mapping[int, Copy], aim: Target) -> Levelled:
    """The levels with which what is encoded beside the copies is as loud as they are."""
    turned_db = {index: copy.steps * STEP_DB for index, copy in copies.items()}
    drop_db = level_drop_db(job.layout)
    given_db = {index: gain_db + drop_db for index, gain_db in turned_db.items()}
    made = beside(plan, given_db, job.episode.show.audio, aim)
    levels = [
        replace(level, gain_db=turned_db.get(index, level.gain_db))
        for index, level in enumerate(made.levels)
    ]
    return replace(made, levels=tuple(levels))
