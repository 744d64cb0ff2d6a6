"""MP3 recordings are copied frame by frame: nothing of them is lost, and nobody hears the seams."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sounds import Samples, heard, level_db, measured, segment, tone, write_wav
from streams import bursts, frames_of, played_by, stream, write_mp3

from samples import a_show, an_episode, shared
from segue import audio
from segue.audio import encoding, energies
from segue.audio.listening import Heard
from segue.audio.mpeg import HEADER_BYTES, Format, with_bit_rate
from segue.audio.probe import recording
from segue.audio.report import Report, read
from segue.audio.sources import Sound, can_seek, played
from segue.audio.splices import STEP_DB
from segue.crew import Crew
from segue.model import Segment
from segue.show import AudioSettings

STEREO = Format(44100, 2, 128)
FORMATS = (
    STEREO,
    Format(44100, 1, 64),
    Format(48000, 2, 192),
    Format(24000, 1, 48),
    Format(22050, 2, 64),
)
# Around a fade, a cut or an end so many frames may be encoded.
EDGE_FRAMES = 16


def settings(layout: Format, **changes: object) -> AudioSettings:
    """Everything copied that can be, at the level that it has."""
    usual = AudioSettings(
        sample_rate=layout.sample_rate,
        channels="mono" if layout.channels == 1 else "stereo",
        bitrate=f"{layout.kbps}k",
        level="off",
        encode="splice",
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def built(
    folder: Path, segments: tuple[Segment, ...], chosen: AudioSettings, workers: int = 2
) -> tuple[Path, Report]:
    """The episode's MP3 and its report."""
    episode = an_episode(
        source=folder / "episode.md",
        show=replace(a_show(), root=folder, cover=None, audio=chosen),
        segments=segments,
        marks=(),
    )
    work = folder / "work"
    work.mkdir(exist_ok=True)
    with Crew(workers) as crew:
        handed = replace(shared(episode, audio.timeline(episode)), workspace=work, crew=crew)
        (job,) = audio.plan(episode, handed)
        outputs = {output.path.name: output.body for output in audio.render(job)}
    report = outputs["report.json"]
    assert isinstance(report, bytes)
    told = read(report)
    file = next(body for body in outputs.values() if isinstance(body, Path))
    assert told is not None
    return file, told


def talk(layout: Format, seconds: float = 8.0) -> Samples:
    """What a recording holds, with peaks that need no limiting."""
    return bursts(seconds, layout) * np.float32(0.3)


def intro(folder: Path, layout: Format) -> Segment:
    """A second and a bit before it."""
    sound = bursts(1.3, layout, seed=5) * np.float32(0.2)
    return segment(write_wav(folder / "intro.wav", sound, layout.sample_rate), "ad")


def protected(content: bytes, layout: Format) -> bytes:
    """The stream at 320 kbit/s, each frame on its own behind a CRC."""
    frames = frames_of(content)
    made = []
    for index in range(len(frames)):
        one = frames.part(index, index + 1)
        head = bytearray(with_bit_rate(one.headers[0].tobytes(), 320))
        head[1] &= 0xFE
        head[3] = int(one.headers[0, 3])
        side = one.anatomy.with_begins(one.sides, np.zeros(1, np.int64)).tobytes()
        crc = 0xFFFF
        for byte in (*head[2:], *side):
            for bit in range(7, -1, -1):
                crc = (crc << 1 ^ (0x8005 if (crc >> 15 ^ byte >> bit) & 1 else 0)) & 0xFFFF
        body = bytes(head) + crc.to_bytes(2, "big") + side + one.main.tobytes()
        made.append(body.ljust(layout.frame_bytes(320), b"\0"))
    return b"".join(made)


def same_as_source(got: Samples, source: Samples, at: int) -> tuple[int, int]:
    """From which to which sample of the source the file holds its very bits, around its middle."""
    there = got[at : at + len(source)]
    equal = (there == source[: len(there)]).all(axis=1)
    middle = len(equal) // 2
    assert equal[middle]
    wrong = np.flatnonzero(~equal)
    return (
        int(wrong[wrong < middle].max(initial=-1)) + 1,
        int(wrong[wrong > middle].min(initial=len(equal))),
    )


@pytest.mark.parametrize("kind", ["tagged", "bare"])
@pytest.mark.parametrize("layout", FORMATS, ids=str)
def test_what_is_copied_plays_bit_by_bit_as_in_its_recording(
    tmp_path: Path, tool: Callable[[str], str], layout: Format, kind: str
) -> None:
    """Mono, stereo, MPEG-1 and MPEG-2, with an Info tag and without one; lengths are exact."""
    body = tmp_path / "talk.mp3"
    if kind == "tagged":
        write_mp3(body, talk(layout), layout)
    else:
        body.write_bytes(stream(talk(layout), layout))
    source = heard(body)
    made, report = built(tmp_path, (intro(tmp_path, layout), segment(body)), settings(layout))
    assert report.not_copied == ()
    got, start = heard(made), report.clips[1].start_sample
    assert len(got) == report.samples == start + len(source)
    size = layout.samples_per_frame
    first, stop = same_as_source(got, source, start)
    assert first <= report.clips[1].fade_in_samples + EDGE_FRAMES * size
    assert stop >= len(source) - EDGE_FRAMES * size
    for program in ("ffmpeg", "mpg123"):
        assert len(played_by(program, tool, made, layout.channels)) == report.samples


def test_nobody_hears_where_a_copy_begins_and_ends(tmp_path: Path) -> None:
    """A sine goes on through both seams: what differs is as faint as encoding makes it anyway."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, np.repeat(tone(6.0), 2, axis=1), STEREO)
    source = heard(body)
    made, report = built(tmp_path, (intro(tmp_path, STEREO), segment(body)), settings(STEREO))
    at, fade = report.clips[1].start_sample, report.clips[1].fade_in_samples
    got = heard(made)[at:]
    assert len(got) == len(source)
    inner = slice(fade + 1152, len(source) - 1152)
    assert level_db(got[inner] - source[inner]) < level_db(source) - 60
    loudest = max(
        level_db((got - source)[first : first + 1152])
        for first in range(fade + 1152, len(source) - 2304, 1152)
    )
    assert loudest < level_db(source) - 45


@pytest.mark.parametrize("offset", [0.0, 0.5012, 1.0007])
def test_a_cut_anywhere_lies_exactly_where_it_should(tmp_path: Path, offset: float) -> None:
    """Silence in front, told to players, brings the frames of the recording onto the file's."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, talk(STEREO), STEREO)
    source = heard(body)[round(offset * 44100) :]
    made, report = built(tmp_path, (segment(body, start=offset),), settings(STEREO))
    assert report.not_copied == ()
    got = heard(made)
    assert len(got) == len(source)
    first, stop = same_as_source(got, source, 0)
    assert stop - first > len(source) - 2 * EDGE_FRAMES * 1152


@pytest.mark.parametrize("steps", [-4, 3])
def test_a_copy_is_turned_in_steps_and_exactly(tmp_path: Path, steps: int) -> None:
    """Every sample is the recording's times a power of the fourth root of 2."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, talk(STEREO), STEREO)
    source = heard(body)
    part = segment(body, gain_db=steps * STEP_DB + 0.1)
    made, report = built(tmp_path, (part,), settings(STEREO))
    assert report.not_copied == ()
    inner = slice(EDGE_FRAMES * 1152, -EDGE_FRAMES * 1152)
    wanted = source[inner] * 2 ** (steps / 4)
    assert np.abs(heard(made)[inner] - wanted).max() < 1e-5


def test_frames_behind_a_crc_are_copied_without_it(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """A CRC would no longer be true; nothing is lost with it."""
    layout = Format(44100, 2, 320)
    body = tmp_path / "talk.mp3"
    body.write_bytes(protected(stream(talk(layout), STEREO), layout))
    source = heard(body)
    made, report = built(tmp_path, (intro(tmp_path, layout), segment(body)), settings(layout))
    assert report.not_copied == ()
    first, stop = same_as_source(heard(made), source, report.clips[1].start_sample)
    assert stop - first > len(source) - 44100 - 2 * EDGE_FRAMES * 1152
    for program in ("ffmpeg", "mpg123"):
        assert len(played_by(program, tool, made, 2)) == report.samples


@pytest.mark.parametrize(
    "options", [["-q:a", "4"], ["-b:a", "96k"], ["-b:a", "128k", "-joint_stereo", "0"]]
)
def test_other_bit_rates_keep_their_frames(
    tmp_path: Path, tool: Callable[[str], str], options: list[str]
) -> None:
    """A variable or a lower bit rate: the file is told to have a variable one."""
    body = tmp_path / "talk.mp3"
    plain = write_wav(tmp_path / "talk.wav", talk(STEREO))
    subprocess.run(
        [tool("ffmpeg"), "-v", "error", "-i", str(plain), *options, str(body)], check=True
    )
    source = heard(body)
    made, report = built(tmp_path, (intro(tmp_path, STEREO), segment(body)), settings(STEREO))
    assert report.not_copied == ()
    got = heard(made)
    first, stop = same_as_source(got, source, report.clips[1].start_sample)
    assert stop - first > len(source) - 44100 - 2 * EDGE_FRAMES * 1152
    for program in ("ffmpeg", "mpg123"):
        assert len(played_by(program, tool, made, 2)) == len(got) == report.samples
    content = made.read_bytes()
    assert (b"Xing" in content[:4096]) is ("128k" not in options)


def test_one_worker_or_many_copy_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so does a second build out of the cache."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, talk(STEREO, 60.0), STEREO)
    parts = intro(tmp_path, STEREO), segment(body)
    made = []
    for cache, workers in (("1", 1), ("2", 4), ("2", 4)):
        monkeypatch.setenv("SEGUE_CACHE_DIR", str(tmp_path / cache))
        file, _ = built(tmp_path, parts, settings(STEREO), workers)
        made.append(file.read_bytes())
    assert len(set(made)) == 1


def test_a_finished_episode_gets_another_outro_without_being_encoded(tmp_path: Path) -> None:
    """It is copied by "auto", and the whole measures what was asked for, by another meter."""
    whole = settings(STEREO, level="segments", encode="full")
    spoken = segment(write_wav(tmp_path / "talk.wav", talk(STEREO, 30.0)))
    first, _ = built(tmp_path, (spoken,), whole)
    body = first.rename(tmp_path / "finished.mp3")
    outro = intro(tmp_path, STEREO)
    made, report = built(tmp_path, (segment(body), outro), replace(whole, encode="auto"))
    assert report.not_copied == ()
    assert report.copied_seconds > 27
    loudness, peak = measured(heard(made))
    assert abs(loudness + 16) <= 0.1
    assert peak <= -1.0


def test_what_is_copied_is_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For its survey; of the file only what was encoded is heard, and limiting is asked nothing."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, np.tile(talk(STEREO, 10.0), (8, 1)), STEREO)
    listened: list[int] = []

    def counted(*about: Any) -> Heard:
        start, stop, _ = about[2]
        listened.append(stop - start)
        return hearing(*about)

    hearing = encoding._hearing
    monkeypatch.setattr(encoding, "_hearing", counted)
    monkeypatch.setattr(energies, "_limited", None)
    chosen = settings(STEREO, level="segments", splice_tolerance_lu=1.0, loudness_lufs=-24.0)
    made, report = built(tmp_path, (intro(tmp_path, STEREO), segment(body)), chosen, 1)
    assert report.not_copied == ()
    assert sum(listened) < report.samples * 3 / 4
    loudness, peak = measured(heard(made))
    assert report.loudness_lufs == pytest.approx(loudness, abs=0.02)
    assert report.true_peak_dbtp is not None
    assert peak - 0.02 <= report.true_peak_dbtp <= peak + 0.5


def test_what_can_not_be_turned_so_far_is_not_copied(tmp_path: Path) -> None:
    """A gain at the end of its scale would be cut there."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, talk(STEREO, 4.0) * np.float32(1e-4), STEREO)
    _, report = built(tmp_path, (segment(body, gain_db=-60.0),) * 4, settings(STEREO))
    assert "can't be turned so far" in report.not_copied[0]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sample_rate": 48000}, "it has 44100 Hz stereo, the file 48000 Hz stereo"),
        ({"channels": "mono"}, "it has 44100 Hz stereo, the file 44100 Hz mono"),
        ({"bitrate": "96k"}, "its bit rate, 128 kbit/s, is above 96k"),
        ({"high_pass_hz": 80}, "high_pass_hz or reduce_noise changes all of it"),
        (
            {"level": "segments", "loudness_lufs": -6.0, "splice_tolerance_lu": 1.0},
            "its peaks must be limited",
        ),
        ({"level": "segments", "splice_tolerance_lu": 0.0}, "than asked for"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_why_it_does_not_copy(
    tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    """And encodes all of it instead, as ever."""
    body = tmp_path / "talk.mp3"
    write_mp3(body, talk(STEREO, 4.0), STEREO)
    _, report = built(tmp_path, (segment(body),), settings(STEREO, **changes))
    (reason,) = report.not_copied
    assert reason.startswith("talk.mp3 is not copied: ")
    assert told in reason
    assert report.copied_seconds == 0


@pytest.mark.parametrize("fault", ["garbage", "free format", "broken data"])
def test_a_faulty_recording_is_encoded_again(tmp_path: Path, fault: str) -> None:
    """Nothing is copied blindly."""
    body = tmp_path / "talk.mp3"
    content = bytearray(stream(talk(STEREO), STEREO))
    middle = content.index(content[:2], len(content) // 2)
    if fault == "garbage":
        content[middle:middle] = b"no frame at all" * 9
    elif fault == "free format":
        content[2] &= 0x0F
    else:
        content[middle + HEADER_BYTES] = 0xFF
    body.write_bytes(content)
    _, report = built(tmp_path, (segment(body),), settings(STEREO))
    assert len(report.not_copied) == 1
    assert report.copied_seconds == 0


@pytest.mark.parametrize("layout", FORMATS, ids=str)
def test_any_part_of_an_mp3_is_at_hand_with_the_same_bits(tmp_path: Path, layout: Format) -> None:
    """Wherever decoding begins: else the parts of an hour would each be decoded from its start."""
    file = tmp_path / "talk.mp3"
    file.write_bytes(stream(talk(layout, 12.0), layout))
    found = recording(file)
    assert can_seek(found, Sound(layout.sample_rate, layout.channels))
    whole = heard(file)
    for first in (1, 70_001, 100_000, found.samples - 5000):
        got = np.concatenate([*played(found, layout.channels, first, found.samples)])
        assert np.array_equal(got, whole[first:])
