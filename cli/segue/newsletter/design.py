"""What templates are given: the letter, its colours and its font, and where the article goes."""

from __future__ import annotations

from dataclasses import dataclass

from segue.newsletter import palette
from segue.newsletter.letter import Letter
from segue.newsletter.palette import Palette
from segue.show import Layout, Show


@dataclass(frozen=True, slots=True)
class Design:
    """A letter and how it looks; `article` is the slot that the article is put into."""

    show: Show
    letter: Letter
    article: str
    light: Palette
    dark: Palette
    font: str

    @property
    def layout(self) -> Layout:
        """Which of the templates it is for."""
        return self.show.newsletter.layout

    def values(self) -> dict[str, Letter | Palette | str]:
        """The names that a template may use."""
        return {
            "letter": self.letter,
            "article": self.article,
            "light": self.light,
            "dark": self.dark,
            "font": self.font,
        }


def design(show: Show, letter: Letter, slot: str) -> Design:
    """The design of a show's letters."""
    look = show.look
    return Design(show, letter, slot, palette.light(look), palette.dark(look), palette.font(look))
