"""Numbers that come a few at a time, kept in one piece of memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float32]


class Series:
    """Grows at its end.

    Not a list of small arrays: those lie between the blocks of sound that come and go, and the
    holes that these leave behind took three times as much memory as all that was kept.
    """

    def __init__(self) -> None:
        self._kept = bytearray()

    def add(self, values: Values) -> None:
        """Keep more numbers."""
        self._kept += np.ascontiguousarray(values, np.float32).data.cast("B")

    def told(self) -> Values:
        """All of them; nothing can be added as long as somebody holds them."""
        return np.frombuffer(self._kept, np.float32)
