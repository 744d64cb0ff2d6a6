"""A podcast's feed as episodes: what apps know a show by stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import lost
from old_hosts import CHANNEL, HEAD, ITEM, TAIL, feed

from conftest import ShowMaker
from segue import intake
from segue.build import build
from segue.errors import SegueError
from segue.intake import Reading, folders
from segue.intake.manuscript import Imported
from segue.intake.podcast import elements
from segue.intake.source import Source
from segue.request import Request

pytest.importorskip("markdownify")
TITLE_LINE = 2 + feed(ITEM).partition(b"<item>")[0].count(b"\n")


def read(content: bytes, name: str = "feed.xml") -> Reading:
    """What is read of a feed."""
    return intake.read(Source(content, Path(name)))


def imported(*items: str, channel: str = CHANNEL) -> Imported:
    """The first episode of a feed."""
    return read(feed(*items, channel=channel)).imported[0]


def refused(content: bytes) -> tuple[str, int | None]:
    """The code and line of the one error that a feed is refused with."""
    with pytest.raises(SegueError) as caught:
        read(content)
    (problem,) = caught.value.problems
    assert problem.severity == "error"
    assert problem.unreadable
    assert problem.hint
    return problem.code, problem.line


def test_an_item_keeps_what_apps_know_it_by() -> None:
    """Guid, date, numbers, type and page are those of the old host."""
    front = imported(ITEM).front
    assert front["title"] == "Cells & books"
    assert front["guid"] == "https://old.example/?p=7"
    assert front["date"] == "2025-11-22T09:30:00+01:00"
    assert (front["season"], front["number"], front["type"]) == (2, 7, "bonus")
    assert front["explicit"] is True
    assert front["page"] == "https://old.example/7"
    assert front["tags"] == ["cells", "books"]
    assert front["guests"] == [{"name": "Bo", "url": "https://bo.example"}]
    assert front["description"] == "What cells read."
    assert front["chapters"] == [{"time": "00:01:02.500", "title": "The book"}]


def test_the_audio_of_the_old_host_moves_in_with_all_beside_it() -> None:
    """Address, bytes, type and seconds; picture, chapters and transcript."""
    assert imported(ITEM).front["enclosure"] == {
        "url": "https://cdn.old.example/7 a.mp3",
        "bytes": 12345678,
        "type": "audio/mpeg",
        "seconds": 3723,
        "image": "https://old.example/7.jpg",
        "chapters": "https://old.example/7.json",
        "transcripts": [{"url": "https://old.example/7.vtt", "type": "text/vtt"}],
    }


def test_the_notes_are_markdown() -> None:
    """The fullest text is the article; what says the same again is not told twice."""
    made = imported(ITEM)
    assert [block.markdown for block in made.blocks] == [
        "Cells read [a book](https://e.example/book).",
        "- One\n- Two",
        "## More",
        "It has **many** pages.",
    ]
    assert made.removed == ()


def test_notes_in_plain_text_are_read_as_text() -> None:
    """A host that writes no HTML means its line breaks."""
    item = "<item><title>T</title><description>One &amp;amp; two.\n\n- a\n- b</description></item>"
    assert [block.markdown for block in imported(item).blocks] == ["One & two.", "- a\n- b"]


def test_the_show_is_told_as_settings() -> None:
    """What belongs into segue.toml, once, with today's names of categories."""
    assert imported(ITEM).settings == {
        "show.title": "Old & Gold",
        "show.author": "Ada Example",
        "show.email": "ada@old.example",
        "show.link": "https://old.example",
        "show.description": "A show that moves.",
        "show.language": "en-us",
        "show.category": "Health & Fitness > Medicine",
        "show.copyright": "© Ada",
        "show.hosts": [{"name": "Ada Example", "url": "https://ada.example"}],
        "feed.categories": ["Technology"],
        "feed.guid": "4a4a4a4a-0000-4000-8000-00000000000a",
        "feed.type": "serial",
        "feed.funding": [{"label": 'Give "now"', "url": "https://old.example/give"}],
    }


def test_what_a_move_takes_is_told_once() -> None:
    """Where apps know the feed, and where the cover is to be had; not for each episode."""
    notes = [note for each in read(feed(ITEM, ITEM)).imported for note in each.notes]
    told = " ".join(note.message for note in notes if note.code == "feed-moved")
    assert "https://old.example/rss" in told
    assert "https://old.example/cover.jpg" in told
    assert "this item and 1 more have the guid of another" in told


def test_two_items_with_one_guid_do_not_fight() -> None:
    """The first keeps it, the other gets one of its own."""
    first, second = read(feed(ITEM, ITEM)).imported
    assert first.front["guid"] == "https://old.example/?p=7"
    assert second.front["guid"] not in {"", first.front["guid"]}
    assert first.slug != second.slug


def test_without_a_guid_it_is_the_address_that_apps_went_by() -> None:
    """It stays the same when the audio moves."""
    made = imported(ITEM.replace('<guid isPermaLink="true">https://old.example/?p=7</guid>', ""))
    assert made.front["guid"] == "https://cdn.old.example/7 a.mp3"


def test_a_wrong_namespace_is_read_by_its_prefix() -> None:
    """Some hosts write it wrong, and apps read them all the same."""
    wrong = HEAD.replace("podcastindex.org/namespace", "elsewhere.example/ns")
    content = f"{wrong}\n{CHANNEL}\n{ITEM}\n{TAIL}".encode()
    assert read(content).imported[0].front["guests"]


def test_words_that_have_no_place_are_told() -> None:
    """Nothing is lost silently, whatever tags a host adds."""
    made = imported(ITEM.replace("</item>", "<fancy:x xmlns:fancy='urn:f'>Gem</fancy:x></item>"))
    (gone,) = made.removed
    assert (gone.text, gone.reason) == ("Gem", "segue has no use for <fancy:x>")


def test_html_entities_of_an_old_doctype_are_read() -> None:
    """RSS 0.91 declared a DTD with &nbsp; and the like, which nobody fetches any more."""
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    item = "<item><title>Caf&eacute;</title><description>Some words.</description></item>"
    content = feed(item).replace(b'encoding="UTF-8"?>', b'encoding="UTF-8"?>' + doctype.encode())
    assert read(content).imported[0].title == "Café"


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (feed(ITEM).replace(b"?>", f"?>\n{BOMB}".encode(), 1), "feed-unsafe", 2),
        (feed(ITEM).replace(b"?>", f"?>\n{OUTSIDE}".encode(), 1), "feed-unsafe", 2),
        (feed(ITEM.replace("</title>", "</titel>")), "feed-broken", TITLE_LINE),
        (feed(ITEM.replace("&amp;", "&")), "feed-broken", TITLE_LINE),
        (feed(ITEM.replace("&amp;", "&nbsp;")), "feed-broken", TITLE_LINE),
        (feed(ITEM)[:-300], "feed-broken", None),
        (feed(), "import-empty", 7),
        (b'<rss version="2.0"></rss>', "feed-broken", 1),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "feed-broken", 1),
        (b'<?xml version="1.0" encoding="x-no-such"?><rss/>', "feed-broken", None),
        (feed("<x>" * 200 + "</x>" * 200), "feed-unsafe", TITLE_LINE - 1),
        (b"<rss><channel><itunes:x/></channel></rss>", "feed-broken", 1),
        (feed(ITEM.replace("Cells", "C" * 1_000_001)), "feed-unsafe", None),
    ],
)
def test_a_feed_that_is_broken_or_hostile_is_refused_with_its_line(
    content: bytes, code: str, line: int | None
) -> None:
    """No entity is expanded, no file or address opened, no half of it imported."""
    found, at = refused(content)
    assert found == code
    assert line is None or at == line


def test_a_feed_of_more_tags_than_any_has_is_refused_before_memory_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many small tags take more room than their letters."""
    monkeypatch.setattr(elements, "MOST_ELEMENTS", 1000)
    assert refused(feed("<item>" + "<a/>" * 1000 + "</item>"))[0] == "feed-unsafe"
    assert read(feed("<item><title>T</title>" + "<a/>" * 900 + "</item>")).imported


@given(st.text(max_size=40), st.text(max_size=200))
def test_any_words_come_through(title: str, notes: str) -> None:
    """Whatever stands in a feed makes an episode that can be written, or a clear refusal."""
    named, said = (
        "".join(sign for sign in text if sign.isprintable()).replace("]]>", "")
        for text in (title, notes)
    )
    words = f"<title><![CDATA[{named}]]></title><description><![CDATA[x {said}]]></description>"
    made = imported(f"<item>{words}</item>")
    assert made.title
    assert made.slug


def test_a_show_that_moved_in_feeds_the_same_items(make_show: ShowMaker) -> None:
    """Imported and built, apps see the episode as the one that they know."""
    root = make_show()
    folders.write(read(feed(ITEM)).imported, root)
    report = build(Request(root=root, only=frozenset({"feed"})))
    wrong = {problem.code for problem in report.problems if problem.severity == "error"}
    # What the small show of the tests lacks itself.
    assert wrong <= {"feed-category", "feed-cover"}
    text = (root / "output" / "feed.xml").read_text(encoding="utf-8")
    for wanted in (
        '<guid isPermaLink="false">https://old.example/?p=7</guid>',
        "<pubDate>Sat, 22 Nov 2025 09:30:00 +0100</pubDate>",
        'url="https://cdn.old.example/7%20a.mp3" length="12345678" type="audio/mpeg"',
        "<itunes:duration>3723</itunes:duration>",
        "<itunes:season>2</itunes:season>",
        "<itunes:episode>7</itunes:episode>",
        "<itunes:episodeType>bonus</itunes:episodeType>",
        "<itunes:explicit>true</itunes:explicit>",
        '<itunes:image href="https://old.example/7.jpg" />',
        '<podcast:transcript url="https://old.example/7.vtt" type="text/vtt"',
        '<psc:chapter start="00:01:02.500" title="The book" />',
        "<link>https://old.example/7</link>",
    ):
        assert wanted in text, wanted


def test_a_feed_is_known_behind_a_long_comment() -> None:
    """Some hosts put their advertisement, or a licence, before the first tag."""
    comment = f"<!-- {'words ' * 2000} -->"
    content = feed(ITEM).replace(b"<rss", f"{comment}<rss".encode(), 1)
    assert read(content).title == "podcast feed"


def test_an_id_that_is_none_is_not_told() -> None:
    """segue.toml would refuse it."""
    channel = CHANNEL.replace("4a4a4a4a-0000-4000-8000-00000000000a", "y0ur-gu1d")
    assert "feed.guid" not in imported(ITEM, channel=channel).settings


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ('length="12345678"', 'length="12,345"', "bytes"),
        ("1:02:03", "an hour", "seconds"),
        ("1:02:03", "-5", "seconds"),
        ('href="https://old.example/7.jpg"', 'href="javascript:alert(1)"', "image"),
    ],
)
def test_what_is_nonsense_in_an_enclosure_is_left_out(old: str, new: str, left: str) -> None:
    """A wrong value would be published again."""
    assert old in ITEM
    enclosure = imported(ITEM.replace(old, new)).front["enclosure"]
    assert isinstance(enclosure, dict)
    assert left not in enclosure
    assert enclosure["url"]


def test_scripts_in_notes_stay_outside() -> None:
    """They are neither run nor quoted."""
    notes = "&lt;p&gt;Words.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;"
    made = imported(f"<item><title>T</title><description>{notes}</description></item>")
    assert [block.markdown for block in made.blocks] == ["Words."]


def test_an_export_of_wordpress_is_another_format() -> None:
    """It begins as a feed does, and says what it is in its first lines."""
    from segue.intake.formats import feed as format_of_feeds

    export = HEAD.replace("<rss", '<rss xmlns:wp="http://wordpress.org/export/1.2/"')
    assert format_of_feeds.reads(Source(export.encode())) == 0
    assert format_of_feeds.reads(Source(feed(ITEM))) > 0
    assert format_of_feeds.reads(Source(b"Some words about <b>rss</b>.")) == 0


def test_no_word_of_an_item_is_lost() -> None:
    """Each stands in the article, in the front matter, or in what is told as removed."""
    other = "<itunes:summary>Something else is said here of it.</itunes:summary><author>me</author>"
    made = imported(ITEM.replace("</item>", f"{other}</item>"))
    words = "Cells books read a book One Two More It has many pages What cells Bo The book"
    assert lost(f"{words} Something else is said here of it me", made) == {}
