"""Pictures for posts: which could not be drawn, why, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from segue import posts_file
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Post, Release
from segue.settings import FILE_NAME
from segue.social import cards
from segue.social.cards import engine
from segue.social.cards.canvas import canvases

_SHOWN_CHARACTERS = 12


def check(bundle: Bundle) -> Iterator[Problem]:
    """Every post whose network shows a picture and that has no card."""
    for release in bundle.releases:
        posts = [post for post in posts_file.read(release) if _lacks_card(release.episode, post)]
        drawing = engine.find()
        if posts and drawing is None:
            yield _no_engine(release.episode)
        elif drawing is not None:
            for post in posts:
                given = (release.episode, release.shared.picks, post, drawing)
                yield from cards.faults(*given) or (_not_drawn(release, post, drawing),)
    yield from _sizes(bundle)


def _lacks_card(episode: Episode, post: Post) -> bool:
    has_one = (post.image or "").startswith(f"{cards.FOLDER}/")
    return cards.is_wanted(episode, post) and not has_one


def _no_engine(episode: Episode) -> Problem:
    return Problem(
        severity="warning",
        code="cards-renderer",
        message="the posts have no pictures: nothing on this machine can draw them",
        file=episode.show.root / FILE_NAME,
        hint="pip install 'segue[cards]', or write cards = false under [social]",
    )


def _not_drawn(release: Release, post: Post, drawing: engine.Engine) -> Problem:
    episode = release.episode
    missing = cards.lacking(episode, release.shared.picks, post, drawing)
    file, line = posts_file.place(post, episode)
    if missing:
        message = (
            f'the post "{post.id}" has no picture: no font here can draw'
            f" {missing[:_SHOWN_CHARACTERS]}"
        )
        hint = "put a font that has them into assets/fonts/, as .ttf, .otf or .woff2"
    else:
        message = f'the post "{post.id}" has no picture: its words don\'t fit on one'
        hint = "shorten the episode's title, or the show's"
    return Problem(
        severity="warning", code="card-missing", message=message, file=file, line=line, hint=hint
    )


def _sizes(bundle: Bundle) -> Iterator[Problem]:
    for size in bundle.show.social.card_sizes:
        if size not in canvases():
            yield Problem(
                code="card-size",
                message=f'[social] card_sizes: there are no cards of "{size}"',
                file=bundle.show.root / FILE_NAME,
                hint=f"choose of {', '.join(canvases())}",
            )
