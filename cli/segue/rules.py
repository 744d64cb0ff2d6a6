"""What a setting may be, beyond its type."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from segue.addresses import PLACES, above_places, open_places

Schema: TypeAlias = "Mapping[str, Schema] | Sequence[Schema] | str | int | float | bool | None"
"""A JSON Schema, or a part of one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`complaint` says what is wrong with a value, or None; `schema` says it to an editor."""

    complaint: Callable[[Any], str | None]
    schema: Mapping[str, Schema] = field(default_factory=dict)


_BITRATES = ("64k", "80k", "96k", "112k", "128k", "160k", "192k", "224k", "256k", "320k")
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.3, 60
_SAMPLE_RATES = (32000, 44100, 48000)
_COLOUR = "#[0-9a-fA-F]{6}"
_LANGUAGE = "[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*"
_WEB = r"https?://\S+"
_UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def _one_line(value: str) -> str | None:
    return None if value.isprintable() else "stands on one line, without control characters"


def _colour(value: str) -> str | None:
    good = re.fullmatch(_COLOUR, value)
    return None if good else f'"{value}" is no colour, write #rrggbb'


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
    good = host and re.fullmatch(_WEB, value)
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
    good = re.fullmatch(_LANGUAGE, value)
    return None if good else f'"{value}" is no language code, write one as en or pt-BR'


def _between(low: float, high: float, unit: str) -> Rule:
    def complaint(value: float) -> str | None:
        wrong = f"{value!s:.20} is not between {low:g} and {high:g} {unit}"
        return None if low <= value <= high else wrong

    return Rule(complaint, {"minimum": low, "maximum": high})


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
        return next((wrong for value in values if value and (wrong := rule.complaint(value))), None)

    return Rule(complaint)


def _uuid(value: str) -> str | None:
    good = re.fullmatch(_UUID, value)
    return None if good else f'"{value}" is no id, copy the <podcast:guid> of your old feed'


ONE_LINE = Rule(_one_line, {"pattern": r"^[^\u0000-\u001f]*$"})
COLOUR = Rule(_colour, {"pattern": f"^{_COLOUR}$"})
WEB = Rule(_web, {"pattern": f"^{_WEB}$"})
PATTERN = Rule(_pattern, {"pattern": f"^{_WEB}$"})
LANGUAGE = Rule(_language, {"pattern": f"^{_LANGUAGE}$"})

RULES: Mapping[str, Rule] = {
    "show.title": ONE_LINE,
    "show.author": ONE_LINE,
    "show.email": ONE_LINE,
    "newsletter.from": ONE_LINE,
    "newsletter.reply_to": ONE_LINE,
    "show.link": PATTERN,
    "show.feed_url": WEB,
    "show.media_url": PATTERN,
    "show.language": LANGUAGE,
    "show.timezone": Rule(_zone),
    "look.accent": COLOUR,
    "look.text": COLOUR,
    "look.background": COLOUR,
    "look.page": COLOUR,
    "look.radius": _between(0, 48, "pixels"),
    "audio.bed_db": _between(-60, 0, "dB"),
    "audio.duck_db": _between(-60, 0, "dB"),
    "audio.crossfade_seconds": _between(0, 60, "seconds"),
    "audio.shorten_pauses_seconds": Rule(_pause, {"minimum": 0, "maximum": _LONGEST_PAUSE}),
    "audio.high_pass_hz": _between(0, 300, "Hz"),
    "audio.loudness_lufs": _between(-40, -6, "LUFS"),
    "audio.splice_tolerance_lu": _between(0, 1, "LU"),
    "audio.true_peak_dbtp": _between(-20, 0, "dBTP"),
    "audio.bitrate": Rule(_bitrate, {"enum": _BITRATES}),
    "audio.sample_rate": Rule(_rate, {"enum": _SAMPLE_RATES}),
    "newsletter.image_url": WEB,
    "social.image_url": WEB,
    "social.model_url": WEB,
    "newsletter.unsubscribe_url": WEB,
    "show.hosts": _each(WEB, "url"),
    "feed.limit": _between(0, 100_000, "episodes"),
    "feed.guid": Rule(_uuid, {"pattern": f"^{_UUID}$"}),
    "feed.new_url": WEB,
    "feed.funding": _each(WEB, "url"),
    "feed.license": ONE_LINE,
    "feed.license_url": WEB,
}
