"""The feed: what a podcast directory would refuse it for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from segue import categories
from segue.errors import Problem, Severity, did_you_mean
from segue.release import Bundle
from segue.settings import FILE_NAME
from segue.show import Show

_FEED = PurePosixPath("feed.xml")


def check(bundle: Bundle) -> Iterator[Problem]:
    """Everything that keeps a show with audio out of the directories."""
    show = bundle.show
    for category in filter(None, (show.category, *show.feed.categories)):
        yield from _category(show, category)
    if not lists_episodes(bundle):
        return
    if not show.media_url and not any(release.episode.enclosure for release in bundle.releases):
        yield finding(
            show,
            "feed-empty",
            "the feed lists no episode: [show] media_url does not say where the audio will be",
            'add media_url = "https://…/"; leave it out if a podcast host makes your feed',
            severity="warning",
        )
        return
    yield from _settings(show)


def lists_episodes(bundle: Bundle) -> bool:
    """Whether a feed was made that lists, or should list, an episode."""
    return any(output.path == _FEED for output in bundle.outputs) and any(
        release.shared.timeline or release.episode.enclosure for release in bundle.releases
    )


def _category(show: Show, category: str) -> Iterator[Problem]:
    """A category in other letters than Apple's."""
    if categories.is_exact(category):
        return
    names = sorted(categories.names())
    below = [name for name in names if name.lower().endswith(f"> {category.lower()}")]
    hint = f'did you mean "{below[0]}"?' if below else did_you_mean(category, names)
    yield finding(
        show,
        "category-unknown",
        f'"{category}" is none of Apple\'s categories',
        hint or "choose one of: " + ", ".join(name for name in names if ">" not in name),
    )


def _settings(show: Show) -> Iterator[Problem]:
    """Settings that every directory asks for."""
    wanted = {
        "link": (show.link, "https://example.org"),
        "description": (show.description, "What the show is about."),
        "category": (show.category, "Education"),
        "cover": (show.cover, "assets/cover.png"),
        "feed_url": (show.feed_url, "https://example.org/feed.xml"),
    }
    for key, (value, example) in wanted.items():
        if not value:
            message = f"the feed needs [show] {key}, or directories refuse it"
            yield finding(
                show,
                f"feed-{key.replace('_', '-')}",
                message,
                f'add {key} = "{example}" with your own in the quotes',
            )
    if not show.email:
        message = "without [show] email you can't prove to a directory that the show is yours"
        hint = 'add email = "…"; it stands in the feed for everybody to read'
        yield finding(show, "feed-email", message, hint, severity="warning")


def finding(
    show: Show, code: str, message: str, hint: str, *, severity: Severity = "error"
) -> Problem:
    """Something wrong with the show's own settings."""
    return Problem(
        severity=severity, code=code, message=message, file=show.root / FILE_NAME, hint=hint
    )
