"""What keeps an episode out of a feed, or a feed out of the directories."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from samples import a_release, a_show, an_episode, facts
from segue import checks, feed
from segue.errors import Problem
from segue.model import Enclosure, Guest, Recording, Segment
from segue.release import Bundle, Output, Release
from segue.show import AudioSettings, FeedSettings, Funding, Host, Show
from segue.upcoming import ahead

THERE = Enclosure(url="https://old.example/1.mp3", size_bytes=1, media_type="audio/mpeg", seconds=1)


def bundle_of(*releases: Release, show: Show | None = None) -> Bundle:
    """A run that made these releases and their feed."""
    show = show or replace(a_show(), cover=None)
    outputs = [made for job in feed.plan(show, releases) for made in feed.render(job)]
    return Bundle(show, releases, tuple(outputs))


def found(*releases: Release, show: Show | None = None) -> Sequence[Problem]:
    """What the checks of the feed find, but for the cover that samples lack."""
    problems = checks.check(bundle_of(*releases, show=show), "feed")
    return [problem for problem in problems if problem.code != "feed-cover"]


def codes(*releases: Release, show: Show | None = None) -> list[str]:
    """The codes of what is found."""
    return [problem.code for problem in found(*releases, show=show)]


def moved(**changes: object) -> Release:
    """An episode whose audio lies at another host."""
    there = replace(THERE, **changes)  # type: ignore[arg-type]
    return a_release(an_episode(enclosure=there, lines={"enclosure": 7}), with_audio=False)


def test_sound_episodes_have_no_findings() -> None:
    """Neither built ones nor those that moved in."""
    assert found(a_release(), a_release(an_episode(slug="two"))) == []
    assert found(moved()) == []


def test_an_episode_without_a_date_is_told() -> None:
    """Apps sort by it."""
    assert codes(a_release(an_episode(date=None))) == ["feed-date"]


@pytest.mark.parametrize(
    ("key", "pattern", "asked"),
    [
        ("media_url", "https://m.example/{year}/", "date"),
        ("media_url", "https://m.example/s{season}/", "season"),
        ("link", "https://e.example/{number}", "number"),
    ],
)
def test_what_an_address_asks_for_and_an_episode_lacks_is_told(
    key: str, pattern: str, asked: str
) -> None:
    """With the key to add; a page of its own needs no pattern."""
    show = a_show(cover=None, **{key: pattern})
    recording = Recording(Path("a.wav"), "0", 8000, 1, 8000)
    episode = an_episode(
        show=show, date=None, season=None, number=None, segments=(Segment(recording),)
    )
    told = [each for each in found(a_release(episode), show=show) if each.code == "feed-address"]
    assert [problem.severity for problem in told] == ["error"]
    assert f"no {asked}" in told[0].message
    assert told[0].hint is not None
    assert f"add {asked}" in told[0].hint
    own = a_release(replace(episode, page="https://e.example/own"))
    assert ("feed-address" in codes(own, show=show)) is (key == "media_url")


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"url": "old/1.mp3"}, "feed-address", "error"),
        ({"url": "javascript:alert(1)"}, "feed-address", "error"),
        ({"size_bytes": 0}, "feed-enclosure", "warning"),
        ({"size_bytes": -5}, "feed-enclosure", "warning"),
        ({"media_type": "mp3"}, "feed-enclosure", "warning"),
    ],
)
def test_audio_at_another_host_must_be_told_rightly(
    changes: dict[str, object], code: str, severity: str
) -> None:
    """Nothing of it can be measured."""
    (problem,) = found(moved(**changes))
    assert (problem.code, problem.severity, problem.line) == (code, severity, 7)


def test_one_file_for_two_episodes_is_told_with_both() -> None:
    """Apps would show one of them."""
    other = replace(a_release(an_episode(slug="two")), audio=facts())
    (problem,) = found(a_release(), other)
    assert (problem.code, problem.severity) == ("feed-audio-twice", "error")
    assert problem.message.endswith("that of pilot")


@pytest.mark.parametrize(("suffix", "is_told"), [("mp3", 0), ("m4a", 0), ("opus", 1), ("wav", 1)])
def test_a_format_that_directories_refuse_is_told(suffix: str, is_told: int) -> None:
    """The feed takes the first of the formats."""
    show = a_show(cover=None, audio=AudioSettings(formats=(suffix, "mp3")))  # type: ignore[arg-type]
    assert codes(a_release(an_episode(show=show)), show=show).count("feed-format") == is_told


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"title": "é" * 128}, "feed-long", "error"),
        ({"author": "x" * 256}, "feed-long", "error"),
        ({"description": "x" * 4001}, "feed-long", "error"),
        ({"copyright": "x" * 256}, "feed-long", "error"),
        ({"email": "Ada <a@e.example>"}, "feed-email", "error"),
        ({"email": "ada"}, "feed-email", "error"),
        ({"hosts": (Host(name="x" * 129),)}, "feed-long", "warning"),
        ({"feed": FeedSettings(license="My own one")}, "feed-license", "warning"),
        ({"feed": FeedSettings(categories=("Cells",))}, "category-unknown", "error"),
        (
            {"feed": FeedSettings(funding=(Funding(label="x" * 129, url="https://e.example"),))},
            "feed-long",
            "warning",
        ),
    ],
)
def test_a_word_of_the_show_that_directories_refuse_is_told(
    changes: dict[str, object], code: str, severity: str
) -> None:
    """They count bytes, not letters."""
    show = a_show(cover=None, **changes)
    told = found(a_release(an_episode(show=show)), show=show)
    assert [(problem.code, problem.severity) for problem in told] == [(code, severity)]


@pytest.mark.parametrize(
    ("changes", "severity"),
    [({"title": "🎧" * 64}, "error"), ({"guests": (Guest("x" * 129),)}, "warning")],
)
def test_a_word_of_an_episode_that_is_too_long_is_told(
    changes: dict[str, object], severity: str
) -> None:
    """An emoji counts four bytes."""
    (problem,) = found(a_release(an_episode(**changes)))
    assert (problem.code, problem.severity) == ("feed-long", severity)


def test_words_that_just_fit_are_not_told() -> None:
    """Not one byte too strict."""
    show = a_show(cover=None, title="é" * 127, description="x" * 4000)
    episode = an_episode(show=show, title="x" * 255, guests=(Guest("x" * 128),))
    assert found(a_release(episode), show=show) == []


def test_an_episode_s_own_cover_is_looked_at_too(tmp_path: Path) -> None:
    """Once, however many episodes have it."""
    file = tmp_path / "art.png"
    stream = io.BytesIO()
    Image.new("RGB", (600, 600)).save(stream, "PNG")
    file.write_bytes(stream.getvalue())
    with_art = [a_release(an_episode(slug=slug, image=file)) for slug in ("one", "two")]
    told = found(*with_art)
    assert [(problem.code, problem.file) for problem in told] == [("cover-size", file)]


def test_a_page_that_is_no_web_address_is_told() -> None:
    """Everything would link to it."""
    assert codes(a_release(an_episode(page="episode.html"))) == ["link-address"]


NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_an_episode_listed_before_its_day_is_told() -> None:
    """Only today's date can tell; drafts and unlisted ones may have any."""
    coming = a_release(an_episode(date=NOW + timedelta(minutes=1)))
    (problem,) = ahead(bundle_of(coming), NOW)
    assert (problem.code, problem.severity) == ("feed-date-ahead", "warning")
    assert list(ahead(bundle_of(coming), NOW + timedelta(days=1))) == []
    assert list(ahead(bundle_of(coming), None)) == []
    draft = replace(coming, episode=replace(coming.episode, draft=True))
    assert list(ahead(bundle_of(draft), NOW)) == []
    assert list(ahead(Bundle(a_show(), (coming,)), NOW)) == []


def test_nothing_is_asked_where_no_feed_was_made() -> None:
    """Somebody who only writes letters is left alone."""
    bundle = Bundle(a_show(title="x" * 999), (a_release(an_episode(date=None)),), ())
    letter = Output(PurePosixPath("pilot/newsletter/newsletter.html"), b"")
    assert list(checks.check(replace(bundle, outputs=(letter,)), "feed")) == []
