"""What a text puts between quotation marks, to be found word for word in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segue.social.grounding.ground import normal

_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
)
_LEFT_OUT = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?|\[[^\]]*\])\s*")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks."""

    text: str

    def stands_in(self, source: str) -> bool:
        """Whether the source has it word for word; what `…` or `[…]` leaves out may be missing."""
        at = 0
        for piece in _LEFT_OUT.split(normal(self.text)):
            bare = piece.strip(" .,;:!?")
            at = source.find(bare, at)
            if at < 0:
                return False
            at += len(bare)
        return True


def quotations(text: str) -> Iterator[Quotation]:
    """Every quotation of three words and more: a shorter one is a term, or meant with a wink."""
    for match in _QUOTED.finditer(" ".join(text.split())):
        quoted = next(group for group in match.groups() if group)
        if len(quoted.split()) >= _FEWEST_WORDS:
            yield Quotation(quoted)
