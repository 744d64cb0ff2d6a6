"""How long a text is on X: the weighted count of twitter-text 3.1.0, checked 2026-11."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from segue.social import emoji

URL_WEIGHT = 23
_LONGEST_URL = 4096
_LONGEST_LABEL = 63
_LONGEST_SHORT_LINK = 40
_LONGEST_TOKEN, _MOST_DOTS = 1000, 50
_DEFAULT_PROTOCOL = len("https://")

# All but these weigh 1.
_HEAVY = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_MAYBE_EMOJI = re.compile("[©®\u203c-\U0010ffff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_INVALID = re.compile("[\ufffe\ufeff\uffff]")

_DIRECTION = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LATIN = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272"
    "\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_TOKEN = re.compile(rf"[{_SPACES}]?[^{_SPACES}]+")
_BEFORE = rf"(?:[^A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]|[{_DIRECTION}]|^)"
_LETTER = rf"[^/!'#%&()*+,\\\-.:;<=>?@\[\]^_{{|}}~${_SPACES}\ufffe\ufeff\uffff{_DIRECTION}]"
_PATH_LETTER = rf"[a-zA-Z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PARENTHESES = rf"\((?:{_PATH_LETTER}+|{_PATH_LETTER}*\({_PATH_LETTER}+\){_PATH_LETTER}*)\)"
_PATH_END = rf"[+\-a-zA-Z\u0400-\u04ff0-9=_#/{_LATIN}]"
_PATH = (
    rf"(?:{_PATH_LETTER}*(?:{_PARENTHESES}{_PATH_LETTER}*)*{_PATH_END}"
    rf"|{_PARENTHESES}|@{_PATH_LETTER}+/)"
)
_QUERY = r"\?[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-zA-Z0-9\-_&=#/]"
_SHORT_LINK = re.compile(rf"[hH][tT]{{2}}[pP][sS]?://[tT]\.[cC][oO]/([a-zA-Z0-9]+)(?:{_QUERY})?")


def is_valid(text: str) -> bool:
    """Whether X takes the characters of `text` at all."""
    return bool(text) and _INVALID.search(text) is None


def weigh(text: str) -> int:
    """The weighted length of `text`, of which X takes 280."""
    text = unicodedata.normalize("NFC", text)
    fixed: dict[int, tuple[int, int]] = {}
    if _MAYBE_EMOJI.search(text):
        fixed = {match.start(): (match.end(), 2) for match in emoji.sequence().finditer(text)}
    fixed.update({start: (end, URL_WEIGHT) for start, end in urls(text)})
    total = at = 0
    for start, (end, weight) in sorted(fixed.items()):
        if start < at:
            continue
        total += _plain(text[at:start]) + weight
        at = end
    return total + _plain(text[at:])


def _plain(text: str) -> int:
    return len(text) + len(_HEAVY.findall(text))


def urls(text: str) -> Iterator[tuple[int, int]]:
    """Where X sees a link, `example.com` without https:// included."""
    for match in _TOKEN.finditer(text):
        token = match[0]
        # Far beyond any link, and a page of dots would keep the pattern busy for minutes.
        long = len(token) > _LONGEST_TOKEN and not token.isascii()
        if "." in token[:-1] and not long and token.count(".") <= _MOST_DOTS:
            yield from (
                (match.start() + start, match.start() + end) for start, end in _in_token(token)
            )


def _in_token(token: str) -> Iterator[tuple[int, int]]:
    units = _ASTRAL.sub(_halves, token)
    if len(units) == len(token):
        yield from _urls(token)
        return
    place = [at for at, letter in enumerate(token) for _ in range(2 if letter > "\uffff" else 1)]
    place.append(len(token))
    for start, end in _urls(units):
        if start == 0 or place[start] != place[start - 1]:
            yield place[start], place[end]


def _halves(match: re.Match[str]) -> str:
    """An emoji as the two units that JavaScript sees, which the library's patterns count on."""
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def _urls(units: str) -> Iterator[tuple[int, int]]:
    for match in _url().finditer(units):
        url, protocol, domain, path = match.group("url", "protocol", "domain", "path")
        start = match.start("url")
        if not _is_resolvable(url, protocol, domain):
            continue
        if protocol:
            short = _SHORT_LINK.match(url)
            if short is None:
                yield start, match.end("url")
            elif len(short[1]) <= _LONGEST_SHORT_LINK:
                yield start, start + short.end()
        elif match["before"] not in {"-", "_", ".", "/"}:
            yield from _bare(domain, path, start, match.end("url"))


def _bare(domain: str, path: str | None, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ASCII domains in a domain without a protocol; the last one takes the path."""
    found: list[tuple[int, int]] = []
    cursor = 0
    for name in _ascii_domain().findall(domain):
        # As the library looks for it, which may be earlier than where it was matched.
        begin = domain.find(name, cursor)
        cursor = begin + len(name)
        found.append((start + begin, start + cursor))
    if found and path:
        # The library takes the domain out of the link and keeps the rest, a port included.
        begin, finish = found[-1]
        found[-1] = (begin, begin + (end - start) - (len(domain) - (finish - begin)))
    yield from found


def _is_resolvable(url: str, protocol: str | None, domain: str) -> bool:
    """Whether every label of the domain can be one (RFC 3490), and the URL is not overlong."""
    if domain.startswith("xn--") and not _ascii_domain().search(domain):
        return False
    labels = domain.split(".")
    if not all(1 <= _ascii_length(label) <= _LONGEST_LABEL for label in labels):
        return False
    return (len(protocol) if protocol else _DEFAULT_PROTOCOL) + len(url) <= _LONGEST_URL


def _ascii_length(label: str) -> int:
    if label.isascii():
        return len(label)
    whole = label.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return len("xn--") + len(whole.encode("punycode"))


@functools.cache
def _top_level() -> str:
    """A pattern for a known top-level domain, the longer of two first."""
    lines = (Path(__file__).parent / "tlds.txt").read_text(encoding="utf-8").splitlines()
    known = " ".join(line for line in lines if not line.startswith("#")).split()
    return rf"(?:(?i:{'|'.join(sorted(known, reverse=True))})(?=[^0-9a-zA-Z@+-]|$))"


@functools.cache
def _url() -> re.Pattern[str]:
    # A label ends where its dot stands, so nothing is lost by not trying shorter ones (`*+`).
    label = rf"{_LETTER}(?:[_-]|{_LETTER})*+(?<![_-])\."
    name = rf"{_LETTER}(?:-|{_LETTER})*+(?<!-)\."
    domain = rf"(?:{label})*(?:{name})(?:{_top_level()}|[xX][nN]--[\-0-9a-zA-Z]+)"
    return re.compile(
        rf"(?P<before>{_BEFORE})(?P<url>(?P<protocol>[hH][tT]{{2}}[pP][sS]?://)?(?P<domain>{domain})"
        rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?)"
    )


@functools.cache
def _ascii_domain() -> re.Pattern[str]:
    return re.compile(rf"(?:[\-0-9A-Za-z{_LATIN}]+\.)+(?:{_top_level()}|[xX][nN]--[\-0-9a-zA-Z]+)")
