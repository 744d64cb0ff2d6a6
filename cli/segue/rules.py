"""What a setting may be, beyond its type: each rule gives a complaint, or None."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from segue.addresses import PLACES, above_places, open_places

Rule = Callable[[Any], str | None]

_BITRATES = ("64k", "80k", "96k", "112k", "128k", "160k", "192k", "224k", "256k", "320k")
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.3, 60
_SAMPLE_RATES = (32000, 44100, 48000)


def _one_line(value: str) -> str | None:
    return None if value.isprintable() else "stands on one line, without control characters"


def _colour(value: str) -> str | None:
    return (
        None
        if re.fullmatch(r"#[0-9a-fA-F]{6}", value)
        else f'"{value}" is no colour, write #rrggbb'
    )


def _zone(value: str) -> str | None:
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return f'"{value}" is no time zone, write one as Europe/Berlin or UTC'
    return None


def _web(value: str) -> str | None:
    try:
        host = urlsplit(value).hostname
    except ValueError:
        host = None
    good = host and re.fullmatch(r"https?://\S+", value)
    return None if good else f'"{value}" is no web address, write https://…'


def _pattern(value: str) -> str | None:
    """A web address, in which the path may leave places open for each episode to fill."""
    unknown = [name for name in open_places(value) if name not in PLACES]
    if unknown:
        return f"{{{unknown[0]}}} is no place to fill, there are {', '.join(PLACES)}"
    if re.search(r"[{}]", above_places(value) + re.sub(r"\{\w*\}", "", value)):
        return f'"{value}" has a brace that stands alone'
    in_host = _web(above_places(value)) or "//" not in value
    return f'"{value}" is no web address, write https://…' if in_host else None


def _bitrate(value: str) -> str | None:
    good = value in _BITRATES
    return None if good else f'"{value}" is no bit rate, write one of {", ".join(_BITRATES)}'


def _language(value: str) -> str | None:
    good = re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", value)
    return None if good else f'"{value}" is no language code, write one as en or pt-BR'


def _between(low: float, high: float, unit: str) -> Rule:
    def complaint(value: float) -> str | None:
        wrong = f"{value!s:.20} is not between {low:g} and {high:g} {unit}"
        return None if low <= value <= high else wrong

    return complaint


def _rate(value: int) -> str | None:
    good = value in _SAMPLE_RATES
    return None if good else f"{value} is not one of {', '.join(map(str, _SAMPLE_RATES))} Hz"


def _pause(value: float) -> str | None:
    good = value == 0 or _SHORTEST_PAUSE <= value <= _LONGEST_PAUSE
    span = f"{_SHORTEST_PAUSE:g} and {_LONGEST_PAUSE:g} seconds, or 0"
    return None if good else f"{value!s:.20} is not between {span}"


def _each(rule: Rule, *names: str) -> Rule:
    """The rule for a list's entries: for those of their fields that hold something."""

    def complaint(entries: Sequence[Any]) -> str | None:
        values = (getattr(entry, name) for entry in entries for name in names)
        return next((wrong for value in values if value and (wrong := rule(value))), None)

    return complaint


def _uuid(value: str) -> str | None:
    good = re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value, re.IGNORECASE)
    return None if good else f'"{value}" is no id, copy the <podcast:guid> of your old feed'


RULES: Mapping[str, Rule] = {
    "show.title": _one_line,
    "show.author": _one_line,
    "show.email": _one_line,
    "newsletter.from": _one_line,
    "newsletter.reply_to": _one_line,
    "show.link": _pattern,
    "show.feed_url": _web,
    "show.media_url": _pattern,
    "show.language": _language,
    "show.timezone": _zone,
    "look.accent": _colour,
    "look.text": _colour,
    "look.background": _colour,
    "look.page": _colour,
    "look.radius": _between(0, 48, "pixels"),
    "audio.bed_db": _between(-60, 0, "dB"),
    "audio.duck_db": _between(-60, 0, "dB"),
    "audio.crossfade_seconds": _between(0, 60, "seconds"),
    "audio.shorten_pauses_seconds": _pause,
    "audio.high_pass_hz": _between(0, 300, "Hz"),
    "audio.loudness_lufs": _between(-40, -6, "LUFS"),
    "audio.splice_tolerance_lu": _between(0, 1, "LU"),
    "audio.true_peak_dbtp": _between(-20, 0, "dBTP"),
    "audio.bitrate": _bitrate,
    "audio.sample_rate": _rate,
    "newsletter.image_url": _web,
    "social.image_url": _web,
    "social.model_url": _web,
    "newsletter.unsubscribe_url": _web,
    "show.hosts": _each(_web, "url"),
    "feed.limit": _between(0, 100_000, "episodes"),
    "feed.guid": _uuid,
    "feed.new_url": _web,
    "feed.funding": _each(_web, "url"),
    "feed.license": _one_line,
    "feed.license_url": _web,
}
