"""SubRip, read and written: a name before a colon says who speaks, where another one begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from segue import timecode
from segue.speech import Cue, Transcript
from segue.transcripts import captions, voices
from segue.transcripts.captions import ARROW
from segue.transcripts.findings import Findings
from segue.transcripts.lines import tidy, wrapped

_TAG = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^>]*)?>|\{\\an?\d+\}", re.IGNORECASE)


def read(text: str, findings: Findings, people: Collection[str] = ()) -> Transcript:
    """The transcript in a file; what can't be placed is left out, and noted."""
    cues: list[Cue] = []
    for block in captions.blocks(text.split("\n")):
        words = tidy(_TAG.sub("", "\n".join(block.lines)))
        if block.times is None:
            captions.go_on(cues, words)
            continue
        span = captions.span(block, findings)
        if span is not None and words:
            cues.append(Cue(span.start, span.end, words, line=block.line))
    return Transcript(voices.named(cues, people))


def write(transcript: Transcript) -> str:
    """The transcript as SubRip."""
    return "\n".join(_written(transcript))


def _written(transcript: Transcript) -> Iterator[str]:
    speaker = None
    for number, cue in enumerate(transcript.cues, 1):
        name = f"{cue.speaker}: " if cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        start, end = (timecode.format_exact(each, point=",") for each in (cue.start, cue.end))
        yield f"{number}\n{start} {ARROW} {end}\n{name}{wrapped(cue.text, len(name))}\n"
