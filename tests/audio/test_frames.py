"""MP3 frames come apart into what they hold, whatever they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streams import FORMATS, bursts, frames_of, stream

from segue.audio.anatomy import field
from segue.audio.frames import Frames, parse
from segue.audio.mpeg import Format, Header

STEREO = FORMATS[0]


@pytest.mark.parametrize("layout", FORMATS, ids=str)
def test_every_frame_of_every_format_is_found(layout: Format) -> None:
    """As many as the stream's length says, each with as much main data as it tells."""
    content = stream(bursts(2, layout), layout)
    found = frames_of(content)
    assert len(found) == layout.frames(len(content))
    assert found.starts[-1] == len(found.main)
    assert (found.lengths > 0).sum() > len(found) // 2


def test_frames_kept_in_the_cache_come_back() -> None:
    """Every byte of them."""
    found = frames_of(stream(bursts(1, STEREO), STEREO))
    again = Frames.read(found.write())
    for name in ("headers", "sides", "lengths", "main"):
        assert np.array_equal(getattr(again, name), getattr(found, name))


def test_a_stream_cut_out_of_another_begins_where_its_data_does() -> None:
    """Frames whose main data lies before the cut are left out; the others are as they were."""
    content = stream(bursts(2, STEREO), STEREO)
    whole = frames_of(content)
    at = sum(_sizes(content)[:20])
    cut = frames_of(content[at:])
    left_out = len(whole) - 20 - len(cut)
    assert 1 <= left_out <= 3
    assert np.array_equal(cut.main, whole.part(20 + left_out, len(whole)).main)


def test_what_follows_the_last_frame_is_no_frame() -> None:
    """An old ID3v1 tag at the end, or half a frame."""
    content = stream(bursts(1, STEREO), STEREO)
    assert len(frames_of(content + b"TAG" + bytes(125))) == len(frames_of(content))
    assert len(frames_of(content[:-1])) == len(frames_of(content)) - 1


def test_frames_of_two_kinds_are_no_stream() -> None:
    """A file whose sample rate or channels change can't be copied frame by frame."""
    mono = stream(bursts(1, FORMATS[1]), FORMATS[1])
    assert parse(stream(bursts(1, STEREO), STEREO) + mono) is None


@given(content=st.binary(max_size=600))
def test_no_bytes_make_the_reader_stumble(content: bytes) -> None:
    """Files come from anywhere."""
    parse(b"\xff\xfb\x90\x64" + content)
    parse(content)


@given(value=st.integers(0, (1 << 24) - 1), at=st.integers(0, 40), width=st.integers(1, 24))
def test_a_field_is_the_number_in_its_bits(value: int, at: int, width: int) -> None:
    """From any bit on, over byte borders."""
    value &= (1 << width) - 1
    row = (value << 128 - at - width).to_bytes(16, "big")
    assert field(np.frombuffer(row, np.uint8)[None, :], at, width)[0] == value


def test_gains_are_written_as_they_are_read() -> None:
    """And nothing else of the side information changes."""
    for layout in (STEREO, FORMATS[1], FORMATS[6]):
        found = frames_of(stream(bursts(1, layout), layout))
        gains = found.anatomy.gains(found.sides)
        assert gains.min() > 0
        changed = found.anatomy.with_gains(found.sides, gains - 4)
        assert np.array_equal(found.anatomy.gains(changed), gains - 4)
        assert np.array_equal(found.anatomy.with_gains(changed, gains), found.sides)


def _sizes(content: bytes) -> list[int]:
    sizes = []
    at = 0
    while header := Header.read(content[at : at + 4]):
        sizes.append(header.size_bytes)
        at += header.size_bytes
    return sizes
