"""Newsletters made from values, for tests that need no files."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path

import samples
from segue import newsletter
from segue.model import Episode
from segue.release import Output, Shared
from segue.show import NewsletterSettings

SETTINGS = NewsletterSettings(
    sender="Small Talk <letters@example.org>",
    image_url="https://media.example.org/letters/",
    unsubscribe_url="https://example.org/unsubscribe",
    utm=False,  # so that addresses are what a test wrote
)


def an_episode(
    text: str = samples.TEXT,
    *,
    settings: NewsletterSettings = SETTINGS,
    show: dict[str, object] | None = None,
    **changes: object,
) -> Episode:
    """An episode of a show that has a newsletter."""
    host = {"postal_address": "1 Test Street, Example Town", "newsletter": settings}
    made = samples.a_show(**{**host, **(show or {})})
    return samples.an_episode(text, show=made, subject="What cells read", **changes)


def outputs(episode: Episode, *, with_audio: bool = True) -> tuple[Output, ...]:
    """The newsletter's outputs."""
    shared = handed(episode, with_audio=with_audio)
    return tuple(
        output for job in newsletter.plan(episode, shared) for output in newsletter.render(job)
    )


def handed(episode: Episode, *, with_audio: bool = True) -> Shared:
    """What the newsletter is handed for the episode."""
    return samples.shared(episode, samples.a_timeline() if with_audio else None)


def files(episode: Episode, *, with_audio: bool = True) -> dict[str, bytes]:
    """The bytes of each form, by file name."""
    made = outputs(episode, with_audio=with_audio)
    return {output.path.name: output.body for output in made if isinstance(output.body, bytes)}


def texts(episode: Episode, *, with_audio: bool = True) -> dict[str, str]:
    """The same as text, but for the message."""
    made = files(episode, with_audio=with_audio)
    return {name: body.decode() for name, body in made.items() if not name.endswith(".eml")}


@functools.cache
def layout(name: str, profile: str = "generic") -> NewsletterSettings:
    """Settings with that layout, for that email service."""
    return replace(SETTINGS, layout=name, profile=profile)  # type: ignore[arg-type]


def overridden(root: Path, name: str, source: str) -> Episode:
    """An episode of a show with a template of its own."""
    file = root / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    episode = an_episode(show={"root": root})
    return replace(episode, folder=root, source=root / "episode.md")
