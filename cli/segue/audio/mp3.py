"""MP3 files: LAME encodes, the Info tag in front tells the exact length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lameenc
import numpy as np

from segue import files
from segue.audio.crc16 import crc16
from segue.audio.decoding import Block
from segue.audio.infotag import Music, frame, frame_bytes
from segue.audio.mpeg import HEADER_BYTES, Format

# Where LAME's own choice between speed and quality lies for constant bit rates.
_QUALITY = 5
_FULL_SCALE = 1 << 15
_CHUNK_BYTES = 1 << 20
# LAME turns the level down by a fixed factor per bit rate, to leave room for its own overshoot
# (measured; the same in every program that LAME is part of).
_LEVEL_DROP_DB = {192: 0.264, 224: 0.175, 256: 0.0, 320: 0.0}
_USUAL_LEVEL_DROP_DB = 0.445
# How far peaks were seen to rise in the decoded file: less is kept free as bits grow.
_OVERSHOOT_DB = ((64, 1.0), (96, 0.8), (128, 0.6), (192, 0.4))
_LEAST_OVERSHOOT_DB = 0.25


def level_drop_db(layout: Format) -> float:
    """How much lower the decoded file is than what LAME was given."""
    return _LEVEL_DROP_DB.get(layout.kbps, _USUAL_LEVEL_DROP_DB)


def overshoot_db(layout: Format) -> float:
    """How far the decoded file's true peak is likely to rise, beside the drop in level."""
    per_channel = layout.kbps * 2 // layout.channels
    return next((rise for kbps, rise in _OVERSHOOT_DB if per_channel <= kbps), _LEAST_OVERSHOOT_DB)


def encode(blocks: Iterator[Block], layout: Format, tag: bytes, target: Path) -> None:
    """Write an MP3 that plays exactly the blocks' samples; `tag` (ID3) goes in front.

    Raises SegueError when the disk takes no more.
    """
    reserved = frame_bytes(layout)
    with files.writing(target) as file:
        file.write(tag + bytes(reserved))
        samples = 0
        encoder = _encoder(layout)
        for block in blocks:
            samples += len(block)
            if len(block):
                file.write(encoder.encode(_whole(block)))
        file.write(encoder.flush())
        at = len(tag) + reserved
        file.seek(at)
        crc, size, header = 0, 0, b""
        while chunk := file.read(_CHUNK_BYTES):
            header = header or chunk[:HEADER_BYTES]
            crc = crc16(chunk, crc)
            size += len(chunk)
        file.seek(len(tag))
        file.write(frame(layout, Music(header, size, crc, samples)))


def _encoder(layout: Format) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_quality(_QUALITY)
    encoder.set_bit_rate(layout.kbps)
    encoder.set_channels(layout.channels)
    encoder.set_in_sample_rate(layout.sample_rate)
    # Else LAME lowers the rate where it thinks that bits are short.
    encoder.set_out_sample_rate(layout.sample_rate)
    return encoder


def _whole(block: Block) -> bytes:
    """The samples as LAME takes them: 16 bits, interleaved."""
    whole = np.clip(np.rint(block * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    return whole.astype("<i2").tobytes()
