"""Frames laid out anew decode to the very samples that they decoded to before."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sounds import heard
from streams import FORMATS, bursts, frames_of, played_by, stream

from segue.audio.frames import Frames
from segue.audio.mpeg import Format
from segue.audio.playback import SETTLING_FRAMES, played
from segue.audio.repacking import Packer

STEREO = FORMATS[0]
FRAMES = 76


@cache
def original(layout: Format) -> bytes:
    """Two seconds as one encoder makes them."""
    return stream(bursts(2, layout), layout)


def packed(frames: Frames, layout: Format, sizes: list[int]) -> bytes:
    """The frames handed to a packer in runs of such sizes."""
    packer = Packer(layout)
    made, at = b"", 0
    for size in (*sizes, len(frames)):
        made += packer.add(frames.part(at, at + size))
        at += size
    return made + packer.finish()


@pytest.mark.parametrize("program", ["ffmpeg", "mpg123"])
@pytest.mark.parametrize("layout", FORMATS, ids=str)
def test_a_stream_laid_out_anew_plays_the_same(
    tmp_path: Path, tool: Callable[[str], str], layout: Format, program: str
) -> None:
    """In programs that know nothing of us, without a warning: mono, stereo, MPEG-1 and MPEG-2."""
    before, after = tmp_path / "before.mp3", tmp_path / "after.mp3"
    before.write_bytes(original(layout))
    after.write_bytes(packed(frames_of(original(layout)), layout, [7, 1, 30]))
    ours = played_by(program, tool, after, layout.channels)
    assert np.array_equal(ours, played_by(program, tool, before, layout.channels))


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(0, 40), max_size=8), layout=st.sampled_from(FORMATS))
def test_runs_of_any_size_make_the_same_stream(sizes: list[int], layout: Format) -> None:
    """Whether frames come one by one or all at once."""
    frames = frames_of(original(layout))
    assert packed(frames, layout, sizes) == packed(frames, layout, [])


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(1, FRAMES - 1), min_size=1, max_size=4, unique=True))
def test_any_cut_is_heard_no_further_than_two_frames(cuts: list[int]) -> None:
    """Frames in any order: away from where runs meet, each decodes as in its own stream."""
    frames = frames_of(original(STEREO))
    whole = played(frames, STEREO)
    edges = [0, *sorted(cuts), FRAMES]
    runs = [*pairwise(edges)][::-1]
    joined = played(Frames.join([frames.part(*run) for run in runs]), STEREO)
    at = 0
    for first, stop in runs:
        own = whole[(first + SETTLING_FRAMES) * 1152 : stop * 1152]
        got = joined[(at + SETTLING_FRAMES) * 1152 : (at + stop - first) * 1152]
        assert np.array_equal(own, got)
        at += stop - first


def test_frames_that_need_more_than_there_is_are_given_it() -> None:
    """The richest frames of all, side by side: some at a higher bit rate, none left out."""
    frames = frames_of(original(STEREO))
    richest = [frames.part(int(at), int(at) + 1) for at in np.argsort(-frames.lengths)[:10]]
    packer = Packer(STEREO)
    made = packer.add(Frames.join(richest)) + packer.finish()
    assert packer.raised > 0
    assert len(frames_of(made)) == 10
    assert np.array_equal(frames_of(made).main, Frames.join(richest).main)


def test_a_decoder_of_ours_plays_as_others_do(tmp_path: Path) -> None:
    """From any frame on, after two that settle."""
    file = tmp_path / "a.mp3"
    file.write_bytes(original(STEREO))
    whole = heard(file)
    part = played(frames_of(original(STEREO)).part(20, 40), STEREO)
    settled = SETTLING_FRAMES * 1152
    # The decoder leaves out the delay in front, which no tag tells here.
    offset = len(whole) - len(frames_of(original(STEREO))) * 1152
    at = 20 * 1152 + offset
    assert np.array_equal(part[settled:], whole[at + settled : at + 20 * 1152])
