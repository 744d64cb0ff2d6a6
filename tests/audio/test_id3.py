"""What the tags say comes back as it went in, and players find the chapters."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from mutagen.id3 import ID3
from PIL import Image

from samples import a_show, an_episode
from segue.audio import id3
from segue.audio.cover import Cover
from segue.audio.labels import Labels, Words
from segue.model import Episode
from segue.release import Chapter, Timeline

CHAPTERS = (
    Chapter(0.0, "Willkommen — schön"),
    Chapter(72.345, "本", "https://example.org/book"),
    Chapter(80.0, "E"),
)
TIMELINE = Timeline(44100, 44100 * 100, (), CHAPTERS)
PNG = b"\x89PNG\r\n\x1a\n" + b"not looked into"


def bare(episode: Episode | None = None) -> Episode:
    """An episode without a cover."""
    episode = episode or an_episode()
    return replace(episode, show=replace(episode.show, cover=None))


def written(episode: Episode, *chapters: Chapter) -> bytes:
    """The tag of an episode without a cover, with those chapters or else with `CHAPTERS`."""
    timeline = replace(TIMELINE, chapters=chapters or CHAPTERS)
    return id3.written(Labels.of(bare(episode), timeline))


def read(tag: bytes) -> ID3:
    """The tag, read back."""
    return ID3(io.BytesIO(tag + bytes(2000)), translate=False)


def test_the_episodes_words_come_back() -> None:
    """Title, show, author, number, season, date, language, link, description, copyright."""
    show = replace(a_show(), language="de-AT", copyright="© the team")
    episode = an_episode(show=show, title="Zellen, die lesen — ✓", description="Über Zellen.")
    tag = read(written(episode))
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
    words = Words(title="T", show="S", author="A")
    assert set(read(id3.written(Labels(words)))) == {
        "TIT2",
        "TALB",
        "TPE1",
        "TCON",
    }


def test_chapters_come_back_with_their_links_and_in_order() -> None:
    """Times in whole milliseconds, each up to the next, offsets ignored, one table of contents."""
    content = written(an_episode())
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
    chapter = Chapter(0.0, "A", "https://例え.example/本")
    tag = read(written(an_episode(show=show), chapter))
    assert tag["WOAF"].url == "https://xn--r8jz45g.example/%C3%BC/pilot"
    (frame,) = tag.getall("CHAP")
    assert frame.sub_frames["WXXX:"].url == "https://xn--r8jz45g.example/%E6%9C%AC"


def test_a_chapter_shows_its_picture(tmp_path: Path) -> None:
    """It lies within the chapter, beside its title; the file's own cover stays the only one."""
    file = tmp_path / "a.png"
    Image.effect_noise((64, 64), 50).save(file)
    tag = read(written(an_episode(), Chapter(0.0, "A"), Chapter(5.0, "B", image=file)))
    shown = {
        str(each.sub_frames["TIT2"]): each.sub_frames.getall("APIC") for each in tag.getall("CHAP")
    }
    assert shown["A"] == []
    assert [picture.data for picture in shown["B"]] == [file.read_bytes()]
    assert tag.getall("APIC") == []


def test_the_same_values_give_the_same_bytes() -> None:
    """No padding, clock or order that could differ from one day to the next."""
    labels = replace(Labels.of(bare(), TIMELINE), cover=Cover(PNG, "image/png"))
    first, again = (id3.written(labels) for _ in range(2))
    assert first == again
    assert len(first) == 10 + sum(
        (first[6 + at] & 0x7F) << shift for at, shift in enumerate((21, 14, 7, 0))
    )
