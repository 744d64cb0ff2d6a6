"""Web addresses as machines want them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What the addresses begin with that a link may lead to."""

PLACES = ("slug", "year", "month", "day", "season", "number", "file")
"""What an address in the settings may leave open in braces, for each episode to fill."""

_BEGINNING = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_PLACE = re.compile(r"\{(\w*)\}")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_ASCII = re.compile(r"(?:[!#$&'()*+,/:;=?@\[\]~\w.-]|%[0-9A-F]{2})*", re.ASCII | re.IGNORECASE)
_BRACKETS = str.maketrans({"[": "%5B", "]": "%5D"})
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def is_absolute(url: str) -> bool:
    """Whether an address leads to the same place wherever it stands, and may be linked to."""
    scheme, colon, _ = url.partition(":")
    return bool(colon) and scheme.lower() in SCHEMES


def is_address(name: str) -> bool:
    """Whether what could be a file's name is an address; a drive, as in `C:/a.png`, is none."""
    return _BEGINNING.match(name) is not None


def open_places(pattern: str) -> tuple[str, ...]:
    """The names in braces that an address leaves open, as `slug` in `https://…/{slug}`."""
    return tuple(_PLACE.findall(pattern))


def filled(pattern: str, values: Mapping[str, str | None]) -> str | None:
    """The address with each open place filled, in ASCII; None where a value is lacking."""
    if any(not values.get(name) for name in open_places(pattern)):
        return None
    return ascii_url(_PLACE.sub(lambda place: quote(values[place[1]] or "", safe=""), pattern))


def above_places(pattern: str) -> str:
    """The part of an address that holds for all episodes: the folder above the first open place."""
    fixed = _PLACE.split(pattern, maxsplit=1)[0]
    return fixed if fixed == pattern else fixed[: fixed.rindex("/") + 1]


def ascii_url(url: str) -> str:
    """The address in ASCII: what stands outside is percent-encoded, a host in punycode.

    What is encoded already stays as it is. An address that can't be parsed is encoded as a whole.
    """
    if _ASCII.fullmatch(url):
        return url
    address = _STRAY_PERCENT.sub("%25", url.strip())
    try:
        scheme, host, path, query, fragment = urlsplit(address)
        host = _ascii_host(host)
    except ValueError:
        return quote(address, safe=_KEPT)
    parts = (quote(part, safe=_KEPT) for part in (path, query, fragment))
    return urlunsplit((scheme, host, *parts))


def web_uri(url: str) -> str:
    """The web address as strict parsers want it, in ASCII and without brackets in its path.

    Nothing for what is no address of a page or file on the web.
    """
    address = ascii_url(url)
    scheme, sign, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if scheme.lower() not in {"http", "https"} or not sign or not host:
        return ""
    return f"{scheme}://{host}{slash}{path.translate(_BRACKETS)}"


def _ascii_host(host: str) -> str:
    """`user@ümlaut.example:80` with each label outside ASCII in punycode.

    IDNA 2008 without its tables: Python's own codec is that of 2003 and makes straße strasse,
    which is another host.
    """
    user, at, name = host.rpartition("@")
    name, colon, port = name.partition(":") if not name.startswith("[") else (name, "", "")
    labels = (_ascii_label(label) for label in re.split(r"[.。．｡]", name))
    return quote(user, safe=_KEPT) + at + ".".join(labels) + colon + quote(port, safe="")


def _ascii_label(label: str) -> str:
    if label.isascii():
        return quote(label, safe=_KEPT)
    return "xn--" + unicodedata.normalize("NFC", label.lower()).encode("punycode").decode()
