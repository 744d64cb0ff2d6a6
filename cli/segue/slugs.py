"""The short name of an episode, as files and links carry it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HANDY = 60


def is_slug(text: str) -> bool:
    """Whether a text is lower-case letters, digits and single hyphens, and not too long."""
    return len(text) <= LONGEST and _SLUG.fullmatch(text) is not None


def nearest(text: str, otherwise: str) -> str:
    """The slug that somebody may have meant with any text; `otherwise` where none is in it."""
    whole = text.replace("ß", "ss").replace("'", "").replace("’", "")
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(slug) <= _HANDY:
        return slug or otherwise
    return slug[: _HANDY + 1].rpartition("-")[0] or slug[:_HANDY]
