"""Episodes and releases as values, for tests that need no files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from segue import article, feed, notes
from segue.model import Article, Episode, Guest, Link, Mark
from segue.release import AudioFacts, Chapter, Output, Picks, Release, Shared, Timeline
from segue.show import Show, SocialSettings

ROOT = Path("/show")
RATE = 44100
TEXT = """\
Every cell reads the same book. It only opens different pages.

## How does a cell choose?

A cell listens to its neighbours. ==Signals from outside close some pages.==

- Some pages stay [shut for life](https://example.org/shut).
- Others open for an hour.

/// call | The reading list
Every paper in one file: [Get the list](https://example.org/list)
///

/// only | newsletter
Only letters say [this](https://example.org/secret).
///

Read [the long version](https://example.org/long), or [again](https://example.org/shut).
"""
CHAPTERS = (Chapter(0.0, "Welcome"), Chapter(72.345, "The book"), Chapter(3661.0, "The end"))


def a_show(**changes: object) -> Show:
    """A show with everything a feed needs."""
    show = Show(
        root=ROOT,
        title="Small Talk",
        author="The Small Talk team",
        email="hello@example.org",
        link="https://example.org/small-talk",
        description="A show made for tests.",
        category="Health & Fitness > Medicine",
        cover=ROOT / "assets/cover.png",
        disclaimer="This is no medical advice.",
        feed_url="https://example.org/feed.xml",
        media_url="https://example.org/audio/",
        social=SocialSettings(cards=False),  # the pictures have tests of their own
    )
    return replace(show, **changes)  # type: ignore[arg-type]


def an_article(text: str = TEXT) -> Article:
    """An article as it is read."""
    return article.read(text, language="en")


def an_episode(text: str = TEXT, **changes: object) -> Episode:
    """An episode with a guest, a link of its own and the article's calls."""
    read = an_article(text)
    slug = str(changes.get("slug", "pilot"))
    episode = Episode(
        slug=slug,
        folder=ROOT / "episodes" / slug,
        source=ROOT / "episodes" / slug / "episode.md",
        show=a_show(),
        title="Cells that read",
        guid=f"guid-{slug}",
        article=read,
        date=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        season=2,
        number=7,
        guests=(Guest("Ada Example", "cell biologist", "https://ada.example/"),),
        links=(Link("The first paper", "https://example.org/paper", 9),),
        marks=tuple(Mark(chapter.seconds, chapter.title, line=20) for chapter in CHAPTERS),
        calls=read.calls,
        lines={"title": 2, "chapters": 19},
    )
    return replace(episode, **changes)  # type: ignore[arg-type]


def a_timeline(*chapters: Chapter, seconds: int = 3700) -> Timeline:
    """A timeline of that length with those chapters, or else with `CHAPTERS`."""
    return Timeline(RATE, RATE * seconds, (), chapters or CHAPTERS)


def shared(episode: Episode, timeline: Timeline | None = None) -> Shared:
    """What rooms share: the first two sentences hook, the rest are best; none from an `only`."""
    blocks = [block for section in episode.article.sections for block in section.blocks]
    sentences = tuple(one for block in blocks if not block.only for one in block.sentences)
    picks = Picks(hook=sentences[:2], best=sentences[2:], questions=())
    return Shared(
        picks, timeline, episode.date or datetime(1970, 1, 1, tzinfo=UTC), ROOT / "output"
    )


def facts(slug: str = "pilot", seconds: float = 3700.4) -> AudioFacts:
    """A measured MP3."""
    path = PurePosixPath(slug, "audio", f"{slug}.mp3")
    return AudioFacts(path, "audio/mpeg", "0" * 64, 59_206_400, seconds, -16.02, -1.13, "key")


def written_notes(episode: Episode, handed: Shared) -> dict[str, str]:
    """The text of each kind of notes, by the file's name."""
    outputs = [output for job in notes.plan(episode, handed) for output in notes.render(job)]
    return {output.path.name: _text(output) for output in outputs}


def a_release(
    episode: Episode | None = None, *, with_audio: bool = True, extra: tuple[Output, ...] = ()
) -> Release:
    """An episode with its notes, its audio and whatever else was made."""
    episode = episode or an_episode()
    handed = shared(episode, a_timeline() if with_audio else None)
    outputs = [output for job in notes.plan(episode, handed) for output in notes.render(job)]
    audio = facts(episode.slug) if with_audio else None
    return Release(episode, handed, (*outputs, *extra), audio)


def feed_bytes(*releases: Release, show: Show | None = None) -> bytes:
    """The feed of those releases, which has one page."""
    ((name, body),) = feed_pages(*releases, show=show).items()
    assert name == "feed.xml"
    return body


def feed_pages(*releases: Release, show: Show | None = None) -> dict[str, bytes]:
    """The pages of the feed of those releases, by their names."""
    jobs = feed.plan(show or a_show(), releases)
    outputs = [output for job in jobs for output in feed.render(job)]
    return {
        output.path.as_posix(): output.body if isinstance(output.body, bytes) else b""
        for output in outputs
    }


def _text(output: Output) -> str:
    assert isinstance(output.body, bytes)
    return output.body.decode()
