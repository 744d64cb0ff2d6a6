"""What a stretch of sound measures: K-weighted energies and the highest samples, in equal steps.

Where all channels are the same, as in much speech, one is measured for all.
"""

from __future__ import annotations

import numpy as np
from pyebur128.pyebur128 import MeasurementMode, R128State, get_loudness_window

from segue.audio.decibels import power
from segue.audio.decoding import BLOCK_SAMPLES, Block
from segue.audio.truepeak import HISTORY, Levels, levels

HOP_MILLISECONDS = 100
SETTLING_SECONDS = 0.2
"""So much before a part must be heard for its measures to be those that it has in the whole."""

_OFFSET_LU = -0.691


def energy(lufs: float) -> float:
    """The K-weighted energy that has so much loudness."""
    return power(lufs - _OFFSET_LU)


def lufs(energy: float) -> float:
    """The loudness of so much K-weighted energy, which is not 0."""
    return _OFFSET_LU + 10 * float(np.log10(energy))


def lone(block: Block) -> Block:
    """The first channel alone where all are the same, else all; in one piece of memory."""
    first, *others = block.T
    if others and all((other == first).all() for other in others):
        return np.ascontiguousarray(block[:, :1])
    return np.ascontiguousarray(block)


def energies(sound: Block, rate: int, settling: int) -> Levels:
    """The K-weighted energy of each whole tenth of a second, summed over channels.

    The first `settling` samples are what comes before.
    """
    hop, channels = rate * HOP_MILLISECONDS // 1000, sound.shape[1]
    meter = R128State(channels, rate, MeasurementMode.MODE_M)
    flat = np.ascontiguousarray(sound).reshape(-1)
    if settling:
        meter.add_frames(flat[: settling * channels], settling)
    found = []
    for at in range(settling * channels, len(flat) - hop * channels + 1, hop * channels):
        meter.add_frames(flat[at : at + hop * channels], hop)
        found.append(energy(get_loudness_window(meter, HOP_MILLISECONDS)))
    return np.array(found, np.float32)


def peaks(sound: Block, step: int) -> Levels:
    """The highest sample of each `step` samples and of the rest, over all channels."""
    whole = len(sound) // step * step
    rows = sound[:whole].reshape(-1, step * sound.shape[1])
    found: Levels = np.maximum(rows.max(axis=1, initial=0.0), -rows.min(axis=1, initial=0.0))
    if whole == len(sound):
        return found
    return np.append(found, np.abs(sound[whole:]).max())


def highest(sound: Block, settling: int, least: float) -> float:
    """The highest true peak after the first `settling` samples, or `least`, if it is higher."""
    heard = near(sound, settling)
    for at in range(0, len(heard) - HISTORY, BLOCK_SAMPLES):
        block = heard[at : at + HISTORY + BLOCK_SAMPLES]
        least = float(levels(block, least).max(initial=least))
    return least


def near(sound: Block, settling: int) -> Block:
    """What comes after `settling` samples, and as much before as true peaks depend on."""
    if settling >= HISTORY:
        return sound[settling - HISTORY :]
    silence = np.zeros((HISTORY - settling, sound.shape[1]), np.float32)
    return np.concatenate((silence, sound))
