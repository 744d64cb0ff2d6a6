"""The fonts that cards are set in: those that come with segue, and the show's own."""

from __future__ import annotations

import functools
import io
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from segue import cache, files
from segue.show import Look, Show

FOLDER = Path(__file__).parent / "fonts"
_SUFFIXES = frozenset({".woff2", ".ttf", ".otf"})
_DISPLAY, _TEXT = "Literata", "Manrope"
_NORMAL = 400
_ITALIC = 1
# A family of one weight often has that in its name, and not always the right one.
_STYLES = re.compile(
    r"(?: (?:Thin|Extra ?Light|Light|Regular|Medium|Semi ?Bold|Bold|Extra ?Bold|Black))+$"
)
# What shapes its neighbours and has no picture of its own.
_SHAPERS = frozenset({0x200D, 0xFE0E, 0xFE0F})


@dataclass(frozen=True, slots=True)
class Font:
    """A font file with the code points that it can draw, as runs of first and last."""

    file: Path
    family: str
    weight: int
    runs: tuple[tuple[int, int], ...]
    sha256: str

    def has(self, code: int) -> bool:
        """Whether it can draw a character."""
        return any(first <= code <= last for first, last in self.runs)


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a show's cards; `headings` and `others` name families, the wanted one first."""

    fonts: tuple[Font, ...]
    headings: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def display(self) -> str:
        """The stack of a card's main words, for CSS."""
        return _stack(self.headings)

    @property
    def text(self) -> str:
        """The stack of the words around them, for CSS."""
        return _stack(self.others)

    @property
    def weight(self) -> int:
        """The weight of the main words: that of the files they are drawn with."""
        ours = [font.weight for font in self.fonts if font.family == self.headings[0]]
        return max(ours, default=_NORMAL)

    def missing(self, text: str) -> str:
        """The characters that none of the fonts can draw, each once."""
        return "".join(dict.fromkeys(one for one in text if self._lacks(one)))

    def needed(self, text: str) -> tuple[Font, ...]:
        """The fonts that draw some character of a text, in one of the stacks."""
        codes = {ord(one) for one in text}
        drawn = {
            self._first(families, code)
            for families in (self.headings, self.others)
            for code in codes
        }
        return tuple(font for font in self.fonts if font in drawn)

    def _lacks(self, character: str) -> bool:
        code = ord(character)
        shapes = character.isspace() or code in _SHAPERS
        return not shapes and self._first(self.headings, code) is None

    def _first(self, families: Sequence[str], code: int) -> Font | None:
        ranked = (font for family in families for font in self.fonts if font.family == family)
        return next((font for font in ranked if font.has(code)), None)


def faces(show: Show) -> Faces:
    """The fonts for a show: the families that `[look]` names, where it has them, then ours."""
    its_own = own(show.root)
    fonts = (*its_own, *packaged())
    names = [font.family for font in fonts]
    display = _named(show.look.heading_font, its_own) or [_DISPLAY]
    text = _named(show.look.font, its_own) or [_generic(show.look)]
    return Faces(fonts, _each([*display, _DISPLAY, *names]), _each([*text, _TEXT, *names]))


@functools.cache
def packaged() -> tuple[Font, ...]:
    """The fonts that come with segue, in the order in which one stands in for another."""
    listed = tomllib.loads((FOLDER / "fonts.toml").read_text(encoding="utf-8"))["font"]
    return tuple(
        Font(
            FOLDER / row["file"],
            row["family"],
            row["weight"],
            _runs(row["characters"]),
            files.sha256(FOLDER / row["file"]),
        )
        for row in listed
    )


def own(root: Path) -> tuple[Font, ...]:
    """The show's font files; none where what reads them is not installed."""
    folder = root / "assets" / "fonts"
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    fonts = (_read(file) for file in found if file.suffix.lower() in _SUFFIXES)
    return tuple(font for font in fonts if font is not None)


def _read(file: Path) -> Font | None:
    """A font file; None for one that is no font."""
    digest = files.sha256(file)
    kept = cache.read("fonts", digest)
    told = kept if kept is not None else _describe(file)
    if kept is None and told is not None:
        cache.write("fonts", told, digest)
    if not told:
        return None
    family, weight, characters = json.loads(told)
    # The name comes from the file, and must not end the style that it will stand in.
    return Font(file, re.sub(r"[^\w .&+-]", "", family), weight, _runs(characters), digest)


def _describe(file: Path) -> bytes | None:
    """Family, weight and characters of a font file as JSON; empty for an italic or for no font.

    None where the library that reads it is not installed.
    """
    try:
        from fontTools.ttLib import TTFont, TTLibError
    except ImportError:
        return None
    try:
        with TTFont(io.BytesIO(files.read_bytes(file)), lazy=True) as font:
            codes = sorted(font.getBestCmap() or ())
            family = _STYLES.sub("", font["name"].getBestFamilyName() or file.stem)
            weight = font["OS/2"].usWeightClass if "OS/2" in font else _NORMAL
            if "OS/2" in font and font["OS/2"].fsSelection & _ITALIC:
                return b""
    except (TTLibError, ImportError, ValueError, KeyError, AssertionError, OSError):
        return b""
    return json.dumps([family, weight, _spelled(codes)]).encode()


def _spelled(codes: Sequence[int]) -> str:
    return " ".join(f"{code:X}" for code in codes)


def _runs(spelled: str) -> tuple[tuple[int, int], ...]:
    """`20-7E A0` as runs; neighbours become one."""
    runs: list[tuple[int, int]] = []
    for part in spelled.split():
        first, _, last = part.partition("-")
        begin, end = int(first, 16), int(last or first, 16)
        if runs and begin == runs[-1][1] + 1:
            begin = runs.pop()[0]
        runs.append((begin, end))
    return tuple(runs)


def _named(stack: str, fonts: Sequence[Font]) -> list[str]:
    """The families of a CSS stack that there are files of, as the files spell them."""
    spelled = {font.family.casefold(): font.family for font in fonts}
    return [spelled[name] for name in _families(stack) if name in spelled]


def _families(stack: str) -> Iterator[str]:
    for name in stack.split(","):
        yield re.sub(r"[\"']", "", name).strip().casefold()


def _generic(look: Look) -> str:
    """Our family for a stack that ends in `serif` or in `sans-serif`."""
    return _DISPLAY if list(_families(look.font))[-1:] == ["serif"] else _TEXT


def _each(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _stack(families: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in families)
