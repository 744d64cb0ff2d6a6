"""The timeline: where each segment lies in the finished audio, exact to the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from segue.audio import beds, cutting, joining
from segue.audio.cutting import clip_samples
from segue.audio.joining import Join
from segue.audio.landing import landed
from segue.errors import SegueError
from segue.model import Episode, Mark, Segment
from segue.release import Clip, Timeline
from segue.show import AudioSettings

Kept = tuple[tuple[int, int], ...]


def timeline(episode: Episode) -> Timeline | None:
    """The episode's timeline; None when it has no recordings.

    Raises SegueError for a cut outside its recording, a gain beyond ±60 dB, a fade or crossfade
    longer than a clip next to it, a bed with nothing over it, and a chapter that lies in no
    recording.
    """
    if not episode.segments:
        return None
    settings = episode.show.audio
    try:
        return place(
            episode.segments,
            settings,
            episode.marks,
            opening=episode.title,
        )
    except SegueError as error:
        raise SegueError(
            *(replace(found, file=found.file or episode.source) for found in error.problems)
        ) from error


def place(
    segments: Sequence[Segment],
    settings: AudioSettings,
    marks: Sequence[Mark] = (),
    *,
    opening: str = "Start",
) -> Timeline:
    """Lay the segments one after the other, each overlapping the next by the crossfade.

    `opening` names what comes before the first chapter, where chapters are given and none begins
    at 0.
    """
    rate = settings.sample_rate
    problems = [found for segment in segments for found in cutting.problems(segment, rate)]
    if problems:
        raise SegueError(*problems)
    parts = [segment for segment in segments if not segment.under]
    kept = [_kept(segment, settings) for segment in parts]
    lengths = [
        sum(end - first for first, end in stretches) or clip_samples(segment, rate)
        for segment, stretches in zip(parts, kept, strict=True)
    ]
    joins = joining.joins(parts, settings.crossfade_seconds, rate)
    problems = [*joining.problems(parts, lengths, joins, rate), *beds.problems(segments, rate)]
    if problems:
        raise SegueError(*problems)
    clips = tuple(_clips(parts, lengths, kept, joins, rate))
    return Timeline(
        sample_rate=rate,
        samples=clips[-1].end,
        clips=clips,
        chapters=landed(marks, clips, rate, opening),
        beds=tuple(beds.laid(segments, clips, rate)),
    )


def _kept(segment: Segment, settings: AudioSettings) -> Kept:
    """The stretches of a segment that tidying leaves; () for all of it."""
    if not settings.trim_silence and not settings.shorten_pauses_seconds:
        return ()
    # Imported only here: else a timeline is planned without opening a recording.
    from segue.audio.sources import Sound
    from segue.audio.tidying import kept

    channels = 1 if settings.channels == "mono" else 2
    sound = Sound(settings.sample_rate, channels, settings.high_pass_hz, settings.reduce_noise)
    return kept(segment, settings, sound)


def _clips(
    parts: Sequence[Segment],
    lengths: Sequence[int],
    kept: Sequence[Kept],
    joins: Sequence[Join],
    rate: int,
) -> Iterator[Clip]:
    end = 0
    following = (*joins[1:], Join(0.0, 0, 0))
    for segment, samples, stretches, coming, going in zip(
        parts, lengths, kept, joins, following, strict=True
    ):
        clip = Clip(
            segment=segment,
            start=end + coming.gap - coming.overlap,
            samples=samples,
            fade_in=coming.overlap,
            fade_out=going.overlap,
            rise=round((segment.fade_in or 0.0) * rate),
            fall=round((segment.fade_out or 0.0) * rate),
            kept=stretches,
        )
        yield clip
        end = clip.end
