"""`segue stitch` as typed: two sounds become one, and nothing is lost when they can't."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from mutagen.id3 import ID3

from segue import files, workshops
from segue.audio.stitching import formats
from segue.main import cli

RATE = 44100


def write_wav(file: Path, seconds: float, hertz: float = 440.0, rate: int = RATE) -> Path:
    """A tone, in mono."""
    import wave

    samples = 0.2 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes((samples * 32767).astype("<i2").tobytes())
    return file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two recordings, and the one that commands run in."""
    monkeypatch.chdir(tmp_path)
    write_wav(tmp_path / "a.wav", 2.0)
    write_wav(tmp_path / "b.wav", 3.0, 660.0)
    return tmp_path


def stitch(*arguments: str) -> Result:
    """Run `segue stitch`."""
    return CliRunner().invoke(cli, ["stitch", *arguments])


def names(folder: Path) -> set[str]:
    """What lies in a folder, hidden files too."""
    return {file.name for file in folder.iterdir()}


def test_two_recordings_become_one_file(folder: Path) -> None:
    """One line says length, loudness, peak and size; nothing else is left behind."""
    result = stitch("a.wav", "b.wav", "-o", "out.mp3")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("out.mp3: 00:04, -16.0 LUFS, true peak -")
    assert result.stdout.endswith("0.1 MB\n")
    assert names(folder) == {"a.wav", "b.wav", "out.mp3"}


def test_the_answer_as_json_tells_where_everything_lies(folder: Path) -> None:
    """Exact to the sample, with the chapters and all that a build's report tells."""
    write_wav(folder / "i.wav", 1.5)
    (folder / "list.txt").write_text("0:00 Hello\n0:02.5 Second https://example.org\n")
    arguments = ["--intro", "i.wav", "--outro", "i.wav", "--crossfade", "0.5"]
    result = stitch("a.wav", "b.wav", *arguments, "--chapters", "list.txt", "--json", "-o", "o.mp3")
    data = json.loads(result.stdout)["data"]
    assert data["samples"] == round((1.5 + 2 + 3 + 1.5 - 3 * 0.5) * RATE)
    assert data["chapters"] == [
        {"seconds": 0.0, "title": "Start", "url": None},
        {"seconds": 1.0, "title": "Hello", "url": None},
        {"seconds": 3.0, "title": "Second", "url": "https://example.org"},
    ]
    clips = [(clip["kind"], clip["start_seconds"]) for clip in data["report"]["clips"]]
    assert clips == [("intro", 0.0), ("content", 1.0), ("content", 2.5), ("outro", 5.0)]
    begins = sorted(each.start_time for each in ID3(folder / "o.mp3").getall("CHAP"))
    assert begins == [0, 1000, 3000]


def test_title_and_cover_are_in_the_file(folder: Path) -> None:
    """And nothing that nobody said."""
    from PIL import Image

    Image.new("RGB", (64, 64), "#0b5c7a").save(folder / "c.png")
    assert stitch("a.wav", "--title", "Zellen ✓", "--cover", "c.png", "-o", "o.mp3").exit_code == 0
    tag = ID3(folder / "o.mp3")
    assert str(tag["TIT2"]) == "Zellen ✓"
    assert tag.getall("APIC")[0].data == (folder / "c.png").read_bytes()
    assert set(tag) == {"TIT2", "TCON", "APIC:"}


def test_options_are_settings_and_judged_alike(folder: Path) -> None:
    """A wrong value is told with the option that was typed."""
    result = stitch("a.wav", "--loudness", "-20", "--channels", "mono", "--json", "-o", "o.mp3")
    report = json.loads(result.stdout)["data"]["report"]
    assert report["loudness_lufs"] == pytest.approx(-20, abs=0.1)
    assert report["channels"] == 1
    result = stitch("a.wav", "--loudness", "5", "--set", "audio.bitrate=7k", "-o", "no.mp3")
    assert result.exit_code == 2
    assert "--loudness: loudness_lufs: 5.0 is not between -40 and -6 LUFS" in result.stderr
    assert '--set audio.bitrate: bitrate: "7k" is no bit rate' in result.stderr
    assert "no.mp3" not in names(folder)


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """It says how long the file would be."""
    result = stitch("a.wav", "b.wav", "-n", "-o", "o.mp3")
    assert (result.exit_code, result.stdout) == (0, "o.mp3: 00:04\n")
    assert names(folder) == {"a.wav", "b.wav"}


def test_the_same_parts_give_the_same_bytes(folder: Path) -> None:
    """Wherever and whenever they are joined."""
    stitch("a.wav", "b.wav", "-o", "one.mp3")
    (folder / "sub").mkdir()
    stitch(str(folder / "a.wav"), str(folder / "b.wav"), "-o", "sub/two.mp3")
    assert (folder / "one.mp3").read_bytes() == (folder / "sub/two.mp3").read_bytes()


@pytest.mark.parametrize("way", ["itself", "symlink", "hard link", "other capitals", "the list"])
def test_a_file_that_goes_into_it_is_never_overwritten(folder: Path, way: str) -> None:
    """By whatever name it is reached."""
    (folder / "a.wav").rename(folder / "a.mp3")
    target = {"itself": "./a.mp3", "other capitals": "A.mp3", "the list": "c.mp3"}.get(way, "l.mp3")
    (folder / "c.mp3").write_text("0:00 Hello\n")
    if way == "symlink":
        (folder / "l.mp3").symlink_to("a.mp3")
    elif way == "hard link":
        os.link("a.mp3", "l.mp3")
    before = (folder / "a.mp3").read_bytes()
    result = stitch("b.wav", "a.mp3", "--chapters", "c.mp3", "-o", target)
    assert result.exit_code == 2
    assert "which goes into it [output-refused]" in result.stderr
    assert (folder / "a.mp3").read_bytes() == before


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("no/out.mp3", "there is no folder no"),
        ("out.xyz", 'segue writes no "xyz"'),
        ("out", "doesn't tell its format"),
        ("folder.mp3", "no file that could be written"),
    ],
)
def test_an_output_that_cannot_be_is_refused_at_once(folder: Path, target: str, said: str) -> None:
    """Before anything is decoded, with what to do instead."""
    (folder / "folder.mp3").mkdir()
    result = stitch("a.wav", "-o", target)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "hint:" in result.stderr


def test_all_that_is_wrong_with_the_parts_is_told(folder: Path) -> None:
    """Each with its own name, in one go."""
    (folder / "empty.wav").write_bytes(b"")
    (folder / "text.mp3").write_text("no sound at all " * 50)
    result = stitch("a.wav", "empty.wav", "text.mp3", "nope.wav", ".", "-o", "o.mp3")
    assert result.exit_code == 2
    for name in ("empty.wav: the file is empty", "text.mp3: ", "nope.wav: there is no such file"):
        assert name in result.stderr
    assert "this is a folder" in result.stderr
    assert "o.mp3" not in names(folder)


@pytest.mark.usefixtures("folder")
def test_a_crossfade_longer_than_a_part_names_both() -> None:
    """It is never made shorter in silence."""
    result = stitch("a.wav", "b.wav", "--crossfade", "2.5", "-o", "o.mp3")
    assert result.exit_code == 1
    assert '"a.wav" and "b.wav"' in result.stderr


def test_a_full_disk_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line names the file and the reason, and nothing else is left."""
    (folder / "o.mp3").write_bytes(b"old")

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "_sync", full)
    result = stitch("a.wav", "-o", "o.mp3")
    assert result.exit_code == 1
    assert "o.mp3: can't write here: No space left on device [not-written]" in result.stderr
    assert (folder / "o.mp3").read_bytes() == b"old"
    assert names(folder) == {"a.wav", "b.wav", "o.mp3"}


@pytest.mark.skipif(os.name == "nt", reason="only on systems that limit files")
@pytest.mark.parametrize("suffix", formats())
def test_a_file_that_may_not_grow_is_told_in_every_format(folder: Path, suffix: str) -> None:
    """As on a full disk: one line, the old file, and nothing else."""
    program = (
        "import resource, sys; from segue.main import run\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        f"sys.argv = ['segue', 'stitch', 'a.wav', 'b.wav', '-o', 'o.{suffix}']; run()"
    )
    (folder / f"o.{suffix}").write_bytes(b"old")
    source = str(Path(files.__file__).parent.parent)
    environ = {**os.environ, "PYTHONPATH": source}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, env=environ, text=True
    )
    assert ran.returncode == 1, ran.stderr
    assert f"o.{suffix}: can't write here: " in ran.stderr
    assert "[not-written]" in ran.stderr
    assert (folder / f"o.{suffix}").read_bytes() == b"old"
    assert names(folder) == {"a.wav", "b.wav", f"o.{suffix}"}


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """The program at work, once it has begun to make its file."""
    source = str(Path(files.__file__).parent.parent)
    program = subprocess.Popen(
        [sys.executable, "-m", "segue", "stitch", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": source},
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while not list(folder.glob(".segue-bench-*/")) and program.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return program


@pytest.mark.skipif(os.name == "nt", reason="only on systems with signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_whatever_stops_it_the_old_file_stays(folder: Path, number: signal.Signals) -> None:
    """And after the next run nothing is left of the one that was stopped."""
    write_wav(folder / "long.wav", 120.0)
    (folder / "o.mp3").write_bytes(b"old")
    program = start(folder, "long.wav", "-o", "o.mp3")
    program.send_signal(number)
    _, told = program.communicate(timeout=20)
    expected = {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert program.returncode == expected, told
    assert (folder / "o.mp3").read_bytes() == b"old"
    if number != signal.SIGKILL:
        assert names(folder) == {"a.wav", "b.wav", "long.wav", "o.mp3"}
    assert stitch("a.wav", "-o", "next.mp3").exit_code == 0
    assert names(folder) == {"a.wav", "b.wav", "long.wav", "o.mp3", "next.mp3"}


def test_two_at_work_in_one_folder_leave_each_other_alone(folder: Path) -> None:
    """What another one is making is no leftover."""
    with workshops.bench(folder) as other:
        (other / "half").write_bytes(b"made")
        assert stitch("a.wav", "-o", "o.mp3").exit_code == 0
        assert (other / "half").read_bytes() == b"made"
    assert names(folder) == {"a.wav", "b.wav", "o.mp3"}


def test_findings_of_the_sound_are_told(folder: Path) -> None:
    """As a build tells them: here a recording without a sound."""
    write_wav(folder / "quiet.wav", 2.0, 0.0)
    result = stitch("a.wav", "quiet.wav", "-o", "o.mp3")
    assert result.exit_code == 0
    assert "[audio-silent]" in result.stderr
    assert "article" not in result.stderr
