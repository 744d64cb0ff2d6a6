"""Chapters that a recording brings along are found, whatever its format."""

from __future__ import annotations

import contextlib
import struct
from fractions import Fraction
from pathlib import Path

import av
import mutagen
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, ID3, TIT2, WXXX
from sounds import tone, write_encoded, write_wav

from segue.audio import carried
from segue.audio.probe import recording
from segue.errors import SegueError
from segue.model import Mark

FOUND = (Mark(0.0, "Grüße"), Mark(1.25, "本 🎧"))
CODECS = {".m4a": "aac", ".mka": "aac", ".opus": "libopus", ".flac": "flac"}


def with_chapters(file: Path, codec: str) -> Path:
    """Two seconds of sound in which FFmpeg put the chapters."""
    rate = 48000
    with av.open(str(file), "w") as container:
        container.set_chapters(
            [
                {
                    "id": number,
                    "start": round(mark.seconds * 1000),
                    "end": 2000,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": mark.title},
                }
                for number, mark in enumerate(FOUND)
            ]
        )
        stream = container.add_stream(codec, rate=rate, layout="mono")
        samples = tone(2.0, rate=rate).T
        if codec == "flac":
            samples = (samples * 32767).astype("<i2")
        frame = av.AudioFrame.from_ndarray(samples, "s16p" if codec == "flac" else "fltp", "mono")
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format.name, "mono", rate)
        for part in (*resampler.resample(frame), None):
            container.mux(stream.encode(part))
    return file


def id3_tag(*marks: Mark) -> ID3:
    """A tag that holds the chapters, as an editor writes it."""
    tag = ID3()
    for number, mark in enumerate(marks):
        inner = [TIT2(encoding=3, text=[mark.title])] if mark.title else []
        if mark.url:
            inner.append(WXXX(encoding=3, desc="chapter url", url=mark.url))
        if mark.picture:
            inner.append(APIC(mime="image/png", type=3, data=mark.picture))
        begin = round(mark.seconds * 1000)
        tag.add(CHAP(element_id=f"c{number}", start_time=begin, end_time=2000, sub_frames=inner))
    return tag


@pytest.mark.parametrize("suffix", [".m4a", ".mka"])
def test_what_ffmpeg_wrote_is_found(tmp_path: Path, suffix: str) -> None:
    """In MP4 and Matroska, at the millisecond, with letters of every kind."""
    assert recording(with_chapters(tmp_path / f"a{suffix}", CODECS[suffix])).chapters == FOUND


@pytest.mark.parametrize("suffix", [".opus", ".flac"])
def test_vorbis_comments_are_found_with_their_links(tmp_path: Path, suffix: str) -> None:
    """As Opus and FLAC files keep them, in either case of letters."""
    file = write_encoded_s16(tmp_path / f"a{suffix}")
    sound = mutagen.File(file)
    sound["chapter001"] = "00:00:00.000"
    sound["chapter001name"] = "Grüße"
    sound["CHAPTER002"] = "00:00:01.250"
    sound["CHAPTER002NAME"] = "本 🎧"
    sound["CHAPTER002URL"] = "https://example.org/book"
    sound["CHAPTER003"] = "some day"
    sound.save()
    assert recording(file).chapters == (FOUND[0], Mark(1.25, "本 🎧", "https://example.org/book"))


def write_encoded_s16(file: Path) -> Path:
    """Two seconds of sound."""
    with_chapters(file, CODECS[file.suffix])
    sound = mutagen.File(file)
    if sound.tags:
        sound.delete()
    return file


def test_an_mp3_and_a_wav_bring_links_and_pictures_too(tmp_path: Path) -> None:
    """ID3 frames hold all three; what is no page's address is no link."""
    marks = (*FOUND, Mark(1.5, "C", "https://example.org", picture=b"\x89PNG\r\n\x1a\nx"))
    tag = id3_tag(*marks, Mark(1.75, "D", "javascript:alert(1)"))
    mp3 = write_encoded(tmp_path / "a.mp3", tone(2.0), "mp3")
    tag.save(mp3)
    wav = mutagen.File(write_wav(tmp_path / "a.wav", tone(2.0)))
    wav.add_tags()
    for frame in tag.values():
        wav.tags.add(frame)
    wav.save()
    for file in (mp3, tmp_path / "a.wav"):
        assert recording(file).chapters == (*marks, Mark(1.75, "D"))


def test_chapters_are_remembered_by_what_the_file_holds(tmp_path: Path) -> None:
    """The second build loads no library for them, and gets the same."""
    marks = (Mark(0.5, "B", "https://example.org", picture=b"\0\xff"),)
    file = write_encoded(tmp_path / "a.mp3", tone(2.0), "mp3")
    id3_tag(*marks).save(file)
    assert carried.chapters(file, "hash") == marks
    id3_tag(Mark(0.7, "Another")).save(file)
    assert carried.chapters(file, "hash") == marks
    assert carried.chapters(file, "other hash") == (Mark(0.7, "Another"),)


def test_chapters_out_of_order_twice_or_without_a_name_are_put_right(tmp_path: Path) -> None:
    """Some editors write them as they were clicked."""
    file = write_encoded(tmp_path / "a.mp3", tone(2.0), "mp3")
    id3_tag(Mark(1.0, ""), Mark(0.0, "A\x00\nB"), Mark(0.0, "Again")).save(file)
    assert recording(file).chapters == (Mark(0.0, "A B"), Mark(1.0, "Chapter 2"))


def test_a_plain_recording_has_none(tmp_path: Path) -> None:
    """And nothing is loaded to find that out."""
    assert recording(write_wav(tmp_path / "a.wav", tone(0.5))).chapters == ()
    assert recording(write_encoded(tmp_path / "a.mp3", tone(0.5), "mp3")).chapters == ()


@given(st.binary(max_size=300), st.sampled_from([b"CHAP", b"fLaC", b"OggS\0\2", b"FORM", b""]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_damaged_tag_stops_nobody(tmp_path: Path, junk: bytes, start: bytes) -> None:
    """It carries no chapters, or is refused by name: nothing else may happen."""
    file = tmp_path / "junk"
    size = struct.pack(">4B", 0, 0, (len(junk) + 4) >> 7, len(junk) + 4 & 0x7F)
    file.write_bytes(b"ID3\3\0\0" + size + b"CHAP" + junk if start == b"CHAP" else start + junk)
    with contextlib.suppress(SegueError):
        assert all(mark.title for mark in carried.chapters(file, junk.hex() + start.hex()))
