"""Makes the example show's pictures: cover, logo, the episode's cover and its diagram.

Each picture is a small web page that Chromium photographs and Pillow packs. Needs a program called
`chromium` (or `google-chrome`) on the PATH and Pillow; segue itself needs neither. Run it in the
development environment: `python tools/make_art.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "assets" / "fonts"

DEEP, CREAM, CORAL, SAND, INK, MIST = (
    "#0f5d5e",
    "#f8f3ea",
    "#f0795a",
    "#f3c98b",
    "#17292d",
    "#d5e4df",
)

# The show's mark: a nerve fibre whose myelin sheaths stand like the bars of a sound wave.
# The tallest is lit.
WIDE = (0.30, 0.56, 0.40, 0.86, 1.0, 0.62, 0.78, 0.44, 0.60, 0.30)
SMALL = (0.34, 0.66, 1.0, 0.52, 0.78, 0.34)


class Picture(NamedTuple):
    """One picture: its drawing and size in SVG units; `mode` is Pillow's, for the saved file."""

    path: str
    svg: str
    width: int
    height: int
    pixels_a_unit: float = 1.0
    mode: Literal["RGB", "RGBA", "P"] = "RGB"


class Look(NamedTuple):
    """The colours a nerve is drawn in, and how tall each of its sheaths is."""

    fibre: str
    sheath: str
    lit: str
    bars: tuple[float, ...]


def nerve(x: float, y: float, width: float, height: float, look: Look) -> str:
    """The mark, centred on height `y`: the fibre from edge to edge and its sheaths."""
    pitch = width / len(look.bars)
    thick = pitch * 0.62
    fibre = (
        f'<line x1="{x}" y1="{y}" x2="{x + width}" y2="{y}" stroke="{look.fibre}"'
        f' stroke-width="{thick * 0.20:.1f}" stroke-linecap="round"/>'
    )
    parts = [fibre]
    for place, share in enumerate(look.bars):
        tall = max(height * share, thick)
        left = x + pitch * (place + 0.5) - thick / 2
        fill = look.lit if share == max(look.bars) else look.sheath
        parts.append(
            f'<rect x="{left:.1f}" y="{y - tall / 2:.1f}" width="{thick:.1f}"'
            f' height="{tall:.1f}" rx="{thick / 2:.1f}" fill="{fill}"/>'
        )
    return "".join(parts)


def words(text: str, x: float, y: float, size: float, style: str) -> str:
    """One line of text; `style` is CSS."""
    return f'<text x="{x}" y="{y}" style="font-size:{size}px;{style}">{text}</text>'


def cover() -> str:
    """The show's cover, on a square of 1400."""
    title = f"font-family:Young Serif;fill:{CREAM};letter-spacing:-2px"
    small = f"font-family:Figtree;font-weight:600;fill:{SAND};letter-spacing:0.5px"
    return (
        f'<rect width="1400" height="1400" fill="{DEEP}"/>'
        '<circle cx="1180" cy="1060" r="640" fill="#136a6a"/>'
        + words("Plain", 104, 400, 356, title)
        + words("Nerve", 104, 714, 356, title)
        + nerve(-60, 985, 1520, 330, Look(MIST, CREAM, CORAL, WIDE))
        + words("Multiple sclerosis research, in plain words", 118, 1296, 55, small)
    )


def logo() -> str:
    """The logo, 320 by 84: the mark on its own tile, so that it stands on white and on black."""
    title = f"font-family:Young Serif;fill:{CREAM};letter-spacing:-0.2px"
    return (
        f'<rect width="320" height="84" rx="20" fill="{DEEP}"/>'
        + nerve(20, 42, 80, 48, Look(MIST, CREAM, CORAL, SMALL))
        + words("Plain Nerve", 120, 53, 31, title)
    )


def cell(x: float, y: float, radius: float, fill: str, *, keyed: bool) -> str:
    """A round cell; a `keyed` one carries the new receptor, drawn as small forks."""
    forks = "".join(
        f'<g transform="translate({x} {y}) rotate({angle})"><path d="M0 {-radius} v{-radius * 0.26}'
        f" m{-radius * 0.17} {-radius * 0.2} l{radius * 0.17} {radius * 0.2}"
        f' l{radius * 0.17} {-radius * 0.2}" fill="none" stroke="{CORAL}"'
        f' stroke-width="{radius * 0.13}" stroke-linecap="round" stroke-linejoin="round"/></g>'
        for angle in range(0, 360, 60)
        if keyed
    )
    return (
        forks
        + f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>'
        + f'<circle cx="{x + radius * 0.12}" cy="{y - radius * 0.08}" r="{radius * 0.46}"'
        + ' fill="#ffffff" fill-opacity="0.35"/>'
    )


def episode_cover() -> str:
    """The episode's cover, on a square of 1400."""
    title = f"font-family:Young Serif;fill:{DEEP};letter-spacing:-3px"
    small = f"font-family:Figtree;font-weight:600;fill:{INK}"
    return (
        f'<rect width="1400" height="1400" fill="{CREAM}"/>'
        f'<circle cx="985" cy="930" r="380" fill="{MIST}"/>'
        + cell(985, 930, 222, DEEP, keyed=True)
        + words("CAR-T", 110, 370, 330, title)
        + words("a reset,", 118, 530, 104, title.replace("-3px", "-1px"))
        + words("not a brake", 118, 646, 104, title.replace("-3px", "-1px"))
        + nerve(112, 1246, 150, 96, Look(DEEP, DEEP, CORAL, SMALL))
        + words("Plain Nerve", 290, 1267, 62, small)
    )


def steps() -> str:
    """The four steps of CAR-T, two by two, on 1200 by 1160."""
    texts = (
        ("Collect", "T cells come from", "a blood sample"),
        ("Equip", "A laboratory adds", "a receptor, the CAR"),
        ("Return", "The changed cells go", "back into the body"),
        ("Reset", "They clear B cells that", "feed inflammation"),
    )
    drawings = (collect(), equip(), give_back(), reset())
    panels = []
    for place, ((name, first, second), drawing) in enumerate(zip(texts, drawings, strict=True)):
        x, y = 30 + 585 * (place % 2), 30 + 565 * (place // 2)
        panels.append(
            f'<g transform="translate({x} {y})"><rect width="555" height="535" rx="36"'
            f' fill="#ffffff"/>{drawing}'
            f'<circle cx="72" cy="72" r="40" fill="{DEEP}"/>'
            + words(
                str(place + 1),
                72,
                88,
                46,
                f"font-family:Figtree;font-weight:600;fill:{CREAM};text-anchor:middle",
            )
            + words(name, 40, 386, 62, f"font-family:Young Serif;fill:{DEEP}")
            + words(first, 40, 446, 44, f"font-family:Figtree;font-weight:600;fill:{INK}")
            + words(second, 40, 498, 44, f"font-family:Figtree;font-weight:600;fill:{INK}")
            + "</g>"
        )
    return f'<rect width="1200" height="1160" fill="#eee6d8"/>{"".join(panels)}'


def tube(x: float, y: float, inside: str) -> str:
    """A sample tube with its foot at `y`, filled with `inside`."""
    return (
        f'<rect x="{x - 62}" y="{y - 230}" width="124" height="230" rx="62" fill="{MIST}"/>'
        f'<path d="M{x - 62} {y - 140} h124 v78 a62 62 0 0 1 -124 0 z" fill="{CORAL}"/>'
        f'<rect x="{x - 80}" y="{y - 250}" width="160" height="40" rx="20" fill="{DEEP}"/>{inside}'
    )


def collect() -> str:
    """Step 1: cells in a tube."""
    cells = cell(256, 214, 25, DEEP, keyed=False) + cell(302, 250, 25, DEEP, keyed=False)
    return tube(277, 300, cells)


def equip() -> str:
    """Step 2: a cell with its new receptors."""
    return f'<circle cx="290" cy="175" r="138" fill="{MIST}"/>' + cell(
        290, 175, 76, DEEP, keyed=True
    )


def give_back() -> str:
    """Step 3: the cells on their way into a body."""
    return (
        f'<circle cx="390" cy="96" r="52" fill="{SAND}"/>'
        f'<path d="M290 310 v-46 a100 100 0 0 1 200 0 v46 z" fill="{SAND}"/>'
        + cell(172, 222, 46, DEEP, keyed=True)
        + f'<path d="M258 222 h82 m-30 -30 l30 30 l-30 30" fill="none" stroke="{INK}"'
        ' stroke-width="14" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def reset() -> str:
    """Step 4: a cell finds a B cell and clears it."""
    return (
        cell(215, 180, 66, DEEP, keyed=True)
        + f'<circle cx="400" cy="180" r="56" fill="{SAND}" fill-opacity="0.45" stroke="{CORAL}"'
        ' stroke-width="10" stroke-dasharray="0.1 29.22" stroke-linecap="round"/>'
        f'<path d="M372 152 l56 56 m0 -56 l-56 56" stroke="{CORAL}" stroke-width="14"'
        ' stroke-linecap="round"/>'
    )


PICTURES = (
    Picture("assets/cover.png", cover(), 1400, 1400),
    Picture("assets/logo.png", logo(), 320, 84, pixels_a_unit=2, mode="RGBA"),
    Picture("episodes/car-t/images/cover.png", episode_cover(), 1400, 1400),
    Picture("episodes/car-t/images/four-steps.png", steps(), 1200, 1160, mode="P"),
)


def page(picture: Picture) -> str:
    """The web page that shows `picture` and nothing else."""
    faces = "".join(
        f"@font-face{{font-family:{name};font-weight:{weight};src:url({FONTS.as_uri()}/{file})}}"
        for name, weight, file in (
            ("Young Serif", 400, "young-serif-latin-400-normal.woff2"),
            ("Figtree", 600, "figtree-latin-600-normal.woff2"),
        )
    )
    width, height = picture.width, picture.height
    return (
        f'<!doctype html><meta charset="utf-8"><style>{faces}'
        "html,body{margin:0;background:transparent;overflow:hidden}svg{display:block}</style>"
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{picture.svg}</svg>'
    )


def photograph(picture: Picture, folder: Path) -> Path:
    """Chromium's view of the picture, a PNG in `folder`."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        raise SystemExit("needs chromium or google-chrome on the PATH")
    source, shot = folder / "page.html", folder / "shot.png"
    source.write_text(page(picture), encoding="utf-8")
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            "--default-background-color=00000000",
            f"--force-device-scale-factor={picture.pixels_a_unit}",
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={picture.width},{picture.height}",
            f"--screenshot={shot}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return shot


def pack(shot: Path, picture: Picture) -> None:
    """Saves the photograph where the show wants it."""
    with Image.open(shot) as image:
        packed = image.convert("RGB" if picture.mode == "P" else picture.mode)
        if picture.mode == "P":
            packed = packed.quantize(128, dither=Image.Dither.NONE)
        packed.save(ROOT / picture.path, optimize=True)


def main() -> None:
    """Writes every picture and tells its weight."""
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            pack(photograph(picture, Path(folder)), picture)
        print(f"{picture.path}: {(ROOT / picture.path).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
