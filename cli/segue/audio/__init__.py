"""The audio room: recordings in; the finished MP3, its chapters, report and waveform out.

The timeline, which other outputs need too, is light to plan; everything else is loaded when there
is audio to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from segue.audio.placing import timeline
from segue.model import Episode
from segue.release import AudioFacts, Job, Output, Shared

__all__ = ["facts", "plan", "render", "timeline"]


def plan(episode: Episode, shared: Shared) -> Sequence[Job]:
    """One job; none for an episode without recordings, or where no format is wanted."""
    from segue.audio.job import AudioJob, Target
    from segue.audio.mpeg import Format

    settings = episode.show.audio
    if shared.timeline is None or not settings.formats:
        return []
    layout = Format.of(settings)
    if settings.channels == "auto":
        from segue.audio.levelling import sound_of

        layout = replace(layout, channels=sound_of(shared.timeline, settings, shared.crew).channels)
    target = Target(settings.loudness_lufs, settings.true_peak_dbtp)
    return [
        AudioJob(
            episode=episode,
            timeline=shared.timeline,
            layout=layout,
            target=target,
            workspace=shared.workspace,
            last=shared.last_audio,
            crew=shared.crew,
            tell=shared.tell,
            explain=shared.explain,
        )
    ]


def render(job: Job) -> Sequence[Output]:
    """The finished files; the audio itself lies in the workspace, or where it lay before."""
    from segue.audio.finishing import finished
    from segue.audio.job import AudioJob

    assert isinstance(job, AudioJob)
    return finished(job)


def facts(report_json: bytes) -> AudioFacts | None:
    """What a `report.json` says of its audio file; None when it can't be understood."""
    from segue.audio.report import read

    report = read(report_json)
    return None if report is None else report.facts
