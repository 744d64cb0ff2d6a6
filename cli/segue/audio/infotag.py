"""The Info tag: the silent first frame that tells an MP3's exact length.

Its layout is Xing's with LAME's extension (gabriel.mp3-tech.org/mp3infotag.html, checked against
LAME 3.100): frames, bytes, a seek table, encoder delay and padding, a CRC of the music and of the
tag itself. Players that honour it give back exactly the samples that were encoded.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Self

from segue.audio.mpeg import HEADER_BYTES, Format, Header, bit_rates, with_bit_rate

# LAME's own delay, and what every decoder adds (528 samples of filter bank, and one).
ENCODER_DELAY = 576
DECODER_DELAY = 529

_XING = struct.Struct(">4sIII100sI")
_LAME = struct.Struct(">9sBBfHHBB3sBBHI")
_CRC_BYTES = 2
_ALL_FIELDS = 0x0F
_CONSTANT_BIT_RATE = 1
_ATH_TYPE_4 = 4
_WHOLE = 256
_SEEK_POINTS = 100


@dataclass(frozen=True, slots=True)
class Music:
    """The stream that an Info tag describes, without the tag: `crc` is over all of its bytes."""

    header: bytes
    size_bytes: int
    frames: int
    crc: int
    samples: int


def frame_bytes(layout: Format) -> int:
    """The length of the frame that holds the tag."""
    return layout.frame_bytes(_kbps(layout))


def frame(layout: Format, music: Music) -> bytes:
    """The frame to put before the music."""
    # Loads numpy, which those who only read a tag do without.
    from segue.audio.crc16 import crc16

    padding = music.frames * layout.samples_per_frame - ENCODER_DELAY - music.samples
    size = frame_bytes(layout)
    total = size + music.size_bytes
    seek_table = bytes(
        min(_WHOLE - 1, (size + music.size_bytes * percent // _SEEK_POINTS) * _WHOLE // total)
        for percent in range(_SEEK_POINTS)
    )
    xing = _XING.pack(b"Info", _ALL_FIELDS, music.frames, total, seek_table, 50)
    lame = _LAME.pack(
        b"LAME3.100",
        _CONSTANT_BIT_RATE,
        0,  # low-pass: not told
        0.0,  # no ReplayGain: the loudness is right as it is
        0,
        0,
        _ATH_TYPE_4,
        min(layout.kbps, 255),
        (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
        0,
        0,
        0,
        total,
    )
    head = with_bit_rate(music.header, _kbps(layout)) + bytes(layout.side_bytes) + xing + lame
    head += struct.pack(">H", music.crc)
    return (head + struct.pack(">H", crc16(head))).ljust(size, b"\0")


@dataclass(frozen=True, slots=True)
class InfoTag:
    """What the first frame of somebody's MP3 says about the rest."""

    sample_rate: int
    channels: int
    samples: int
    size_bytes: int

    @classmethod
    def read(cls, first_frame: bytes) -> Self | None:
        """The tag; None where there is none, or one that leaves the exact length open."""
        header = Header.read(first_frame)
        if header is None:
            return None
        at = HEADER_BYTES + header.side_bytes
        lame_at = at + _XING.size
        if len(first_frame) < lame_at + _LAME.size:
            return None
        name, fields, frames, size_bytes, _, _ = _XING.unpack_from(first_frame, at)
        if name not in (b"Info", b"Xing") or fields & _ALL_FIELDS != _ALL_FIELDS:
            return None
        encoder, *_, delays, _, _, _, _ = _LAME.unpack_from(first_frame, lame_at)
        if encoder[:4] not in (b"LAME", b"Lavf", b"Lavc"):
            return None
        delay, padding = divmod(int.from_bytes(delays, "big"), 1 << 12)
        samples = frames * header.samples - delay - max(padding, DECODER_DELAY)
        return cls(header.sample_rate, header.channels, samples, size_bytes)


def _kbps(layout: Format) -> int:
    """The stream's own bit rate, or the next one whose frames have room for the tag."""
    needed = HEADER_BYTES + layout.side_bytes + _XING.size + _LAME.size + 2 * _CRC_BYTES
    return next(
        kbps
        for kbps in bit_rates(layout.sample_rate)
        if kbps >= layout.kbps and layout.frame_bytes(kbps) >= needed
    )
