"""Transcripts: words that lie past the end of their recording, speakers without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segue.errors import Problem
from segue.model import Episode, Segment
from segue.release import Bundle
from segue.speech import Transcript
from segue.timecode import format_clock

# Engines round the end of the last words up.
_TOLERANCE_SECONDS = 1.0
_NAMELESS = re.compile(
    r"(?:speaker|voice|spk|unknown|sprecher(?:in)?|intervenant|locuteur|hablante)"
    r"[ _-]*(?:\d+|[a-z])?",
    re.IGNORECASE,
)


def check(bundle: Bundle) -> Iterator[Problem]:
    """What readers of each transcript would stumble over."""
    for release in bundle.releases:
        for segment in release.episode.segments:
            if segment.transcript is not None:
                yield from _outside(segment, segment.transcript)
                yield from _nameless(release.episode, segment.transcript)


def _outside(segment: Segment, transcript: Transcript) -> Iterator[Problem]:
    """Words after the end, which nobody can hear: probably another recording's."""
    end = segment.recording.seconds
    outside = [cue for cue in transcript.cues if cue.end > end + _TOLERANCE_SECONDS]
    if outside:
        last = max(outside, key=lambda cue: cue.end)
        more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        yield Problem(
            severity="warning",
            code="transcript-outside",
            message=f"this cue{more} lies past the end of {segment.recording.file.name}, which is "
            f"{format_clock(end)} long; the last one ends at {format_clock(last.end)}",
            file=transcript.file,
            line=outside[0].line,
            hint="a transcript counts its own recording from 0; is it that of another one?",
        )


def _nameless(episode: Episode, transcript: Transcript) -> Iterator[Problem]:
    """Speakers that an engine has but counted."""
    counted = {
        cue.speaker: cue.line
        for cue in reversed(transcript.cues)
        if cue.speaker and _NAMELESS.fullmatch(cue.speaker)
    }
    for label, line in sorted(counted.items()):
        person = episode.guests[0].name if episode.guests else episode.show.author
        yield Problem(
            severity="warning",
            code="transcript-speaker",
            message=f'nobody says who "{label}" is',
            file=transcript.file,
            line=line,
            hint=f'add to the front matter: transcript: {{speakers: {{"{label}": "{person}"}}}}',
        )
