"""MPEG audio layer III by the numbers: bit rates, frame headers, frame lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from segue.show import AudioSettings

# ISO/IEC 11172-3 and 13818-3, and MPEG-2.5 as every decoder reads it.
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBPS_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG1 = 3
_LAYER_III = 0b01
_MONO = 0b11

HEADER_BYTES = 4


@dataclass(frozen=True, slots=True)
class Format:
    """What every frame of a constant bit rate file has in common."""

    sample_rate: int
    channels: int
    kbps: int

    @classmethod
    def of(cls, settings: AudioSettings) -> Self:
        """The format that the settings ask for; `segue.rules` lets only those pass that MP3 has."""
        channels = 1 if settings.channels == "mono" else 2
        return cls(settings.sample_rate, channels, int(settings.bitrate.removesuffix("k")))

    @property
    def is_mpeg1(self) -> bool:
        """Whether it is MPEG-1, not MPEG-2, whose frames are half as long."""
        return _version(self.sample_rate) == _MPEG1

    @property
    def samples_per_frame(self) -> int:
        """1152, or 576 below 32 kHz."""
        return 1152 if self.is_mpeg1 else 576

    @property
    def side_bytes(self) -> int:
        """The length of a frame's side information, which follows its header."""
        return side_bytes(_version(self.sample_rate) == _MPEG1, self.channels)

    def frame_bytes(self, kbps: int) -> int:
        """The length of a frame without padding."""
        return self.samples_per_frame * kbps * 1000 // 8 // self.sample_rate

    def frames(self, stream_bytes: int) -> int:
        """How many frames a stream of so many bytes has (padding evens out to a byte)."""
        bits = stream_bytes * 8 * self.sample_rate
        return round(bits / (self.kbps * 1000 * self.samples_per_frame))


def bit_rates(sample_rate: int) -> tuple[int, ...]:
    """The bit rates that go with a sample rate, in kbit/s, ascending."""
    return _KBPS_MPEG1 if _version(sample_rate) == _MPEG1 else _KBPS_MPEG2


@dataclass(frozen=True, slots=True)
class Header:
    """The first four bytes of a frame, read."""

    sample_rate: int
    channels: int
    kbps: int
    samples: int
    side_bytes: int
    size_bytes: int

    @classmethod
    def read(cls, head: bytes) -> Self | None:
        """The header at the start of `head`; None when no layer III frame begins there."""
        if len(head) < HEADER_BYTES or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004
            return None
        version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
        kbps_index, rate_index = head[2] >> 4, head[2] >> 2 & 3
        if layer != _LAYER_III or version not in _RATES or rate_index == 3:  # noqa: PLR2004
            return None
        if not 0 < kbps_index < 15:  # noqa: PLR2004 (0 is free format, 15 is forbidden)
            return None
        rate = _RATES[version][rate_index]
        channels = 1 if head[3] >> 6 == _MONO else 2
        mpeg1 = version == _MPEG1
        kbps = bit_rates(rate)[kbps_index - 1]
        samples = 1152 if mpeg1 else 576
        size = samples * kbps * 125 // rate + (head[2] >> 1 & 1)
        return cls(rate, channels, kbps, samples, side_bytes(mpeg1, channels), size)


def is_free_format(head: bytes) -> bool:
    """Whether a layer III frame begins there that tells no bit rate."""
    if len(head) < HEADER_BYTES or head[2] >> 4:
        return False
    return Header.read(bytes((*head[:2], head[2] | 0x10, head[3]))) is not None


def with_bit_rate(header: bytes, kbps: int) -> bytes:
    """A frame header that differs in its bit rate, with no padding and no CRC."""
    found = Header.read(header)
    assert found is not None
    index = bit_rates(found.sample_rate).index(kbps) + 1
    return bytes((header[0], header[1] | 1, index << 4 | header[2] & 0b1100, header[3]))


def side_bytes(mpeg1: bool, channels: int) -> int:  # noqa: FBT001 (one plain fact)
    """The length of the side information."""
    if mpeg1:
        return 17 if channels == 1 else 32
    return 9 if channels == 1 else 17


def _version(sample_rate: int) -> int:
    return next(version for version, rates in _RATES.items() if sample_rate in rates)
