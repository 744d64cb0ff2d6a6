"""A file that was cut off is told from one that ends, whatever its container says of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import RATE, noise, write_encoded

from segue.audio.endings import Ending, ending
from segue.audio.probe import recording
from segue.errors import SegueError


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.opus", "libopus", 48000),
        ("a.ogg", "libopus", 48000),
        ("a.w64", "pcm_s16le", RATE),
        ("a.webm", "libopus", 48000),
        ("a.mka", "pcm_s16le", RATE),
        ("a.mp3", "libmp3lame", RATE),
        ("a.flac", "flac", RATE),
    ],
)
def test_a_file_cut_at_37_percent_is_refused(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    """Its header still tells the whole, or it ends in the middle of something."""
    file = write_encoded(tmp_path / name, noise(4.0), codec, rate)
    assert not recording(file).is_unended
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 37 // 100])
    with pytest.raises(SegueError, match="cut short") as caught:
        recording(file)
    assert caught.value.problems[0].unreadable


def test_an_ogg_without_its_last_page_is_read_and_told(tmp_path: Path) -> None:
    """A recorder that stops without closing the file leaves such ones: what is there is sound."""
    file = write_encoded(tmp_path / "a.opus", noise(4.0), "libopus", 48000)
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.rindex(b"OggS")])
    found = recording(file)
    assert found.is_unended
    assert 1.0 < found.seconds < 4.0


def test_what_stands_behind_the_last_page_matters_not(tmp_path: Path) -> None:
    """Some programs put tags there; a name in the sound that looks like a page is none."""
    file = write_encoded(tmp_path / "a.ogg", noise(1.0), "libopus", 48000)
    with file.open("ab") as stream:
        stream.write(b"TAG" + bytes(125))
    assert not recording(file).is_unended


@given(st.binary(max_size=300), st.sampled_from([b"OggS", b"riff", b""]))
def test_no_bytes_make_it_stumble(content: bytes, head: bytes) -> None:
    """Files come from anywhere."""
    assert isinstance(ending(io.BytesIO(head + content)), Ending)
