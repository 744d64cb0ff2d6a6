"""Makes the example episode's two recordings and their transcripts, read by a speech synthesiser.

Needs the program `espeak-ng` (1.51) on the PATH; segue itself never does. Run it in the
development environment: `python tools/make_speech.py`. Every line is synthesised by itself, so the
transcripts' times are exact. It prints where the lines that open a chapter begin.
"""

from __future__ import annotations

import io
import subprocess
import textwrap
import wave
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sound import RATE, Sound, add_room, set_level, shape_tone, write_m4a, write_mp3

EPISODE = Path(__file__).resolve().parent.parent / "episodes" / "car-t"
LEAD_SECONDS = 1.0  # the show's crossfade: a neighbour fades over this, never over a word
TAIL_SECONDS = 1.1
LOUDNESS_LUFS = -19.0


class Voice(NamedTuple):
    """A speaker: the name in the transcript and how espeak-ng sounds for it."""

    name: str
    variant: str
    words_a_minute: int
    pitch: int


class Line(NamedTuple):
    """One line as written, and the chapter that it opens."""

    voice: Voice
    text: str
    opens: str = ""


class Cue(NamedTuple):
    """A line where it came to lie in its recording."""

    start: float
    end: float
    line: Line


WREN = Voice("Wren Tallowby", "en-us+klatt4", 158, 42)
JUNIA = Voice("Junia Farrowmere", "en-us+f5", 156, 46)

# What the synthesiser would get wrong, spelled as it sounds.
SOUNDS = {
    "CAR-T": "car tee",
    "MS": "M S",
    "T cells": "tee cells",
    "B cells": "bee cells",
    "Wren Tallowby": "Ren Tallow bee",
    "Junia": "June ya",
    "Farrowmere": "Farrow meer",
}

RESET = (
    Line(WREN, "Welcome to Plain Nerve.", opens="What CAR-T sets out to do"),
    Line(WREN, "I'm Wren Tallowby, and today we talk about CAR-T."),
    Line(WREN, "Most medicines for MS turn the immune system down."),
    Line(WREN, "CAR-T tries something different: it aims for a reset."),
    Line(WREN, "It happens in four steps.", opens="Four steps"),
    Line(WREN, "First, a blood sample supplies some of your T cells."),
    Line(WREN, "Second, a laboratory fits those cells with a new receptor."),
    Line(WREN, "Third, they go back into your body."),
    Line(WREN, "And fourth, they look for B cells that feed inflammation, and clear them."),
    Line(WREN, "That is the idea. Whether it works, nobody can say yet."),
)

HOPE = (
    Line(
        WREN,
        "With me is Junia Farrowmere, an MS specialist nurse.",
        opens="What the first patients noticed",
    ),
    Line(WREN, "Junia, what have we seen so far?"),
    Line(JUNIA, "In Nebraska, a woman of 49 was treated with donor cells."),
    Line(JUNIA, "Within two months, she walked better and had more energy."),
    Line(JUNIA, "In London, a woman of 37 was treated with cells of her own."),
    Line(JUNIA, "That is two people. It is hope, but it is not proof."),
    Line(WREN, "And what about the risks?", opens="Risks, and what to do now"),
    Line(JUNIA, "Fever, infections, and confusion that passes."),
    Line(JUNIA, "That is why doctors watch everybody in these trials so closely."),
    Line(WREN, "So what can we do now?"),
    Line(JUNIA, "Keep moving, keep asking, and talk to your own team before you change anything."),
    Line(WREN, "Hope and caution can sit at the same table."),
)


def say(line: Line) -> Sound:
    """One line spoken, without the silence around it, at `RATE`."""
    _, variant, words_a_minute, pitch = line.voice
    spoken = line.text
    for written, sound in SOUNDS.items():
        spoken = spoken.replace(written, sound)
    options = ["-v", variant, "-s", str(words_a_minute), "-p", str(pitch), "-a", "90"]
    made = subprocess.run(
        ["espeak-ng", *options, "--stdout", spoken], check=True, capture_output=True
    ).stdout
    with wave.open(io.BytesIO(made)) as reader:
        if reader.getframerate() * 2 != RATE:
            raise SystemExit("espeak-ng is expected to speak at 22,050 Hz")
        raw = np.frombuffer(made[44:], dtype="<i2") / 32_768
    loud = np.flatnonzero(np.abs(raw) > 0.004)
    return double_rate(raw[loud[0] : loud[-1] + 400])


def double_rate(sound: Sound) -> Sound:
    """Mono `sound` at twice its sample rate, by an exact band-limited interpolation."""
    padded = np.concatenate([sound, np.zeros(512 + len(sound) % 2)])
    spectrum = np.fft.rfft(padded)
    wide = np.concatenate([spectrum, np.zeros(len(padded) - len(spectrum) + 1)])
    return np.asarray(2 * np.fft.irfft(wide, 2 * len(padded)), dtype=np.float64)


def record(lines: tuple[Line, ...]) -> tuple[Sound, list[Cue]]:
    """The lines one after the other, with breaths between them, and where each one lies."""
    parts: list[Sound] = []
    cues: list[Cue] = []
    now = LEAD_SECONDS
    before: Line | None = None
    for line in lines:
        if before:
            now += 0.30 if before.voice is line.voice and not line.opens else 0.50
        spoken = even_out(say(line))
        start = int(now * RATE)
        parts.append(np.concatenate([np.zeros(start - sum(map(len, parts))), spoken]))
        cues.append(Cue(now, now + len(spoken) / RATE, line))
        now += len(spoken) / RATE
        before = line
    return np.concatenate([*parts, np.zeros(int(TAIL_SECONDS * RATE))]), cues


def even_out(spoken: Sound) -> Sound:
    """`spoken` at one level for every line and voice."""
    heard = spoken[np.abs(spoken) > 0.02]
    return spoken * (0.1 / float(np.sqrt(np.mean(heard**2))))


def polish(speech: Sound) -> Sound:
    """`speech` as from a small studio: warmer, less sharp, peaks tamed, a little room around it."""
    curve = [(50, -36), (85, -3), (180, 2.0), (500, 0), (2_600, 0), (3_600, -1.0)]
    toned = shape_tone(speech, [*curve, (6_000, 0.0), (9_000, -3), (11_000, -30)])
    tamed = np.tanh(toned * 2.2) / 2.2
    room = np.mean(add_room(tamed, seconds=0.28, wet=0.05, seed=3), axis=1)
    hush = np.random.default_rng(11).standard_normal(len(room))
    return np.asarray(
        room + shape_tone(hush, [(60, -80), (200, -72), (4_000, -80), (9_000, -100)]),
        dtype=np.float64,
    )


def stamp(seconds: float) -> str:
    """A time as WebVTT writes it."""
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"00:{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"


def transcript(cues: list[Cue]) -> str:
    """The cues as WebVTT, each with its speaker, no line of it over 42 characters."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        text = textwrap.fill(cue.line.text, 42)
        times = f"{stamp(cue.start)} --> {stamp(cue.end)}"
        blocks.append(f"{times}\n<v {cue.line.voice.name}>{text}\n")
    return "\n".join(blocks)


def main() -> None:
    """Writes audio/ and transcripts/ of the example episode."""
    passed = 0.0
    for stem, suffix, lines in (("01-reset", "mp3", RESET), ("02-hope", "m4a", HOPE)):
        speech, cues = record(lines)
        speech = set_level(polish(speech), LOUDNESS_LUFS)
        path = EPISODE / "audio" / f"{stem}.{suffix}"
        write = write_mp3 if suffix == "mp3" else write_m4a
        write(path, speech, 64)
        (EPISODE / "transcripts" / f"{stem}.vtt").write_text(transcript(cues), encoding="utf-8")
        print(f"{path.name}: {len(speech) / RATE:.2f} s, {path.stat().st_size:,} bytes")
        for cue in cues:
            if cue.line.opens:
                print(f"  {passed + cue.start:7.2f} {cue.line.opens}")
        passed += len(speech) / RATE


if __name__ == "__main__":
    main()
