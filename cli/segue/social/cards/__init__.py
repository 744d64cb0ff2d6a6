"""Pictures for posts: the words of a card, set by HTML templates and drawn as PNG."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from segue.errors import Problem, SegueError
from segue.model import Episode
from segue.release import Output, Picks, Post
from segue.social.cards import engine
from segue.social.cards.canvas import Canvas, canvases
from segue.social.cards.card import Card
from segue.social.cards.drawing import HEAVIEST_BYTES, Drawn, Studio
from segue.social.cards.fonts import faces
from segue.social.cards.logo import logo
from segue.social.cards.planning import CAROUSEL, Planner
from segue.social.limits import LONGEST_ALT, row_for, table
from segue.social.together import terms

__all__ = ["FOLDER", "Illustrated", "faults", "illustrate", "is_wanted", "lacking"]

FOLDER = "social/cards"


@dataclass(frozen=True, slots=True)
class Illustrated:
    """The posts with their pictures, and the pictures as files."""

    posts: tuple[Post, ...]
    outputs: tuple[Output, ...]


def illustrate(episode: Episode, picks: Picks, posts: Sequence[Post]) -> Illustrated:
    """A picture for each post whose network shows one, where there is something that draws."""
    drawing = engine.find() if episode.show.social.cards else None
    if drawing is None:
        return Illustrated(tuple(posts), ())
    illustrator = _Illustrator(episode, Planner(episode, picks), _studio(episode, drawing))
    finished, outputs = [], []
    for post in posts:
        drawn = illustrator.drawn(post) if is_wanted(episode, post) else None
        if drawn is None:
            finished.append(post)
            continue
        canvas = illustrator.canvas(post)
        finished.append(replace(post, image=_path(post, canvas), alt=drawn.alt))
        outputs.append(illustrator.output(post, canvas, drawn))
        outputs += illustrator.further_sizes(post)
    return Illustrated(tuple(finished), tuple(outputs))


def is_wanted(episode: Episode, post: Post) -> bool:
    """Whether a post is to have a card: its network shows pictures, and it begins its thread."""
    begins = post.part == 1 or post.kind == CAROUSEL
    return episode.show.social.cards and begins and _size(episode, post) in canvases()


def lacking(episode: Episode, picks: Picks, post: Post, drawing: engine.Engine) -> str:
    """The characters that no font here can draw, and for which a post has no card."""
    card = next(Planner(episode, picks).cards(post), None)
    canvas = canvases()[_size(episode, post)]
    return _studio(episode, drawing).lacks(card, canvas) if card else ""


def faults(
    episode: Episode, picks: Picks, post: Post, drawing: engine.Engine
) -> tuple[Problem, ...]:
    """What is wrong with a template or a font, for which a post has no card."""
    canvas = canvases()[_size(episode, post)]
    try:
        for card in Planner(episode, picks).cards(post):
            _studio(episode, drawing).drawn(card, canvas)
    except SegueError as error:
        return error.problems
    return ()


@dataclass(frozen=True, slots=True)
class _Illustrator:
    """Draws the pictures of an episode's posts."""

    episode: Episode
    planner: Planner
    studio: Studio

    def canvas(self, post: Post) -> Canvas:
        """The size that the post's network shows best."""
        return canvases()[_size(self.episode, post)]

    def drawn(self, post: Post, canvas: Canvas | None = None) -> Drawn | None:
        """The first of a post's cards that can be drawn in a size; None where none can."""
        canvas = canvas or self.canvas(post)
        drawn = (self._drawn(card, canvas) for card in self.planner.cards(post))
        return next(filter(None, drawn), None)

    def further_sizes(self, post: Post) -> Iterator[Output]:
        """The same in the other sizes that the show wants."""
        for size in self.episode.show.social.card_sizes:
            canvas = canvases().get(size)
            if canvas is not None and canvas != self.canvas(post):
                drawn = self.drawn(post, canvas)
                if drawn is not None:
                    yield self.output(post, canvas, drawn)

    def output(self, post: Post, canvas: Canvas, drawn: Drawn) -> Output:
        """The file of a picture, made from the logo and the fonts besides settings and article."""
        path = PurePosixPath(self.episode.slug, _path(post, canvas))
        return Output(path, drawn.png, self.studio.inputs)

    def _drawn(self, card: Card, canvas: Canvas) -> Drawn | None:
        # The posts are made all the same; the check finds out what was wrong, and tells.
        with contextlib.suppress(SegueError):
            if self.studio.lacks(card, canvas):
                return None
            drawn = self.studio.drawn(card, canvas)
            return drawn if _is_fit(drawn) else None
        return None


def _is_fit(drawn: Drawn | None) -> bool:
    """Whether networks take a picture and its text."""
    return bool(drawn and len(drawn.png) <= HEAVIEST_BYTES and len(drawn.alt) <= LONGEST_ALT)


def _path(post: Post, canvas: Canvas) -> str:
    return f"{FOLDER}/{post.id}-{canvas.name}.png"


def _studio(episode: Episode, drawing: engine.Engine) -> Studio:
    show = episode.show
    return Studio(show, drawing, faces(show), logo(show.look.logo), tuple(terms(episode)))


def _size(episode: Episode, post: Post) -> str:
    rows = table(episode.show.root)
    return row_for(post.platform, post.kind, rows).card if post.platform in rows else ""
