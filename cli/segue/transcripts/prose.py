"""A transcript to be read: HTML as Podcasting 2.0 describes it, and plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from segue.characters import one_line
from segue.sentences import is_whole
from segue.speech import Transcript
from segue.timecode import format_clock

_LONG_SECONDS = 45


@dataclass(frozen=True, slots=True)
class Passage:
    """What one person says in a row, or of a long talk a paragraph, and where it begins."""

    start: float
    speaker: str | None
    text: str

    @property
    def clock(self) -> str:
        """The time at which it begins, as people write it."""
        return format_clock(self.start)


def passages(transcript: Transcript) -> Iterator[Passage]:
    """The transcript in paragraphs; a long one ends with the next sentence that does."""
    words: list[str] = []
    start, speaker = 0.0, None
    for cue in transcript.cues:
        is_long = cue.start - start > _LONG_SECONDS and bool(words) and is_whole(words[-1])
        if words and (cue.speaker != speaker or is_long):
            yield Passage(start, speaker, " ".join(words))
            words = []
        if not words:
            start, speaker = cue.start, cue.speaker
        words.append(one_line(cue.text))
    if words:
        yield Passage(start, speaker, " ".join(words))


def html(transcript: Transcript, title: str, language: str) -> str:
    """A page with who speaks (`cite`), since when (`time`) and what (`p`)."""
    lines = ["<!DOCTYPE html>", f'<html lang="{escape(language)}">', "<head>"]
    lines += ['<meta charset="utf-8">', f"<title>{escape(one_line(title))}</title>"]
    lines += ["</head>", "<body>"]
    for passage in passages(transcript):
        if passage.speaker:
            lines.append(f"<cite>{escape(passage.speaker, quote=False)}:</cite>")
        lines.append(f"<time>{passage.clock}</time>")
        lines.append(f"<p>{escape(passage.text, quote=False)}</p>")
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def text(transcript: Transcript) -> str:
    """The passages, each under its time and its speaker."""
    return "\n".join(
        f"({passage.clock}) {passage.speaker or ''}".rstrip() + f"\n{passage.text}\n"
        for passage in passages(transcript)
    )
