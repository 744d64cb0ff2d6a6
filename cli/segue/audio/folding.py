"""Channels folded to mono or stereo."""

from __future__ import annotations

import numpy as np

from segue.audio.decoding import Block

_HALF_POWER = 0.5**0.5
# ITU-R BS.775: centre and surrounds 3 dB down on each side; the low-frequency effects are left
# out, as the standard lets a stereo listener do without them.
_LEFT_AND_RIGHT = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (_HALF_POWER, _HALF_POWER),
    "FLC": (1.0, 0.0),
    "FRC": (0.0, 1.0),
    "BL": (_HALF_POWER, 0.0),
    "BR": (0.0, _HALF_POWER),
    "SL": (_HALF_POWER, 0.0),
    "SR": (0.0, _HALF_POWER),
    "BC": (0.5, 0.5),
    "DL": (1.0, 0.0),
    "DR": (0.0, 1.0),
    "LFE": (0.0, 0.0),
}


def folded(block: Block, names: tuple[str, ...], channels: int) -> Block:
    """The block in one or two channels; a mono source is as loud on both sides as on its own."""
    if len(names) == channels:
        return block
    if len(names) == 1:
        return np.repeat(block, channels, axis=1)
    if len(names) > 2:  # noqa: PLR2004 (more than stereo)
        block = (block @ _matrix(names)).astype(np.float32)
    return block if channels == 2 else block.mean(axis=1, keepdims=True, dtype=np.float32)  # noqa: PLR2004


def _matrix(names: tuple[str, ...]) -> Block:
    """What each channel gives to left and right; one without a place goes to both sides."""
    return np.array([_LEFT_AND_RIGHT.get(name, (0.5, 0.5)) for name in names], np.float32)
