"""The audio check reads the report that would be delivered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from samples import a_release, a_show, a_timeline, an_episode
from segue.audio.report import ClipReport, Diagnosis, FileReport, Report, write
from segue.checks import check
from segue.errors import Problem
from segue.model import Recording, Segment
from segue.release import Bundle, Clip, Output
from segue.show import AudioSettings

FINE = Diagnosis(
    damaged_seconds=0.0,
    damaged_at_seconds=None,
    clipped_runs=0,
    clipped_at_seconds=None,
    silence_start_seconds=0.2,
    silence_end_seconds=0.2,
    longest_silence_seconds=0.6,
    longest_silence_at_seconds=3.0,
    noise_floor_dbfs=-70.0,
    noise_is_steady=True,
    dc_offset=0.0,
    hum_hz=None,
    hum_dbfs=None,
    balance_db=0.5,
    dead_channel=None,
    identical_channels=False,
    correlation=0.8,
)
CLIP = ClipReport(
    file="episodes/pilot/talk.wav",
    kind="content",
    title=None,
    start_sample=0,
    samples=2_646_000,
    start_seconds=0.0,
    seconds=60.0,
    fade_in_samples=0,
    fade_out_samples=0,
    gain_db=0.0,
    loudness_lufs=-22.0,
    loudness_range_lu=4.0,
    true_peak_dbtp=-3.0,
    sample_rate=44100,
    channels=2,
    cut_from_seconds=30.0,
    recording=FINE,
    done=(),
)
REPORT = Report(
    key="key",
    path="pilot/audio/pilot.mp3",
    sha256="0" * 64,
    size_bytes=100,
    sample_rate=44100,
    channels=2,
    samples=2_646_000,
    seconds=60.0,
    kbps=128,
    loudness_lufs=-16.02,
    loudness_range_lu=4.0,
    true_peak_dbtp=-1.3,
    target_loudness_lufs=-16.0,
    target_true_peak_dbtp=-1.0,
    mix_loudness_lufs=-22.0,
    mix_true_peak_dbtp=-3.0,
    gain_db=6.0,
    limited_db=0.0,
    encodes=1,
    copied_seconds=0.0,
    not_copied=(),
    done=(),
    files=(
        FileReport(
            path="pilot/audio/pilot.mp3",
            media_type="audio/mpeg",
            sha256="0" * 64,
            size_bytes=100,
            loudness_lufs=-16.02,
            true_peak_dbtp=-1.3,
            encodes=1,
        ),
    ),
    clips=(CLIP,),
)


def findings(
    report: Report | bytes, line: int | None = 9, *, unended: bool = False, **settings: str | int
) -> list[Problem]:
    """What the checks of the audio say of a release with that report."""
    body = write(report) if isinstance(report, Report) else report
    file = Path("/show/episodes/pilot/talk.wav")
    talk = Segment(Recording(file, "0" * 64, 44100, 1, 44100, is_unended=unended), line=line)
    show = replace(a_show(), audio=AudioSettings(**settings))  # type: ignore[arg-type]
    episode = an_episode(show=show, lines={"audio": 7})
    output = Output(PurePosixPath("pilot/audio/report.json"), body)
    release = a_release(episode, extra=(output,))
    count = len(report.clips) if isinstance(report, Report) else 1
    timeline = replace(a_timeline(), clips=(Clip(talk, 0, 44100),) * count)
    release = replace(release, shared=replace(release.shared, timeline=timeline))
    return list(check(Bundle(show, (release,)), "audio"))


def codes(report: Report, **clip: float | None) -> list[str]:
    """The codes alone; `clip` changes what the recording measures."""
    changed = replace(CLIP, **clip)  # type: ignore[arg-type]
    return [found.code for found in findings(replace(report, clips=(changed,)))]


def flawed(**flaws: float | str | bool | None) -> ClipReport:
    """The clip with something else found in its recording."""
    return replace(CLIP, recording=replace(FINE, **flaws))  # type: ignore[arg-type]


def one(*clips: ClipReport, line: int | None = 9) -> Problem:
    """The only finding that these clips bring."""
    (found,) = findings(replace(REPORT, clips=clips), line)
    return found


def test_a_file_as_it_should_be_has_no_findings() -> None:
    """Nor has one that differs by what nobody hears."""
    assert codes(REPORT) == []
    assert codes(replace(REPORT, loudness_lufs=-15.6)) == []


@pytest.mark.parametrize("loudness", [-16.6, -15.4])
def test_a_loudness_off_by_more_than_half_a_unit_is_found(loudness: float) -> None:
    """In either direction."""
    assert codes(replace(REPORT, loudness_lufs=loudness)) == ["audio-loudness"]


def test_a_peak_above_the_setting_is_found() -> None:
    """However little."""
    assert codes(replace(REPORT, true_peak_dbtp=-0.98)) == ["audio-true-peak"]


def test_a_recording_without_the_mark_of_its_end_is_told() -> None:
    """Nobody else knows whether its last words are there."""
    (found,) = findings(REPORT, unended=True)
    assert (found.code, found.severity) == ("audio-unended", "warning")


def test_an_offset_that_the_high_pass_takes_away_is_nobodys_business() -> None:
    """Nor is what any converter adds."""
    assert findings(replace(REPORT, clips=(flawed(dc_offset=0.2),)), high_pass_hz=80) == []
    assert findings(replace(REPORT, clips=(flawed(dc_offset=0.004),))) == []


def test_a_missed_loudness_is_told_with_its_reason() -> None:
    """What to mend depends on it; with level = "off" nobody aimed at any."""
    missed = replace(REPORT, loudness_lufs=-18.0)
    (found,) = findings(replace(missed, limited_db=9.6))
    assert "a few loud peaks, limited by 10 dB" in found.message
    (found,) = findings(missed)
    assert "too little of it can be heard" in found.message
    assert findings(missed, level="off") == []


def test_a_clipped_recording_is_found_at_its_line() -> None:
    """With the time of the recording; a few clipped consonants are forgiven."""
    assert findings(replace(REPORT, clips=(flawed(clipped_runs=5, clipped_at_seconds=1.0),))) == []
    found = one(flawed(clipped_runs=40, clipped_at_seconds=65.2))
    assert found.code == "audio-clipped"
    assert '"episodes/pilot/talk.wav" is clipped in 40 places, first at 01:35' in found.message
    assert (found.file, found.line) == (an_episode().source, 9)


def test_a_finding_of_a_sound_that_settings_name_is_told_at_the_sound() -> None:
    """The intro has no line in the episode's file."""
    found = one(flawed(clipped_runs=40, clipped_at_seconds=1.0), line=None)
    assert (found.file, found.line) == (Path("/show/episodes/pilot/talk.wav"), None)


@pytest.mark.parametrize(
    ("flaws", "code", "said"),
    [
        (
            {"dead_channel": "left", "balance_db": 60.0, "correlation": None},
            "audio-dead-channel",
            "left channel is silent",
        ),
        (
            {"damaged_seconds": 0.052, "damaged_at_seconds": 4.0},
            "audio-damaged",
            "0.05 s of it can't be decoded and are silent, first at 00:34",
        ),
        ({"dc_offset": 0.12}, "audio-dc-offset", "off the middle by 12 %"),
        ({"correlation": -0.98}, "audio-phase", "nearly vanishes"),
        ({"hum_hz": 50, "hum_dbfs": -50.0}, "audio-hum", "hums at 50 Hz from 00:30 on, 28 dB"),
        ({"noise_floor_dbfs": -47.0}, "audio-noise", "only 25 dB below the voice"),
        ({"balance_db": -9.0, "correlation": 0.1}, "audio-level-difference", "right is 9 dB"),
        (
            {"longest_silence_seconds": 12.0, "longest_silence_at_seconds": 25.0},
            "audio-silence",
            'at 00:25: "episodes/pilot/talk.wav" is silent for 12 s, from its 00:55 on',
        ),
        ({"silence_start_seconds": 3.0}, "audio-silence", "at 00:00"),
        ({"silence_end_seconds": 4.2}, "audio-silence", "at 00:55"),
    ],
)
def test_a_flaw_that_a_listener_notices_is_found(
    flaws: dict[str, float], code: str, said: str
) -> None:
    """Alone, with its time, as a warning."""
    found = one(flawed(**flaws))
    assert (found.code, found.severity) == (code, "warning")
    assert said in found.message
    assert found.hint


@pytest.mark.parametrize(
    "flaws",
    [
        {"hum_hz": 50, "hum_dbfs": -70.0},
        {"noise_floor_dbfs": -40.0, "noise_is_steady": False},
        {"noise_floor_dbfs": -23.0},
        {"correlation": -0.2, "balance_db": -3.0},
        {"balance_db": -9.0, "correlation": 0.9},
        {"silence_start_seconds": 2.9, "silence_end_seconds": 2.9},
        {"longest_silence_seconds": 9.0, "longest_silence_at_seconds": 25.0},
    ],
)
def test_what_a_listener_does_not_notice_is_no_finding(flaws: dict[str, float]) -> None:
    """False alarms teach people to look away."""
    assert findings(replace(REPORT, clips=(flawed(**flaws),))) == []


@pytest.mark.parametrize(
    ("clip", "code"),
    [
        ({"loudness_lufs": -40.0, "recording": replace(FINE, noise_floor_dbfs=-90.0)}, "quiet"),
        ({"sample_rate": 8000}, "sample-rate"),
    ],
)
def test_a_recording_made_wrongly_is_found(clip: dict[str, float], code: str) -> None:
    """Too soft, or as on a telephone; music may be either."""
    assert codes(REPORT, **clip) == [f"audio-{code}"]
    assert codes(REPORT, **clip, kind="music") == []  # type: ignore[arg-type]


def test_a_mono_episode_has_no_dead_side() -> None:
    """Both sides hear the channel that there is."""
    dead = flawed(dead_channel="left", balance_db=60.0, correlation=None)
    assert findings(replace(REPORT, channels=1, clips=(dead,))) == []


def test_silence_at_a_join_counts_on_both_sides() -> None:
    """Less the crossfade that covers some of it."""
    before = replace(flawed(silence_end_seconds=2.0), file="a.wav")
    after = replace(
        flawed(silence_start_seconds=1.8),
        file="b.wav",
        start_sample=2_646_000 - 22050,
        start_seconds=59.5,
        fade_in_samples=22050,
    )
    found = one(before, after)
    assert found.code == "audio-silence"
    assert 'at 00:58: 3.3 s of silence between "a.wav" and "b.wav"' in found.message
    assert (found.file, found.line) == (an_episode().source, 7)
    assert findings(replace(REPORT, clips=(before, replace(after, fade_in_samples=44100)))) == []


def test_speakers_at_far_different_levels_are_found() -> None:
    """More than 6 LU apart, whatever levelling makes of it; music is no speaker."""
    loud, soft = (replace(CLIP, file=f"{lufs}.wav", loudness_lufs=lufs) for lufs in (-18.0, -25.0))
    found = one(loud, soft)
    assert found.code == "audio-level-difference"
    assert '"-25.0.wav", heard from 00:00 on, was recorded 7 LU softer than' in found.message
    assert findings(replace(REPORT, clips=(loud, replace(soft, loudness_lufs=-23.0)))) == []
    assert findings(replace(REPORT, clips=(loud, replace(soft, kind="music")))) == []
    assert findings(replace(REPORT, clips=(loud, replace(soft, seconds=2.0)))) == []


@pytest.mark.parametrize("loudness", [None, -55.0])
def test_a_silent_recording_is_found(loudness: float | None) -> None:
    """A muted microphone is noticed before the audience does."""
    assert codes(REPORT, loudness_lufs=loudness) == ["audio-silent"]


def test_a_sliver_is_not_called_silent() -> None:
    """Under 400 ms there is no loudness to tell."""
    assert codes(REPORT, loudness_lufs=None, seconds=0.2) == []


@pytest.mark.parametrize("body", [b"", b"{}", b"no json"])
def test_a_report_that_cannot_be_read_stops_nothing(body: bytes) -> None:
    """It is ours; another run makes it anew."""
    assert findings(body) == []


def test_a_release_without_audio_has_no_findings() -> None:
    """An article alone is in order."""
    assert list(check(Bundle(a_show(), (a_release(with_audio=False),)), "audio")) == []
