"""What directories would refuse a feed for."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from samples import a_release, a_show, an_episode, feed_bytes
from segue import checks
from segue.errors import Problem
from segue.release import Bundle, Output
from segue.show import Show


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    """A cover that every directory takes."""
    return drawn(tmp_path / "cover.png")


def drawn(
    file: Path, size: tuple[int, int] = (1400, 1400), mode: str = "RGB", kind: str = "PNG"
) -> Path:
    """A picture file."""
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, kind)
    file.write_bytes(stream.getvalue())
    return file


def found(show: Show, *, with_audio: bool = True) -> list[Problem]:
    """The findings about a show with one episode."""
    release = a_release(an_episode(show=show), with_audio=with_audio)
    feed = Output(PurePosixPath("feed.xml"), feed_bytes(release, show=show))
    return list(checks.check(Bundle(show, (release,), (feed,)), "feed"))


def test_a_complete_show_has_no_findings(cover: Path) -> None:
    """The sample show may go out."""
    assert found(a_show(cover=cover)) == []


@pytest.mark.parametrize("key", ["link", "description", "category", "cover", "feed_url"])
def test_a_missing_setting_is_an_error_with_the_line_to_add(key: str, cover: Path) -> None:
    """The hint can be copied into segue.toml."""
    (problem,) = found(a_show(**({"cover": cover} | {key: None})))
    assert problem.severity == "error"
    assert problem.file is not None
    assert problem.file.name == "segue.toml"
    assert problem.hint is not None
    assert problem.hint.startswith(f'add {key} = "')


def test_without_an_address_for_audio_there_is_one_warning_and_no_more() -> None:
    """Who lets a podcast host make the feed is not asked for what only our feed needs."""
    (problem,) = found(a_show(media_url=None, feed_url=None, cover=None, link=None))
    assert (problem.code, problem.severity) == ("feed-empty", "warning")


def test_a_show_without_audio_needs_no_feed() -> None:
    """Nothing is asked of somebody who only writes letters."""
    assert found(a_show(cover=None, link=None), with_audio=False) == []


def test_an_address_to_write_to_is_advised(cover: Path) -> None:
    """Directories prove by mail whose show it is."""
    (problem,) = found(a_show(cover=cover, email=None))
    assert (problem.code, problem.severity) == ("feed-email", "warning")


@pytest.mark.parametrize(
    ("category", "meant"),
    [
        ("Medicine", "Health & Fitness > Medicine"),
        ("Health and Fitness > Medicine", "Health & Fitness > Medicine"),
        ("history", "History"),
        ("Tecnology", "Technology"),
    ],
)
def test_a_category_in_other_letters_is_told_with_the_right_ones(
    category: str, meant: str, cover: Path
) -> None:
    """Directories take Apple's names letter for letter."""
    (problem,) = found(a_show(cover=cover, category=category))
    assert problem.hint == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("name", "picture", "code"),
    [
        ("cover.png", ((1399, 1399), "RGB", "PNG"), "cover-size"),
        ("cover.png", ((3001, 3001), "RGB", "PNG"), "cover-size"),
        ("cover.jpg", ((1500, 1400), "RGB", "JPEG"), "cover-shape"),
        ("cover.jpg", ((1400, 1400), "RGB", "PNG"), "cover-type"),
        ("cover.png", ((1400, 1400), "RGBA", "PNG"), "cover-colours"),
        ("cover.png", ((1400, 1400), "P", "GIF"), "cover-type"),
    ],
)
def test_a_cover_that_is_refused_is_told(
    name: str, picture: tuple[tuple[int, int], str, str], code: str, tmp_path: Path
) -> None:
    """Size, shape, type and colours are read from the file itself."""
    cover = drawn(tmp_path / name, *picture)
    (problem,) = found(a_show(cover=cover))
    assert problem.code == code
    assert problem.file == cover
    assert problem.hint


def test_a_cover_that_is_not_there_is_told_once() -> None:
    """The show's own picture is missing: that is the finding, and no other."""
    (problem,) = found(a_show(cover=Path("/nowhere/cover.png")))
    assert problem.code == "missing-file"
