"""Styles written into the elements themselves, where every inbox reads them."""

from __future__ import annotations

import re

import css_inline

_TAG = re.compile(r'<[a-zA-Z][^\s>/]*(?:\s+[^\s"=<>/]+(?:="[^"]*")?)*\s*/?>')
_VALUE = re.compile(r'="[^"]*"')


def inline(html: str, css: str) -> str:
    """The fragment with the rules of `css` as style attributes, well-formed whatever it was.

    The inliner undoes `&lt;` in attributes, which MJML would take for tags; here it stays.
    """
    styled = css_inline.inline_fragment(html, css)
    return _TAG.sub(_escaped, styled) if re.search(r'="[^"]*[<>]', styled) else styled


def _escaped(tag: re.Match[str]) -> str:
    return _VALUE.sub(lambda value: value[0].replace("<", "&lt;").replace(">", "&gt;"), tag[0])
