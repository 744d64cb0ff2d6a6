"""Pictures told by their first bytes; Pillow made them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from segue import pictures


def drawn(kind: str, mode: str, width: int, height: int, **options: object) -> bytes:
    """A picture file of that kind."""
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [
        ("PNG", "RGB", ("png", "RGB")),
        ("PNG", "RGBA", ("png", "RGBA")),
        ("PNG", "P", ("png", "palette")),
        ("JPEG", "RGB", ("jpg", "RGB")),
        ("JPEG", "L", ("jpg", "grey")),
        ("JPEG", "CMYK", ("jpg", "CMYK")),
    ],
)
def test_size_and_colours_are_read(kind: str, mode: str, expected: tuple[str, str]) -> None:
    """Width, height and colours are those that the picture was made with."""
    picture = pictures.read(drawn(kind, mode, 150, 90))
    assert picture is not None
    assert (picture.kind, picture.colours) == expected
    assert (picture.width, picture.height) == (150, 90)


def test_a_progressive_jpeg_with_a_comment_is_read() -> None:
    """The size is found behind whatever stands before it."""
    body = drawn("JPEG", "RGB", 64, 32, progressive=True, comment=b"x" * 500)
    picture = pictures.read(body)
    assert picture is not None
    assert (picture.width, picture.height) == (64, 32)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_breaks_off_is_none(kind: str) -> None:
    """Whatever is left of a file, reading it never fails."""
    body = drawn(kind, "RGB", 150, 90)
    for length in range(180):
        picture = pictures.read(body[:length])
        assert picture is None or (picture.width, picture.height) == (150, 90)


def test_anything_else_is_no_picture() -> None:
    """A text, a GIF and nothing at all are no cover."""
    for body in (b"", b"hello", drawn("GIF", "P", 9, 9)):
        assert pictures.read(body) is None


def test_the_size_of_a_file_is_told_or_nothing(tmp_path: Path) -> None:
    """What is no picture, or can't be read, has none."""
    file = tmp_path / "cell.png"
    file.write_bytes(drawn("PNG", "RGB", 300, 200))
    assert pictures.size(file) == (300, 200)
    file.write_bytes(b"GIF89a")
    assert pictures.size(file) == (None, None)
    assert pictures.size(tmp_path / "none.png") == (None, None)
