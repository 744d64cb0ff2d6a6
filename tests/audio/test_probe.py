"""A recording's length is what decoding gives, to the sample; what is no sound is refused."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sounds import RATE, Samples, heard, noise, tone, write_encoded, write_wav
from streams import write_mp3

from segue import files, hashes
from segue.audio.decoding import decoded
from segue.audio.infotag import frame_bytes
from segue.audio.mpeg import Format
from segue.audio.probe import recording
from segue.errors import SegueError


def delivered(file: Path) -> Samples:
    """All samples as our decoder gives them."""
    with decoded(file) as blocks:
        return np.concatenate([block for block, _ in blocks])


def refusal(file: Path) -> str:
    """The one line that is said of a file that can't be used."""
    with pytest.raises(SegueError) as caught:
        recording(file)
    (problem,) = caught.value.problems
    assert problem.unreadable
    assert problem.file == file
    assert problem.hint
    assert "\n" not in problem.message
    return problem.message


@pytest.mark.parametrize("kind", ["u8", "s16", "s24", "s32", "f32"])
def test_a_wav_file_is_measured_by_its_header(tmp_path: Path, kind: str) -> None:
    """Length, rate and channels are exact for every usual sample format."""
    file = write_wav(tmp_path / "a.wav", noise(0.3), 48000, kind)
    found = recording(file)
    assert (found.samples, found.sample_rate, found.channels) == (13230, 48000, 2)
    assert found.samples == len(delivered(file))


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.flac", "flac", RATE),
        ("a.m4a", "aac", RATE),
        ("a.aac", "aac", RATE),
        ("a.opus", "libopus", 48000),
        ("a.ogg", "libopus", 48000),
        ("a.mp3", "libmp3lame", RATE),
        ("a.aiff", "pcm_s16be", RATE),
        ("a.wav", "adpcm_ms", RATE),
        ("a.webm", "libopus", 48000),
        ("a.caf", "alac", 48000),
    ],
)
def test_every_format_is_measured_as_it_is_decoded(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    """Whatever the header claims, the length is that of the decoded samples (or what MP4 trims)."""
    file = write_encoded(tmp_path / name, noise(1.234), codec, rate)
    found = recording(file)
    assert (found.sample_rate, found.channels) == (rate, 2)
    excess = len(delivered(file)) - found.samples
    assert 0 <= excess < (1024 if name.endswith("m4a") else 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no colon in a file's name")
@pytest.mark.parametrize("name", ["take: 2.flac", "concat:a.flac", "http:a.flac"])
def test_a_colon_in_a_name_is_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file named from the folder one is in is read as a file, whatever it is called."""
    write_encoded(tmp_path / "a.flac", noise(0.3), "flac").rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert recording(Path(name)).samples == len(delivered(Path(name)))


def test_our_own_mp3_is_measured_by_its_tag(tmp_path: Path) -> None:
    """An Info tag that fits the file tells the length, after any ID3 tags and before ID3v1."""
    file = tmp_path / "a.mp3"
    write_mp3(file, noise(1.0), Format(RATE, 2, 128), b"ID3\x03\0\0\0\0\0\x05abcde")
    assert recording(file).samples == RATE
    file.write_bytes(file.read_bytes() + b"TAG".ljust(128, b"\0"))
    assert recording(file).samples == RATE
    assert len(delivered(file)) == RATE


def test_an_mp3_without_a_tag_is_as_long_as_its_frames(tmp_path: Path) -> None:
    """Without a tag nobody knows the padding: every player gives all of it."""
    file = tmp_path / "a.mp3"
    write_mp3(file, noise(1.0), Format(RATE, 2, 128))
    bare = tmp_path / "bare.mp3"
    bare.write_bytes(file.read_bytes()[417:])
    assert recording(bare).samples == len(delivered(bare)) == len(heard(bare))
    assert recording(bare).samples % 1152 == 0


def test_an_mp3_of_changing_bit_rate_is_not_taken_for_cut_short(tmp_path: Path) -> None:
    """Without a tag FFmpeg guesses the length from the first frames; we count them all."""
    parts = []
    for kbps in (32, 320):
        write_mp3(tmp_path / "part.mp3", noise(3.0), Format(RATE, 2, kbps))
        content = (tmp_path / "part.mp3").read_bytes()
        parts.append(content[frame_bytes(Format(RATE, 2, kbps)) :])
    file = tmp_path / "a.mp3"
    file.write_bytes(b"".join(parts))
    assert recording(file).samples == len(delivered(file)) > 6 * RATE


def test_wav_and_tagged_mp3_need_no_decoder(tmp_path: Path) -> None:
    """Loading an episode stays quick: neither PyAV nor numpy is imported for them."""
    wav = write_wav(tmp_path / "a.wav", tone(0.1))
    mp3 = tmp_path / "a.mp3"
    write_mp3(mp3, noise(0.2), Format(RATE, 2, 128))
    program = (
        "import sys; from pathlib import Path; from segue.audio.probe import recording\n"
        "for name in sys.argv[1:]: recording(Path(name))\n"
        "sys.exit(bool({'av', 'numpy', 'pydub', 'mutagen'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(wav), str(mp3)], check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize("told", [0, 0xFFFFFFFF])
def test_a_wav_from_a_recorder_that_streams_is_taken_whole(tmp_path: Path, told: int) -> None:
    """Some recorders never write the length; then it goes on to the end of the file."""
    file = write_wav(tmp_path / "a.wav", noise(0.5))
    content = bytearray(file.read_bytes())
    content[40:44] = struct.pack("<I", told)
    file.write_bytes(content)
    assert recording(file).samples == RATE // 2 == len(delivered(file))


def test_a_wav_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    """A copy that stopped would otherwise be published as an episode that stops."""
    file = write_wav(tmp_path / "a.wav", noise(4))
    file.write_bytes(file.read_bytes()[: 44 + RATE * 4])
    assert refusal(file) == "the file is cut short: 3.0 s of 4.0 s are missing"


def test_an_mp3_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    """The Info tag promises more than there is."""
    file = tmp_path / "a.mp3"
    write_mp3(file, noise(6), Format(RATE, 2, 128))
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 37 // 100])
    assert refusal(file).startswith("the file is cut short: 3.8 s of 6.0 s are missing")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.mp3", b"", "the file is empty (0 bytes)"),
        ("a.wav", b"", "the file is empty (0 bytes)"),
        ("a.mp3", b"Dear all, here are my notes.\n" * 80, "can't be decoded as sound"),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ", "can't be decoded as sound"),
        ("a.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom", "can't be decoded as sound"),
        ("a.flac", b"fLaC" + bytes(200), "can't be decoded as sound"),
        ("a.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f", "can't be decoded as sound"),
    ],
)
def test_what_is_no_sound_is_refused_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    """The line names the file and the reason; FFmpeg's own words never reach the terminal."""
    file = tmp_path / name
    file.write_bytes(content)
    assert said in refusal(file)
    assert capfd.readouterr() == ("", "")


def test_old_tags_that_are_not_utf8_do_no_harm(tmp_path: Path) -> None:
    """Many a file was tagged in Latin-1."""
    file = write_wav(tmp_path / "a.wav", noise(0.5))
    content = file.read_bytes()
    tags = b"LIST\x12\0\0\0INFOIART\x06\0\0\0J\xf6rg\xfc\0"
    file.write_bytes(content[:36] + tags + content[36:])
    assert recording(file).samples == len(delivered(file)) == RATE // 2


@pytest.mark.parametrize("rate", [1, 1_000_000_000])
def test_a_rate_that_no_recorder_has_is_refused(tmp_path: Path, rate: int) -> None:
    """A damaged header would make a second of sound last for days, or no time at all."""
    with pytest.raises(SegueError, match="samples a second"):
        recording(write_wav(tmp_path / "a.wav", noise(0.1), rate))


def test_a_wav_with_no_samples_is_refused(tmp_path: Path) -> None:
    """A header alone is no recording."""
    assert refusal(write_wav(tmp_path / "a.wav", tone(0))) == "there is no sound in this file"


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    """A file can be in order and hold nothing to hear."""
    import av

    file = tmp_path / "a.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        container.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        container.mux(stream.encode())
    assert refusal(file) == "there is no sound in this file"


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    """A wrong name is another mistake than a broken file."""
    with pytest.raises(SegueError) as caught:
        recording(tmp_path / "nowhere.wav")
    assert caught.value.problems[0].code == "missing-file"


def wait(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Trust a file that nobody touched for so long."""
    for name in ("_SETTLED_SECONDS", "_SOON_SETTLED_SECONDS"):
        monkeypatch.setattr(hashes, name, seconds)


@pytest.mark.parametrize(
    ("ago_ns", "is_trusted"),
    [(1_000_000_123, True), (1_000_000_000, False), (4_000_000_000, True), (100_000_123, False)],
)
def test_a_clock_that_ticks_seldom_is_given_more_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ago_ns: int, *, is_trusted: bool
) -> None:
    """A change within its last tick would not show; parts of a millisecond tell of a fine one."""
    file = tmp_path / "a.wav"
    file.write_bytes(b"sound")
    changed_ns = 1_700_000_000_000_000_000
    now = changed_ns / 1e9
    found = list(file.stat())
    extra = {"st_ctime": (changed_ns - ago_ns) / 1e9, "st_ctime_ns": changed_ns - ago_ns}
    monkeypatch.setattr(hashes.time, "time", lambda: now)
    assert hashes._is_settled(os.stat_result(found, extra)) is is_trusted


def test_a_long_recording_is_hashed_once_until_it_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own time of change decides, which no program can set."""
    file = write_wav(tmp_path / "a.wav", tone(0.5))
    hashed: list[Path] = []
    real = files.sha256
    monkeypatch.setattr(files, "sha256", lambda path: hashed.append(path) or real(path))
    wait(monkeypatch, 60.0)
    recording(file)
    recording(file)
    assert len(hashed) == 2, "a file that changed just now is not trusted"
    # As if some seconds had passed.
    wait(monkeypatch, -1.0)
    first = recording(file)
    assert recording(file) == first
    assert len(hashed) == 3
    before = file.stat()
    write_wav(file, tone(0.5, 400.0))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert recording(file).sha256 == real(file) != first.sha256
