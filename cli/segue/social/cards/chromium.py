"""Draws cards with a Chromium that is installed: the same pages, but a second for each."""

from __future__ import annotations

import base64
import functools
import html
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from segue import files
from segue.errors import Problem, SegueError
from segue.social.cards.engine import Measured
from segue.social.cards.fonts import Font
from segue.social.cards.page import Page

_SECONDS = 60
_SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-extensions",
    "--disable-lcd-text",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
    "--run-all-compositor-stages-before-draw",
    "--virtual-time-budget=10000",
)
_MEASURED = re.compile(r'<pre id="measured">(.*?)</pre>', re.DOTALL)
# Where the text of the page begins and ends, and how large its blocks are, once its fonts are in.
_SCRIPT = """
document.fonts.ready.then(() => {
  const root = document.body.firstElementChild;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = Infinity, right = -Infinity;
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      left = Math.min(left, box.left);
      right = Math.max(right, box.right);
    }
  }
  const width = (block) => block.getBoundingClientRect().width;
  const told = document.createElement("pre");
  told.id = "measured";
  told.textContent = JSON.stringify({
    height: root.getBoundingClientRect().height,
    left: left === Infinity ? 1e9 : left,
    right: right === -Infinity ? -1e9 : right,
    widths: [...root.children].map(width),
  });
  document.body.append(told);
});
"""


class Chromium:
    """Lays out and draws in a browser without a window or a network, one start for each page."""

    def __init__(self, program: str) -> None:
        self._program = program

    @functools.cached_property
    def name(self) -> str:
        """The program and its version."""
        return self._said("--version").strip() or "Chromium"

    def measure(self, page: Page) -> Measured:
        """How much room the page takes."""
        said = self._run(page, "--dump-dom", script=_SCRIPT)
        found = _MEASURED.search(said)
        if found is None:
            raise _fault(f"{self._program} did not measure it")
        told = json.loads(html.unescape(found[1]))
        return Measured(told["height"], told["left"], told["right"], tuple(told["widths"]))

    def draw(self, page: Page) -> bytes:
        """The page as PNG."""
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder, "card.png")
            self._run(page, f"--screenshot={picture}")
            if not picture.is_file():
                raise _fault(f"{self._program} did not draw it")
            return files.read_bytes(picture)

    def _run(self, page: Page, *switches: str, script: str = "") -> str:
        """What the browser says of a page, opened with a profile that is thrown away."""
        canvas = page.canvas
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            document = Path(folder, "card.html")
            files.write(document, _document(page, script).encode())
            return self._said(
                *_SWITCHES,
                *(("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()),
                f"--user-data-dir={Path(folder, 'profile')}",
                f"--window-size={canvas.width},{canvas.height}",
                *switches,
                document.as_uri(),
            )

    def _said(self, *arguments: str) -> str:
        try:
            done = subprocess.run(  # noqa: S603 (a browser, found where browsers are)
                [self._program, *arguments],
                capture_output=True,
                check=False,
                timeout=_SECONDS,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _fault(f"{self._program} does not work: {error}") from error
        return done.stdout


def _document(page: Page, script: str) -> str:
    faces = "".join(map(_face, page.fonts))
    return (
        f'<!doctype html><html lang="{html.escape(page.language)}"><head><meta charset="utf-8">'
        f"<style>{faces}{page.css}</style></head><body>{page.html}"
        f"<script>{script}</script></body></html>"
    )


@functools.lru_cache(maxsize=64)
def _face(font: Font) -> str:
    """A font in the page itself: a page opened from a disk may load no other file."""
    code = base64.b64encode(files.read_bytes(font.file)).decode()
    runs = ",".join(f"U+{first:X}-{last:X}" for first, last in font.runs)
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f"src:url(data:font/{font.file.suffix[1:]};base64,{code});unicode-range:{runs}}}"
    )


def _fault(message: str) -> SegueError:
    hint = "pip install 'segue[cards]' brings a quicker way to draw, without a browser"
    return SegueError(Problem(code="card", message=f"a card: {message}", hint=hint))
