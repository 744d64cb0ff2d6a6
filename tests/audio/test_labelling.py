"""What a file says of itself comes back in every format, and its sound stays as it was."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
from PIL import Image
from sounds import heard, tone, write_wav

from segue.audio import cover
from segue.audio.carried import chapters
from segue.audio.containers import Container
from segue.audio.labelling import label
from segue.audio.labels import LabelledChapter, Labels, Words
from segue.model import Mark

WORDS = Words(
    title="Zellen, die lesen — ✓ 🎧",
    show="Small Talk",
    author="Das Team",
    number=7,
    season=2,
    date="2026-03-01",
    language="deu",
    link="https://example.org/small-talk",
    description="Über Zellen.\nUnd mehr.",
    copyright="© the team",
)
CHAPTERS = (
    LabelledChapter(0, 1250, "Grüße"),
    LabelledChapter(1250, 1777, "本 🎧", "https://example.org/book"),
    LabelledChapter(1777, 3000, "E" * 300),
)
CODECS = {".m4a": ("aac", "fltp"), ".opus": ("libopus", "flt"), ".flac": ("flac", "s16")}
FORMATS = (*CODECS, ".wav")


def sound(folder: Path, suffix: str) -> Path:
    """Three seconds of a tone at 48 kHz."""
    file = folder / f"a{suffix}"
    samples = np.repeat(tone(3.0, rate=48000), 2, axis=1)
    if suffix == ".wav":
        return write_wav(file, samples, 48000)
    codec, kind = CODECS[suffix]
    with av.open(str(file), "w", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream(codec, rate=48000, layout="stereo")
        whole = (samples * 32767).astype("<i2") if kind == "s16" else samples
        rows = whole.T if kind == "fltp" else whole.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(rows), kind, "stereo")
        frame.sample_rate = 48000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return file


def labels(folder: Path) -> Labels:
    """All that can be said."""
    picture = folder / "c.png"
    Image.new("RGB", (64, 64), "#0b5c7a").save(picture)
    return Labels(WORDS, CHAPTERS, cover.read(picture))


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sound_stays_as_it_was(tmp_path: Path, suffix: str) -> None:
    """Sample for sample, as many as there were."""
    file = sound(tmp_path, suffix)
    before = heard(file)
    label(file, labels(tmp_path))
    assert np.array_equal(heard(file), before)
    assert {each.name for each in tmp_path.iterdir()} == {file.name, "c.png"}


@pytest.mark.parametrize("samples", [44101, 77777, 100_001])
def test_an_m4a_tells_its_length_to_the_sample(tmp_path: Path, samples: int) -> None:
    """Players that trim by its edit list get exactly as many samples as went in."""
    file = tmp_path / "a.m4a"
    blocks = iter([np.zeros((samples, 2), np.float32)])
    Container("m4a", 44100, 2, 128, 16).write(blocks, file)
    label(file, labels(tmp_path))
    with av.open(str(file)) as container:
        assert container.streams.audio[0].duration == samples


@pytest.mark.parametrize("suffix", FORMATS)
def test_chapters_come_back_to_the_millisecond(tmp_path: Path, suffix: str) -> None:
    """With letters of every kind, of any length; with links where the format has them."""
    file = sound(tmp_path, suffix)
    label(file, labels(tmp_path))
    has_links = suffix != ".m4a"
    assert chapters(file, suffix) == tuple(
        Mark(each.start / 1000, each.title, each.url if has_links else None) for each in CHAPTERS
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_labels_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    """No clock and no chance; written once more, nothing changes."""
    bodies = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        file = sound(tmp_path / name, suffix)
        if suffix == ".opus" and bodies:
            # Its stream's number is made up when it is encoded.
            file.write_bytes((tmp_path / "one/plain.opus").read_bytes())
        (tmp_path / name / f"plain{suffix}").write_bytes(file.read_bytes())
        label(file, labels(tmp_path))
        bodies.append(file.read_bytes())
    assert bodies[0] == bodies[1]


def test_the_words_are_where_players_of_each_format_look(tmp_path: Path) -> None:
    """Vorbis comments, MP4 atoms and ID3 frames."""
    made = {}
    for suffix in FORMATS:
        label(sound(tmp_path, suffix), labels(tmp_path))
        made[suffix] = mutagen.File(tmp_path / f"a{suffix}")
    for suffix in (".flac", ".opus"):
        tags = made[suffix].tags
        assert tags["title"] == [WORDS.title]
        assert tags["album"] == ["Small Talk"]
        assert tags["artist"] == ["Das Team"]
        assert (tags["tracknumber"], tags["discnumber"]) == (["7"], ["2"])
        assert (tags["date"], tags["language"]) == (["2026-03-01"], ["deu"])
        assert tags["description"] == [WORDS.description]
        assert tags["url"] == [WORDS.link]
    atoms = made[".m4a"].tags
    assert atoms["\xa9nam"] == [WORDS.title]
    assert (atoms["trkn"], atoms["disk"]) == ([(7, 0)], [(2, 0)])
    assert atoms["desc"] == [WORDS.description]
    assert [each.title for each in made[".m4a"].chapters] == [each.title[:255] for each in CHAPTERS]
    assert str(made[".wav"].tags["TIT2"]) == WORDS.title


def test_the_cover_is_in_every_format(tmp_path: Path) -> None:
    """Byte for byte."""
    said = labels(tmp_path)
    content = (tmp_path / "c.png").read_bytes()
    for suffix in FORMATS:
        label(sound(tmp_path, suffix), said)
    assert mutagen.File(tmp_path / "a.flac").pictures[0].data == content
    assert bytes(mutagen.File(tmp_path / "a.m4a").tags["covr"][0]) == content
    assert mutagen.File(tmp_path / "a.wav").tags["APIC:"].data == content
    from mutagen.flac import Picture

    (block,) = mutagen.File(tmp_path / "a.opus").tags["metadata_block_picture"]
    import base64

    assert Picture(base64.b64decode(block)).data == content


@pytest.mark.parametrize("suffix", FORMATS)
def test_little_to_say_is_enough(tmp_path: Path, suffix: str) -> None:
    """A file without chapters, cover or title is in order, too."""
    file = sound(tmp_path, suffix)
    label(file, Labels(Words(title="")))
    assert len(heard(file)) >= 3 * 48000
    assert chapters(file, f"{suffix} bare") == ()


@pytest.mark.parametrize("suffix", [".m4a", ".opus"])
def test_ffprobe_reads_title_and_chapters(
    tmp_path: Path, tool: Callable[[str], str], suffix: str
) -> None:
    """The reader that most players stand on."""
    file = sound(tmp_path, suffix)
    label(file, labels(tmp_path))
    command = [tool("ffprobe"), "-v", "error", "-of", "json", "-show_chapters"]
    ran = subprocess.run(
        [*command, "-show_format", "-show_streams", str(file)], capture_output=True, check=True
    )
    assert ran.stderr == b""
    told = json.loads(ran.stdout)
    times = [round(float(each["start_time"]) * 1000) for each in told["chapters"]]
    assert times == [0, 1250, 1777]
    assert [each["tags"]["title"] for each in told["chapters"]] == [each.title for each in CHAPTERS]
    tags = told["format"].get("tags") or told["streams"][0]["tags"]
    assert {name.lower(): text for name, text in tags.items()}["title"] == WORDS.title
