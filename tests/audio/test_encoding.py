"""An MP3 plays exactly the samples that went in, in every player that honours its tag."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import RATE, Samples, heard, level_db, noise, tone
from streams import bursts, frames_of, played_by, stream, write_joined, write_mp3

from segue import cache, crew
from segue.audio.chunks import Grid
from segue.audio.crc16 import crc16, joined
from segue.audio.infotag import InfoTag, Music, frame
from segue.audio.mpeg import Format, Header, bit_rates, with_bit_rate
from segue.audio.playback import played
from segue.errors import SegueError
from segue.rules import RULES
from segue.show import AudioSettings

STEREO = Format(RATE, 2, 128)
MUSIC_CRC_AT, TAG_CRC_AT = 188, 190


def encoded(folder: Path, samples: int, layout: Format = STEREO, tag: bytes = b"") -> Path:
    """A file of so many samples of noise."""
    file = folder / "a.mp3"
    sound = noise(samples / RATE, channels=layout.channels)
    assert len(sound) == samples
    write_mp3(file, sound, layout, tag)
    return file


def plain_crc(content: bytes) -> int:
    """CRC-16 one bit at a time, as textbooks do it."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


@pytest.mark.parametrize("samples", [1, 575, 1105, 1152, 1153, 1729, 44_100, 100_001])
def test_the_decoded_file_is_as_long_as_what_was_encoded(tmp_path: Path, samples: int) -> None:
    """Whatever the length is, delay and padding are taken off again."""
    assert len(heard(encoded(tmp_path, samples))) == samples


@pytest.mark.parametrize(
    "layout",
    [
        Format(44100, 1, 64),
        Format(44100, 1, 32),
        Format(48000, 2, 192),
        Format(32000, 2, 320),
        Format(24000, 1, 48),
        Format(22050, 2, 64),
        Format(16000, 1, 24),
    ],
    ids=lambda layout: f"{layout.sample_rate}-{layout.channels}-{layout.kbps}",
)
def test_length_is_exact_in_every_format(tmp_path: Path, layout: Format) -> None:
    """Mono and stereo, MPEG-1 and MPEG-2, bit rates too small to hold the tag."""
    file = encoded(tmp_path, 30_000, layout)
    assert len(heard(file)) == 30_000
    found = InfoTag.read(file.read_bytes())
    assert found == InfoTag(layout.sample_rate, layout.channels, 30_000, file.stat().st_size)


@pytest.mark.parametrize("program", ["ffmpeg", "mpg123"])
@pytest.mark.parametrize("layout", [STEREO, Format(44100, 1, 64), Format(24000, 1, 48)], ids=str)
def test_other_players_give_the_same_length(
    tmp_path: Path, tool: Callable[[str], str], program: str, layout: Format
) -> None:
    """Programs that know nothing of us read the tag alike, and have nothing to complain of."""
    file = encoded(tmp_path, 50_001, layout, b"ID3\x03\0\0\0\0\0\x05abcde")
    arguments = {
        "ffmpeg": ["-v", "warning", "-i", str(file), "-f", "s16le", "-"],
        "mpg123": ["-q", "-s", str(file)],
    }[program]
    ran = subprocess.run([tool(program), *arguments], capture_output=True, check=True)
    assert len(ran.stdout) == 50_001 * 2 * layout.channels
    assert ran.stderr == b""


def test_sound_lies_where_it_lay(tmp_path: Path) -> None:
    """A tone that starts at a sample starts there in the decoded file: no shift."""
    sound = tone(1.0, 997, -6)
    sound[:20_000] = 0
    file = tmp_path / "a.mp3"
    write_mp3(file, sound, Format(RATE, 1, 128))
    got = heard(file)
    scale = 10 ** (0.445 / 20)
    assert level_db(got[:19_000]) < -60
    assert level_db(got[22_000:] * scale - sound[22_000:]) < level_db(sound[22_000:]) - 40


@pytest.mark.parametrize("layout", [STEREO, Format(24000, 1, 48)], ids=str)
@pytest.mark.parametrize("worth_seconds", [0.0, 1e9], ids=["processes", "threads"])
def test_one_worker_or_many_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: Format, worth_seconds: float
) -> None:
    """Nothing of the machine is in the file; nor whether chunks were encoded or kept."""
    monkeypatch.setattr(crew, "_WORTH_SECONDS", worth_seconds)
    sound = bursts(85, layout)
    files = [tmp_path / f"{name}.mp3" for name in ("one", "four", "again")]
    made = []
    for number, (file, workers) in enumerate(zip(files, (1, 4, 4), strict=True)):
        monkeypatch.setenv("SEGUE_CACHE_DIR", str(tmp_path / str(min(number, 1))))
        made.append(write_mp3(file, sound, layout, workers=workers))
    assert [each.parts for each in made] == [(True,) * 3, (True,) * 3, (False,) * 3]
    assert len({file.read_bytes() for file in files}) == 1
    assert len({each.heard.write() for each in made}) == 1


@pytest.mark.parametrize("layout", [STEREO, Format(RATE, 1, 64), Format(22050, 2, 64)], ids=str)
def test_a_join_is_no_noisier_than_a_single_encoding(tmp_path: Path, layout: Format) -> None:
    """Where chunks meet, the difference to the sound is what it is in one go."""
    sound = bursts(60, layout)
    file = tmp_path / "a.mp3"
    write_mp3(file, sound, layout)
    joined = heard(file)
    once = played(frames_of(stream(sound, layout)), layout)[1105:]
    assert len(joined) == len(sound)
    at = Grid(layout, len(sound)).chunk_samples
    span = slice(at - 3 * 1152, at + 3 * 1152)
    before = level_db(_rest(once[span], sound[span]))
    assert level_db(_rest(joined[span], sound[span])) < before + 0.5


def _rest(got: Samples, sound: Samples) -> Samples:
    """What is not the sound, at whatever level that came out."""
    return got - sound * ((got * sound).sum() / (sound * sound).sum())


def test_a_damaged_cache_entry_is_encoded_again(tmp_path: Path) -> None:
    """Whatever happened to the files there, what is made stays the same."""
    sound = bursts(2, STEREO)
    write_mp3(tmp_path / "a.mp3", sound, STEREO)
    for number, entry in enumerate(file for file in cache.folder().rglob("*") if file.is_file()):
        content = entry.read_bytes()
        entry.write_bytes((content[:-7], b"", content[:-1] + b"\0", bytes(90))[number % 4])
    made = write_mp3(tmp_path / "b.mp3", sound, STEREO)
    assert made.parts == (True,)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_another_end_leaves_every_byte_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was joined is taken as it was; the rest comes out as if all had been made anew."""
    talk, outro, other = bursts(100, STEREO), bursts(10, STEREO, 1), bursts(10, STEREO, 2)
    files = [tmp_path / f"{name}.mp3" for name in ("before", "after", "anew")]
    write_joined(files[0], [talk, outro], STEREO)
    links = set(cache.folder().rglob("links/*/*"))
    made = write_joined(files[1], [talk, other], STEREO)
    assert made.parts == (False, False, False, True)
    assert len(links) == 4
    # The third chunk's end is joined to the last one's new beginning.
    assert len(set(cache.folder().rglob("links/*/*")) - links) == 2
    monkeypatch.setenv("SEGUE_CACHE_DIR", str(tmp_path / "empty"))
    write_joined(files[2], [talk, other], STEREO)
    assert files[1].read_bytes() == files[2].read_bytes()


def test_a_sine_in_five_files_goes_on_through_every_join(tmp_path: Path) -> None:
    """What is not the sine is 60 dB below it, at the joins as everywhere."""
    sine = np.repeat(tone(6.0, 997, -12), 2, axis=1)
    cuts = [0, 40_001, 90_000, 131_313, 200_000, len(sine)]
    file = tmp_path / "a.mp3"
    write_joined(file, [sine[begin:end] for begin, end in pairwise(cuts)], STEREO)
    got = heard(file)
    rest = _rest(got, sine)
    level = level_db(got)
    for cut in cuts[1:-1]:
        assert level_db(rest[cut - 2000 : cut + 2000]) < level - 60
    assert level_db(rest[4000:-4000]) < level - 60


@given(st.binary(max_size=2000), st.binary(max_size=6000))
def test_checksums_of_pieces_are_joined(first: bytes, second: bytes) -> None:
    """As if they had been one piece."""
    assert joined(crc16(first), crc16(second), len(second)) == plain_crc(first + second)


@pytest.mark.parametrize("program", ["ffmpeg", "mpg123"])
def test_joined_chunks_play_without_a_warning(
    tmp_path: Path, tool: Callable[[str], str], program: str
) -> None:
    """In programs that know nothing of us, and exactly as long as the sound."""
    sound = bursts(60, STEREO)
    file = tmp_path / "a.mp3"
    write_mp3(file, sound, STEREO)
    assert len(played_by(program, tool, file, 2)) == len(sound)


def test_the_tag_holds_what_players_look_for(tmp_path: Path) -> None:
    """Name, frames, bytes, seek table, encoder, delay and padding, and both checksums."""
    content = encoded(tmp_path, 100_000).read_bytes()
    header = Header.read(content)
    assert header is not None
    size = 417
    music = content[size:]
    assert content[36:40] == b"Info"
    frames = int.from_bytes(content[44:48], "big")
    assert int.from_bytes(content[48:52], "big") == len(content)
    seek_table = content[52:152]
    assert list(seek_table) == sorted(seek_table)
    assert content[156:165] == b"LAME3.100"
    delay, padding = divmod(int.from_bytes(content[177:180], "big"), 4096)
    assert delay == 576
    assert frames * 1152 - delay - padding == 100_000
    assert padding >= 529
    assert int.from_bytes(content[MUSIC_CRC_AT : MUSIC_CRC_AT + 2], "big") == crc16(music)
    assert int.from_bytes(content[TAG_CRC_AT : TAG_CRC_AT + 2], "big") == plain_crc(
        content[:TAG_CRC_AT]
    )


def test_the_tags_frame_is_silence_to_players_that_do_not_know_it() -> None:
    """It is a frame like its neighbours whose side information is empty."""
    head = with_bit_rate(b"\xff\xfa\x92\x64", 128)
    made = frame(STEREO, Music(head, 41_700, 100, 0, 100_000))
    assert Header.read(made) == Header.read(head)
    assert made[4:36] == bytes(32)
    assert len(made) == 417


@given(content=st.binary(max_size=5000), split=st.integers(0, 5000))
def test_the_checksum_is_the_textbooks(content: bytes, split: int) -> None:
    """Side by side in lanes or byte by byte, in one piece or two."""
    assert crc16(content) == plain_crc(content)
    assert crc16(content[split:], crc16(content[:split])) == plain_crc(content)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_tag_reader_stumble(content: bytes) -> None:
    """Files come from anywhere: what is no tag is None."""
    assert InfoTag.read(b"\xff\xfb\x90\x64" + content) is None or len(content) > 150


def test_whatever_the_settings_let_pass_is_a_format_that_mp3_has() -> None:
    """The rules of segue.toml are the one place where a format is judged."""
    rate_rule, bitrate_rule = (
        RULES[f"audio.{key}"].complaint for key in ("sample_rate", "bitrate")
    )
    rates = [rate for rate in range(1, 200_000) if rate_rule(rate) is None]
    bitrates = [f"{kbps}k" for kbps in range(1, 400) if bitrate_rule(f"{kbps}k") is None]
    assert 44100 in rates
    assert "128k" in bitrates
    for rate in rates:
        for bitrate in bitrates:
            layout = Format.of(AudioSettings(sample_rate=rate, bitrate=bitrate, channels="mono"))
            assert layout.kbps in bit_rates(rate)
            assert (layout.sample_rate, layout.channels) == (rate, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only on Linux is there /dev/full")
def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    """The disk is to blame, not segue."""
    (tmp_path / "a.mp3").symlink_to("/dev/full")
    with pytest.raises(SegueError, match="No space left") as caught:
        encoded(tmp_path, 10 * RATE)
    assert [problem.code for problem in caught.value.problems] == ["not-written"]


@pytest.mark.parametrize("rate", [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000])
def test_frames_are_counted_right_at_any_rate(rate: int) -> None:
    """Padding bytes never make the count of frames slip."""
    for kbps in bit_rates(rate):
        layout = Format(rate, 1, kbps)
        spread = layout.samples_per_frame * kbps * 125
        for frames in (1, 2, 39, 100_000):
            assert layout.frames(frames * spread // rate) == frames
