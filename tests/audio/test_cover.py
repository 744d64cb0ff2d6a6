"""Covers are small enough for the file, and of a kind that players show."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from segue.audio import cover
from segue.errors import SegueError

# A second of silence, as WAV.
SOUND = (
    b"RIFF\x24\x3e\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0"
    b"data\x80\x3e\0\0" + bytes(16000)
)


def test_a_picture_is_made_as_small_as_asked(tmp_path: Path) -> None:
    """Many chapters, each with a photo, would make an episode several times as large."""
    file = tmp_path / "a.png"
    Image.effect_noise((900, 900), 90).convert("RGB").save(file)
    assert len(cover.read(file, 200_000).content) < len(cover.read(file).content) <= 1_000_000


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_a_small_cover_goes_in_as_it_is(tmp_path: Path, name: str, kind: str) -> None:
    """Byte for byte, with its own type."""
    file = tmp_path / name
    Image.effect_noise((64, 64), 50).convert("RGB").save(file, kind)
    picture = cover.read(file)
    assert (picture.content, picture.media_type) == (file.read_bytes(), f"image/{kind.lower()}")


def test_a_large_cover_is_made_smaller(tmp_path: Path) -> None:
    """A picture over 1 MB would be downloaded with every episode."""
    file = tmp_path / "a.png"
    Image.effect_noise((1800, 1200), 90).convert("RGB").save(file)
    assert file.stat().st_size > 1_000_000
    made = cover.read(file)
    assert len(made.content) <= 1_000_000
    assert made.media_type == "image/jpeg"
    width, height = Image.open(io.BytesIO(made.content)).size
    assert width / height == pytest.approx(1.5, abs=0.01)
    assert made == cover.read(file)


def test_a_picture_of_another_kind_becomes_a_jpeg(tmp_path: Path) -> None:
    """Players show JPEG and PNG only."""
    file = tmp_path / "a.webp"
    Image.new("RGB", (300, 300), "#0b5c7a").save(file)
    made = cover.read(file)
    assert made.media_type == "image/jpeg"
    red, green, blue = Image.open(io.BytesIO(made.content)).convert("RGB").getpixel((150, 150))
    assert (red, green, blue) == pytest.approx((0x0B, 0x5C, 0x7A), abs=6)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture at all",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        SOUND,
    ],
    ids=["empty", "text", "broken off", "no frame", "sound"],
)
def test_a_cover_that_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    """With its file."""
    file = tmp_path / "cover.webp"
    file.write_bytes(content)
    with pytest.raises(SegueError) as caught:
        cover.read(file)
    assert caught.value.problems[0].code == "cover-unreadable"
    assert caught.value.problems[0].file == file
