"""The text of a page's bytes, in the encoding that the page names."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD_BYTES = 4096
# What browsers read under these names, which say less than is written under them.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_NOT_FOR_PAGES = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined")


def decoded(raw: bytes) -> str:
    """The text: by its byte order mark, by the name in its head, as UTF-8, or as Windows text."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    for named in (_named(raw[:_HEAD_BYTES]), "utf-8"):
        try:
            if named:
                return raw.decode(named)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1252", "replace")


def _named(head: bytes) -> str | None:
    """The encoding that a page's head names; None for a name that no page can have."""
    found = _NAMED.search(head)
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii", "replace"))
    except (LookupError, ValueError):
        return None
    is_text = getattr(codec, "_is_text_encoding", True)
    if not is_text or codec.name.startswith(_NOT_FOR_PAGES):
        return None
    return _WIDER.get(codec.name, codec.name)
