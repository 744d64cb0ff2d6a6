"""Samples of fixed size straight from a file, from any one on: what most recorders write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from segue import files
from segue.audio.decoding import BLOCK_SAMPLES, Block, refuse_no_sound
from segue.audio.headers import FLOAT, PCM, Layout, wav_layout

_NAMES = {1: ("FC",), 2: ("FL", "FR")}
_MOST_CHANNELS = 2
# How samples of so many bytes are kept, and what is full scale.
_WHOLE: Mapping[int, tuple[str, float]] = {
    1: ("u1", 2.0**7),
    2: ("<i2", 2.0**15),
    4: ("<i4", 2.0**31),
}
_FLOATS: Mapping[int, str] = {4: "<f4", 8: "<f8"}
_THREE_BYTES = 3


@dataclass(frozen=True, slots=True)
class PcmFile:
    """A WAV file in mono or stereo whose samples can be read without a decoder."""

    file: Path
    layout: Layout

    @classmethod
    def of(cls, file: Path) -> PcmFile | None:
        """The file as such; None when it takes a decoder."""
        with files.reading(file) as stream:
            layout = wav_layout(stream)
        if layout is None or layout.channels > _MOST_CHANNELS:
            return None
        known = {PCM: {*_WHOLE, _THREE_BYTES}, FLOAT: {*_FLOATS}}.get(layout.code, set())
        return cls(file, layout) if layout.sample_bytes in known else None

    @property
    def names(self) -> tuple[str, ...]:
        """The channels' names, as the decoder gives them."""
        return _NAMES[self.layout.channels]

    def blocks(self, first: int) -> Iterator[Block]:
        """The samples from `first` to the end."""
        together = self.layout.channels * self.layout.sample_bytes
        with files.reading(self.file) as stream:
            stream.seek(self.layout.data_at + first * together)
            left = self.layout.samples - first
            while left > 0:
                raw = stream.read(min(left, BLOCK_SAMPLES) * together)
                if len(raw) < together:
                    return
                left -= len(raw) // together
                yield self._samples(raw[: len(raw) // together * together])

    def _samples(self, raw: bytes) -> Block:
        size, channels = self.layout.sample_bytes, self.layout.channels
        if self.layout.code == FLOAT:
            samples = np.frombuffer(raw, _FLOATS[size]).astype(np.float32)
            refuse_no_sound(samples, self.file)
            return samples.reshape(-1, channels)
        if size == _THREE_BYTES:
            wide = np.zeros((len(raw) // size, 4), np.uint8)
            wide[:, 1:] = np.frombuffer(raw, np.uint8).reshape(-1, size)
            whole, full = wide.view("<i4"), 2.0**31
        else:
            kind, full = _WHOLE[size]
            whole = np.frombuffer(raw, kind)
            if size == 1:
                whole = whole.astype(np.int16) - 128
        return (whole.astype(np.float32) * np.float32(1 / full)).reshape(-1, channels)
