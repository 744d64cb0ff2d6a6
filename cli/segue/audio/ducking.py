"""Beds make way for a voice: down before it begins, up again when it has been still for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from segue.audio.decibels import power
from segue.audio.energies import Energies, Hearing
from segue.audio.mixing import Layer

_VOICES = frozenset({"content", "ad"})
# So far below its mean energy a voice counts as still.
_STILL_DB = -20.0
_AHEAD_HOPS = 4
_HOLD_HOPS = 12
_SMOOTH_HOPS = 6


def ducked(
    layers: Sequence[Layer], hearings: Sequence[Hearing], hops: int, duck_db: float
) -> tuple[Layer, ...]:
    """The layers, with the beds turned down by `duck_db` where somebody speaks over them."""
    voice: Energies = np.zeros(hops)
    for layer, hearing in zip(layers, hearings, strict=True):
        if _is_voice(layer):
            voice += hearing.on_timeline(layer, hearing.limited(layer.gain_db, None), hops)
    curve = tuple(float(each) for each in np.round(_curve(voice, duck_db), 2))
    return tuple(
        replace(layer, ducking=curve) if layer.clip.segment.under else layer for layer in layers
    )


def _is_voice(layer: Layer) -> bool:
    segment = layer.clip.segment
    return segment.kind in _VOICES and not segment.under


def _curve(voice: Energies, duck_db: float) -> Energies:
    """What to take away at each tenth of a second, moving evenly over six of them."""
    heard = voice[voice > 0]
    if not len(heard):
        return np.zeros(len(voice))
    speaks = voice > heard.mean() * power(_STILL_DB)
    width = _AHEAD_HOPS + _HOLD_HOPS
    near = np.convolve(speaks, np.ones(width + 1))[_AHEAD_HOPS:][: len(voice)] > 0
    even = np.full(_SMOOTH_HOPS, 1 / _SMOOTH_HOPS)
    padded = np.pad(near.astype(np.float64), (_SMOOTH_HOPS, _SMOOTH_HOPS), "edge")
    smooth = np.convolve(padded, even, "same")[_SMOOTH_HOPS:-_SMOOTH_HOPS]
    return np.asarray(smooth * duck_db)
