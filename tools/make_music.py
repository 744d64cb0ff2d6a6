"""Makes the example show's intro and outro: a plucked arpeggio over a soft pad, in a room.

Run it with Python alone, in the development environment: `python tools/make_music.py`. The same
version of numpy and lameenc gives the same bytes again.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from sound import RATE, Sound, add_room, set_level, shape_tone, write_mp3

ASSETS = Path(__file__).resolve().parent.parent / "assets"
EIGHTH_SECONDS = 0.27


class Bar(NamedTuple):
    """A chord held under its arpeggio; notes are MIDI numbers, one arpeggio note an eighth."""

    bass: int
    pad: tuple[int, ...]
    arpeggio: tuple[int, ...]


D_ADD9 = Bar(38, (57, 62, 64, 66), (62, 69, 74, 76, 78, 76))
G_MAJ7 = Bar(43, (55, 59, 62, 66), (67, 74, 78, 79, 78, 74))
A_SUS4 = Bar(45, (57, 62, 64), (69, 74, 76, 81))
B_MIN7 = Bar(47, (57, 59, 62, 66), (71, 74, 78, 81, 78, 74))
D_CLOSE = Bar(38, (57, 62, 66, 69), (62, 69, 74, 78, 81, 86))

INTRO = ((D_ADD9, G_MAJ7, A_SUS4), 6.0)
OUTRO = ((B_MIN7, G_MAJ7, A_SUS4), 8.0)


def hertz(note: int) -> float:
    """The pitch of a MIDI note."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def pluck(note: int, seconds: float, loudness: float) -> Sound:
    """A soft plucked string: each overtone a little sharp, and gone sooner than the one below."""
    time = np.arange(int(seconds * RATE)) / RATE
    pitch = hertz(note)
    tone = np.zeros_like(time)
    for overtone in range(1, 11):
        partial_hertz = pitch * overtone * np.sqrt(1 + 0.00025 * overtone**2)
        if partial_hertz > 9_000:
            break
        strength = np.sin(np.pi * overtone * 0.23) / overtone**1.55
        decay = np.exp(-time * (1.5 + 0.55 * overtone) * (pitch / 330) ** 0.4)
        tone += strength * decay * np.sin(2 * np.pi * partial_hertz * time)
    attack = 1 - np.exp(-time / 0.0035)
    release = np.minimum(1.0, (seconds - time) / 0.05)
    return np.asarray(loudness * tone * attack * release, dtype=np.float64)


def pad(notes: tuple[int, ...], seconds: float) -> Sound:
    """A held chord that swells and fades, two slightly detuned voices a note."""
    time = np.arange(int(seconds * RATE)) / RATE
    chord = np.zeros_like(time)
    for place, note in enumerate(notes):
        for cents in (-4.0, 4.0):
            pitch = hertz(note) * 2 ** (cents / 1200)
            for overtone in range(1, 6):
                phase = 1.7 * place + overtone + cents
                chord += np.sin(2 * np.pi * pitch * overtone * time + phase) / overtone**2.2
    swell = np.minimum(1.0, time / 0.5) * np.minimum(1.0, (seconds - time) / 0.7)
    return np.asarray(chord * np.sin(swell * np.pi / 2) ** 2 / len(notes), dtype=np.float64)


def bass(note: int, seconds: float) -> Sound:
    """A round low note."""
    time = np.arange(int(seconds * RATE)) / RATE
    pitch = hertz(note)
    tone = np.sin(2 * np.pi * pitch * time) + 0.35 * np.sin(4 * np.pi * pitch * time)
    envelope = (1 - np.exp(-time / 0.02)) * np.exp(-time * 0.9)
    return np.asarray(tone * envelope * np.minimum(1.0, (seconds - time) / 0.1), dtype=np.float64)


def place(track: Sound, sound: Sound, seconds: float, pan: float = 0.0) -> None:
    """Adds mono `sound` to the stereo `track` at `seconds`; `pan` runs from -1 to 1."""
    start = int(seconds * RATE)
    fitting = sound[: len(track) - start]
    angle = (pan + 1) * np.pi / 4
    track[start : start + len(fitting), 0] += fitting * np.cos(angle)
    track[start : start + len(fitting), 1] += fitting * np.sin(angle)


def play(bars: tuple[Bar, ...], seconds: float) -> Sound:
    """The piece: `bars`, each as long as its arpeggio, then the closing chord left to ring."""
    track = np.zeros((int(seconds * RATE), 2))
    now = 0.02
    for bar in bars:
        length = len(bar.arpeggio) * EIGHTH_SECONDS
        place(track, 0.16 * pad(bar.pad, length + 0.7), max(0.0, now - 0.1))
        place(track, 0.30 * bass(bar.bass, length + 0.2), now)
        for step, note in enumerate(bar.arpeggio):
            strength = 0.5 if step == 0 else 0.34 + 0.04 * (step % 2)
            place(track, pluck(note, 2.4, strength), now, pan=0.35 * (-1) ** step)
            now += EIGHTH_SECONDS
    close(track, now, seconds)
    room = add_room(track, seconds=1.9, wet=0.33, seed=7)
    warm = shape_tone(room, [(30, -24), (60, 0), (250, 1.5), (3_000, 0), (12_000, -5)])
    fade = np.minimum(1.0, (seconds - np.arange(len(warm)) / RATE) / 1.2)
    return np.asarray(warm * np.sin(fade * np.pi / 2)[:, None] ** 2, dtype=np.float64)


def close(track: Sound, now: float, seconds: float) -> None:
    """Rolls the closing chord into `track`, slowing towards its top note."""
    left = seconds - now
    place(track, 0.18 * pad(D_CLOSE.pad, left), now)
    place(track, 0.34 * bass(D_CLOSE.bass, left), now)
    for step, note in enumerate(D_CLOSE.arpeggio):
        start = now + 0.045 * step**1.35
        place(track, pluck(note, seconds - start, 0.40), start, pan=0.3 * (-1) ** step)


def main() -> None:
    """Writes assets/intro.mp3 and assets/outro.mp3."""
    for name, (bars, seconds) in {"intro": INTRO, "outro": OUTRO}.items():
        path = ASSETS / f"{name}.mp3"
        write_mp3(path, set_level(play(bars, seconds), loudness_lufs=-18.0), kilobits=128)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
