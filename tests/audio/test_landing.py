"""Chapters land where their words are heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import an_episode
from segue.audio import landing
from segue.audio.placing import place, timeline
from segue.errors import SegueError
from segue.model import ClipKind, Mark, Recording, Segment
from segue.show import AudioSettings

RATE = 44100


def part(
    name: str, seconds: float, kind: ClipKind = "content", **changes: float | str | None
) -> Segment:
    """A segment of a made-up recording of that length."""
    recording = Recording(Path(name), "0" * 64, RATE, 1, round(seconds * RATE))
    return Segment(recording, kind, **changes)  # type: ignore[arg-type]


def landed(
    segments: Sequence[Segment], *marks: Mark, crossfade: float = 1.0
) -> list[tuple[float, str]]:
    """Each chapter's time and title."""
    settings = AudioSettings(crossfade_seconds=crossfade)
    placed = place(segments, settings, marks, opening="The show")
    return [(chapter.seconds, chapter.title) for chapter in placed.chapters]


def test_a_mark_moves_with_the_intro_and_the_crossfade() -> None:
    """30 s into a talk that starts at 5 s (6 s of intro, 1 s of overlap) is heard at 35 s."""
    segments = [part("intro.wav", 6, "intro"), part("talk.wav", 60)]
    assert landed(segments, Mark(0, "Hello"), Mark(30, "Cells")) == [
        (0.0, "The show"),
        (5.0, "Hello"),
        (35.0, "Cells"),
    ]


def test_a_mark_in_the_second_recording_counts_the_first_one_too() -> None:
    """Marks count the recordings end to end; ads between them don't count."""
    segments = [part("a.wav", 20), part("ad.wav", 10, "ad"), part("b.wav", 20)]
    assert landed(segments, Mark(0, "A"), Mark(25, "B")) == [(0.0, "A"), (33.0, "B")]


def test_a_recording_split_around_an_ad_counts_once() -> None:
    """The second half of a talk goes on at the talk's own times."""
    segments = [
        part("talk.wav", 100, end=40.0),
        part("ad.wav", 10, "ad"),
        part("talk.wav", 100, start=40.0),
    ]
    assert landed(segments, Mark(0, "A"), Mark(50, "B"), crossfade=0) == [(0.0, "A"), (60.0, "B")]


def test_a_mark_stays_with_its_words_when_the_start_is_cut() -> None:
    """Marks are times of the recording: cutting 5 s off moves what follows forward."""
    segments = [part("talk.wav", 100, start=5.0)]
    assert landed(segments, Mark(0, "A"), Mark(60, "B")) == [(0.0, "A"), (55.0, "B")]


def test_titled_segments_are_chapters_and_marks_win_over_them() -> None:
    """Where a mark means the same moment, as typed in whole seconds, it is the only chapter."""
    segments = [
        part("a.wav", 20.3, title="Part one"),
        part("b.wav", 20, title="Part two"),
        part("c.wav", 20, title="Part three"),
    ]
    assert landed(segments, Mark(20, "Second half"), crossfade=0) == [
        (0.0, "Part one"),
        (20.0, "Second half"),
        (40.3, "Part three"),
    ]


def test_a_short_opening_is_no_line_of_a_written_list() -> None:
    """The first chapter stands at 0 there; in the file it begins where its words do."""
    segments = [part("intro.wav", 6, "intro"), part("talk.wav", 60)]
    placed = place(segments, AudioSettings(), [Mark(0, "Hello"), Mark(30, "B")], opening="Show")
    assert [each.seconds for each in placed.chapters] == [0.0, 5.0, 35.0]
    assert [(each.seconds, each.title) for each in placed.contents] == [
        (0.0, "Hello"),
        (35.0, "B"),
    ]


def test_an_episode_without_marks_or_titles_has_no_chapters() -> None:
    """A list of one chapter that nobody asked for helps nobody."""
    assert landed([part("a.wav", 20)]) == []


@given(
    seconds=st.lists(st.integers(0, 99_999), min_size=1, max_size=20, unique=True),
    crossfade=st.floats(0, 2),
)
def test_chapters_ascend_from_zero_in_whole_milliseconds(
    seconds: list[int], crossfade: float
) -> None:
    """The order and the first chapter hold for any marks; ID3 and JSON then agree exactly."""
    segments = [part("intro.wav", 5, "intro"), part("talk.wav", 100)]
    marks = [Mark(each / 1000, str(each)) for each in seconds]
    times = [time for time, _ in landed(segments, *marks, crossfade=crossfade)]
    assert times[0] == 0
    assert times == sorted(set(times))
    assert all(time == round(time, 3) for time in times)


@pytest.mark.parametrize(
    ("marks", "code", "said"),
    [
        ([Mark(99, "Late", line=4)], "chapter-outside", '"Late" at 01:39 lies past the end'),
        (
            [Mark(5, "One", line=3), Mark(5, "Two", line=4)],
            "chapter-twice",
            '"One" and "Two" begin at the same time',
        ),
        (
            [Mark(each / 20, str(each), line=4) for each in range(300)],
            "too-many-chapters",
            "players read 255 at most",
        ),
    ],
)
def test_a_chapter_that_cannot_be_is_an_error(marks: list[Mark], code: str, said: str) -> None:
    """Nothing that the author typed is dropped silently."""
    with pytest.raises(SegueError) as caught:
        landed([part("talk.wav", 60)], *marks)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert said in problem.message
    assert problem.line in {3, 4}


def test_an_episodes_timeline_tells_faults_in_its_own_file() -> None:
    """A fault is shown with the file that it is typed in."""
    episode = an_episode(segments=(part("talk.wav", 60),), marks=(Mark(99, "Late", line=12),))
    with pytest.raises(SegueError) as caught:
        timeline(episode)
    assert caught.value.problems[0].file == episode.source


def test_a_cut_outside_is_told_at_its_line_in_the_episodes_file() -> None:
    """The one place where cuts are judged."""
    talk = replace(part("talk.wav", 60), end=99.0, line=5)
    episode = an_episode(segments=(talk,))
    with pytest.raises(SegueError) as caught:
        timeline(episode)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line) == ("wrong-cut", episode.source, 5)
    assert "60.000 s long" in problem.message


def test_an_episode_without_recordings_has_no_timeline() -> None:
    """An article alone is a whole episode, without audio."""
    assert timeline(an_episode()) is None


def carrying(segment: Segment, *chapters: Mark) -> Segment:
    """The segment, of a recording that carries chapters in itself."""
    return replace(segment, recording=replace(segment.recording, chapters=chapters))


OWN = (Mark(0, "Hello"), Mark(30, "Cells", "https://example.org", picture=b"x"), Mark(50, "Bye"))


def test_a_recordings_own_chapters_move_with_it() -> None:
    """By where their segment landed: after an intro of 6 s with 1 s of overlap, 5 s later."""
    segments = [part("intro.wav", 6, "intro"), carrying(part("talk.wav", 60), *OWN)]
    assert landed(segments) == [(0.0, "The show"), (5.0, "Hello"), (35.0, "Cells"), (55.0, "Bye")]


def test_a_recordings_own_chapters_are_cut_with_it() -> None:
    """One that begins in what is cut away begins where its rest is heard; one not heard is gone."""
    talk = carrying(part("talk.wav", 60, start=20.0, end=50.0), *OWN)
    assert landed([talk]) == [(0.0, "Hello"), (10.0, "Cells")]


def test_a_recording_split_around_an_ad_tells_each_chapter_once() -> None:
    """The chapter that the ad interrupts does not begin again after it."""
    first = carrying(part("talk.wav", 60, end=40.0), *OWN)
    rest = carrying(part("talk.wav", 60, start=40.0), *OWN)
    ad = part("ad.wav", 10, "ad", title="Ad")
    assert landed([first, ad, rest], crossfade=0) == [
        (0.0, "Hello"),
        (30.0, "Cells"),
        (40.0, "Ad"),
        (60.0, "Bye"),
    ]


def test_what_the_author_typed_wins_and_keeps_link_and_picture() -> None:
    """Within a second both mean the same moment; all others stand beside each other."""
    segments = [carrying(part("talk.wav", 60, title="Part one"), *OWN)]
    placed = place(segments, AudioSettings(), [Mark(29.4, "How cells choose"), Mark(40, "More")])
    assert [(each.seconds, each.title, each.url) for each in placed.chapters] == [
        (0.0, "Part one", None),
        (29.4, "How cells choose", "https://example.org"),
        (40.0, "More", None),
        (50.0, "Bye", None),
    ]
    assert [each.picture for each in placed.chapters] == [None, b"x", None, None]


@given(
    starts=st.lists(st.integers(0, 59_999), max_size=12, unique=True).map(sorted),
    cut=st.tuples(st.integers(0, 29), st.integers(30, 60)),
    lead=st.floats(2, 10),
)
def test_a_recordings_chapter_is_never_lost_where_it_is_heard(
    starts: list[int], cut: tuple[int, int], lead: float
) -> None:
    """Each chapter of which something is heard is told, at its own millisecond."""
    own = tuple(Mark(start / 1000, f"c{start}") for start in starts)
    talk = carrying(part("talk.wav", 60, start=float(cut[0]), end=float(cut[1])), *own)
    found = {title: time for time, title in landed([part("i.wav", lead, "intro"), talk])}
    begins = round(lead * RATE) / RATE - 1
    heard = [mark for mark in own if cut[0] <= mark.seconds < cut[1]]
    at = {mark.title: begins + mark.seconds - cut[0] for mark in heard}
    assert {title: found[title] for title in at if title in found} == pytest.approx(at, abs=0.0011)


def test_a_recordings_own_chapters_follow_what_tidying_left() -> None:
    """One after a pause that was shortened moves forward; one in what is gone moves to its end."""
    talk = carrying(part("talk.wav", 60), *OWN)
    whole = place([talk], AudioSettings()).clips[0]
    tidied = replace(whole, samples=30 * RATE, kept=((0, 10 * RATE), (40 * RATE, 60 * RATE)))
    found = landing.landed((), (tidied,), RATE, "Show")
    assert [(each.seconds, each.title) for each in found] == [
        (0.0, "Hello"),
        (10.0, "Cells"),
        (20.0, "Bye"),
    ]


def test_a_timestamp_of_the_article_gives_way_to_the_front_matter() -> None:
    """The same moment typed in both is one chapter; segments and recordings come after both."""
    segments = [part("a.wav", 30, title="Segment"), part("b.wav", 30, title="Second")]
    front = [Mark(10.0, "Front", line=3)]
    typed = [
        Mark(0.2, "Article", line=20, is_timestamp=True),
        Mark(10.5, "Other", "https://example.org", line=21, is_timestamp=True),
        Mark(20.0, "Third", line=22, is_timestamp=True),
    ]
    placed = place(segments, AudioSettings(crossfade_seconds=0), [*typed, *front])
    assert [(each.seconds, each.title, each.url) for each in placed.chapters] == [
        (0.0, "Start", None),
        (0.2, "Article", None),
        (10.0, "Front", "https://example.org"),
        (20.0, "Third", None),
        (30.0, "Second", None),
    ]
