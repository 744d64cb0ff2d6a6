"""The Info tag: the silent first frame that tells an MP3's exact length.

Its layout is Xing's with LAME's extension (gabriel.mp3-tech.org/mp3infotag.html, checked against
LAME 3.100): frames, bytes, a seek table, encoder delay and padding, a CRC of the music and of the
tag itself. Players that honour it give back exactly the samples that were encoded.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
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
_VARIABLE_BIT_RATE = 3
_ATH_TYPE_4 = 4
_NAMES = (b"Info", b"Xing")
_ENCODERS = (b"LAME", b"Lavf", b"Lavc")
# What a Xing tag may hold, by the bit that says so: frames, bytes, seek table, quality.
_FIELD_BYTES = {1: 4, 2: 4, 4: 100, 8: 4}
_DELAYS_AT = 21
_VBRI_AT = 36
_WHOLE = 256
_SEEK_POINTS = 100


@dataclass(frozen=True, slots=True)
class Music:
    """The stream that an Info tag describes, without the tag: `crc` is over all of its bytes.

    `lead` is silence before the first sample beyond LAME's own delay. `places` says for some
    frames at which byte they begin, where frames differ in their bit rate.
    """

    header: bytes
    size_bytes: int
    frames: int
    crc: int
    samples: int
    lead: int = 0
    places: tuple[tuple[int, int], ...] = ()

    @property
    def delay(self) -> int:
        """The samples of silence that come before the sound, a decoder's own delay aside."""
        return ENCODER_DELAY + self.lead

    def seek_table(self, size: int) -> bytes:
        """Where each hundredth of the time lies, in 256ths of a file whose tag has `size` bytes."""
        total = size + self.size_bytes
        return bytes(
            min(_WHOLE - 1, (size + self._byte_at(percent)) * _WHOLE // total)
            for percent in range(_SEEK_POINTS)
        )

    def _byte_at(self, percent: int) -> int:
        known = ((0, 0), *self.places, (self.frames, self.size_bytes))
        return next(
            begin
            + (end - begin)
            * (percent * self.frames - first * _SEEK_POINTS)
            // ((last - first) * _SEEK_POINTS)
            for (first, begin), (last, end) in pairwise(known)
            if percent * self.frames < last * _SEEK_POINTS
        )


def frame_bytes(layout: Format) -> int:
    """The length of the frame that holds the tag."""
    return layout.frame_bytes(_kbps(layout))


def frame(layout: Format, music: Music) -> bytes:
    """The frame to put before the music."""
    # Loads numpy, which those who only read a tag do without.
    from segue.audio.crc16 import crc16

    padding = music.frames * layout.samples_per_frame - music.delay - music.samples
    size = frame_bytes(layout)
    total = size + music.size_bytes
    name, method = (b"Xing", _VARIABLE_BIT_RATE) if music.places else (b"Info", _CONSTANT_BIT_RATE)
    xing = _XING.pack(name, _ALL_FIELDS, music.frames, total, music.seek_table(size), 50)
    lame = _LAME.pack(
        b"LAME3.100",
        method,
        0,  # low-pass: not told
        0.0,  # no ReplayGain: the loudness is right as it is
        0,
        0,
        _ATH_TYPE_4,
        min(layout.kbps, 255),
        (music.delay << 12 | padding).to_bytes(3, "big"),
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
        if name not in _NAMES or fields & _ALL_FIELDS != _ALL_FIELDS:
            return None
        encoder, *_, delays, _, _, _, _ = _LAME.unpack_from(first_frame, lame_at)
        if encoder[:4] not in _ENCODERS:
            return None
        delay, padding = divmod(int.from_bytes(delays, "big"), 1 << 12)
        samples = frames * header.samples - delay - max(padding, DECODER_DELAY)
        return cls(header.sample_rate, header.channels, samples, size_bytes)


def skipped_samples(first_frame: bytes) -> int | None:
    """How many samples players leave out at the start; None where the first frame is no tag.

    Only LAME's extension tells its delay; players play everything after another tag.
    """
    header = Header.read(first_frame)
    if header is None:
        return None
    at = HEADER_BYTES + header.side_bytes
    if first_frame[_VBRI_AT : _VBRI_AT + 4] == b"VBRI":
        return 0
    if first_frame[at : at + 4] not in _NAMES or len(first_frame) < at + _XING.size:
        return None
    fields = int.from_bytes(first_frame[at + 4 : at + 8], "big")
    lame_at = at + 8 + sum(size for bit, size in _FIELD_BYTES.items() if fields & bit)
    if first_frame[lame_at : lame_at + 4] not in _ENCODERS:
        return 0
    delays = first_frame[lame_at + _DELAYS_AT : lame_at + _DELAYS_AT + 3]
    return (int.from_bytes(delays, "big") >> 12) + DECODER_DELAY


def _kbps(layout: Format) -> int:
    """The stream's own bit rate, or the next one whose frames have room for the tag."""
    needed = HEADER_BYTES + layout.side_bytes + _XING.size + _LAME.size + 2 * _CRC_BYTES
    return next(
        kbps
        for kbps in bit_rates(layout.sample_rate)
        if kbps >= layout.kbps and layout.frame_bytes(kbps) >= needed
    )
