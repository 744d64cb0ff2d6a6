"""Loudness and true peak are what the standards say of synthesised signals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sounds import RATE, Samples, measured, noise, speech, tone

from segue.audio.listening import SETTLING_SECONDS, Heard, listen, together
from segue.audio.metering import highest


def read(sound: Samples, rate: int = RATE) -> Heard:
    """What we say of a sound."""
    return listen(sound, rate, 0, -1.0)


def stereo(sound: Samples) -> Samples:
    """A mono sound on both sides."""
    return np.repeat(sound, 2, axis=1)


def textbook_loudness(sound: Samples, rate: int) -> float:
    """Integrated loudness straight from BS.1770-4, weighted in the frequency domain."""
    frequencies = np.fft.rfftfreq(len(sound), 1 / rate)
    z = np.exp(-2j * np.pi * frequencies / rate)
    weight = np.ones_like(z)
    for corner, quality, gain_db in ((1681.974450955533, 0.7071752369554196, 3.999843853973347),):
        k = np.tan(np.pi * corner / rate)
        high = 10 ** (gain_db / 20)
        band = high**0.4996667741545416
        a = [1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k]
        b = [
            high + band * k / quality + k * k,
            2 * (k * k - high),
            high - band * k / quality + k * k,
        ]
        weight *= (b[0] + b[1] * z + b[2] * z**2) / (a[0] + a[1] * z + a[2] * z**2)
    k = np.tan(np.pi * 38.13547087602444 / rate)
    quality = 0.5003270373238773
    bottom = 1 + k / quality + k * k
    a = [1, 2 * (k * k - 1) / bottom, (1 - k / quality + k * k) / bottom]
    weight *= (1 - 2 * z + z**2) / (a[0] + a[1] * z + a[2] * z**2)
    filtered = np.fft.irfft(np.fft.rfft(sound, axis=0) * weight[:, None], len(sound), axis=0)
    size, step = round(0.4 * rate), round(0.1 * rate)
    powers = np.array(
        [
            (filtered[start : start + size] ** 2).mean(axis=0).sum()
            for start in range(0, len(filtered) - size + 1, step)
        ]
    )
    loudness = -0.691 + 10 * np.log10(powers)
    kept = powers[loudness > -70]
    relative = -0.691 + 10 * np.log10(kept.mean()) - 10
    return float(-0.691 + 10 * np.log10(powers[loudness > max(relative, -70)].mean()))


@pytest.mark.parametrize(
    ("rate", "parts", "expected"),
    [
        (48000, [(20, -23)], -23),
        (44100, [(20, -33)], -33),
        (48000, [(10, -36), (60, -23), (10, -36)], -23),
        (44100, [(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23),
        (48000, [(20, -26), (20.1, -20), (20, -26)], -23),
    ],
)
def test_loudness_meets_ebu_tech_3341(
    rate: int, parts: list[tuple[float, float]], expected: float
) -> None:
    """Signals 1 to 5: stereo sines of 1 kHz at given levels, within 0.1 LU."""
    sound = stereo(np.concatenate([tone(seconds, 1000, level, rate) for seconds, level in parts]))
    assert read(sound, rate).loudness_lufs == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("sound", [noise(5, -30), speech(6, -24)], ids=["noise", "speech"])
def test_loudness_agrees_with_the_textbook(sound: Samples) -> None:
    """An independent reading of BS.1770 gives the same to 0.05 LU."""
    assert read(sound).loudness_lufs == pytest.approx(textbook_loudness(sound, RATE), abs=0.05)


@pytest.mark.parametrize(
    ("divisor", "phase", "level", "expected"),
    [(4, 0, -6, -6), (4, 45, -6, -6), (6, 60, -6, -6), (8, 67.5, -6, -6), (4, 45, 3, 3)],
)
def test_true_peak_meets_ebu_tech_3341(
    divisor: int, phase: float, level: float, expected: float
) -> None:
    """Signals 15 to 19: a sine whose samples miss its crests, within +0.2 and -0.4 dB."""
    count = RATE
    crest = 10 ** (level / 20)
    sine = crest * np.sin(2 * np.pi * np.arange(count) / divisor + np.deg2rad(phase))
    onset = np.clip(np.arange(count) / (0.05 * RATE), 0, 1)
    sine *= onset * onset[::-1]
    peak = read(sine.astype(np.float32)[:, None]).true_peak_dbtp
    assert peak is not None
    assert expected - 0.4 <= peak <= expected + 0.2


@settings(max_examples=25)
@given(
    seed=st.integers(0, 1000),
    block=st.integers(13, 5000),
    level=st.floats(-60, 6),
    channels=st.integers(1, 2),
)
def test_true_peak_is_libebur128s_though_it_skips_most_of_the_work(
    seed: int, block: int, level: float, channels: int
) -> None:
    """Pruned and in any blocks, it differs by less than a thousandth of a dB."""
    sound = noise(0.1, level, channels, seed)
    sound[3000:3005] *= 4
    peak = 0.0
    for start in range(0, len(sound), block):
        peak = highest(sound[: start + block], start, peak)
    assert 20 * np.log10(peak) == pytest.approx(measured(sound)[1], abs=1e-3)


@pytest.mark.parametrize(
    "sound", [np.zeros((RATE, 2), np.float32), tone(0.3)], ids=["silence", "under 400 ms"]
)
def test_what_has_no_loudness_has_none(sound: Samples) -> None:
    """Silence and slivers are told apart from a level; no minus infinity goes on its way."""
    assert read(sound).loudness_lufs is None


def test_silence_has_no_peak() -> None:
    """Nor is its peak minus infinity."""
    assert read(np.zeros((RATE, 1), np.float32)).true_peak_dbtp is None


@settings(max_examples=25)
@given(cut=st.integers(3, 37), level=st.floats(-40, 0), channels=st.integers(1, 2))
def test_parts_measured_apart_are_the_whole(cut: int, level: float, channels: int) -> None:
    """From any tenth of a second on, after 0.2 s that settle: loudness, peaks and what is over."""
    sound = noise(4.0, level, channels)
    at, settling = cut * RATE // 10, round(SETTLING_SECONDS * RATE)
    parts = [listen(sound[:at], RATE, 0, -1.0)]
    parts.append(listen(sound[at - settling :], RATE, settling, -1.0))
    whole, joined = listen(sound, RATE, 0, -1.0), together(parts, RATE)
    assert joined.samples == whole.samples
    assert joined.loudness_lufs == pytest.approx(whole.loudness_lufs, abs=1e-4)
    assert joined.true_peak_dbtp == pytest.approx(whole.true_peak_dbtp, abs=1e-6)
    assert np.array_equal(joined.peaks, whole.peaks)
    for cell, over in whole.overs_db.items():
        near = [joined.overs_db.get(each, 0.0) for each in (cell - 1, cell, cell + 1)]
        assert max(near) >= over - 0.001


def test_spots_above_the_ceiling_are_told_by_the_50th_of_a_second() -> None:
    """And by how much they must go down to be safely below it."""
    sound = tone(1.0, 997, -20)
    sound[20_000:20_100] *= 10
    heard = listen(sound, RATE, 0, -1.0)
    assert [*heard.overs_db] == [20_000 // 882]
    assert heard.overs_db[22] == pytest.approx(heard.true_peak_dbtp + 1.06, abs=0.01)


def test_what_was_heard_comes_back_from_the_cache() -> None:
    """Every value of it."""
    heard = listen(noise(2.0, 0), RATE, 0, -1.0)
    again = Heard.read(heard.write())
    assert (again.samples, again.true_peak, again.overs_db) == (
        heard.samples,
        heard.true_peak,
        heard.overs_db,
    )
    assert np.array_equal(again.energies, heard.energies)
    assert np.array_equal(again.peaks, heard.peaks)
