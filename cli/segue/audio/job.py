"""What the audio room plans for an episode: light to import, as planning happens in every build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from segue.audio.mpeg import Format
from segue.model import Episode
from segue.release import AudioFacts, Crew, Explain, Tell, Timeline


@dataclass(frozen=True, slots=True)
class Target:
    """What the finished file should measure; its true peak stays at this or below."""

    loudness_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class AudioJob:
    """An episode's audio to be finished in `workspace`, or kept when `last` was made the same.

    `crew` does the heavy work; `tell` hears which share of it is done, and `explain` what was
    reused.
    """

    episode: Episode
    timeline: Timeline
    layout: Format
    target: Target
    workspace: Path
    last: AudioFacts | None
    crew: Crew
    tell: Tell
    explain: Explain
