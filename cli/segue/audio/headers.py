"""Lengths that a header tells exactly: plain WAV (RIFF and RF64), and MP3 with a true Info tag."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

from segue.audio.infotag import InfoTag

# Sample formats in which every sample takes the same space: PCM, float, A-law, µ-law.
_PCM, _FLOAT, _ALAW, _MULAW, _EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
_FIXED_SIZE = frozenset({_PCM, _FLOAT, _ALAW, _MULAW})
_FORMAT = struct.Struct("<HHIIHH")
_SUBFORMAT_AT = 24
_CHUNK = struct.Struct("<4sI")
# Recorders that stream write one of these, and never come back to put the length.
_UNTOLD = frozenset({0, 0xFFFFFFFF})
_RF64_SIZES = struct.Struct("<QQ")
_ID3 = struct.Struct(">3sBBB4s")
_ID3V1_BYTES = 128
_FIRST_FRAME_BYTES = 2048
_MOST_CHUNKS = 64


@dataclass(frozen=True, slots=True)
class Length:
    """A recording measured; `missing_seconds` is what its header promises and the file lacks."""

    sample_rate: int
    channels: int
    samples: int
    missing_seconds: float = 0.0


def wav_length(stream: BinaryIO) -> Length | None:
    """The length of a WAV file with samples of fixed size; None for any other file."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    head = stream.read(12)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
        return None
    fixed: tuple[int, int, int] | None = None
    long_data = 0
    for _ in range(_MOST_CHUNKS):
        raw = stream.read(_CHUNK.size)
        if len(raw) < _CHUNK.size:
            return None
        name, length = _CHUNK.unpack(raw)
        at = stream.tell()
        if name == b"data":
            return _wav_data(fixed, long_data if head[:4] == b"RF64" else length, size - at)
        if name == b"fmt ":
            fixed = _wav_format(stream.read(length))
        elif name == b"ds64":
            long_data = _RF64_SIZES.unpack(stream.read(_RF64_SIZES.size).ljust(16))[1]
        stream.seek(at + length + length % 2)
    return None


def _wav_format(chunk: bytes) -> tuple[int, int, int] | None:
    """Rate, channels and bytes of all channels' samples; None for a compressed format."""
    if len(chunk) < _FORMAT.size:
        return None
    code, channels, rate, _, together, bits = _FORMAT.unpack_from(chunk)
    if code == _EXTENSIBLE and len(chunk) > _SUBFORMAT_AT + 1:
        code = int.from_bytes(chunk[_SUBFORMAT_AT : _SUBFORMAT_AT + 2], "little")
    if code not in _FIXED_SIZE or not rate or not channels or together * 8 != channels * bits:
        return None
    return rate, channels, together


def _wav_data(fixed: tuple[int, int, int] | None, told: int, there: int) -> Length | None:
    if fixed is None:
        return None
    rate, channels, together = fixed
    if told in _UNTOLD:
        told = there
    samples = min(told, there) // together
    missing = max(0, told - there) / together / rate
    return Length(rate, channels, samples, missing)


def mp3_length(stream: BinaryIO) -> Length | None:
    """The length of an MP3 whose Info tag fits the file's size; None for any other file."""
    size = stream.seek(0, os.SEEK_END)
    at = _after_id3(stream)
    stream.seek(at)
    tag = InfoTag.read(stream.read(_FIRST_FRAME_BYTES))
    if tag is None:
        return None
    end = size
    if size > _ID3V1_BYTES:
        stream.seek(size - _ID3V1_BYTES)
        end -= _ID3V1_BYTES if stream.read(3) == b"TAG" else 0
    if tag.size_bytes != end - at:
        return None
    return Length(tag.sample_rate, tag.channels, tag.samples)


def _after_id3(stream: BinaryIO) -> int:
    """Where the ID3v2 tags at the start of a file end."""
    at = 0
    while True:
        stream.seek(at)
        raw = stream.read(_ID3.size)
        if len(raw) < _ID3.size or raw[:3] != b"ID3":
            return at
        size = 0
        for seven_bits in raw[6:]:
            size = size << 7 | seven_bits & 0x7F
        at += _ID3.size + size
