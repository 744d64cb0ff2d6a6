"""WebVTT, read and written: speakers, notes, styles, regions, ids and settings are kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape, unescape

from segue import timecode
from segue.characters import one_line, printable
from segue.speech import Cue, Transcript
from segue.transcripts import captions, voices
from segue.transcripts.captions import ARROW, COMMENT, Block
from segue.transcripts.findings import Findings
from segue.transcripts.lines import tidy, wrapped

HEADER = "WEBVTT"
_VOICE = re.compile(r"<v(?:\.[^\s>]*)*(?:\s+([^>]*))?>")
_TAG = re.compile(
    r"<rt>.*?</rt>|</?(?:c|i|b|u|v|lang|ruby|rt)(?:[.\s][^>]*)?>|<[0-9:.]+>", re.DOTALL
)
_COMMENT = re.compile(rf"{COMMENT}(?:\s|$)")
_STYLE = re.compile(r"(?:STYLE|REGION)\s*$")


def read(text: str, findings: Findings, people: Collection[str] = ()) -> Transcript:
    """The transcript in a file; what can't be placed is left out, and noted."""
    lines = text.split("\n")
    start = _after_header(lines)
    cues: list[Cue] = []
    notes: list[str] = []
    styles: list[str] = []
    for block in captions.blocks(lines[start:], start + 1):
        first = block.lines[0] if block.lines else ""
        if block.times is not None:
            made = list(_cues(block, tuple(notes), findings))
            cues += made
            notes = [] if made else notes
        elif _STYLE.match(first):
            styles.append("\n".join(block.lines))
        elif _COMMENT.match(first):
            notes.append("\n".join(block.lines))
        else:
            captions.go_on(cues, _plain("\n".join(block.lines)))
    # Names before a colon are only looked for where no voice is marked.
    is_voiced = any(cue.speaker for cue in cues)
    told = voices.voiced(cues) if is_voiced else voices.named(cues, people)
    return Transcript(told, tuple(styles), tuple(notes))


def write(transcript: Transcript) -> str:
    """The transcript as WebVTT."""
    blocks = [HEADER, *map(_kept, transcript.styles)]
    for cue in transcript.cues:
        blocks += [*map(_kept, cue.notes), _written(cue)]
    return "\n\n".join([*blocks, *map(_kept, transcript.closing)]) + "\n"


def _after_header(lines: Sequence[str]) -> int:
    """Where the blocks begin: behind the header and what stands under it, if there is one."""
    if not lines[0].startswith(HEADER):
        return 0
    for at, line in enumerate(lines):
        if at and (not line.strip() or ARROW in line):
            return at
    return len(lines)


def _cues(block: Block, notes: tuple[str, ...], findings: Findings) -> Iterator[Cue]:
    """A cue for each voice of a block."""
    span = captions.span(block, findings)
    if span is None:
        return
    label = None if block.label is None else one_line(block.label)
    for speaker, words in _voices("\n".join(block.lines)):
        text = _plain(words)
        if not text:
            continue
        yield Cue(
            span.start, span.end, text, speaker, label, one_line(span.settings), notes, block.line
        )
        label, notes = None, ()


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """Each voice with its words; those before the first belong to nobody."""
    before, *spoken = _VOICE.split(payload)
    yield None, before
    for name, words in zip(spoken[::2], spoken[1::2], strict=True):
        yield one_line(unescape(name or "")) or None, words


def _plain(words: str) -> str:
    return tidy(unescape(_TAG.sub("", words)))


def _written(cue: Cue) -> str:
    times = f"{timecode.format_exact(cue.start)} {ARROW} {timecode.format_exact(cue.end)}"
    voice = f"<v {_escaped(cue.speaker)}>" if cue.speaker else ""
    label = [_escaped(cue.id)] if cue.id else []
    return "\n".join(
        [*label, f"{times} {cue.settings}".rstrip(), voice + _escaped(wrapped(cue.text))]
    )


def _escaped(text: str) -> str:
    """Text with what means something to WebVTT written out."""
    return escape(text, quote=False)


def _kept(block: str) -> str:
    """A note or a style as it stood; nothing in it may look like a cue."""
    lines = (line for line in printable(block).split("\n") if line.strip())
    return "\n".join(lines).replace(ARROW, "--&gt;")
