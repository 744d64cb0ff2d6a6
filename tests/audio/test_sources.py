"""Any recording is read from any sample on, and one that is not what it says is refused."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from sounds import (
    RATE,
    Samples,
    noise,
    quantised,
    segment,
    sung,
    untouched,
    write_encoded,
    write_wav,
)

from segue.audio.headers import wav_layout
from segue.audio.placing import place
from segue.audio.probe import recording
from segue.audio.sources import played
from segue.errors import SegueError
from segue.show import AudioSettings

SOUND = noise(6.0, -20)


def read(file: Path, first: int = 0) -> Samples:
    """A recording's samples from `first` on."""
    found = recording(file)
    return np.concatenate([*played(found, 2, first, found.samples)])


@pytest.mark.parametrize("kind", ["u8", "s16", "s24", "s32", "f32"])
def test_a_wav_file_is_read_from_any_sample(tmp_path: Path, kind: str) -> None:
    """Bit for bit what was written, from the first sample and from any other."""
    file = write_wav(tmp_path / "a.wav", SOUND, kind=kind)
    bits = {"u8": 8, "s16": 16, "s24": 24, "s32": 32}.get(kind)
    expected = SOUND if bits is None else quantised(SOUND, bits)
    whole = read(file)
    assert np.allclose(whole, expected, atol=1e-7)
    for first in (1, 44_101, 200_000, len(SOUND) - 1):
        assert np.array_equal(read(file, first), whole[first:])


CODECS = [
    ("a.flac", "flac"),
    ("a.aiff", "pcm_s16be"),
    ("a.w64", "pcm_s16le"),
    ("a.caf", "pcm_s24be"),
    ("a.wav", "pcm_alaw"),
    ("a.m4a", "aac"),
    ("a.mka", "pcm_s16le"),
    ("a.mp3", "libmp3lame"),
]


@pytest.mark.parametrize(("name", "codec"), CODECS)
@pytest.mark.parametrize("first", [1, RATE + 3, 150_001, 260_000])
def test_every_format_is_the_same_from_any_sample(
    tmp_path: Path, name: str, codec: str, first: int
) -> None:
    """Sought or decoded from the beginning: the samples are those of the whole."""
    file = write_encoded(tmp_path / name, SOUND, codec)
    whole = read(file)
    assert np.array_equal(read(file, first), whole[first:])


def test_opus_is_the_same_from_any_sample(tmp_path: Path) -> None:
    """Its decoder remembers, so it begins at the beginning."""
    file = write_encoded(tmp_path / "a.opus", SOUND, "libopus", 48000)
    whole = read(file)
    assert np.array_equal(read(file, 100_001), whole[100_001:])


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a RIFF file."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


@pytest.mark.parametrize("told", [0, 0xFFFFFFFF])
def test_what_stands_behind_samples_of_untold_length_is_no_sound(tmp_path: Path, told: int) -> None:
    """A recorder that was switched off left its header; the editor's LIST chunk is no noise."""
    file = write_wav(tmp_path / "a.wav", SOUND)
    content = bytearray(file.read_bytes())
    content[40:44] = struct.pack("<I", told)
    listed = chunk(b"LIST", b"INFOISFT" + struct.pack("<I", 6) + b"Lavf60")
    behind = listed + chunk(b"id3 ", b"x" * 9)
    file.write_bytes(bytes(content) + behind)
    assert np.array_equal(read(file), quantised(SOUND))


def test_a_word_in_the_sound_is_no_chunk(tmp_path: Path) -> None:
    """Only chunks that fill up the file to its last byte end the sound."""
    file = write_wav(tmp_path / "a.wav", SOUND)
    content = bytearray(file.read_bytes())
    content[40:44] = struct.pack("<I", 0)
    content[-4000:-3992] = b"LIST" + struct.pack("<I", 77)
    file.write_bytes(content)
    with file.open("rb") as stream:
        layout = wav_layout(stream)
    assert layout is not None
    assert layout.samples == len(SOUND)


def rf64(file: Path, seconds: int) -> Path:
    """A sparse RF64 file, longer than RIFF can tell."""
    size = seconds * RATE * 4
    layout = struct.pack("<HHIIHH", 1, 2, RATE, RATE * 4, 4, 16)
    head = b"RF64" + struct.pack("<I", 0xFFFFFFFF) + b"WAVE"
    head += chunk(b"ds64", struct.pack("<QQQI", size + 72, size, size // 4, 0))
    head += chunk(b"fmt ", layout) + b"data" + struct.pack("<I", 0xFFFFFFFF)
    with file.open("wb") as stream:
        stream.write(head)
        stream.truncate(len(head) + size)
        stream.seek(len(head) + size - RATE * 4)
        stream.write(np.full(RATE * 2, 1 << 13, "<i2").tobytes())
    return file


def test_more_than_four_gigabytes_are_read_to_the_end(tmp_path: Path) -> None:
    """Seven hours of RF64: its length is right, and its last second is heard at once."""
    file = rf64(tmp_path / "a.wav", 7 * 3600)
    with file.open("rb") as stream:
        layout = wav_layout(stream)
    assert layout is not None
    assert layout.samples == 7 * 3600 * RATE
    from segue.model import Recording

    found = Recording(file, "0" * 64, RATE, 2, layout.samples)
    last = np.concatenate([*played(found, 2, layout.samples - RATE, layout.samples)])
    assert np.all(last == 0.25)


def problem(file: Path) -> str:
    """The one line that a file is refused with, when it is read to its end."""
    with pytest.raises(SegueError) as caught:
        sung(untouched(place([segment(file)], AudioSettings())))
    (found,) = caught.value.problems
    assert found.file == file
    assert found.unreadable
    assert "\n" not in found.message
    return found.message


@pytest.mark.parametrize("suffix", ["wav", "mp3", "m4a", "flac", "ogg"])
@pytest.mark.parametrize("content", [b"", b"Dear Sir or Madam, this is a letter.\n" * 50])
def test_a_file_that_is_no_sound_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    """0 bytes, or a text with a sound file's name."""
    file = tmp_path / f"a.{suffix}"
    file.write_bytes(content)
    assert problem(file)


@pytest.mark.parametrize(("name", "codec"), [CODECS[0], CODECS[5], CODECS[7]])
def test_a_file_cut_at_37_per_cent_is_refused(tmp_path: Path, name: str, codec: str) -> None:
    """A transfer that broke off is no shorter episode."""
    file = write_encoded(tmp_path / name, SOUND, codec)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 37 // 100])
    assert problem(file)


def test_a_flac_file_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    """Two seconds of garbage are not passed over in silence."""
    file = write_encoded(tmp_path / "a.flac", SOUND, "flac")
    content = bytearray(file.read_bytes())
    begin, end = len(content) * 3 // 10, len(content) * 7 // 10
    content[begin:end] = b"\x55" * (end - begin)
    file.write_bytes(content)
    assert problem(file)


@pytest.mark.parametrize("codec", ["pcm_f32be", "pcm_f64be"])
def test_no_number_is_no_sound_in_any_format(tmp_path: Path, codec: str) -> None:
    """NaN in an AIFF or CAF file is told as in a WAV file."""
    sound = SOUND.copy()
    sound[100_000] = np.nan
    file = write_encoded(tmp_path / "a.caf", sound, codec)
    assert "no sound" in problem(file)
