"""Timestamps typed in an article are chapters, and what only looks like some is text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ShowMaker
from segue import episode, settings, timestamps
from segue.model import Recording

HOUR = 3600.0


def chapters(text: str, seconds: float = HOUR) -> list[tuple[float, str, str | None, int | None]]:
    """What is taken from an article that begins on line 10."""
    found = timestamps.taken(text, 10, seconds)
    return [(mark.seconds, mark.title, mark.url, mark.line) for mark in found.marks]


@pytest.mark.parametrize(
    "text",
    [
        "(00:00) Hello\n(12:34) Cells",
        "00:00 Hello\n12:34 Cells",
        "- 0:00 Hello\n- 12:34 Cells",
        "* [00:00](#t=00:00) Hello\n* [12:34](#t=12:34) Cells",
        "* **[00:00](https://e.org/?t=0)** Hello\n* **[12:34](https://e.org/?t=9)** Cells",
        "1. **00:00** – Hello\n2. **12:34** – *Cells*",
        "[00:00] Hello  \n[12:34] Cells\\",
        "`00:00` Hello<br>\n`12:34` Cells<br />",
        "00:00: Hello\n\n12:34: **Cells**",
        "00:00 | Hello\n12:34 | Cells",
        "(0:00) Hello\r\n(12:34) Cells".replace("\r", ""),
        "| ignore\n\n0:00 - Hello\n12:34 - Cells",
    ],
)
def test_people_type_them_in_many_ways(text: str) -> None:
    """With brackets, dashes, links to a player, as a list or as lines."""
    assert [each[:3] for each in chapters(text)] == [
        (0.0, "Hello", None),
        (754.0, "Cells", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "09:00 Breakfast\n12:30 Lunch",
        "At 12:30 we eat.\n\nAt 13:00 we sleep.",
        "(12:30) The one time of the day",
        "10:00 to 11:00 is best\n\nand then\n\n12:00 is bad",
        "```\n(00:00) Hello\n(12:34) Cells\n```",
        "~~~~\n```\n(00:00) Hello\n(12:34) Cells\n~~~~",
        "3:2 is a ratio\n4:3 is one, too",
        "(00:00)\n(12:34)",
        "Matthew 5:3\nLuke 6:20",
    ],
)
def test_what_only_looks_like_timestamps_stays(text: str) -> None:
    """Someone's day, a ratio, a program's output: the article keeps its words."""
    found = timestamps.taken(text, 1, 600.0)
    assert found == timestamps.Taken(text)


def test_without_a_sign_three_lines_that_lie_inside_are_taken() -> None:
    """Two of them, or one past the end, could be anything."""
    three = "1:00 A\n2:00 B\n3:00 C"
    assert len(chapters(three)) == 3
    assert chapters(three, seconds=150) == []
    assert chapters("3:00 A\n2:00 B\n1:00 C") == []
    assert chapters("1:00 A\n2:00 B") == []
    assert len(chapters("**Timestamps:**\n1:00 A\n2:00 B")) == 2


def test_the_list_goes_and_every_other_line_stays_where_it_was() -> None:
    """With a heading that would head nothing, but not with one that heads more."""
    text = "Hello.\n\n## In this one\n\n(0:00) A\n(1:00) [B](https://e.org/b)\n\n## Next\n\nText."
    found = timestamps.taken(text, 10, HOUR)
    assert found.text == "Hello.\n\n\n\n\n\n\n## Next\n\nText."
    assert chapters(text) == [(0.0, "A", None, 14), (60.0, "B", "https://e.org/b", 15)]
    text = "## More than a list\n\n(0:00) A\n(1:00) B\n\nText."
    assert timestamps.taken(text, 1, HOUR).text == "## More than a list\n\n\n\n\nText."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("(12:75) Cells", "75 seconds past the minute"),
        ("(1:75:00) Cells", "75 minutes past the hour"),
        ("(-1:00) Cells", "before the start"),
        ("(1:2:3:4) Cells", "is no time"),
        ("(1:5) Cells", "is no time"),
        ("(12:30) https://example.org", "has no title"),
    ],
)
def test_a_faulty_line_of_a_list_is_told(line: str, told: str) -> None:
    """The others are taken."""
    found = timestamps.taken(f"(0:00) Hello\n{line}\n(20:00) End", 10, HOUR)
    assert [mark.title for mark in found.marks] == ["Hello", "End"]
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("chapter-time", 11)
    assert told in problem.message


@given(st.text(st.sampled_from("0123456789:()[]-*_`. ab\n#<>/"), max_size=200))
def test_any_article_keeps_its_lines(text: str) -> None:
    """As many of them, each the same or empty; every chapter has a title."""
    found = timestamps.taken(text, 1, HOUR)
    pairs = zip(found.text.split("\n"), text.split("\n"), strict=True)
    assert all(now in {"", before} for now, before in pairs)
    assert all(mark.title and mark.seconds >= 0 for mark in found.marks)


@pytest.mark.parametrize(
    "line", ["(0:00)" + " " * 200_000 + "x", "*" * 200_000 + ":", "[" * 99_999]
)
def test_a_hostile_line_takes_no_time(line: str) -> None:
    """Nobody types a chapter of so many characters."""
    began = time.process_time()
    assert timestamps.taken(f"{line}\n{line}", 1, HOUR).marks == ()
    assert time.process_time() - began < 1


def test_an_episode_without_recordings_keeps_them_as_text(make_show: ShowMaker) -> None:
    """There is nothing that they could be times of."""
    root = make_show(article="Hello there.\n\n(0:00) One\n(0:10) Two\n")

    def half_a_minute(file: Path) -> Recording:
        return Recording(file, "00", 44100, 1, 30 * 44100)

    layers = settings.load(root, {}, {})
    file = root / "episodes" / "pilot" / "episode.md"
    loaded = episode.read(file, layers, half_a_minute).episode
    assert loaded is not None
    assert "(0:00) One" in loaded.article.markdown
    (file.parent / "audio").mkdir()
    (file.parent / "audio" / "talk.wav").write_bytes(b"sound")
    loaded = episode.read(file, layers, half_a_minute).episode
    assert loaded is not None
    assert "(0:00)" not in loaded.article.html
    assert [(mark.seconds, mark.title, mark.line) for mark in loaded.marks] == [
        (0.0, "One", 8),
        (10.0, "Two", 9),
    ]
