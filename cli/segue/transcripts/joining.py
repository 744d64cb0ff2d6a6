"""One transcript of the whole episode: each recording's words when they are heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from segue.release import Clip, Timeline
from segue.speech import Cue, Transcript

_MILLISECOND = 0.001


def joined(timeline: Timeline | None) -> Transcript | None:
    """What is said in the finished audio; None where nobody wrote it down.

    Words that were cut away, or lie past the end of their recording, are left out; of words that a
    cut goes through the times end there. Of two cues with the same id the first keeps it.
    """
    clips = [clip for clip in (timeline.clips if timeline else ()) if clip.segment.transcript]
    if timeline is None or not clips:
        return None
    cues = sorted(chain.from_iterable(heard(timeline, clip) for clip in clips), key=_start)
    if not cues:
        return None
    said = [clip.segment.transcript for clip in clips if clip.segment.transcript]
    styles = dict.fromkeys(style for each in said for style in each.styles)
    closing = dict.fromkeys(note for each in said for note in each.closing)
    corrections = dict.fromkeys(each for one in said for each in one.corrections)
    return Transcript(
        tuple(_told_apart(cues)), tuple(styles), tuple(closing), corrections=tuple(corrections)
    )


def is_heard(timeline: Timeline | None) -> bool:
    """Whether the episode has a transcript, which is quicker to tell than to join."""
    if timeline is None:
        return False
    return any(True for clip in timeline.clips for _ in heard(timeline, clip))


def heard(timeline: Timeline, clip: Clip) -> Iterator[Cue]:
    """A clip's cues that are heard, each at whole milliseconds of the finished audio."""
    segment = clip.segment
    end = segment.recording.seconds if segment.end is None else segment.end
    heard_at = timeline.hearing(clip)
    for cue in segment.transcript.cues if segment.transcript else ():
        if cue.end < segment.start or cue.start >= end:
            continue
        begins, ends = (
            round(heard_at(min(max(seconds, segment.start), end)), 3)
            for seconds in (cue.start, cue.end)
        )
        # Words that an engine gave no time at all are kept, those that nobody hears are not.
        if ends > begins or cue.end == cue.start:
            yield replace(cue, start=begins, end=max(ends, begins + _MILLISECOND))


def _start(cue: Cue) -> float:
    return cue.start


def _told_apart(cues: list[Cue]) -> Iterator[Cue]:
    seen: set[str | None] = set()
    for cue in cues:
        yield replace(cue, id=None) if cue.id in seen else cue
        seen.add(cue.id)
