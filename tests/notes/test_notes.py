"""The show notes: what they tell, in every form."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import RATE, TEXT, a_timeline, an_article, an_episode, shared, written_notes
from segue import shortnotes
from segue.characters import one_line
from segue.errors import SegueError
from segue.model import Episode, Guest, Link, Recording, Segment
from segue.release import Chapter, Clip, Timeline
from segue.speech import Cue, Transcript

ALL = ("notes.html", "notes.md", "notes.txt", "youtube.txt")
SHORT = ("short.html", "apple.html", "spotify.html", "buzzsprout.html", "transistor.html")
EPISODE = an_episode()
TITLES = st.text(min_size=1, max_size=60).filter(one_line)
TAG = re.compile(r"<(/?\w+)")


def notes_of(episode: Episode = EPISODE, *chapters: Chapter, seconds: int = 3700) -> dict[str, str]:
    """The notes of an episode that has a recording."""
    return written_notes(episode, shared(episode, a_timeline(*chapters, seconds=seconds)))


def named(episode: Episode, title: str, name: str, url: str, text: str) -> dict[str, str]:
    """The notes where everything that has a name has one of these."""
    link = Link(text, f"https://example.org/{url}", 3)
    named = replace(episode, guests=(Guest(name, title),), links=(link,), description=text)
    return notes_of(named, Chapter(0, title), Chapter(20, name), Chapter(40, text))


PLAIN_TAGS = TAG.findall(named(EPISODE, "title", "name", "url", "text")["notes.html"])


def test_every_kind_of_notes_is_written() -> None:
    """One output for each template, and each of them ends with a line's end."""
    notes = notes_of()
    assert set(notes) >= set(ALL)
    assert all(text.endswith("\n") and not text.startswith("\n") for text in notes.values())


@pytest.mark.parametrize("name", ALL + SHORT)
def test_the_notes_tell_what_readers_look_for(name: str) -> None:
    """Hook, speakers, times, call, links, disclaimer and credits stand in all of them."""
    text = notes_of()[name]
    for wanted in (
        "Every cell reads the same book. It only opens different pages.",
        "Ada Example",
        "https://ada.example/",
        "01:12",
        "The reading list",
        "https://example.org/list",
        "https://example.org/paper",
        "This is no medical advice.",
        "Small Talk is made by The Small Talk team.",
    ):
        assert wanted in text


@pytest.mark.parametrize("name", ALL + SHORT)
def test_a_passage_for_letters_stays_out(name: str) -> None:
    """What is meant for the newsletter only is in no notes, nor is its link."""
    text = notes_of()[name]
    assert "Only letters" not in text
    assert "secret" not in text


def test_times_stand_on_lines_of_their_own() -> None:
    """Apps make a link of a time that begins its line; past an hour it has hours."""
    lines = notes_of()["notes.txt"].split("\n")
    assert lines[lines.index("TOPICS") + 1 :][:3] == [
        "(00:00) Welcome",
        "(01:12) The book",
        "(1:01:01) The end",
    ]


def test_without_a_recording_there_are_no_times() -> None:
    """Notes of an episode that is only read make no promise of a time."""
    for text in written_notes(EPISODE, shared(EPISODE)).values():
        assert not re.search(r"\d\d:\d\d", text)


def test_every_link_stands_in_the_list_once_and_in_order() -> None:
    """Front matter first, then the article; a guest's and a call's link stand with them."""
    text = notes_of()["notes.txt"]
    listed = text[text.index("LINKS") : text.index("THE ARTICLE")]
    assert re.findall(r"^- (.*)$", listed, re.MULTILINE) == [
        "The first paper: https://example.org/paper",
        "shut for life: https://example.org/shut",
        "the long version: https://example.org/long",
    ]


def test_no_sentence_is_told_twice_before_the_article() -> None:
    """Hook, takeaways and quotes are different sentences, the quote the author's own choice."""
    html = notes_of()["notes.html"]
    told = html[: html.index("The article")]
    assert "<blockquote><p>Signals from outside close some pages.</p></blockquote>" in told
    for sentence in EPISODE.article.sentences:
        assert told.count(sentence.text) <= 1


def test_a_description_is_the_hook() -> None:
    """What the author wrote about the episode goes before any sentence that was picked."""
    episode = replace(EPISODE, description="Why a nerve is no liver.")
    assert notes_of(episode)["notes.html"].startswith("<p>Why a nerve is no liver.</p>")


def test_the_article_fits_under_the_notes_own_headings() -> None:
    """Its headings are one level lower, and its calls and pictures don't stand there again."""
    article = an_article(TEXT + "\n![A cell](images/cell.png)\n\n[Up](#top)\n")
    html = notes_of(replace(EPISODE, article=article))["notes.html"]
    passage = html[html.index("<h2>The article</h2>") :]
    assert re.search(r"<h3[^>]*>How does a cell choose\?</h3>", passage)
    assert not re.search("<img|images/|The reading list|#top|<h[12]", passage.partition("</h2>")[2])


def test_short_notes_of_an_article_keep_all_its_links() -> None:
    """The links come before the article, so they survive the cut that the article needs."""
    episode = replace(EPISODE, article=an_article(TEXT + "\nAnother paragraph of it.\n" * 400))
    html = notes_of(episode)["notes.html"]
    short = shortnotes.shorten(html, 4000, "https://example.org/pilot")
    assert len(short.encode()) <= 4000
    for url in re.findall(r'href="([^"]+)"', html):
        assert url in short


@pytest.mark.parametrize(
    ("chapters", "reason"),
    [
        ([0.0, 30.0], "two chapters"),
        ([5.0, 30.0, 60.0], "none at 0"),
        ([0.0, 9.4, 60.0], "less than ten seconds"),
        ([0.0, 30.0, 95.0], "a last one of five seconds"),
    ],
)
def test_youtube_gets_chapters_it_shows_or_none(chapters: list[float], reason: str) -> None:
    """A list with {reason} would show no chapter, so it is left out there and only there."""
    made = [Chapter(seconds, f"Part {at}") for at, seconds in enumerate(chapters)]
    notes = notes_of(EPISODE, *made, seconds=100)
    assert "Part 1" not in notes["youtube.txt"], reason
    assert "Part 1" in notes["notes.html"]


def test_a_youtube_description_is_cut_at_a_line_and_keeps_what_matters() -> None:
    """5,000 bytes hold hook, chapters and disclaimer; links at the end give way."""
    links = tuple(Link(f"Paper “{at}”", f"https://example.org/{at}", 3) for at in range(300))
    text = notes_of(replace(EPISODE, links=links))["youtube.txt"]
    assert 4900 < len(text.encode()) <= 5000
    assert re.fullmatch(r"Paper “\d+”: https://example\.org/\d+", text.rstrip("\n").split("\n")[-1])
    assert "00:00 Welcome" in text
    assert "This is no medical advice." in text


def test_a_hook_of_forty_kilobytes_is_cut_between_words() -> None:
    """Even a single endless line gives a description that YouTube takes."""
    text = notes_of(replace(EPISODE, description="wörd " * 8000))["youtube.txt"]
    assert 4980 < len(text.encode()) <= 5000
    assert text.endswith("wörd …\n")


def test_addresses_that_no_app_opens_are_no_links() -> None:
    """A script or a file of one's own disk leads nowhere."""
    guests = (Guest("Ada", None, "javascript:alert(1)"),)
    links = (Link("Mine", "file:///home/me", 3), Link("Söme", "https://sö.example/a b", 4))
    notes = notes_of(replace(EPISODE, guests=guests, links=links))
    for text in notes.values():
        assert "javascript:" not in text
        assert "file:///" not in text
        assert "https://xn--s-1ga.example/a%20b" in text


def test_markdown_shows_titles_as_they_were_typed() -> None:
    """Stars, brackets and angle brackets in a title mean nothing there."""
    guests = (Guest("A *star* [of] <cells>", "2. host_name"),)
    text = notes_of(replace(EPISODE, guests=guests))["notes.md"]
    assert r"- A \*star\* \[of\] \<cells\>, 2\. host\_name" in text


def test_an_article_of_one_byte_has_notes() -> None:
    """Who speaks and who makes the show is always known."""
    episode = an_episode("x", guests=(), links=(), marks=())
    for text in written_notes(episode, shared(episode)).values():
        assert "Small Talk is made by" in text


@settings(max_examples=40)
@given(title=TITLES, name=TITLES, url=TITLES, text=TITLES)
def test_any_text_gives_notes_in_their_limits(title: str, name: str, url: str, text: str) -> None:
    """Whatever is typed into titles, names and links: YouTube takes it, and HTML stays HTML."""
    notes = named(EPISODE, title, name, url, text)
    assert not set("<>") & set(notes["youtube.txt"])
    assert len(notes["youtube.txt"].encode()) <= 5000
    assert TAG.findall(notes["notes.html"]) == PLAIN_TAGS


def test_calls_and_links_are_those_that_are_meant_for_the_notes() -> None:
    """Of two calls of one title, the notes show their own."""
    text = """\
Kettles of cork keep their heat for hours.

/// only | newsletter
The letter alone says [this](https://example.org/letter-only). ==The letter alone shouts.==

/// call | Read on
For readers: [Open the paper](https://example.org/call-of-the-letter)
///

///

/// call | Read on
For listeners: [Open the page](https://example.org/call-of-the-notes)
///
"""
    for name, notes in notes_of(an_episode(text)).items():
        assert "letter" not in notes, name
        assert "https://example.org/call-of-the-notes" in notes, name


def test_sentences_of_one_line_are_told_in_reading_order() -> None:
    """Not in that of their worth."""
    one, two, three = "Cork is light.", "Cork floats.", "Cork burns."
    episode = an_episode(f"{one} {two} {three}\n")
    handed = shared(episode)
    sentences = episode.article.sentences
    best = (sentences[2], sentences[0], sentences[1])
    handed = replace(handed, picks=replace(handed.picks, hook=(), best=best))
    text = written_notes(episode, handed)["notes.txt"]
    assert text.index(one) < text.index(two) < text.index(three)


@pytest.mark.parametrize("name", SHORT)
def test_each_host_gets_what_it_reads(name: str) -> None:
    """A few tags, at most 4,000 bytes, every link, and at the end the way to the full notes."""
    links = tuple(Link(f"Link {at}", f"https://example.org/{at}", 9) for at in range(9))
    text = "A curly ’ sentence that says something. " * 1000
    episode = an_episode(f"{TEXT}\n\n{text}\n", links=links)
    notes = notes_of(episode)[name]
    assert len(notes.encode()) <= 4000
    assert {tag.removeprefix("/") for tag in TAG.findall(notes)} <= {
        "p",
        "ul",
        "ol",
        "li",
        "a",
        "br",
    }
    assert all(f'href="{link.url}"' in notes for link in links)
    assert notes.endswith(
        '<p><a href="https://example.org/small-talk/pilot">Full show notes</a></p>\n'
    )


@pytest.mark.parametrize("name", SHORT)
@given(title=TITLES, name_=TITLES, text=st.text(max_size=5000))
@settings(max_examples=20)
def test_any_text_gives_short_notes(name: str, title: str, name_: str, text: str) -> None:
    """Within the bytes, with no tag left open and none that somebody typed."""
    notes = named(EPISODE, title, name_, "url", text or "x")[name]
    assert len(notes.encode()) <= 4000
    tags = TAG.findall(notes)
    assert set(tags) <= {
        f"{end}{tag}" for tag in ("p", "ul", "ol", "li", "a", "br") for end in ("", "/")
    }
    assert all(tags.count(tag) == tags.count(f"/{tag}") for tag in ("p", "ul", "li", "a"))


def test_a_host_is_one_template_in_the_show(tmp_path: Path) -> None:
    """Its head says what it takes, and every rule of it holds."""
    folder = tmp_path / "templates" / "notes"
    folder.mkdir(parents=True)
    head = '{# Ours.\n[host]\nname = "Pod"\nlimit_bytes = 60\nforbidden = { "é" = "e" }\n#}\n'
    (folder / "pod.txt.j2").write_text(head + "Café\n{{ notes.hook }}\n", encoding="utf-8")
    episode = replace(EPISODE, show=replace(EPISODE.show, root=tmp_path), description="Long " * 90)
    notes = notes_of(episode)["pod.txt"]
    assert notes.startswith("Cafe\n")
    assert len(notes.encode()) <= 60


@pytest.mark.parametrize(
    "row",
    ["limit_bytes = many", 'limit_bytes = "9"', "size = 5", "limit_bytes = -1", "forbidden = 3"],
)
def test_a_host_that_can_t_be_read_is_told(tmp_path: Path, row: str) -> None:
    """With the template's name."""
    file = tmp_path / "templates" / "notes" / "pod.txt.j2"
    file.parent.mkdir(parents=True)
    file.write_text(f"{{# Ours.\n[host]\n{row}\n#}}\nHello\n")
    episode = replace(EPISODE, show=replace(EPISODE.show, root=tmp_path))
    with pytest.raises(SegueError) as caught:
        notes_of(episode)
    assert [(each.code, each.file) for each in caught.value.problems] == [("template", file)]


def test_the_notes_lead_to_the_transcript() -> None:
    """Where there is one, and an address for it."""
    cue = Cue(1.0, 2.0, "Hello")
    recording = Recording(Path("talk.wav"), "0" * 64, RATE, 1, 3700 * RATE)
    clip = Clip(Segment(recording, transcript=Transcript((cue,))), 0, 3700 * RATE)
    handed = shared(EPISODE, Timeline(RATE, 3700 * RATE, (clip,), ()))
    address = "https://example.org/audio/pilot.transcript.html"
    notes = written_notes(EPISODE, handed)
    assert all(address in notes[name] for name in (*ALL, *SHORT))
    assert all("ranscript" not in text for text in notes_of().values())


def test_nobody_s_stock_phrase_is_the_hook() -> None:
    """What begins like everybody's is not what people see in a list."""
    text = "In this episode, we discuss cells.\n\nCells read a book. They open it.\n"
    episode = an_episode(text, description=None)
    assert "we discuss" not in notes_of(episode)["notes.md"]


def test_without_a_mark_the_best_sentence_is_quoted() -> None:
    """Where there are enough of them that a takeaway can be spared."""
    episode = an_episode("\n\n".join(f"Fact {at} is a good one." for at in range(12)))
    assert notes_of(episode)["notes.html"].count("<blockquote>") == 1
