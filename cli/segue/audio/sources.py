"""Recordings as streams of samples, at their own rate, from any one on, folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from segue.audio.decoding import BLOCK_SAMPLES, Block, decoded
from segue.audio.folding import folded
from segue.audio.pcm import PcmFile
from segue.audio.seeking import body_at, resumed
from segue.model import Recording

_NAMES = {1: ("FC",), 2: ("FL", "FR")}


@dataclass(frozen=True, slots=True)
class Sound:
    """What every clip is brought to: rate and channels, and how it is cleaned on the way.

    A high-pass at 0 Hz is none.
    """

    sample_rate: int
    channels: int
    high_pass_hz: int = 0
    reduce_noise: bool = False

    @property
    def is_cleaned(self) -> bool:
        """Whether clips pass through filters, which remember what was before."""
        return bool(self.high_pass_hz or self.reduce_noise)


class Listener(Protocol):
    """Somebody who hears a recording as it is, in its own channels."""

    def hear(self, block: Block) -> None:
        """The next samples."""

    def miss(self, samples: int) -> None:
        """So many samples that come next could not be decoded, and are silence."""


def can_seek(recording: Recording, sound: Sound) -> bool:
    """Whether any part of a recording is at hand at once; else it is decoded from its beginning."""
    if sound.is_cleaned:
        return False
    file = recording.file
    is_plain = file.suffix.lower() == ".flac" or PcmFile.of(file) is not None
    return is_plain or body_at(file) is not None


def played(
    recording: Recording,
    channels: int,
    first: int,
    end: int,
    listener: Listener | None = None,
) -> Iterator[Block]:
    """A recording's samples from `first` up to `end`, folded.

    `listener` hears them as they are in the recording.
    """
    at = first
    for block, names in _blocks(recording, first, listener):
        part = block[: end - at]
        at += len(block)
        if listener is not None:
            listener.hear(part)
        yield folded(part, names, channels)
        if at >= end:
            return


def _blocks(
    recording: Recording, first: int, listener: Listener | None
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    plain = PcmFile.of(recording.file)
    if plain is not None:
        for block in plain.blocks(first):
            yield block, plain.names
        return
    body = body_at(recording.file) if first else None
    later = None if body is None else resumed(body, first)
    if later is not None:
        for block in later:
            yield block, _NAMES[recording.channels]
        return
    missed: list[int] = []
    with decoded(recording.file, first, missed.append) as blocks:
        yield from _gathered(blocks, missed, listener)


def _gathered(
    crumbs: Iterator[tuple[Block, tuple[str, ...]]], missed: list[int], listener: Listener | None
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """What a decoder gives in crumbs in blocks; `listener` hears of a gap when it comes to it."""
    kept: list[Block] = []
    samples = 0
    names: tuple[str, ...] = ()
    for crumb, found in crumbs:
        if kept and (missed or found != names or samples >= BLOCK_SAMPLES):
            yield np.concatenate(kept), names
            kept, samples = [], 0
        while missed:
            silent = missed.pop()
            if listener is not None:
                listener.miss(silent)
        kept.append(crumb)
        samples, names = samples + len(crumb), found
    if kept:
        yield np.concatenate(kept), names
