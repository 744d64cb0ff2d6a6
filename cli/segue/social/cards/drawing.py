"""A card as a picture: its words as large as they fit, drawn once and then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from segue import cache
from segue.show import Show
from segue.social.cards.binding import units
from segue.social.cards.canvas import Canvas
from segue.social.cards.card import COLUMN, LARGEST, LEADING, Card
from segue.social.cards.engine import Engine
from segue.social.cards.fonts import Faces, own
from segue.social.cards.inks import inks
from segue.social.cards.lines import Piece, broken, fewest
from segue.social.cards.logo import Logo
from segue.social.cards.page import Dress, Page, Setting, page, rack, words

HEAVIEST_BYTES = 976_000
"""What Bluesky takes; the other networks take more."""

_KIND = "cards"
_RACKED_AT = 100
# Around the main words there is at least this much, in lines of small ones.
_AROUND = 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as drawn: PNG, and the words that can be read on it."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Studio:
    """Draws the cards of a show with an engine; `terms` are names that stay on one line."""

    show: Show
    engine: Engine
    faces: Faces
    logo: Logo | None
    terms: tuple[str, ...] = ()

    def drawn(self, card: Card, canvas: Canvas) -> Drawn | None:
        """The card drawn with its words as large as they fit; None where they don't fit at all."""
        plain = self._page(card, canvas, Setting(canvas.small, {}, card.is_rtl))
        made_from = _key(self.engine, plain, self.terms)
        png = cache.read(_KIND, made_from)
        if png is None:
            fitting = next(self._fitting(card, canvas), None)
            png = self.engine.draw(fitting) if fitting else b""
            cache.write(_KIND, png, made_from)
        return Drawn(png, words(plain.html)) if png else None

    @property
    def inputs(self) -> tuple[PurePosixPath, ...]:
        """The show's files that go into a card, besides settings, article and templates."""
        used = (self.show.look.logo, *(font.file for font in own(self.show.root)))
        return tuple(self.show.relative(file) for file in used if file)

    def lacks(self, card: Card, canvas: Canvas) -> str:
        """The characters of a card that no font here can draw, each once."""
        plain = self._page(card, canvas, Setting(canvas.small, {}, card.is_rtl))
        return self.faces.missing(words(plain.html))

    def _fitting(self, card: Card, canvas: Canvas) -> Iterator[Page]:
        """The card in every size in which all of its words are inside, the largest first."""
        for setting in self._settings(card, canvas):
            each = self._page(card, canvas, setting)
            measured = self.engine.measure(each)
            within = canvas.margin - 1 <= measured.left and measured.right <= canvas.right + 1
            if within and measured.height <= canvas.height:
                yield each

    def _settings(self, card: Card, canvas: Canvas) -> Iterator[Setting]:
        """The main words in every size in which they might fit, the largest first."""
        measured = self._measured(card, canvas)
        high = canvas.height - canvas.top - canvas.bottom - _AROUND * canvas.small
        upright, across = COLUMN[card.kind]
        column = (canvas.right - canvas.margin) * (across if canvas.is_wide else upright)
        column -= card.indent * canvas.small
        for size in canvas.sizes(LARGEST[card.kind]):
            room = column / size
            counts = [fewest(pieces, room) for pieces in measured.values()]
            if None not in counts and sum(filter(None, counts)) * size * LEADING <= high:
                lines = {text: broken(pieces, room) for text, pieces in measured.items()}
                yield Setting(size, lines, card.is_rtl)

    def _measured(self, card: Card, canvas: Canvas) -> Mapping[str, Sequence[Piece]]:
        """Each text of the main words in its pieces, as wide as they are."""
        pieces = {text: units(text, self.terms) for text in card.texts}
        bare = list(dict.fromkeys(one.rstrip() for each in pieces.values() for one in each))
        page = rack(["n n", "nn", *bare], self.faces, canvas, card.language)
        apart, together, *others = (
            width / _RACKED_AT for width in self.engine.measure(page).widths
        )
        widths = dict(zip(bare, others, strict=True))
        return {
            text: [
                Piece(one, widths[one.rstrip()], (apart - together) * one.endswith(" "))
                for one in each
            ]
            for text, each in pieces.items()
        }

    def _page(self, card: Card, canvas: Canvas, setting: Setting) -> Page:
        return page(self.show, card, canvas, self._dress(card), setting)

    def _dress(self, card: Card) -> Dress:
        return Dress(inks(self.show.look, card.ground), self.faces, self.logo, self.terms)


def _key(engine: Engine, plain: Page, terms: tuple[str, ...]) -> str:
    """All that a picture is made from, as one hash."""
    fonts = (font.sha256 for font in plain.fonts)
    parts = (engine.name, plain.canvas.name, plain.html, plain.css, *terms, *fonts)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
