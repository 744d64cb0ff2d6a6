"""The audio room as the build sees it: recordings in, four files out, nothing made twice."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sounds import RATE, heard, segment, speech, tone, write_wav

from samples import a_show, an_episode, shared
from segue import audio
from segue.audio.mastering import Mastering
from segue.audio.report import read
from segue.model import Episode, Mark
from segue.release import AudioFacts, Output, Shared
from segue.show import AudioSettings


@pytest.fixture
def episode(tmp_path: Path) -> Episode:
    """An intro and a talk, 3.4 s in all."""
    (tmp_path / "assets").mkdir()
    intro = write_wav(tmp_path / "assets/intro.wav", tone(1.0, 997, -9))
    talk = write_wav(tmp_path / "talk.wav", speech(2.6, -24))
    return an_episode(
        source=tmp_path / "episode.md",
        show=replace(
            a_show(), root=tmp_path, cover=None, audio=AudioSettings(crossfade_seconds=0.2)
        ),
        segments=(segment(intro, "intro"), segment(talk, title="The talk", line=9)),
        marks=(Mark(0.5, "Cells"),),
    )


def outputs(episode: Episode, last: AudioFacts | None = None) -> dict[str, Output]:
    """What the room makes, by name."""
    handed: Shared = replace(
        shared(episode, audio.timeline(episode)),
        workspace=episode.show.root / "work",
        last_audio=last,
    )
    handed.workspace.mkdir(exist_ok=True)
    (job,) = audio.plan(episode, handed)
    return {output.path.name: output for output in audio.render(job)}


def content(output: Output) -> bytes:
    """An output's bytes, wherever they are."""
    return output.body if isinstance(output.body, bytes) else output.body.read_bytes()


def delivered(episode: Episode) -> AudioFacts:
    """A first build's files put where they belong, and its facts."""
    folder = episode.show.root / "output" / episode.slug / "audio"
    folder.mkdir(parents=True, exist_ok=True)
    for name, output in outputs(episode).items():
        (folder / name).write_bytes(content(output))
    found = audio.facts((folder / "report.json").read_bytes())
    assert found is not None
    return found


def test_an_episode_becomes_a_file_a_report_chapters_and_a_waveform(episode: Episode) -> None:
    """All under the episode's audio folder, made from files of the show."""
    made = outputs(episode)
    assert sorted(made) == [
        "chapters.json",
        "peaks.json",
        "pilot.mp3",
        "report.json",
        "waveform.png",
    ]
    assert {output.path.parent.as_posix() for output in made.values()} == {"pilot/audio"}
    inputs = [path.as_posix() for path in made["pilot.mp3"].inputs]
    assert inputs == ["episode.md", "assets/intro.wav", "talk.wav"]
    body = made["pilot.mp3"].body
    assert isinstance(body, Path)
    timeline = audio.timeline(episode)
    assert timeline is not None
    assert len(heard(body)) == timeline.samples == round(3.4 * RATE)


def test_an_episode_without_recordings_has_no_job(episode: Episode) -> None:
    """Everything else of it is built all the same."""
    silent = replace(episode, segments=(), marks=())
    assert audio.timeline(silent) is None
    assert audio.plan(silent, shared(silent)) == []


def test_the_report_tells_each_clip_and_the_whole(episode: Episode) -> None:
    """Places exact to the sample, measures, and in words what was done."""
    made = outputs(episode)
    report = read(content(made["report.json"]))
    assert report is not None
    assert report.loudness_lufs == pytest.approx(-16, abs=0.1)
    assert report.true_peak_dbtp is not None
    assert report.true_peak_dbtp <= -1
    intro, talk = report.clips
    assert (intro.start_sample, intro.samples, intro.fade_out_samples) == (0, RATE, 8820)
    assert (talk.start_sample, talk.samples) == (RATE - 8820, round(2.6 * RATE))
    assert (intro.file, talk.file) == ("assets/intro.wav", "talk.wav")
    assert intro.loudness_lufs == pytest.approx(-9, abs=0.1)
    assert "made stereo from 1 channel" in intro.done
    assert "crossfaded with the clip before over 0.2 s" in talk.done


def test_the_facts_are_those_of_the_file(episode: Episode) -> None:
    """Hash, bytes and length as the feed will tell them."""
    made = outputs(episode)
    found = audio.facts(content(made["report.json"]))
    mp3 = content(made["pilot.mp3"])
    assert found is not None
    assert found.path.as_posix() == "pilot/audio/pilot.mp3"
    assert found.sha256 == hashlib.sha256(mp3).hexdigest()
    assert found.size_bytes == len(mp3)
    assert found.seconds == pytest.approx(3.4)
    assert found.media_type == "audio/mpeg"


@pytest.mark.parametrize(
    "broken",
    [b"", b"{}", b"[]", b"null", b'{"version": 1}', b'{"version": 2}', b"\xff\xfe", b"[" * 100_000],
    ids=range(8),
)
def test_a_broken_report_has_no_facts(broken: bytes) -> None:
    """Whatever a person did to it, the next build makes it anew."""
    assert audio.facts(broken) is None


def test_a_report_with_a_value_of_another_kind_has_no_facts(episode: Episode) -> None:
    """Numbers stay numbers."""
    fields = json.loads(content(outputs(episode)["report.json"]))
    assert audio.facts(json.dumps(fields).encode()) is not None
    for name, value in (
        ("seconds", "long"),
        ("seconds", float("nan")),
        ("seconds", -1),
        ("size_bytes", 1.5),
        ("loudness_lufs", "loud"),
        ("key", 5),
        ("path", ""),
        ("path", "/"),
        ("path", ["pilot"]),
        ("clips", None),
        ("clips", [{**fields["clips"][0], "loudness_lufs": "loud"}]),
        ("peaks", ["x"]),
        ("peaks", [10**400]),
    ):
        assert audio.facts(json.dumps({**fields, name: value}).encode()) is None, (name, value)


def test_chapters_are_json_chapters(episode: Episode) -> None:
    """Version 1.2.0; times agree with the timeline to the millisecond."""
    told = json.loads(content(outputs(episode)["chapters.json"]))
    assert told == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0.0, "title": "Cells that read"},
            {"startTime": 1.3, "title": "Cells"},
        ],
    }


def test_links_of_chapters_are_ascii(episode: Episode) -> None:
    """Apps open them as they are."""
    linked = replace(episode, marks=(Mark(0.5, "Cells", "https://例え.example/ü"),))
    told = json.loads(content(outputs(linked)["chapters.json"]))
    assert told["chapters"][1]["url"] == "https://xn--r8jz45g.example/%C3%BC"


def test_a_chapters_picture_is_in_the_file(episode: Episode, tmp_path: Path) -> None:
    """The audio counts it among what it was made from."""
    Image.new("RGB", (50, 50)).save(tmp_path / "cells.png")
    shown = replace(episode, marks=(Mark(0.5, "Cells", image=tmp_path / "cells.png"),))
    made = outputs(shown)["pilot.mp3"]
    assert "cells.png" in map(str, made.inputs)
    assert (tmp_path / "cells.png").read_bytes() in content(made)


def test_the_waveform_is_a_picture_in_the_shows_colours(episode: Episode) -> None:
    """A PNG that any program opens, in accent and background."""
    picture = Image.open(io.BytesIO(content(outputs(episode)["waveform.png"])))
    picture.load()
    assert picture.size == (1200, 240)
    colours = {colour for _, colour in picture.convert("RGB").getcolors() or ()}
    assert colours == {(0x0B, 0x5C, 0x7A), (0xFF, 0xFF, 0xFF)}


def test_two_builds_give_the_same_bytes(episode: Episode) -> None:
    """All four files, byte for byte, also when several episodes are made side by side."""
    # Its page, which is in the tags, would tell the slugs apart.
    episode = replace(episode, show=replace(episode.show, link=None))
    first = {name: content(output) for name, output in outputs(episode).items()}
    assert len(first) == 5
    others = [replace(episode, slug=f"pilot-{number}") for number in range(3)]
    with ThreadPoolExecutor(max_workers=3) as workers:
        made = list(workers.map(outputs, others))
    for each, other in zip(made, others, strict=True):
        assert content(each[f"{other.slug}.mp3"]) == first["pilot.mp3"]
        assert content(each["waveform.png"]) == first["waveform.png"]
    again = {name: content(output) for name, output in outputs(episode).items()}
    assert again == first


def test_nothing_is_encoded_again_when_nothing_changed(
    episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier file stays where it lies; the other files come out as they were."""
    last = delivered(episode)
    monkeypatch.setattr(Mastering, "finish", lambda *_: pytest.fail("encoded again"))
    made = outputs(episode, last)
    folder = episode.show.root / "output/pilot/audio"
    assert made["pilot.mp3"].body == folder / "pilot.mp3"
    assert len(made) == 5
    for name, output in made.items():
        assert content(output) == (folder / name).read_bytes()


def test_lost_peaks_are_made_anew(episode: Episode) -> None:
    """They are drawn from what is heard."""
    last = delivered(episode)
    peaks = episode.show.root / "output/pilot/audio/peaks.json"
    before = peaks.read_bytes()
    peaks.unlink()
    assert content(outputs(episode, last)["peaks.json"]) == before


def test_a_new_colour_draws_the_waveform_without_encoding(
    episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sound doesn't depend on the look."""
    last = delivered(episode)
    monkeypatch.setattr(Mastering, "finish", lambda *_: pytest.fail("encoded again"))
    look = replace(episode.show.look, accent="#aa0000")
    made = outputs(replace(episode, show=replace(episode.show, look=look)), last)
    assert made["pilot.mp3"].body == episode.show.root / "output/pilot/audio/pilot.mp3"
    picture = Image.open(io.BytesIO(content(made["waveform.png"]))).convert("RGB")
    assert (0xAA, 0, 0) in {colour for _, colour in picture.getcolors() or ()}


@pytest.mark.parametrize(
    "change",
    ["title", "gain", "cut", "loudness", "bitrate", "recording", "chapter", "cover"],
)
def test_whatever_the_file_is_made_of_makes_it_anew(
    episode: Episode, tmp_path: Path, change: str
) -> None:
    """No change that would be heard or shown is missed."""
    last = delivered(episode)
    intro, talk = episode.segments
    settings, show = episode.show.audio, episode.show
    Image.new("RGB", (50, 50)).save(tmp_path / "cover.png")
    write_wav(tmp_path / "other.wav", speech(2.6, -24, seed=5))
    changed = {
        "title": lambda: replace(episode, title="Another"),
        "gain": lambda: replace(episode, segments=(intro, replace(talk, gain_db=3.0))),
        "cut": lambda: replace(episode, segments=(intro, replace(talk, end=2.0))),
        "loudness": lambda: _with(episode, replace(settings, loudness_lufs=-18.0)),
        "bitrate": lambda: _with(episode, replace(settings, bitrate="96k")),
        "recording": lambda: replace(
            episode, segments=(intro, segment(tmp_path / "other.wav", title="The talk"))
        ),
        "chapter": lambda: replace(episode, marks=(Mark(0.6, "Cells"),)),
        "cover": lambda: replace(episode, show=replace(show, cover=tmp_path / "cover.png")),
    }[change]()
    made = audio.facts(content(outputs(changed, last)["report.json"]))
    assert made is not None
    assert made.key != last.key
    assert made.sha256 != last.sha256


def _with(episode: Episode, settings: AudioSettings) -> Episode:
    return replace(episode, show=replace(episode.show, audio=settings))


def test_the_door_opens_without_the_heavy_libraries() -> None:
    """Planning an episode's timeline loads neither decoder nor numpy."""
    program = (
        "import sys, segue.audio\n"
        "sys.exit(bool({'av', 'numpy', 'pydub', 'mutagen', 'lameenc'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_pydub_is_quiet_without_an_ffmpeg_program(tmp_path: Path) -> None:
    """It is handed samples, needs no program, and its warnings reach nobody."""
    program = "import segue.audio.assets, segue.audio.finishing"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        check=False,
        env={"PATH": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )
    assert (ran.returncode, ran.stderr, ran.stdout) == (0, b"", b"")


def test_an_episode_comes_in_every_format_that_is_asked_for(episode: Episode) -> None:
    """Each measured and told of in the report; the first one is the feed's."""
    formats = ("opus", "mp3", "m4a", "flac", "wav")
    settings = replace(episode.show.audio, formats=formats)
    wanted = replace(episode, show=replace(episode.show, audio=settings))
    made = outputs(wanted)
    assert {f"pilot.{name}" for name in formats} <= set(made)
    report = read(content(made["report.json"]))
    assert report is not None
    assert [Path(each.path).suffix for each in report.files] == [f".{name}" for name in formats]
    for each in report.files:
        assert each.loudness_lufs == pytest.approx(-16, abs=0.1)
        assert each.sha256 == hashlib.sha256(content(made[Path(each.path).name])).hexdigest()
    assert (report.path, report.facts.media_type) == ("pilot/audio/pilot.opus", "audio/ogg")
    last = delivered(wanted)
    again = outputs(wanted, last)
    folder = episode.show.root / "output" / "pilot" / "audio"
    assert all(again[f"pilot.{name}"].body == folder / f"pilot.{name}" for name in formats)
