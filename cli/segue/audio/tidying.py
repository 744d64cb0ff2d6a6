"""Tidying: which stretches of a segment are heard, where silence at its ends or long pauses go.

What is silent is told by the recording itself: 30 dB below its loudness, or a little above its own
noise, whichever is higher. Short assets are trimmed by pydub, to the millisecond.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from segue.audio.assets import MOST_SECONDS, trimmed
from segue.audio.clips import stream
from segue.audio.cutting import clip_samples
from segue.audio.examining import WINDOWS_PER_SECOND
from segue.audio.sources import Sound
from segue.audio.surveying import survey
from segue.model import Segment
from segue.show import AudioSettings

Kept = tuple[tuple[int, int], ...]

_SILENT_BELOW_LU = 30.0
_ABOVE_NOISE_DB = 6.0
_VOICE_BELOW_LU = 15.0
_NOISE_PERCENT = 5
_SOFTEST_DBFS = -70.0
# Breath and reverberation that belong to the first and last word.
_BEFORE_SECONDS = 0.1
_AFTER_SECONDS = 0.25
# Less than this isn't worth a cut.
_LEAST_SECONDS = 0.1


def kept(segment: Segment, settings: AudioSettings, sound: Sound) -> Kept:
    """The stretches that are heard, in samples of its cut at the timeline's rate; () for all."""
    if segment.kind != "content":
        if settings.trim_silence and segment.recording.seconds <= MOST_SECONDS:
            return _trimmed_asset(segment, sound)
        return ()
    silent = _silent(segment, sound)
    if silent.all():
        return ()
    stretches = [*_stretches(segment, silent, settings)]
    whole = [(0.0, clip_samples(segment, sound.sample_rate) / sound.sample_rate)]
    if stretches == whole:
        return ()
    rate = sound.sample_rate
    return tuple((round(first * rate), round(end * rate)) for first, end in stretches)


def _trimmed_asset(segment: Segment, sound: Sound) -> Kept:
    length = clip_samples(segment, sound.sample_rate)
    whole = np.concatenate([*stream(segment, sound, 0, length)])
    span = trimmed(whole, sound.sample_rate)
    return () if span == (0, length) else (span,)


def _silent(segment: Segment, sound: Sound) -> npt.NDArray[np.bool_]:
    """Which twentieths of a second of a segment's cut are silent."""
    found = survey(segment.recording, sound)
    first = math.floor(segment.start * WINDOWS_PER_SECOND)
    seconds = clip_samples(segment, sound.sample_rate) / sound.sample_rate
    end = math.ceil((segment.start + seconds) * WINDOWS_PER_SECOND)
    levels = found.examination.energies[first:end].max(axis=1)
    decibels = 10 * np.log10(np.maximum(levels, 1e-12))
    loudness = found.loudness_lufs
    if loudness is None:
        return np.asarray(decibels < _SOFTEST_DBFS)
    noise = float(np.percentile(decibels, _NOISE_PERCENT)) + _ABOVE_NOISE_DB
    threshold = min(max(loudness - _SILENT_BELOW_LU, noise), loudness - _VOICE_BELOW_LU)
    return np.asarray(decibels < threshold)


def _stretches(
    segment: Segment, silent: npt.NDArray[np.bool_], settings: AudioSettings
) -> Iterator[tuple[float, float]]:
    """What is left, in seconds of the cut: between the ends, without the middles of pauses."""
    rate = settings.sample_rate
    seconds = clip_samples(segment, rate) / rate
    offset = segment.start * WINDOWS_PER_SECOND % 1
    edges = np.flatnonzero(np.diff(silent, prepend=False, append=False))
    runs = [
        (max(0.0, (first - offset) / WINDOWS_PER_SECOND), (end - offset) / WINDOWS_PER_SECOND)
        for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]
    cuts = [*_cuts(runs, seconds, settings)]
    marks = [0.0, *(time for cut in cuts for time in cut), seconds]
    for first, end in [*pairwise(marks)][::2]:
        if end > first:
            yield first, end


def _cuts(
    runs: list[tuple[float, float]], seconds: float, settings: AudioSettings
) -> Iterator[tuple[float, float]]:
    """What of the silent runs is left out."""
    longest = settings.shorten_pauses_seconds
    for first, end in runs:
        begin, stop = first, min(end, seconds)
        if first <= 0:
            stop = stop - _BEFORE_SECONDS if settings.trim_silence else 0.0
        elif end >= seconds:
            begin = begin + _AFTER_SECONDS if settings.trim_silence else seconds
        elif longest:
            begin, stop = begin + longest / 2, stop - longest / 2
        else:
            continue
        if stop - begin >= _LEAST_SECONDS:
            yield begin, stop
