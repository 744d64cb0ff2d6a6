"""Draws cards with takumi-py, the only module that knows it."""

from __future__ import annotations

import contextlib
import functools
import math
import re
import threading
from collections.abc import Iterator
from importlib import metadata

from takumi_py import FontResource, MeasuredNode, Renderer, TakumiError

from segue import files
from segue.errors import Problem, SegueError
from segue.social.cards.engine import Measured
from segue.social.cards.fonts import Font
from segue.social.cards.page import Page

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Za-z]{2})?")
_HINT = "look at the show's own templates/cards/ and assets/fonts/"


class Takumi:
    """Lays out and draws in this process; one page at a time, for its caches are shared."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The library and its version."""
        return f"takumi-py {metadata.version('takumi-py')}"

    def measure(self, page: Page) -> Measured:
        """How much room the page takes; with a height given, what overflows would be hidden."""
        with self._lock, _faults():
            root = _renderer(page.fonts).measure_html(
                page.html,
                stylesheets=[page.css],
                width=page.canvas.width,
                height=None,
                lang=_tag(page.language),
            )
        while len(root.children) == 1:
            root = root.children[0]
        ends = list(_ends(root))
        return Measured(
            height=root.height,
            left=min((left for left, _ in ends), default=math.inf),
            right=max((right for _, right in ends), default=-math.inf),
            widths=tuple(child.width for child in root.children),
        )

    def draw(self, page: Page) -> bytes:
        """The page as PNG."""
        with self._lock, _faults():
            return _renderer(page.fonts).render_html(
                page.html,
                stylesheets=[page.css],
                width=page.canvas.width,
                height=page.canvas.height,
                lang=_tag(page.language),
                format="png",
            )


def _ends(node: MeasuredNode) -> Iterator[tuple[float, float]]:
    """The left and right end of every piece of text, and of every box that holds no other."""
    for run in node.runs:
        # A space at the end of a line counts in the piece before it, though nothing is seen of it.
        if run.text.strip() and not (run.text.endswith(" ") and " " in run.text[:-1]):
            left = node.transform[4] + run.x
            yield left, left + run.width
    for child in node.children:
        yield from _ends(child)
    if not node.children:
        yield node.transform[4], node.transform[4] + node.width


def _tag(language: str) -> str | None:
    """A language as takumi-py takes it; None for one that is no code of two or three letters."""
    tag = language.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


@functools.lru_cache(maxsize=8)
def _renderer(fonts: tuple[Font, ...]) -> Renderer:
    """A renderer that knows these fonts and no others, so that it draws the same everywhere."""
    renderer = Renderer(load_default_fonts=False)
    for font in fonts:
        described = FontResource(
            files.read_bytes(font.file),
            name=font.file.name,
            weight=font.weight,
            style="normal",
            subset_of=font.family,
        )
        renderer.register_font(described)
    return renderer


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    """What takumi-py says when a page is at fault, as a finding."""
    try:
        yield
    except (TakumiError, ValueError) as error:
        message = f"a card can't be drawn: {error}"
        raise SegueError(Problem(code="card", message=message, hint=_HINT)) from error
