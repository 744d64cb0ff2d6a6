"""Makes the fonts of the cards: takes them from @fontsource packages and lists what they hold.

Needs fontTools and brotli (extra `cards`) and a folder with the packages named in `SOURCES`, which
`npm install` makes. Run it in the development environment: `python tools/make_card_fonts.py
node_modules/@fontsource`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "cli" / "segue" / "social" / "cards" / "fonts"


class Source(NamedTuple):
    """A family in one weight: its package, the parts of it to take, and `only` these characters."""

    family: str
    package: str
    parts: tuple[str, ...]
    weight: int = 600
    only: tuple[range, ...] = ()


EUROPEAN = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
SOURCES = (
    Source("Literata", "literata", (*EUROPEAN, "greek-ext")),
    Source("Manrope", "manrope", EUROPEAN),
    Source("Frank Ruhl Libre", "frank-ruhl-libre", ("hebrew",)),
    Source("Noto Naskh Arabic", "noto-naskh-arabic", ("arabic",)),
    Source("Noto Sans Devanagari", "noto-sans-devanagari", ("devanagari",)),
    Source("Noto Sans Thai", "noto-sans-thai", ("thai",)),
    Source("Open Sans", "open-sans", ("math",)),
    Source("Noto Sans Symbols", "noto-sans-symbols", ("symbols",), only=(range(0x2190, 0x2200),)),
    Source(
        "Noto Sans Symbols 2",
        "noto-sans-symbols-2",
        ("symbols",),
        weight=400,
        only=(range(0x25A0, 0x2600), range(0x2600, 0x27C0)),
    ),
    Source("Noto Emoji", "noto-emoji", ("emoji",)),
)


def make(packages: Path) -> Iterator[str]:
    """Copy the fonts and their licences; gives the rows that list them."""
    for source in SOURCES:
        for part in source.parts:
            name = f"{source.package}-{part}-{source.weight}-normal.woff2"
            file = FONTS / name
            shutil.copyfile(packages / source.package / "files" / name, file)
            if source.only:
                keep(file, (code for each in source.only for code in each))
            with TTFont(file) as font:
                held = ranges(font.getBestCmap())
            yield (
                f'[[font]]\nfile = "{name}"\nfamily = "{source.family}"\n'
                f'weight = {source.weight}\ncharacters = "{held}"\n'
            )
        licence = packages / source.package / "LICENSE"
        shutil.copyfile(licence, FONTS / f"{source.package}-LICENSE.txt")


def keep(file: Path, codes: Iterable[int]) -> None:
    """Leave only these characters in a font."""
    # Without the date of now in it, the same packages give the same bytes.
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(file)


def ranges(codes: Iterable[int]) -> str:
    """Code points as `20-7E A0-FF 131`."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in runs)


if __name__ == "__main__":
    FONTS.mkdir(parents=True, exist_ok=True)
    rows = list(make(Path(sys.argv[1])))
    head = "# The fonts that cards are set in; what a font lacks is taken from those below it.\n"
    head += "# Written by tools/make_card_fonts.py.\n\n"
    (FONTS / "fonts.toml").write_text(head + "\n".join(rows), encoding="utf-8")
