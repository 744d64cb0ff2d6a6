"""One episode's folder into values, and all that can be wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segue import episode, settings
from segue.episode import Loaded
from segue.model import Recording

ShowMaker = Callable[..., Path]


def half_a_minute(file: Path) -> Recording:
    """A probe that takes every file for 30 s of mono."""
    return Recording(file, "00", 44100, 1, 30 * 44100)


def read(root: Path, slug: str = "pilot") -> Loaded:
    """The episode of a show."""
    layers = settings.load(root, {}, {})
    return episode.read(root / "episodes" / slug / "episode.md", layers, half_a_minute)


def record(root: Path, *names: str) -> None:
    """Put files where recordings belong; the probe does not look into them."""
    folder = root / "episodes" / "pilot" / "audio"
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"sound")


def test_every_key_of_the_design_is_read(make_show: ShowMaker) -> None:
    """What front matter can say arrives in the episode."""
    root = make_show(
        front="""\
slug: first-one
date: 2026-01-02 09:30
season: 1
number: 07
type: bonus
description: "About: cells"
category: Science
tags: [cells, reading]
guests:
  - {name: Ada, role: reader, url: "https://example.org"}
explicit: yes
draft: no
audio:
  segments:
    - {file: audio/a.wav, title: One, in: "0:05", out: 20, gain_db: -1.5}
    - {file: audio/b.wav, kind: ad}
chapters:
  - {time: 0:10, title: Cells}
links:
  - {label: More, url: "https://example.org/more"}
calls:
  - {title: Join, text: Now., button: Join, url: "https://example.org/join"}
newsletter: {subject: Cells, preheader: They read, layout: full}
social: {hashtags: [Cells], skip: [x]}
""",
        settings='timezone = "Europe/Berlin"\n',
    )
    record(root, "a.wav", "b.wav")
    loaded = read(root)
    assert not loaded.problems
    found = loaded.episode
    assert found is not None
    assert (found.slug, found.number, found.type) == ("first-one", 7, "bonus")
    assert found.date is not None
    assert found.date.isoformat() == "2026-01-02T09:30:00+01:00"
    assert (found.show.explicit, found.show.category) == (True, "Science")
    assert found.show.newsletter.layout == "full"
    assert [(part.kind, part.start, part.end) for part in found.segments] == [
        ("content", 5.0, 20.0),
        ("ad", 0.0, None),
    ]
    assert [(mark.seconds, mark.title) for mark in found.marks] == [(10.0, "Cells")]
    assert found.calls[0].button == "Join"
    assert found.skip_platforms == ("x",)


@pytest.mark.parametrize(
    ("front", "code", "hint"),
    [
        ("tagz: [a]", "unknown-key", 'did you mean "tags"?'),
        ("date: tomorrow", "wrong-value", "2026-11-22"),
        ("season: one", "wrong-value", None),
        ("type: bonuss", "wrong-value", 'did you mean "bonus"?'),
        ("explicit: perhaps", "wrong-value", "true or false"),
        ("image: images/none.png", "missing-file", "capital"),
        ("image: ../../../x.png", "wrong-value", None),
        ("chapters: [{time: 1:99, title: a}]", "wrong-value", None),
        ("chapters: [{title: a}]", "wrong-value", None),
        ("audio: {segments: [{file: audio/none.wav}]}", "missing-file", "capital"),
        ("slug: Not A Slug", "wrong-slug", "slug: not-a-slug"),
    ],
)
def test_a_wrong_key_names_its_line(
    make_show: ShowMaker, front: str, code: str, hint: str | None
) -> None:
    """Line 4 is where each of these stands."""
    problems = read(make_show(front=front)).problems
    assert [(problem.code, problem.line) for problem in problems] == [(code, 4)]
    assert hint is None or hint in (problems[0].hint or "")


def test_an_image_of_the_article_is_found_or_missed_with_its_line(make_show: ShowMaker) -> None:
    """A picture that is not there is an error where it is used."""
    root = make_show(article="Words.\n\n![A](images/a.png)\n\n![B](images/b.png)\n")
    images = root / "episodes/pilot/images"
    images.mkdir()
    (images / "a.png").write_bytes(b"png")
    loaded = read(root)
    assert loaded.episode is not None
    assert [image.file for image in loaded.episode.article.images] == [images / "a.png", None]
    assert [(problem.code, problem.line) for problem in loaded.problems] == [("missing-file", 10)]


def test_recordings_need_not_be_named(make_show: ShowMaker) -> None:
    """What lies in audio/ is the episode, in the order of its numbers."""
    root = make_show()
    record(root, "10 end.wav", "2 middle.mp3", "1 start.wav", "notes.txt")
    found = read(root).episode
    assert found is not None
    assert [part.recording.file.name for part in found.segments] == [
        "1 start.wav",
        "2 middle.mp3",
        "10 end.wav",
    ]


def test_one_faulty_recording_leaves_the_episode_but_no_audio(make_show: ShowMaker) -> None:
    """Never an episode with a part missing."""
    root = make_show(front="audio: {segments: [{file: audio/a.wav}, {file: audio/b.wav}]}")
    record(root, "a.wav")
    found = read(root).episode
    assert found is not None
    assert (found.segments, found.audio_faulty) == ((), True)


@pytest.mark.parametrize(
    "audio",
    [
        "{segments: [{file: audio/a.wav, out: '0:0:0:2'}]}",
        "{segments: [{file: audio/a.wav}, {fil: audio/b.wav}]}",
        "{segments: [{file: audio/a.wav}], crossfade_seconds: x}",
        "{segments: [{file: audio/a.wav}], introo: x}",
    ],
)
def test_a_faulty_key_of_the_audio_keeps_it_from_being_made(
    make_show: ShowMaker, audio: str
) -> None:
    """Uncut, or without a part, it must not go out."""
    root = make_show(front=f"audio: {audio}")
    record(root, "a.wav", "b.wav")
    loaded = read(root)
    assert loaded.problems
    assert loaded.episode is not None
    assert (loaded.episode.segments, loaded.episode.audio_faulty) == ((), True)


def test_a_draft_is_a_draft_however_it_is_spelled(make_show: ShowMaker) -> None:
    """A typo must not publish it."""
    assert read(make_show(front="draft: yess")).is_draft


def test_an_empty_title_is_no_title(make_show: ShowMaker) -> None:
    """Neither is one of blanks."""
    assert read(make_show(title=" ")).episode is None


def test_what_a_mac_leaves_beside_a_recording_is_no_recording(make_show: ShowMaker) -> None:
    """Files that begin with a dot, and folders."""
    root = make_show()
    record(root, "a.wav", "._a.wav")
    (root / "episodes/pilot/audio/b.wav").mkdir()
    found = read(root).episode
    assert found is not None
    assert [part.recording.file.name for part in found.segments] == ["a.wav"]


def test_a_space_in_an_images_name_may_be_written_as_editors_do(make_show: ShowMaker) -> None:
    """`my%20cell.png` is the file "my cell.png"."""
    root = make_show(article="Words.\n\n![A](images/my%20cell.png)\n")
    images = root / "episodes/pilot/images"
    images.mkdir()
    (images / "my cell.png").write_bytes(b"png")
    assert read(root).problems == ()


def test_a_missing_guid_is_told_with_the_line_to_add(make_show: ShowMaker) -> None:
    """And is the same in every build until then."""
    root = make_show()
    file = root / "episodes/pilot/episode.md"
    file.write_text('---\ntitle: "T"\n---\nText.\n', encoding="utf-8")
    first, second = read(root), read(root)
    assert first.episode is not None
    assert second.episode is not None
    assert first.episode.guid == second.episode.guid
    assert first.episode.guid in (first.problems[0].hint or "")
    assert first.problems[0].severity == "warning"


def test_an_episode_without_a_title_is_not_built(make_show: ShowMaker) -> None:
    """The one key that nothing can stand in for."""
    root = make_show()
    (root / "episodes/pilot/episode.md").write_text("---\nguid: a\n---\nText\n", encoding="utf-8")
    loaded = read(root)
    assert loaded.episode is None
    assert [problem.code for problem in loaded.problems] == ["missing-key"]


def shelve(root: Path, name: str, text: str = "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n") -> Path:
    """Put a transcript beside the episode."""
    file = root / "episodes" / "pilot" / "transcripts" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return file


def test_a_transcript_belongs_to_the_recording_of_its_name(make_show: ShowMaker) -> None:
    """One recording has one and the other has none; WebVTT goes before the others."""
    root = make_show()
    record(root, "1.wav", "2.wav")
    shelve(root, "2.srt", "1\n00:00:01,000 --> 00:00:02,000\nLess\n")
    shelve(root, "2.vtt")
    shelve(root, ".2.vtt")
    shelve(root, "notes.txt")
    loaded = read(root)
    assert loaded.problems == ()
    assert loaded.episode is not None
    first, second = loaded.episode.segments
    assert first.transcript is None
    assert second.transcript is not None
    assert [cue.text for cue in second.transcript.cues] == ["Hi"]


def test_a_transcript_without_a_recording_is_told(make_show: ShowMaker) -> None:
    """With the name that was probably meant."""
    root = make_show()
    record(root, "01-reset.wav")
    file = shelve(root, "01-rest.vtt")
    (found,) = read(root).problems
    assert (found.severity, found.code, found.file) == ("warning", "transcript-unused", file)
    assert found.hint == 'did you mean "01-reset"?'


def test_a_transcript_outside_the_show_is_not_read(make_show: ShowMaker, tmp_path: Path) -> None:
    """A link to it is told, and the episode is built without."""
    root = make_show()
    record(root, "1.wav")
    shelve(root, "1.vtt").unlink()
    (tmp_path / "secret.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nSecret\n")
    (root / "episodes/pilot/transcripts/1.vtt").symlink_to(tmp_path / "secret.vtt")
    loaded = read(root)
    assert [found.message for found in loaded.problems] == ["this is a link out of the show"]
    assert loaded.episode is not None
    assert loaded.episode.segments[0].transcript is None


def test_a_faulty_entry_does_not_shift_the_lines_of_the_others(make_show: ShowMaker) -> None:
    """What comes after it is told on its own line."""
    front = """\
chapters:
  - {time: "9:5", title: Wrong}
  - {time: "0:20", title: Right}
links:
  - {label: "No address"}
  - {label: Good, url: "https://example.org"}
"""
    loaded = read(make_show(front=front)).episode
    assert loaded is not None
    assert [(mark.title, mark.line) for mark in loaded.marks] == [("Right", 6)]
    assert [(link.text, link.line) for link in loaded.links] == [("Good", 9)]
