"""Levelling: each clip brought to its loudness on its own, the whole corrected where it is off.

A clip's gain follows from its own recording, never from its neighbours. So another outro changes
nothing before it, and what was encoded of that can be used again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from segue.audio.ducking import ducked
from segue.audio.energies import Energies, Hearing
from segue.audio.job import Target
from segue.audio.mixing import Layer, hop_samples
from segue.audio.programme import Programme
from segue.audio.sources import Sound
from segue.audio.surveying import Survey, loudness_lufs, loudness_range_lu, survey
from segue.release import Alone, Crew, Timeline
from segue.show import AudioSettings

# The whole is corrected where it misses its loudness by more than so much.
_TOLERANCE_LU = 0.05
_AIM_LU = 0.02
_MOST_ROUNDS = 6
# Steps stay bounded where limiting takes nearly everything away, and so does their sum.
_LEAST_RESPONSE = 0.25
_MOST_EXTRA_DB = 40


@dataclass(frozen=True, slots=True)
class ClipLevel:
    """What a clip's recording measures, what its cut does, and the gain that levelling chose.

    The loudness is None for silence and for less than 400 ms, which are not levelled.
    """

    recording: Survey
    loudness_lufs: float | None
    loudness_range_lu: float | None
    gain_db: float


@dataclass(frozen=True, slots=True)
class Levelled:
    """A programme, how its clips (and then its beds) came to their levels, what it should measure.

    `hearings` are of the same clips and beds. `correction_db` was added to every clip, as the whole
    was off.
    """

    programme: Programme
    levels: tuple[ClipLevel, ...]
    loudness_lufs: float | None
    correction_db: float
    hearings: tuple[Hearing, ...]


def sound_of(timeline: Timeline, settings: AudioSettings, crew: Crew | None = None) -> Sound:
    """What clips are brought to; `channels = "auto"` is mono where all recordings are."""
    wanted = {"mono": 1, "stereo": 2}.get(settings.channels)
    sound = Sound(timeline.sample_rate, wanted or 2, settings.high_pass_hz, settings.reduce_noise)
    if wanted is None and all(
        survey(clip.segment.recording, sound, crew).is_one_channel
        for clip in (*timeline.clips, *timeline.beds)
    ):
        return replace(sound, channels=1)
    return sound


def levelled(
    timeline: Timeline,
    sound: Sound,
    settings: AudioSettings,
    aim: Target,
    crew: Crew | None = None,
) -> Levelled:
    """The programme of a timeline, at `aim` before it is encoded.

    `settings.level` says what is brought to the loudness: each segment, the episode, or nothing;
    with nothing, peaks are let be, too.
    """
    crew = crew or Alone()
    hearings = tuple(
        Hearing(clip, survey(clip.segment.recording, sound, crew), sound, crew)
        for clip in (*timeline.clips, *timeline.beds)
    )
    loudness = [loudness_lufs(each.energies()) for each in hearings]
    gains = [
        _gain(each, measured, settings, aim)
        for each, measured in zip(hearings, loudness, strict=True)
    ]
    layers = tuple(Layer(each.clip, gain) for each, gain in zip(hearings, gains, strict=True))
    if timeline.beds:
        hops = _hops(timeline.samples, sound.sample_rate)
        layers = ducked(layers, hearings, hops, settings.duck_db)
    ceiling = None if settings.level == "off" else aim.true_peak_dbtp
    programme = Programme(layers, sound, timeline.samples, ceiling)

    def whole(correction_db: float) -> float | None:
        return loudness_lufs(_energies(programme.corrected(correction_db), hearings))

    correction = 0.0
    if settings.level != "off":
        correction = _settled(whole, aim.loudness_lufs, 0.0, _TOLERANCE_LU)
    levels = tuple(
        ClipLevel(each.survey, measured, loudness_range_lu(each.energies()), gain)
        for each, measured, gain in zip(hearings, loudness, gains, strict=True)
    )
    corrected = programme.corrected(correction)
    return Levelled(corrected, levels, whole(correction), correction, hearings)


def beside(
    plan: Levelled, fixed_db: Mapping[int, float], settings: AudioSettings, aim: Target
) -> Levelled:
    """The levels beside clips, named by number, whose gain is fixed and which are not limited.

    `plan` says how everything is levelled where nothing is limited.
    """
    gains = [
        fixed_db[number]
        if number in fixed_db
        else _gain(hearing, level.loudness_lufs, settings, aim) + plan.correction_db
        for number, (hearing, level) in enumerate(zip(plan.hearings, plan.levels, strict=True))
    ]
    layers = tuple(
        replace(layer, gain_db=gain)
        for layer, gain in zip(plan.programme.layers, gains, strict=True)
    )
    ceiling = None if settings.level == "off" else aim.true_peak_dbtp
    programme = replace(plan.programme, layers=layers, ceiling_dbtp=ceiling)
    levels = tuple(
        replace(level, gain_db=gain) for level, gain in zip(plan.levels, gains, strict=True)
    )
    whole = loudness_lufs(_energies(programme, plan.hearings, fixed_db))
    return Levelled(programme, levels, whole, 0.0, plan.hearings)


def _gain(hearing: Hearing, measured: float | None, settings: AudioSettings, aim: Target) -> float:
    """A clip's own gain: what its author set, on top of what brings it to its loudness."""
    segment = hearing.clip.segment
    if settings.level == "off" or measured is None:
        return segment.gain_db
    wanted = aim.loudness_lufs + segment.gain_db
    if segment.under:
        return wanted + settings.bed_db - measured
    if settings.level == "episode":
        return segment.gain_db
    return _settled(
        lambda gain_db: loudness_lufs(hearing.limited(gain_db, aim.true_peak_dbtp)),
        wanted,
        wanted - measured,
        _AIM_LU,
    )


def _energies(
    programme: Programme, hearings: Sequence[Hearing], unlimited: Container[int] = ()
) -> Energies:
    """The programme's energies by the tenth of a second: those of its layers together."""
    total = np.zeros(_hops(programme.samples, programme.sample_rate))
    for number, (layer, hearing) in enumerate(zip(programme.layers, hearings, strict=True)):
        ceiling = None if number in unlimited else programme.ceiling_dbtp
        limited = hearing.limited(layer.gain_db, ceiling)
        total += hearing.on_timeline(layer, limited, len(total))
    return total


def _hops(samples: int, rate: int) -> int:
    return -(-samples // hop_samples(rate))


def _settled(
    measure: Callable[[float], float | None], aim: float, gain_db: float, tolerance: float
) -> float:
    """The gain at which a measure comes to `aim`, which limiting makes more than a difference."""
    response = 1.0
    before: tuple[float, float] | None = None
    most_db = gain_db + _MOST_EXTRA_DB
    for _ in range(_MOST_ROUNDS):
        found = measure(gain_db)
        if found is None or abs(aim - found) <= tolerance:
            break
        if before is not None and gain_db != before[0]:
            response = (found - before[1]) / (gain_db - before[0])
            response = min(1.0, max(_LEAST_RESPONSE, response))
        before = gain_db, found
        gain_db = min(most_db, gain_db + (aim - found) / response)
    return gain_db
