"""LAME at work on one part of a sound, and what it does to a level."""

from __future__ import annotations

import lameenc
import numpy as np

from segue.audio.decoding import Block
from segue.audio.frames import Frames, parse
from segue.audio.mpeg import Format

# LAME's own choice between speed and quality: see docs/decisions/013.
QUALITY = 7
_FULL_SCALE = 1 << 15
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


class Coder:
    """One encoder: hears a sound, block by block, and gives its frames."""

    def __init__(self, layout: Format) -> None:
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_quality(QUALITY)
        encoder.set_bit_rate(layout.kbps)
        encoder.set_channels(layout.channels)
        encoder.set_in_sample_rate(layout.sample_rate)
        # Else LAME lowers the rate where it thinks that bits are short.
        encoder.set_out_sample_rate(layout.sample_rate)
        self._encoder = encoder
        self._made: list[bytes] = []

    def hear(self, block: Block) -> None:
        """Encode the next samples."""
        if len(block):
            self._made.append(bytes(self._encoder.encode(whole(block))))

    def frames(self) -> Frames:
        """All frames; the first gives the first samples after LAME's delay."""
        found = parse(b"".join((*self._made, bytes(self._encoder.flush()))))
        assert found is not None
        return found


def whole(block: Block) -> bytes:
    """Samples as LAME takes them: 16 bits, interleaved."""
    numbers = block * np.float32(_FULL_SCALE)
    np.rint(numbers, out=numbers)
    np.clip(numbers, -_FULL_SCALE, _FULL_SCALE - 1, out=numbers)
    return numbers.astype("<i2").tobytes()
