"""Lengths that a header tells exactly: plain WAV (RIFF and RF64), and MP3 with a true Info tag."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from segue.audio.infotag import InfoTag

# Sample formats in which every sample takes the same space: PCM, float, A-law, µ-law.
PCM, FLOAT, _ALAW, _MULAW, _EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
_FIXED_SIZE = frozenset({PCM, FLOAT, _ALAW, _MULAW})
_FORMAT = struct.Struct("<HHIIHH")
_SUBFORMAT_AT = 24
_CHUNK = struct.Struct("<4sI")
# Recorders that stream write one of these, and never come back to put the length.
_UNTOLD = frozenset({0, 0xFFFFFFFF})
_RF64_SIZES = struct.Struct("<QQ")
# What programs write behind the samples, and how far before a file's end it is looked for.
_BEHIND = (b"LIST", b"id3 ", b"ID3 ", b"cue ", b"bext", b"iXML", b"smpl", b"axml", b"_PMX", b"JUNK")
_BEHIND_BYTES = 1 << 20
_ID3 = struct.Struct(">3sBBB4s")
_ID3V1_BYTES = 128
_FIRST_FRAME_BYTES = 2048
_MOST_CHUNKS = 64


@dataclass(frozen=True, slots=True)
class Length:
    """A recording measured; `missing_seconds` is what its header promises and the file lacks.

    It `is_open` where the mark of its end is missing.
    """

    sample_rate: int
    channels: int
    samples: int
    missing_seconds: float = 0.0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the samples of a WAV file lie, and how: `sample_bytes` for one channel's sample."""

    code: int
    sample_rate: int
    channels: int
    sample_bytes: int
    data_at: int = 0
    samples: int = 0
    missing_seconds: float = 0.0


def wav_length(stream: BinaryIO) -> Length | None:
    """The length of a WAV file with samples of fixed size; None for any other file."""
    found = wav_layout(stream)
    if found is None:
        return None
    return Length(found.sample_rate, found.channels, found.samples, found.missing_seconds)


def wav_layout(stream: BinaryIO) -> Layout | None:
    """How a WAV file with samples of fixed size is laid out; None for any other file."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    head = stream.read(12)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
        return None
    fixed: Layout | None = None
    long_data = 0
    for _ in range(_MOST_CHUNKS):
        raw = stream.read(_CHUNK.size)
        if len(raw) < _CHUNK.size:
            return None
        name, length = _CHUNK.unpack(raw)
        at = stream.tell()
        if name == b"data":
            told = long_data if head[:4] == b"RF64" and long_data else length
            there = size - at
            if told in _UNTOLD:
                told = there = _behind(stream, at, size) - at
            return None if fixed is None else _filled(fixed, at, told, there)
        if name == b"fmt ":
            fixed = _wav_format(stream.read(length))
        elif name == b"ds64":
            long_data = _RF64_SIZES.unpack(stream.read(_RF64_SIZES.size).ljust(16))[1]
        stream.seek(at + length + length % 2)
    return None


def _wav_format(chunk: bytes) -> Layout | None:
    """The format of the samples; None for a compressed one."""
    if len(chunk) < _FORMAT.size:
        return None
    code, channels, rate, _, together, bits = _FORMAT.unpack_from(chunk)
    if code == _EXTENSIBLE and len(chunk) > _SUBFORMAT_AT + 1:
        code = int.from_bytes(chunk[_SUBFORMAT_AT : _SUBFORMAT_AT + 2], "little")
    if code not in _FIXED_SIZE or not rate or not channels or together * 8 != channels * bits:
        return None
    return Layout(code, rate, channels, bits // 8)


def _filled(fixed: Layout, at: int, told: int, there: int) -> Layout:
    together = fixed.channels * fixed.sample_bytes
    missing = max(0, told - there) / together / fixed.sample_rate
    return replace(fixed, data_at=at, samples=min(told, there) // together, missing_seconds=missing)


def _behind(stream: BinaryIO, at: int, size: int) -> int:
    """Where samples of an untold number end: at the first of the chunks that fill up the file."""
    begin = max(at, size - _BEHIND_BYTES)
    stream.seek(begin)
    tail = stream.read(size - begin)
    found = sorted(
        place for name in _BEHIND for place in _places(tail, name) if _fills(tail, place)
    )
    return begin + found[0] if found else size


def _places(tail: bytes, name: bytes) -> Iterator[int]:
    place = tail.find(name)
    while place >= 0:
        yield place
        place = tail.find(name, place + 1)


def _fills(tail: bytes, place: int) -> bool:
    """Whether chunks from `place` on end exactly where the file does."""
    while place + _CHUNK.size <= len(tail):
        _, length = _CHUNK.unpack_from(tail, place)
        place += _CHUNK.size + length
        if place == len(tail):
            return True
        place += length % 2
    return place == len(tail)


def mp3_length(stream: BinaryIO) -> Length | None:
    """The length of an MP3 whose Info tag fits the file's size; None for any other file."""
    size = stream.seek(0, os.SEEK_END)
    at = after_id3(stream)
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


def after_id3(stream: BinaryIO) -> int:
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
