"""What WebVTT and SRT share: blocks of lines, each with the times of its words before them.

People's files lack blank lines, or have some too many; what can be told apart is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from segue import timecode
from segue.speech import Cue
from segue.transcripts.findings import Findings

ARROW = "-->"
COMMENT = "NOTE"
_TIMES = re.compile(rf"\s*(\S+?)\s*{ARROW}\s*(\S+)(?:\s+(.*))?")
_CLOCK = re.compile(r"([0-9]{1,6}):([0-5][0-9]):([0-5][0-9])[.,]([0-9]{3})")
_HINT = "write its times as 00:01:02.500 --> 00:01:05.000"


@dataclass(slots=True)
class Block:
    """Lines that belong together, the first of them, or their times, at `line`.

    `times` is the line with the times, None where there is none; `label` the one over it.
    """

    line: int
    times: str | None = None
    label: str | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.times is None and not self.lines


@dataclass(frozen=True, slots=True)
class Span:
    """The times of a block, in seconds, and what else stands on their line."""

    start: float
    end: float
    settings: str


def blocks(lines: Sequence[str], first_line: int = 1) -> Iterator[Block]:
    """The blocks of a file; a new one begins after a blank line and with every line of times."""
    block = Block(first_line)
    for number, line in enumerate(lines, first_line):
        if not line.strip():
            if not block.is_empty:
                yield block
            block = Block(number + 1)
        elif _has_times(line, block):
            label = block.lines.pop() if _ends_in_label(block) else None
            if not block.is_empty:
                yield block
            block = Block(number, line, label)
        else:
            block.lines.append(line)
    if not block.is_empty:
        yield block


def span(block: Block, findings: Findings) -> Span | None:
    """A block's times; None, with its finding, where they can't be understood."""
    match = _TIMES.fullmatch(block.times or "")
    if match is None:
        findings.lost(block.line, f'"{_cut(block.times or "")}" has no two times', _HINT)
        return None
    try:
        start, end = seconds(match[1]), seconds(match[2])
    except ValueError as error:
        findings.lost(block.line, f"the words after this line have no time: {error}", _HINT)
        return None
    if end < start:
        message = f"the words after this line end ({match[2]}) before they begin ({match[1]})"
        findings.lost(block.line, message, _HINT)
        return None
    return Span(start, end, (match[3] or "").strip())


def seconds(written: str) -> float:
    """A time of a caption; ValueError with a reason to show."""
    clock = _CLOCK.fullmatch(written)
    if clock:
        hours, minutes, rest, thousandths = map(int, clock.groups())
        return ((hours * 3600 + minutes * 60 + rest) * 1000 + thousandths) / 1000
    if ":" not in written.lstrip("-−"):
        raise ValueError(f'"{_cut(written)}" is no time of a caption')
    return round(timecode.parse(_cut(written)), 3)


def go_on(cues: list[Cue], words: str) -> None:
    """Add words without times to the cue before: a blank line came between. A number is no word."""
    if cues and words and not words.isdecimal():
        cues[-1] = replace(cues[-1], text=f"{cues[-1].text}\n{words}")


def _has_times(line: str, block: Block) -> bool:
    """Whether a line holds the times of a block to come: people talk about arrows, too."""
    if ARROW not in line:
        return False
    begins = block.times is None and len(block.lines) < 2  # noqa: PLR2004 (an id may come first)
    before = line.partition(ARROW)[0].strip()
    return " " not in before and (begins or before[:1].isdigit() or before.startswith(("-", "−")))


def _ends_in_label(block: Block) -> bool:
    """Whether the last line before a line of times is the number or name of what follows."""
    if not block.lines:
        return False
    if block.times is None and len(block.lines) == 1:
        return not block.lines[0].startswith(COMMENT)
    return len(block.lines) > 1 and block.lines[-1].strip().isdecimal()


def _cut(text: str) -> str:
    return text.strip()[:60]
