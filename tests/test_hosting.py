"""Where files will be on the web."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from samples import ROOT, a_show, an_episode
from segue.hosting import below, cover_url, image_url, public_name, public_url


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pilot/audio/pilot.mp3", "pilot.mp3"),
        ("pilot/audio/chapters.json", "pilot.chapters.json"),
        ("pilot/audio/transcript.vtt", "pilot.transcript.vtt"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_every_output_has_one_public_name(path: str, name: str) -> None:
    """All files of a show can lie in one folder without getting in each other's way."""
    assert public_name(PurePosixPath(path)) == name


@pytest.mark.parametrize("folder", ["https://example.org/ä b", "https://example.org/ä b/"])
def test_an_address_is_ascii_whether_the_folder_ends_in_a_slash_or_not(folder: str) -> None:
    """`media_url` may be typed either way."""
    episode = an_episode(show=a_show(media_url=folder))
    address = public_url(episode, PurePosixPath("pilot/audio/pilot.mp3"))
    assert address == "https://example.org/%C3%A4%20b/pilot.mp3"


def test_pictures_lie_beside_the_audio() -> None:
    """The cover keeps its name, an episode's picture gets the slug before it."""
    show = a_show(cover=ROOT / "assets/my cover.png")
    assert cover_url(show) == "https://example.org/audio/my%20cover.png"
    episode = an_episode(image=ROOT / "episodes/pilot/images/art.jpg")
    assert image_url(episode) == "https://example.org/audio/pilot.art.jpg"


def test_without_a_place_there_is_no_address() -> None:
    """Nothing is made up while the show does not say where its files are."""
    show = a_show(media_url=None)
    episode = an_episode(show=show, image=ROOT / "episodes/pilot/images/art.jpg")
    assert public_url(episode, PurePosixPath("pilot/audio/pilot.mp3")) is None
    assert cover_url(show) is None
    assert image_url(episode) is None


@pytest.mark.parametrize(
    ("pattern", "audio", "cover"),
    [
        (
            "https://m.example/{year}/{slug}/",
            "https://m.example/2026/pilot/pilot.mp3",
            "https://m.example/cover.png",
        ),
        (
            "https://m.example/s{season}/e{number}",
            "https://m.example/s2/e7/pilot.mp3",
            "https://m.example/cover.png",
        ),
        (
            "https://m.example/get/{file}?dl=1",
            "https://m.example/get/pilot.mp3?dl=1",
            "https://m.example/get/cover.png?dl=1",
        ),
        (
            "https://m.example/show-{year}{month}{day}/{file}",
            "https://m.example/show-20260301/pilot.mp3",
            "https://m.example/cover.png",
        ),
    ],
)
def test_a_pattern_puts_each_episodes_files_where_its_host_has_them(
    pattern: str, audio: str, cover: str
) -> None:
    """Open places are filled from the front matter; the cover lies above the first of them."""
    show = a_show(media_url=pattern, cover=ROOT / "assets/cover.png")
    episode = an_episode(show=show)
    assert public_url(episode, PurePosixPath("pilot/audio/pilot.mp3")) == audio
    assert cover_url(show) == cover


def test_a_pattern_that_asks_for_what_an_episode_lacks_gives_no_address() -> None:
    """No `None` ever stands in an address."""
    episode = an_episode(show=a_show(media_url="https://m.example/{year}/"), date=None)
    assert public_url(episode, PurePosixPath("pilot/audio/pilot.mp3")) is None


@pytest.mark.parametrize(
    "folder", ["https://müller.example/bilder", "https://müller.example/bilder/"]
)
def test_a_file_below_a_folder_has_an_ascii_address(folder: str) -> None:
    """Pictures of posts and letters lie in folders that people name in their own language."""
    url = below(folder, "schlaf", "bild 1?.png")
    assert url == "https://xn--mller-kva.example/bilder/schlaf/bild%201%3F.png"


def test_nothing_lies_below_no_folder() -> None:
    """A show that doesn't say where it is hosted has no addresses."""
    assert below(None, "a.png") is None
