"""CRC-16 as LAME's tag wants it (polynomial 0x8005, bits reflected, start 0), in numpy."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

_POLYNOMIAL = 0xA001
# Many short lanes: each step costs the same, however many it serves.
_LANE_BYTES = 512
_SERIAL_BYTES = 4096

Lanes = npt.NDArray[np.uint16]


def crc16(content: bytes, crc: int = 0) -> int:
    """The CRC of `content`, going on from `crc`, that of what came before."""
    lanes = len(content) // _LANE_BYTES if len(content) > _SERIAL_BYTES else 0
    whole = lanes * _LANE_BYTES
    if lanes:
        crc = _side_by_side(np.frombuffer(content, np.uint8, whole), crc)
    for byte in content[whole:]:
        crc = crc >> 8 ^ int(_TABLE[(crc ^ byte) & 0xFF])
    return crc


def joined(first: int, second: int, length: int) -> int:
    """The CRC of two pieces together, given each one's own, and the second one's length."""
    step = 0
    while length >> step:
        if length >> step & 1:
            first = _over(_zeros(step), first)
        step += 1
    return first ^ second


@cache
def _zeros(step: int) -> tuple[int, ...]:
    """Where each bit of a state gets to over two to the power of `step` zeros."""
    if not step:
        return tuple(bit >> 8 ^ int(_TABLE[bit & 0xFF]) for bit in (1 << at for at in range(16)))
    half = _zeros(step - 1)
    return tuple(_over(half, image) for image in half)


def _over(images: tuple[int, ...], state: int) -> int:
    moved = 0
    for bit, image in enumerate(images):
        if state >> bit & 1:
            moved ^= image
    return moved


def _side_by_side(content: npt.NDArray[np.uint8], crc: int) -> int:
    """The CRC of equal pieces, each in a lane of its own, then joined.

    A CRC is linear: that of A followed by B is (that of A, moved on by B's length in zeros) xor
    (that of B). So the lanes need not wait for each other.
    """
    columns = np.ascontiguousarray(content.view("<u2").reshape(-1, _LANE_BYTES // 2).T)
    states: Lanes = np.zeros(columns.shape[1], np.uint16)
    for column in columns:
        states = _PAIRS[states ^ column]
    low, high = (table.tolist() for table in _MOVED_ON)
    for state in states.tolist():
        crc = low[crc & 0xFF] ^ high[crc >> 8] ^ state
    return crc


def _moved_on(length: int) -> tuple[Lanes, Lanes]:
    """Where each low byte and each high byte of a state gets to over `length` zeros."""
    bits: Lanes = np.array([1 << bit for bit in range(16)], np.uint16)
    for _ in range(length):
        bits = bits >> 8 ^ _TABLE[bits & 0xFF]
    values = np.arange(256)
    tables = []
    for half in (bits[:8], bits[8:]):
        table: Lanes = np.zeros(256, np.uint16)
        for bit, image in enumerate(half):
            table ^= np.where(values >> bit & 1, image, 0).astype(np.uint16)
        tables.append(table)
    return tables[0], tables[1]


def _table() -> Lanes:
    """What a byte shifted out does to the state."""
    states: Lanes = np.array([*range(256)], np.uint16)
    for _ in range(8):
        states = states >> np.uint16(1) ^ np.where(states & 1, _POLYNOMIAL, 0).astype(np.uint16)
    return states


def _pairs() -> Lanes:
    """What two bytes shifted out do to the state."""
    states = np.arange(1 << 16).astype(np.uint16)
    for _ in range(2):
        states = states >> 8 ^ _TABLE[states & 0xFF]
    return states


_TABLE = _table()
# The same over two bytes.
_PAIRS = _pairs()
_MOVED_ON = _moved_on(_LANE_BYTES)
