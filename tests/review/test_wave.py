"""The review page draws the waveform with its chapters."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

import pytest

from samples import CHAPTERS, a_release
from segue import review
from segue.release import Output
from segue.review import wave


def peaks(*levels: int) -> bytes:
    """A `peaks.json` of those levels."""
    return json.dumps({"data": [edge for level in levels for edge in (-level, level)]}).encode()


def test_the_shape_is_as_high_as_the_sound_is_loud() -> None:
    """From the middle up and down again, over the whole width."""
    assert wave.shape(peaks(0, 127)) == "M0 49.6 L300 0.0 L300 100.0 L0 50.4Z"


def test_a_long_sound_is_drawn_with_as_many_points_as_fit() -> None:
    """None of its peaks is left out."""
    drawn = wave.shape(peaks(*[1] * 999, 127, *[1] * 1400)) or ""
    assert drawn.count("L") == 2 * wave.WIDTH - 1
    assert re.search(r"\b0\.0 L", drawn)


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"data": []}', b'{"data": ["a", "b"]}'])
def test_without_peaks_there_is_no_shape(content: bytes | None) -> None:
    """The page then shows the picture."""
    assert wave.shape(content) is None


def test_each_chapter_is_marked_where_it_begins() -> None:
    """By its number, which stands in the list of chapters too."""
    output = Output(PurePosixPath("pilot/audio/peaks.json"), peaks(5, 90, 20))
    (job,) = review.plan(a_release(extra=(output,)), ())
    (page,) = review.render(job)
    assert isinstance(page.body, bytes)
    html = page.body.decode()
    assert '<path d="M0 48.0 L200 14.6' in html
    marks = re.findall(r'class="mark" style="left: ([\d.]+)%" data-seconds="([\d.]+)"', html)
    assert marks == [
        (f"{round(100 * each.seconds / 3700, 3)}", f"{each.seconds:.3f}") for each in CHAPTERS
    ]
