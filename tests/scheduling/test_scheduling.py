"""Schedules: what each service's file holds, and times that are right when clocks change."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import scheduling
from segue.release import Post
from segue.scheduling import ics
from segue.scheduling.appointments import (
    Appointment,
    appointments,
    interval,
    moments,
    oddity,
    settled,
    units,
)
from segue.scheduling.rows import safe, table

BERLIN = ZoneInfo("Europe/Berlin")
WHEN = datetime(2026, 12, 1, 9, 0, tzinfo=BERLIN)


def post(name: str, platform: str = "x", place: tuple[int, int] = (1, 1), **changes: str) -> Post:
    """A post, or a part of a thread."""
    return Post(
        platform=platform,
        id=name,
        kind=changes.get("kind", "fact"),
        part=place[0],
        parts=place[1],
        text=changes.get("text", f"Words of {name}."),
        count=10,
        limit=280,
        unit="characters",
        source=(),
        link=changes.get("link"),
        image=changes.get("image"),
        alt=changes.get("alt"),
    )


def schedule(*kept: Appointment) -> scheduling.Schedule:
    """A schedule of these appointments."""
    return scheduling.Schedule("pilot", "guid-1", "Small Talk", "Cells; that, read", kept)


def rows(body: bytes) -> list[list[str]]:
    """The rows of a CSV file as a program reads them."""
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def appointment(number: int = 1, platform: str = "x", text: str = "Hello.") -> Appointment:
    """One appointment at nine."""
    return Appointment(platform, f"{platform}-{number}", (text,), WHEN)


def test_buffer_gets_its_columns_and_a_hundred_rows_a_file() -> None:
    """`Text,Image URL,Tags,Posting Time`, a file for each network, the set split."""
    many = [appointment(number) for number in range(201)]
    picture = Appointment(
        "bluesky", "b", ("One, “two”",), WHEN, (("https://a.example/b.png", "B"),)
    )
    files = dict(scheduling.service("buffer").files(schedule(*many, picture)))
    assert list(files) == ["buffer-bluesky.csv", "buffer-x.csv", "buffer-x-2.csv", "buffer-x-3.csv"]
    assert [len(rows(body)) - 1 for body in files.values()] == [1, 100, 100, 1]
    assert rows(files["buffer-bluesky.csv"]) == [
        ["Text", "Image URL", "Tags", "Posting Time"],
        ["One, “two”", "https://a.example/b.png", "", "2026-12-01 09:00"],
    ]


def test_metricool_gets_a_mark_lower_case_truths_and_split_times() -> None:
    """One file; each row is true for its own network alone."""
    [(name, body)] = scheduling.service("metricool").files(
        schedule(appointment(), appointment(2, "threads"))
    )
    assert name == "metricool.csv"
    assert body.startswith(b"\xef\xbb\xbfText,Date,Time,Draft,Facebook,Twitter/X,LinkedIn,GBP,")
    header, first, second = rows(body)
    assert header[14:16] == ["Picture Url 1", "Picture Url 2"]
    assert header[24] == "Alt text picture 1"
    assert header[34:] == ["Pinterest Pin Title", "Pinterest Pin Link"]
    assert first[:4] == ["Hello.", "2026-12-01", "09:00:00", "false"]
    assert [header[at] for at, cell in enumerate(first) if cell == "true"] == ["Twitter/X"]
    assert [header[at] for at, cell in enumerate(second) if cell == "true"] == ["Threads"]


def test_publer_gets_the_twelve_columns_of_its_template() -> None:
    """Two bars would begin a caption there, so they are parted; pictures have their words."""
    pictures = (("https://a.example/1,2.png", "One"), ("https://a.example/3.png", "Two || 2"))
    pin = Appointment("pinterest", "p", ("a || b",), WHEN, pictures, "A pin", "https://e.org/a")
    [(name, body)] = scheduling.service("publer").files(schedule(pin))
    header, row = rows(body)
    assert name == "publer-pinterest.csv"
    assert header == [
        "Date - Intl. format or prompt",
        "Text",
        "Link(s) - Separated by comma for FB carousels",
        "Media URL(s) - Separated by comma",
        "Title - For the video, pin, PDF ..",
        "Label(s) - Separated by comma",
        "Alt text(s) - Separated by ||",
        "Comment(s) - Separated by ||",
        "Pin board, FB album, or Google category",
        "Post subtype - I.e. story, reel, PDF ..",
        "CTA - For Facebook links or Google",
        "Reminder - For stories, reels, shorts, and TikToks",
    ]
    assert row[:5] == [
        "2026-12-01 09:00",
        "a | | b",
        "https://e.org/a",
        "https://a.example/1%2C2.png,https://a.example/3.png",
        "A pin",
    ]
    assert row[5:] == ["", "One || Two | | 2", "", "", "", "", ""]


def test_a_title_and_what_stands_below_it_are_one_post() -> None:
    """A pin is scheduled once, with its title and link; a title alone is a post of its own."""
    posts = [
        post("pinterest-title", "pinterest", kind="title", text="A pin"),
        post("pinterest-description", "pinterest", kind="description", link="https://e.org/a"),
        post("youtube-title", "youtube", kind="title", text="A video"),
    ]
    assert units(posts) == 1
    pin, video = appointments(posts, [WHEN], None)
    assert (pin.id, pin.title, pin.link) == ("pinterest-description", "A pin", "https://e.org/a")
    assert (video.id, video.title, video.text) == ("youtube-title", "", "A video")
    [(_, body)] = scheduling.service("metricool").files(schedule(pin))
    assert rows(body)[1][-2:] == ["A pin", "https://e.org/a"]


@given(st.text(max_size=30))
def test_no_cell_becomes_a_formula_and_none_loses_a_word(text: str) -> None:
    """What begins as a formula gets a space before it; the rest comes back as it was."""
    plain = text.replace("\r", " ").replace("\0", "")
    [_, [cell]] = csv.reader(io.StringIO(table(["Text"], [[f".{plain}"]]), newline=""))
    assert cell == f".{plain}"
    guarded = safe(plain)
    assert not guarded.startswith(("=", "+", "-", "@", "\t"))
    assert guarded.removeprefix(" ") == plain.removeprefix(" ")


@pytest.mark.parametrize(
    ("start", "every", "expected"),
    [
        ("2027-03-27T02:30", "1d", ["27 02:30 +0100", "28 03:30 +0200", "29 02:30 +0200"]),
        ("2026-10-24T02:30", "1d", ["24 02:30 +0200", "25 02:30 +0200", "26 02:30 +0100"]),
        ("2026-10-25T01:30", "1h", ["25 01:30 +0200", "25 02:30 +0200", "25 02:30 +0100"]),
        ("2027-03-28T01:00", "60m", ["28 01:00 +0100", "28 03:00 +0200", "28 04:00 +0200"]),
        ("2026-12-01T08:00+00:00", "1w", ["01 09:00 +0100", "08 09:00 +0100", "15 09:00 +0100"]),
    ],
)
def test_times_are_right_when_the_clocks_change(
    start: str, every: str, expected: list[str]
) -> None:
    """Days keep the time of day, hours the hours that pass, and no skipped hour is used."""
    times = islice(moments(datetime.fromisoformat(start), interval(every), BERLIN), 3)
    assert [f"{each:%d %H:%M %z}" for each in times] == expected


def test_what_the_clocks_do_is_said() -> None:
    """An hour that does not exist and one that comes twice; other days are not worth a word."""
    gap = datetime.fromisoformat("2027-03-28T02:30")
    assert "does not exist" in str(oddity(settled(gap, BERLIN), gap))
    twice = datetime.fromisoformat("2026-10-25T02:30")
    assert "the first is meant" in str(oddity(settled(twice, BERLIN), twice))
    assert oddity(WHEN, WHEN.replace(tzinfo=None)) is None


@given(
    st.datetimes(WHEN.replace(year=2020, tzinfo=None), WHEN.replace(year=2036, tzinfo=None)),
    st.integers(1, 60),
)
def test_every_moment_exists(start: datetime, days: int) -> None:
    """Also in zones with half hours and odd changes: there and back is the same."""
    for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"):
        zone = ZoneInfo(name)
        for moment in islice(moments(start, interval(f"{days}d"), zone), 3):
            assert moment.astimezone(UTC).astimezone(zone).replace(fold=0) == moment.replace(fold=0)


@pytest.mark.parametrize("text", ["", "0d", "d", "1y", "1.5h", "-1d"])
def test_an_interval_that_is_none_is_refused(text: str) -> None:
    """Nobody gets posts every nought days."""
    with pytest.raises(ValueError, match=text.strip() or ".*"):
        interval(text)


def test_each_network_begins_at_the_start_and_a_thread_is_one() -> None:
    """The second post of a network goes out with the second time."""
    posts = [
        post("x-a"),
        post("x-b-1", "x", (1, 2)),
        post("x-b-2", "x", (2, 2)),
        post("m", "mastodon"),
    ]
    assert units(posts) == 2
    times = [WHEN, WHEN + timedelta(days=1)]
    made = appointments(posts, times, None)
    assert [(each.id, each.moment.day, each.is_thread) for each in made] == [
        ("m", 1, False),
        ("x-a", 1, False),
        ("x-b", 2, True),
    ]


def test_a_carousel_is_one_post_with_all_its_pictures() -> None:
    """Their addresses are below the folder that the settings name."""
    posts = [
        post(
            f"i-{n}", "instagram", (n, 2), kind="carousel", image=f"social/cards/p {n}.png", alt="A"
        )
        for n in (1, 2)
    ]
    [made] = appointments(posts, [WHEN], "https://a.example/p/")
    assert not made.is_thread
    assert [url for url, _ in made.pictures] == [
        "https://a.example/p/p%201.png",
        "https://a.example/p/p%202.png",
    ]


def test_what_a_service_can_not_post_is_said() -> None:
    """Another network, a thread, a picture that is not on the web: each with what to do."""
    thread = Appointment("x", "x-thread", ("One.", "Two."), WHEN)
    posts = [appointment(1, "telegram"), thread, appointment(1, "instagram"), appointment()]
    kept, problems = scheduling.taken("buffer", posts)
    assert [each.id for each in kept] == ["x-1"]
    assert len(problems) == 3
    assert all(problem.hint for problem in problems)
    assert len(scheduling.taken("ics", posts)[0]) == 4


def test_a_calendar_is_read_back_by_another_program() -> None:
    """Long lines, emoji, commas and line ends come back; moments and identifiers are right."""
    text = "Tea; kettles, cork \\ and 🫖" * 9 + "\n\nhttps://example.org/a?b=c&d=e"
    thread = Appointment("x", "x-thread", (text, "Two."), WHEN)
    [(name, body)] = ics.SERVICE.files(schedule(thread, appointment(2, "mastodon")))
    assert name == "pilot.ics"
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(body)
    first, second = calendar.walk("VEVENT")
    assert str(first["DESCRIPTION"]) == f"{text}\n\nTwo."
    assert first["DTSTART"].dt == WHEN
    assert first["UID"] != second["UID"]
    [(_, again)] = ics.SERVICE.files(schedule(thread, appointment(2, "mastodon")))
    assert again == body


@given(st.text())
def test_any_words_come_back_from_a_calendar(text: str) -> None:
    """Whatever a post says, folded and escaped."""
    made = Appointment("x", "x-1", (text,), WHEN)
    [(_, body)] = ics.SERVICE.files(schedule(made))
    [event] = icalendar.Calendar.from_ical(body).walk("VEVENT")
    told = ics.printable(text).replace("\t", " ")
    assert str(event["DESCRIPTION"]) == told
