"""What MJML's attributes take, as its own tables say: lengths, colours, one of a few words."""

from __future__ import annotations

import functools
import re

from segue.errors import did_you_mean

_TYPE = re.compile(r"(?P<name>\w+)(?:\((?P<of>[^)]*)\))?(?:\{(?P<least>\d+),(?P<most>\d+)\})?")
_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3}){1,2}|rgb\(\d{1,3},\s?\d{1,3},\s?\d{1,3}\)"
    r"|rgba\(\d{1,3},\s?\d{1,3},\s?\d{1,3},\s?\d?(?:\.\d{1,3})?\)",
    re.IGNORECASE,
)


def wrong(kind: str, value: str, colours: frozenset[str]) -> str | None:
    """What to write in place of a value that an attribute of this type can't take; else None.

    The type is written as MJML does: `unit(px,%){1,4}`, `enum(left,right)`, `color`, `string`.
    """
    match = _TYPE.fullmatch(kind)
    assert match is not None, kind
    words = tuple((match["of"] or "").split(","))
    if match["name"] == "color":
        return None if _is_colour(value, colours) else _colour_hint(value, colours)
    if match["name"] in {"unit", "unitWithNegative"}:
        return None if _length(kind).fullmatch(value) else _length_hint(words, match["most"])
    if match["name"] == "integer":
        return None if value.isascii() and value.isdigit() else "write a whole number"
    if match["name"] == "enum" and value not in words:
        return did_you_mean(value, words) or f"it takes {', '.join(filter(None, words))}"
    return None


def _is_colour(value: str, colours: frozenset[str]) -> bool:
    return value in colours or _COLOUR.fullmatch(value) is not None


def _colour_hint(value: str, colours: frozenset[str]) -> str:
    near = did_you_mean(value, colours) if value.isalpha() else None
    return near or "write #rrggbb, or a colour's name"


@functools.cache
def _length(kind: str) -> re.Pattern[str]:
    """A length or several, as the official program reads them: `0 auto` or `10px 25%`."""
    match = _TYPE.fullmatch(kind)
    assert match is not None, kind
    sign = "-?" if match["name"] == "unitWithNegative" else ""
    words = (match["of"] or "").split(",")
    units = "|".join(re.escape(word) for word in words if word != "auto")
    auto = "|auto" if "auto" in words else ""
    one = rf"(?:{sign}[\d.,]+(?:{units})|0{auto})"
    return re.compile(rf"(?:{one} ?){{{match['least'] or 1},{match['most'] or 1}}}")


def _length_hint(words: tuple[str, ...], most: str | None) -> str:
    examples = [f"16{word}" for word in words if word not in {"auto", ""}]
    examples += ["auto"] if "auto" in words else []
    many = f", up to {most} of them" if most else ""
    return f"write {' or '.join(examples)}{many}"
