"""The audio check reads the report that would be delivered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from samples import a_release, a_show, a_timeline, an_episode
from segue.audio.report import ClipReport, Report, write
from segue.checks.audio import check
from segue.errors import Problem
from segue.model import Recording, Segment
from segue.release import Bundle, Clip, Output

CLIP = ClipReport(
    file="episodes/pilot/talk.wav",
    kind="content",
    title=None,
    start_sample=0,
    samples=44100,
    start_seconds=0.0,
    seconds=1.0,
    fade_in_samples=0,
    fade_out_samples=0,
    gain_db=0.0,
    loudness_lufs=-22.0,
    true_peak_dbtp=-3.0,
    clipped_runs=0,
    done=(),
)
REPORT = Report(
    key="key",
    path="pilot/audio/pilot.mp3",
    sha256="0" * 64,
    size_bytes=100,
    sample_rate=44100,
    channels=2,
    samples=44100,
    seconds=1.0,
    kbps=128,
    loudness_lufs=-16.02,
    true_peak_dbtp=-1.3,
    target_loudness_lufs=-16.0,
    target_true_peak_dbtp=-1.0,
    mix_loudness_lufs=-22.0,
    mix_true_peak_dbtp=-3.0,
    gain_db=6.0,
    limited_db=0.0,
    encodes=1,
    done=(),
    clips=(CLIP,),
    peaks=(0.5,),
)


def findings(report: Report | bytes, line: int | None = 9) -> list[Problem]:
    """What the check says of a release with that report."""
    body = write(report) if isinstance(report, Report) else report
    file = Path("/show/episodes/pilot/talk.wav")
    talk = Segment(Recording(file, "0" * 64, 44100, 1, 44100), line=line)
    release = a_release(
        an_episode(), extra=(Output(PurePosixPath("pilot/audio/report.json"), body),)
    )
    timeline = replace(a_timeline(), clips=(Clip(talk, 0, 44100),))
    release = replace(release, shared=replace(release.shared, timeline=timeline))
    return list(check(Bundle(a_show(), (release,))))


def codes(report: Report, **clip: float | None) -> list[str]:
    """The codes alone; `clip` changes what the recording measures."""
    changed = replace(CLIP, **clip)  # type: ignore[arg-type]
    return [found.code for found in findings(replace(report, clips=(changed,)))]


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


def test_a_clipped_recording_is_found_at_its_line() -> None:
    """A few clipped consonants are forgiven."""
    assert codes(REPORT, clipped_runs=2) == []
    (found,) = findings(replace(REPORT, clips=(replace(CLIP, clipped_runs=40),)))
    assert found.code == "audio-clipped"
    assert '"episodes/pilot/talk.wav" is clipped in 40 places' in found.message
    assert (found.file, found.line) == (an_episode().source, 9)


def test_a_finding_of_a_sound_that_settings_name_is_told_at_the_sound() -> None:
    """The intro has no line in the episode's file."""
    (found,) = findings(replace(REPORT, clips=(replace(CLIP, clipped_runs=40),)), line=None)
    assert (found.file, found.line) == (Path("/show/episodes/pilot/talk.wav"), None)


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
    assert list(check(Bundle(a_show(), (a_release(with_audio=False),)))) == []
