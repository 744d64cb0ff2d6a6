"""The mix is the clips' own samples, crossfaded with equal power, however they lie in blocks."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sounds import (
    RATE,
    Samples,
    level_db,
    noise,
    quantised,
    segment,
    sung,
    tone,
    untouched,
    write_encoded,
    write_wav,
)
from streams import write_mp3

from segue.audio import decoding, mixing
from segue.audio.assets import EDGE_MILLISECONDS
from segue.audio.folding import folded
from segue.audio.mpeg import Format
from segue.audio.placing import place
from segue.errors import SegueError
from segue.model import Recording, Segment
from segue.show import AudioSettings


def whole(
    *segments: Segment, crossfade: float = 0.0, channels: int = 2, rate: int = RATE
) -> Samples:
    """The mix in one piece."""
    placed = place(segments, AudioSettings(crossfade_seconds=crossfade, sample_rate=rate))
    return sung(untouched(placed, channels))


@pytest.mark.parametrize(("kind", "bits"), [("s16", 16), ("s24", 24)])
def test_without_a_crossfade_the_samples_are_untouched(
    tmp_path: Path, kind: str, bits: int
) -> None:
    """Bit for bit: nothing is scaled, dithered or shifted on the way."""
    sounds = [noise(1.7, seed=1), noise(0.9, seed=2)]
    files = [
        write_wav(tmp_path / f"{number}.wav", sound, kind=kind)
        for number, sound in enumerate(sounds)
    ]
    made = whole(*(segment(file) for file in files))
    assert np.array_equal(made, np.concatenate([quantised(sound, bits) for sound in sounds]))


def test_a_cut_takes_exactly_its_samples(tmp_path: Path) -> None:
    """`in` and `out` are exact to the sample, also far into a file."""
    sound = noise(3.0)
    file = write_wav(tmp_path / "a.wav", sound)
    made = whole(segment(file, start=1.5, end=2.25))
    assert np.array_equal(made, quantised(sound)[round(1.5 * RATE) : round(2.25 * RATE)])


def test_a_gain_is_applied_to_its_segment_alone(tmp_path: Path) -> None:
    """6.02 dB doubles."""
    file = write_wav(tmp_path / "a.wav", noise(0.5, -30), kind="f32")
    made = whole(segment(file), segment(file, gain_db=20 * np.log10(2)))
    half = len(made) // 2
    assert np.allclose(made[half:], made[:half] * 2, atol=1e-7)


def test_a_crossfade_keeps_the_power_of_unlike_sounds(tmp_path: Path) -> None:
    """Through the whole fade the level stays within 0.5 dB: no dip, no bump."""
    files = [
        write_wav(tmp_path / f"{seed}.wav", noise(4.0, -20, 1, seed), kind="f32") for seed in (1, 2)
    ]
    made = whole(*(segment(file) for file in files), crossfade=2.0, channels=1)
    for start in range(2 * RATE, 4 * RATE, RATE // 4):
        assert level_db(made[start : start + RATE // 4]) == pytest.approx(-20, abs=0.5)


def test_a_crossfades_halves_add_up_to_full_power(tmp_path: Path) -> None:
    """At each sample the squares of both gains add up to 1, and both are 0.707 in the middle."""
    steady = np.full((RATE, 1), 0.5, np.float32)
    silent = np.zeros((RATE, 1), np.float32)
    loud = segment(write_wav(tmp_path / "a.wav", steady, kind="f32"))
    quiet = segment(write_wav(tmp_path / "b.wav", silent, kind="f32"))
    falling = whole(loud, quiet, crossfade=0.5, channels=1)[RATE // 2 : RATE, 0] / 0.5
    rising = whole(quiet, loud, crossfade=0.5, channels=1)[RATE // 2 : RATE, 0] / 0.5
    assert np.allclose(falling**2 + rising**2, 1, atol=1e-6)
    assert np.allclose(rising, falling[::-1], atol=1e-6)
    assert rising[len(rising) // 2] == pytest.approx(0.5**0.5, abs=1e-3)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lengths=st.lists(st.integers(2000, 9000), min_size=1, max_size=4),
    fade=st.integers(0, 900),
    block=st.integers(500, 5000),
)
def test_the_mix_does_not_depend_on_its_blocks(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lengths: list[int],
    fade: int,
    block: int,
) -> None:
    """Any block size gives the same samples as adding up whole clips at once."""
    parts = [noise(length / RATE, seed=length) for length in lengths]
    clips = [
        segment(write_wav(tmp_path / f"{number}.wav", part, kind="f32"))
        for number, part in enumerate(parts)
    ]
    monkeypatch.setattr(mixing, "BLOCK_SAMPLES", block)
    made = whole(*clips, crossfade=fade / RATE)
    expected = np.zeros_like(made, np.float64)
    start = 0
    for number, part in enumerate(parts):
        shape = np.ones(len(part))
        ramp = np.sin(np.pi / 2 * (np.arange(fade) + 0.5) / max(fade, 1))
        if number:
            shape[:fade] *= ramp
        if number < len(parts) - 1:
            shape[len(part) - fade :] *= ramp[::-1]
        expected[start : start + len(part)] += part * shape[:, None]
        start += len(part) - fade
    assert np.allclose(made, expected, atol=1e-6)


def test_a_sine_cut_into_five_files_has_no_audible_join(tmp_path: Path) -> None:
    """Stitched with no crossfade it is the sine again."""
    sine = tone(2.5)
    edges = [0, 20_000, 47_311, 60_000, 60_500, len(sine)]
    pieces = [
        segment(write_wav(tmp_path / f"{at}.wav", sine[at:end], kind="f32"))
        for at, end in pairwise(edges)
    ]
    assert np.array_equal(whole(*pieces, channels=1), sine)


@pytest.mark.parametrize(("source", "target"), [(48000, 44100), (22050, 44100), (44100, 48000)])
def test_resampling_keeps_time_and_sound(tmp_path: Path, source: int, target: int) -> None:
    """A sine at another rate comes out as the sine at ours, in place, 70 dB clean."""
    file = write_wav(tmp_path / "a.wav", tone(2.0, 997, -6, source), source, "f32")
    made = whole(segment(file), channels=1, rate=target)
    ideal = tone(2.0, 997, -6, target)
    assert len(made) == len(ideal)
    inner = slice(target // 10, -target // 10)
    assert level_db(made[inner] - ideal[inner]) < level_db(ideal) - 70


def test_mono_is_as_loud_on_both_sides_and_stereo_folds_to_its_mean() -> None:
    """Identical channels fold to themselves, so a mono recording keeps its level."""
    sides = np.array([[0.2, 0.4], [-0.5, 0.1]], np.float32)
    assert np.array_equal(folded(sides[:, :1], ("FC",), 2), sides[:, [0, 0]])
    assert np.allclose(folded(sides, ("FL", "FR"), 1)[:, 0], [0.3, -0.2])


def test_surround_is_folded_by_the_standard(tmp_path: Path) -> None:
    """BS.775: centre and surrounds 3 dB down on their sides, no low-frequency effects."""
    file = tmp_path / "a.flac"
    for channel, left, right in (
        (0, 1, 0),
        (1, 0, 1),
        (2, 0.7071, 0.7071),
        (3, 0, 0),
        (4, 0.7071, 0),
    ):
        sound = np.zeros((RATE // 10, 6), np.float32)
        sound[:, channel] = 0.5
        write_encoded(file, sound, "flac")
        made = whole(segment(file))
        assert np.allclose(made[1000], [0.5 * left, 0.5 * right], atol=1e-3), channel


@pytest.mark.parametrize("channels", [3, 8, 10, 64])
def test_the_tracks_of_a_multitrack_recorder_are_folded_together(
    tmp_path: Path, channels: int
) -> None:
    """Eight and more of them, too, which PyAV can't give plane by plane."""
    sound = np.full((RATE // 10, channels), 0.5 / channels, np.float32)
    file = write_wav(tmp_path / "a.wav", sound, kind="f32")
    assert whole(segment(file)) == pytest.approx(0.25)


def test_short_assets_lose_their_clicks_and_nothing_else(tmp_path: Path) -> None:
    """An intro that starts away from zero is faded in over 5 ms; all other samples stay."""
    sound = np.full((RATE, 2), 0.5, np.float32)
    file = write_wav(tmp_path / "a.wav", sound, kind="f32")
    edge = RATE * EDGE_MILLISECONDS // 1000
    made = whole(segment(file, "intro"))
    assert len(made) == RATE
    assert abs(made[0, 0]) < 0.01
    assert abs(made[-1, 1]) < 0.01
    assert np.all(np.diff(made[:edge, 0]) >= 0)
    assert np.array_equal(made[edge:-edge], sound[edge:-edge])
    assert np.array_equal(whole(segment(file)), sound), "content is never faded unasked"


def test_an_asset_is_not_softened_under_a_crossfade(tmp_path: Path) -> None:
    """Only the outer edge is: the inner one belongs to the crossfade."""
    sound = np.full((RATE, 1), 0.5, np.float32)
    file = write_wav(tmp_path / "a.wav", sound, kind="f32")
    with_asset = whole(segment(file, "intro"), segment(file), crossfade=0.5, channels=1)
    without = whole(segment(file), segment(file), crossfade=0.5, channels=1)
    edge = RATE * EDGE_MILLISECONDS // 1000
    assert np.array_equal(with_asset[edge:], without[edge:])


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e38])
def test_values_that_are_no_sound_are_refused(tmp_path: Path, value: float) -> None:
    """One NaN would silence everything after it in every filter."""
    sound = noise(0.5)
    sound[5000, 1] = value
    file = write_wav(tmp_path / "a.wav", sound, kind="f32")
    with pytest.raises(SegueError, match="no sound") as caught:
        whole(segment(file))
    assert caught.value.problems[0].file == file


def test_a_damaged_frame_is_silent_and_moves_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A flaw of a 40th of a second is no reason to refuse an hour, nor to shift its chapters."""
    file = tmp_path / "a.mp3"
    write_mp3(file, tone(3.0), Format(RATE, 1, 64))
    content = bytearray(file.read_bytes())
    at = content.index(content[:2], 50 * 1152 * 64 * 125 // RATE)
    content[at + 4 : at + 180] = b"\xff" * 176
    file.write_bytes(content)
    made = whole(segment(file), channels=1)
    assert len(made) == 3 * RATE
    assert level_db(made[2 * RATE :]) == pytest.approx(-15, abs=1)
    assert capfd.readouterr().err == ""


def test_a_recording_shorter_than_load_found_is_refused(tmp_path: Path) -> None:
    """A file exchanged during the build is told, not padded."""
    file = write_wav(tmp_path / "a.wav", noise(1.0))
    claimed = Segment(Recording(file, "0" * 64, RATE, 2, RATE * 2))
    with pytest.raises(SegueError, match="less sound"):
        whole(claimed)


def test_memory_stays_flat_however_long_the_episode(tmp_path: Path) -> None:
    """Mixing, limiting and measuring 80 s takes no more memory than 20 s."""

    def peak(seconds: int) -> int:
        file = write_wav(tmp_path / f"{seconds}.wav", noise(seconds))
        placed = place([segment(file)], AudioSettings())
        tracemalloc.start()
        programme = replace(untouched(placed), ceiling_dbtp=-6.0)
        for _ in programme.blocks(0, programme.samples):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(80) < 1.1 * peak(20)


def test_blocks_are_gathered_without_loss() -> None:
    """A decoder's crumbs become blocks; not a sample is lost or doubled."""
    crumbs = [noise(length / RATE, seed=length) for length in (1152, 70_000, 0, 3, 65_536)]
    gathered = list(decoding.gathered(crumbs))
    assert np.array_equal(np.concatenate(gathered), np.concatenate(crumbs))
    assert all(len(block) >= decoding.BLOCK_SAMPLES for block in gathered[:-1])
