"""What the tags say comes back as it went in, and players find the chapters."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from mutagen.id3 import ID3
from PIL import Image

from samples import a_show, an_episode
from segue.audio import cover
from segue.audio.cover import Cover
from segue.audio.tags import Tags, id3
from segue.errors import SegueError
from segue.release import Chapter, Timeline

CHAPTERS = (
    Chapter(0.0, "Willkommen — schön"),
    Chapter(72.345, "本", "https://example.org/book"),
    Chapter(80.0, "E"),
)
TIMELINE = Timeline(44100, 44100 * 100, (), CHAPTERS)
# A second of silence, as WAV.
SOUND = (
    b"RIFF\x24\x3e\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0"
    b"data\x80\x3e\0\0" + bytes(16000)
)
PNG = b"\x89PNG\r\n\x1a\n" + b"not looked into"


def read(tag: bytes) -> ID3:
    """The tag, read back."""
    return ID3(io.BytesIO(tag + bytes(2000)), translate=False)


def test_the_episodes_words_come_back() -> None:
    """Title, show, author, number, season, date, language, link, description, copyright."""
    show = replace(a_show(), language="de-AT", copyright="© the team")
    episode = an_episode(show=show, title="Zellen, die lesen — ✓", description="Über Zellen.")
    tag = read(id3(Tags.of(episode), TIMELINE, None, {}))
    words = {
        name: str(tag[name]) for name in ("TIT2", "TALB", "TPE1", "TRCK", "TPOS", "TLAN", "TCOP")
    }
    assert words == {
        "TIT2": "Zellen, die lesen — ✓",
        "TALB": "Small Talk",
        "TPE1": "The Small Talk team",
        "TRCK": "7",
        "TPOS": "2",
        "TLAN": "deu",
        "TCOP": "© the team",
    }
    assert (str(tag["TYER"]), str(tag["TDAT"])) == ("2026", "0103")
    assert tag["WOAF"].url == "https://example.org/small-talk/pilot"
    assert str(tag["COMM::deu"]) == "Über Zellen."
    assert tag.version == (2, 3, 0)


def test_what_an_episode_does_not_say_is_left_out() -> None:
    """No empty frames, and no language that we can't name."""
    tags = Tags(title="T", show="S", author="A", language="tlh")
    assert set(read(id3(tags, replace(TIMELINE, chapters=()), None, {}))) == {
        "TIT2",
        "TALB",
        "TPE1",
        "TCON",
    }


def test_chapters_come_back_with_their_links_and_in_order() -> None:
    """Times in whole milliseconds, each up to the next, offsets ignored, one table of contents."""
    content = id3(Tags.of(an_episode()), TIMELINE, None, {})
    tag = read(content)
    chapters = tag.getall("CHAP")
    assert sorted((each.start_time, each.end_time) for each in chapters) == [
        (0, 72345),
        (72345, 80000),
        (80000, 100_000),
    ]
    assert (
        {each.start_offset for each in chapters}
        == {0xFFFFFFFF}
        == {each.end_offset for each in chapters}
    )
    titles = {each.start_time: str(each.sub_frames["TIT2"]) for each in chapters}
    assert titles == {0: "Willkommen — schön", 72345: "本", 80000: "E"}
    (linked,) = [each for each in chapters if each.start_time == 72345]
    assert linked.sub_frames["WXXX:"].url == "https://example.org/book"
    (contents,) = tag.getall("CTOC")
    ids = [each.element_id for each in sorted(chapters, key=lambda each: each.start_time)]
    assert contents.child_element_ids == ids
    assert len({*ids, contents.element_id}) == len(ids) + 1
    first = content.index(b"CHAP")
    places = [content.index(name.encode() + b"\0", first) for name in ids]
    assert places == sorted(places), "some players list chapters as their frames come"


def test_addresses_are_written_in_ascii() -> None:
    """ID3 knows Latin-1 for addresses, and players open nothing but ASCII."""
    show = replace(a_show(), link="https://例え.example/ü")
    chapters = (Chapter(0.0, "A", "https://例え.example/本"),)
    tag = read(id3(Tags.of(an_episode(show=show)), replace(TIMELINE, chapters=chapters), None, {}))
    assert tag["WOAF"].url == "https://xn--r8jz45g.example/%C3%BC/pilot"
    (chapter,) = tag.getall("CHAP")
    assert chapter.sub_frames["WXXX:"].url == "https://xn--r8jz45g.example/%E6%9C%AC"


def test_a_chapter_shows_its_picture(tmp_path: Path) -> None:
    """It lies within the chapter, beside its title; the file's own cover stays the only one."""
    file = tmp_path / "a.png"
    Image.effect_noise((64, 64), 50).save(file)
    pictures = {file: cover.read(file)}
    chapters = (Chapter(0.0, "A"), Chapter(5.0, "B", image=file))
    tag = read(id3(Tags.of(an_episode()), replace(TIMELINE, chapters=chapters), None, pictures))
    shown = {
        str(each.sub_frames["TIT2"]): each.sub_frames.getall("APIC") for each in tag.getall("CHAP")
    }
    assert shown["A"] == []
    assert [picture.data for picture in shown["B"]] == [file.read_bytes()]
    assert tag.getall("APIC") == []


def test_a_picture_is_made_as_small_as_asked(tmp_path: Path) -> None:
    """Many chapters, each with a photo, would make an episode several times as large."""
    file = tmp_path / "a.png"
    Image.effect_noise((900, 900), 90).convert("RGB").save(file)
    assert len(cover.read(file, 200_000).content) < len(cover.read(file).content) <= 1_000_000


def test_the_same_values_give_the_same_bytes() -> None:
    """No padding, clock or order that could differ from one day to the next."""
    first, again = (
        id3(Tags.of(an_episode()), TIMELINE, Cover(PNG, "image/png"), {}) for _ in range(2)
    )
    assert first == again
    assert len(first) == 10 + sum(
        (first[6 + at] & 0x7F) << shift for at, shift in enumerate((21, 14, 7, 0))
    )


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG")])
def test_a_small_cover_goes_in_as_it_is(tmp_path: Path, name: str, kind: str) -> None:
    """Byte for byte, as front cover, with its own type."""
    file = tmp_path / name
    Image.effect_noise((64, 64), 50).convert("RGB").save(file, kind)
    tag = read(id3(Tags.of(an_episode()), TIMELINE, cover.read(file), {}))
    (picture,) = tag.getall("APIC")
    assert (picture.data, picture.type) == (file.read_bytes(), 3)
    assert picture.mime == f"image/{kind.lower()}"


def test_a_large_cover_is_made_smaller(tmp_path: Path) -> None:
    """A picture over 1 MB would be downloaded with every episode."""
    file = tmp_path / "a.png"
    Image.effect_noise((1800, 1200), 90).convert("RGB").save(file)
    assert file.stat().st_size > 1_000_000
    made = cover.read(file)
    assert len(made.content) <= 1_000_000
    assert made.media_type == "image/jpeg"
    width, height = Image.open(io.BytesIO(made.content)).size
    assert width / height == pytest.approx(1.5, abs=0.01)
    assert made == cover.read(file)


def test_a_picture_of_another_kind_becomes_a_jpeg(tmp_path: Path) -> None:
    """Players show JPEG and PNG only."""
    file = tmp_path / "a.webp"
    Image.new("RGB", (300, 300), "#0b5c7a").save(file)
    made = cover.read(file)
    assert made.media_type == "image/jpeg"
    red, green, blue = Image.open(io.BytesIO(made.content)).convert("RGB").getpixel((150, 150))
    assert (red, green, blue) == pytest.approx((0x0B, 0x5C, 0x7A), abs=6)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture at all",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        SOUND,
    ],
    ids=["empty", "text", "broken off", "no frame", "sound"],
)
def test_a_cover_that_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    """With its file."""
    file = tmp_path / "cover.webp"
    file.write_bytes(content)
    with pytest.raises(SegueError) as caught:
        cover.read(file)
    assert caught.value.problems[0].code == "cover-unreadable"
    assert caught.value.problems[0].file == file
