"""A card as a page of HTML in one size, and the words that stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup

from segue import templating
from segue.show import Show
from segue.social.cards.binding import units
from segue.social.cards.canvas import Canvas
from segue.social.cards.card import LEADING, Card
from segue.social.cards.fonts import Faces, Font
from segue.social.cards.inks import Inks
from segue.social.cards.logo import Logo

TRACKING = -0.012
"""How much closer than usual the letters of the main words stand, by their size."""

_FROM_THE_RIGHT = "\u200f"
_TEMPLATES = "cards/{}.html.j2"
_STYLE = "cards/card.css.j2"
_BLOCKS = frozenset({"div", "p", "li", "ol", "ul", "br", "h1", "h2", "h3", "section", "svg"})


@dataclass(frozen=True, slots=True)
class Page:
    """What an engine draws: a body, its style, the picture's size and the fonts to draw with."""

    html: str
    css: str
    canvas: Canvas
    fonts: tuple[Font, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Dress:
    """What a card is dressed in: colours, fonts, the show's logo, and names that stay whole."""

    inks: Inks
    faces: Faces
    logo: Logo | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a card's main words are set: their size in pixels, and each text's lines."""

    size: int
    lines: Mapping[str, Sequence[str]]
    is_rtl: bool = False

    def lined(self, text: str) -> Markup:
        """A text in its lines, which don't break again."""
        # The mark tells that a line runs from the right which begins with a figure or Latin.
        mark = _FROM_THE_RIGHT if self.is_rtl else ""
        lines = (f"{mark}{line}" for line in self.lines.get(text, (text,)))
        return Markup(" ").join(Markup('<span class="line">{}</span>').format(one) for one in lines)


def page(show: Show, card: Card, canvas: Canvas, dress: Dress, setting: Setting) -> Page:
    """The page of a card with its main words set so."""
    values = {
        "card": card,
        "canvas": canvas,
        "inks": dress.inks,
        "fonts": dress.faces,
        "logo": dress.logo,
        "bound": lambda text: _bound(text, dress.terms),
        "lined": setting.lined,
        "size": setting.size,
        "small": canvas.small,
        "tracking": TRACKING,
        "leading": LEADING,
    }
    html = templating.render(show, _TEMPLATES.format(card.kind), **values)
    css = templating.render(show, _STYLE, **values)
    # The markup is in letters that every card needs anyway.
    return Page(html, css, canvas, dress.faces.needed(html), card.language)


def rack(pieces: Sequence[str], faces: Faces, canvas: Canvas, language: str) -> Page:
    """A page that holds pieces of main words below each other, at 100 pixels, to be measured."""
    racked = Markup("").join(Markup("<div><span>{}</span></div>").format(one) for one in pieces)
    css = (
        ".rack { display: flex; flex-direction: column; align-items: flex-start; width: 30000px;"
        f" white-space: nowrap; font-family: {faces.display}; font-weight: {faces.weight};"
        f" font-size: 100px; letter-spacing: {TRACKING}em; }}"
    )
    fonts = faces.needed("".join(pieces))
    return Page(f'<div class="rack">{racked}</div>', css, canvas, fonts, language)


def words(html: str) -> str:
    """Everything that can be read on a page, a line for each block: its alternative text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.replace(_FROM_THE_RIGHT, "").split()) for line in reader.lines)
    return "\n".join(line for line in lines if line)


def _bound(text: str, terms: Sequence[str]) -> Markup:
    """A text that flows, its pieces kept from breaking."""
    return Markup("").join(
        Markup('<span class="b">{}</span>{}').format(piece.rstrip(), " " * piece.endswith(" "))
        for piece in units(text, terms)
    )


class _Reader(HTMLParser):
    """Collects the text of blocks, and the words that stand for pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.lines.append("")
        if tag == "img":
            self.lines.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data
