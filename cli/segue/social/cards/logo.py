"""The show's logo as a card can hold it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from segue import files, pictures

_WIDE = 2.2


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo inside its `address`; `ratio` is its width by its height."""

    address: str
    ratio: float

    @property
    def is_wide(self) -> bool:
        """Whether it spells the show's name, as logos of this shape do."""
        return self.ratio >= _WIDE

    def height(self, small: int) -> int:
        """Its height in pixels beside words of this size."""
        return round(small * (2.6 if self.is_wide else 2.2))


def logo(file: Path | None) -> Logo | None:
    """The logo of a show; None for one that has none, or none that is a PNG or JPEG."""
    if file is None or not files.exists(file):
        return None
    content = files.read_bytes(file)
    picture = pictures.read(content)
    if picture is None:
        return None
    media_type = "image/png" if picture.kind == "png" else "image/jpeg"
    code = base64.b64encode(content).decode()
    return Logo(f"data:{media_type};base64,{code}", picture.width / picture.height)
