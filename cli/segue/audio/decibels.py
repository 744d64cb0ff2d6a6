"""Levels in decibels, and the factors that they stand for."""

from __future__ import annotations

import math


def amplitude(decibels: float) -> float:
    """The factor for samples: twice as much is 6 dB."""
    return float(10 ** (decibels / 20))


def power(decibels: float) -> float:
    """The factor for energies: twice as much is 3 dB."""
    return float(10 ** (decibels / 10))


def of_amplitude(factor: float) -> float | None:
    """The decibels of a sample's size, 1 being full scale; None for silence."""
    return 20 * math.log10(factor) if factor > 0 else None
