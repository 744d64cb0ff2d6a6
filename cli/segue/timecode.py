"""Times within an episode: how people write them, and how every output writes them."""

from __future__ import annotations

import re

_WRITTEN = re.compile(
    r"""(?:(?P<hours>[0-9]{1,3}):(?=[0-9]+:))?
        (?:(?P<minutes>[0-9]{1,4}):(?=[0-9]{2}(?:[.,]|$)))?
        (?P<seconds>[0-9]{1,6}(?:[.,][0-9]{1,9})?)""",
    re.VERBOSE,
)
_SIXTY = 60
_HALF_A_MILLISECOND = 0.0005


def parse(text: str) -> float:
    """Seconds of a time as people write it: `90`, `9:30`, `75:00`, `1:02:03`, `1:02:03.250`.

    Raises ValueError with a reason that can be shown to the author.
    """
    written = text.strip()
    if not written:
        raise ValueError("the time is empty")
    if written.startswith(("-", "−")):
        raise ValueError(f"{written} is before the start")
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(f'"{written}" is no time; write 9:30, 1:02:03 or seconds')
    hours, minutes = (int(match[part] or 0) for part in ("hours", "minutes"))
    seconds = float(match["seconds"].replace(",", "."))
    if match["hours"] is not None and minutes >= _SIXTY:
        raise ValueError(f"{written} has {minutes} minutes past the hour, at most 59 fit")
    if match["minutes"] is not None and seconds >= _SIXTY:
        raise ValueError(
            f"{written} has {match['seconds']} seconds past the minute, at most 59 fit"
        )
    return hours * _SIXTY * _SIXTY + minutes * _SIXTY + seconds


def format_clock(seconds: float) -> str:
    """`04:05`, and past an hour `1:02:03`.

    Whole seconds, rounded down, so that a listener who jumps there misses no word.
    """
    if not seconds >= 0:
        raise ValueError(f"{seconds} is before the start")
    whole = int(seconds + _HALF_A_MILLISECOND)
    minutes, rest = divmod(whole, _SIXTY)
    if minutes < _SIXTY:
        return f"{minutes:02d}:{rest:02d}"
    hour, minutes = divmod(minutes, _SIXTY)
    return f"{hour}:{minutes:02d}:{rest:02d}"


def format_exact(seconds: float, *, point: str = ".") -> str:
    """`01:02:03.250`: hours, minutes, seconds and milliseconds, as captions write them."""
    if not seconds >= 0:
        raise ValueError(f"{seconds} is before the start")
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    return f"{hours:02d}:{minutes:02d}:{rest:02d}{point}{milliseconds:03d}"
