"""What draws a card; takumi-py where it is installed, else Chromium where it is found."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from segue.social.cards.page import Page

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page laid out with its height left open: how high it is, where its words end, in pixels.

    `widths` are those of the blocks right inside the outermost one.
    """

    height: float
    left: float
    right: float
    widths: tuple[float, ...]


class Engine(Protocol):
    """Makes pictures of pages; `name` tells it and its version, for pictures kept in the cache."""

    @property
    def name(self) -> str:
        """The program and its version."""
        ...

    def measure(self, page: Page) -> Measured:
        """How much room the page takes."""
        ...

    def draw(self, page: Page) -> bytes:
        """The page as PNG."""
        ...


@functools.lru_cache(maxsize=1)
def find() -> Engine | None:
    """The engine that this machine has, the quickest first; None where there is none."""
    if importlib.util.find_spec("takumi_py"):
        from segue.social.cards.takumi import Takumi

        return Takumi()
    browser = next(filter(None, map(shutil.which, _browsers())), None)
    if browser:
        from segue.social.cards.chromium import Chromium

        return Chromium(browser)
    return None


def _browsers() -> Sequence[str]:
    programs = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    windows = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
    return (*_BROWSERS, *(f"{folder}/{name}" for folder in programs if folder for name in windows))
