"""Newsletters for the tests of their checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import samples
from segue import checks, newsletter
from segue.errors import Problem
from segue.model import Episode
from segue.release import Bundle, Release
from segue.show import NewsletterSettings

SETTINGS = NewsletterSettings(
    layout="full",
    sender="Small Talk <letters@example.org>",
    image_url="https://media.example.org/",
    unsubscribe_url="https://example.org/unsubscribe",
)
_LACKING = {"newsletter-forms-differ", "newsletter-unsubscribe", "newsletter-postal-address"}
PREHEADER = "And what they skip, although it is all in the book."


def an_episode(text: str = samples.TEXT, **changes: object) -> Episode:
    """An episode whose newsletter has no fault."""
    show = samples.a_show(newsletter=SETTINGS, postal_address="1 Test Street")
    values = {"show": show, "subject": "What cells read", "preheader": PREHEADER}
    return samples.an_episode(text, **{**values, **changes})


def with_settings(text: str = samples.TEXT, **changes: object) -> Episode:
    """An episode of a show with other newsletter settings."""
    episode = an_episode(text)
    settings = replace(SETTINGS, **changes)  # type: ignore[arg-type]
    return replace(episode, show=replace(episode.show, newsletter=settings))


def found(episode: Episode, *, replaced: Mapping[str, str] | None = None) -> list[Problem]:
    """What the checks say of a newsletter, with some of its files replaced."""
    handed = samples.shared(episode)
    outputs = [o for job in newsletter.plan(episode, handed) for o in newsletter.render(job)]
    for name, text in (replaced or {}).items():
        path = PurePosixPath(episode.slug, "newsletter", name)
        outputs = [replace(o, body=text.encode()) if o.path == path else o for o in outputs]
    release = Release(episode, handed, tuple(outputs))
    said = checks.check(Bundle(episode.show, (release,)))
    return [problem for problem in said if problem.code.startswith("newsletter-")]


def with_html(episode: Episode, html: str) -> list[Problem]:
    """The same for HTML in its newsletter's place, but for what such a snippet lacks."""
    said = found(episode, replaced={"newsletter.html": html})
    return [problem for problem in said if problem.code not in _LACKING]


def codes(episode: Episode) -> list[str]:
    """The codes of what the checks say."""
    return [problem.code for problem in found(episode)]
