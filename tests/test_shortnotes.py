"""The short notes: few tags, few bytes, whole words."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.shortnotes import shorten

PAGE = "https://example.org/pilot"
ALLOWED = {"p", "ul", "ol", "li", "a", "br"}
NOTES = (
    "<p>A <b>hook</b> &amp; “more”.</p>\n<h2>Topics</h2>\n<p>(00:00) One<br>\n(01:00) Two</p>\n"
    '<ul>\n<li>First <a href="https://example.org/a b">link</a></li>\n<li>Second</li>\n</ul>\n'
    "<h2>The article</h2>\n"
    + "<p>Body of the text.</p>\n" * 40
    + "<footer><p>No advice.</p></footer>"
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
PIECE = st.one_of(
    WORDS.map(lambda text: f"<p>{text.replace('<', '&lt;')}</p>"),
    WORDS.map(lambda text: f"<ul><li>{text.replace('<', '&lt;')}</li><li><p>x</p></li></ul>"),
    WORDS.map(lambda text: f'<p><a href="https://example.org/{text}">{text}</a></p>'),
    st.sampled_from(
        [
            "<h2>Head</h2>",
            "<br>",
            "<ol><li>a<ul><li>b</li></ul></li></ol>",
            "<p>",
            "</li>",
            "<",
            "&",
        ]
    ),
)


class Strict(HTMLParser):
    """Fails on a tag that is not allowed, left open or closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up an opening tag."""
        assert tag in ALLOWED
        for name, value in attrs:
            assert (tag, name) == ("a", "href")
            assert re.match(r"https://|mailto:", value or "")
            assert (value or "").isascii()
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take up a closing tag."""
        assert self.open.pop() == tag


def assert_is_whole(html: str) -> None:
    """Fail unless every tag is allowed and closed."""
    reader = Strict()
    reader.feed(html)
    reader.close()
    assert reader.open == []


def words(html: str) -> list[str]:
    """The words that are left when the tags are stripped, as careless apps do."""
    return unescape(re.sub(r"<[^>]*>", "", html)).split()


def test_notes_that_fit_keep_every_word() -> None:
    """Only tags are lost, no words, and none are glued together."""
    short = shorten(NOTES, 40_000, PAGE)
    expected = [*words(NOTES.replace("<footer>", "\n")), "Full", "show", "notes"]
    assert words(short) == expected
    assert_is_whole(short)


def test_the_cut_falls_between_blocks_and_the_end_stays() -> None:
    """Disclaimer and link close the notes, however much of the article is left out."""
    short = shorten(NOTES, 500, PAGE)
    assert len(short.encode()) <= 500
    tail = f'<p>No advice.</p>\n<p><a href="{PAGE}">Full show notes</a></p>'
    assert short.endswith("<p>Body of the text.</p>\n" + tail)
    assert_is_whole(short)


def test_a_heading_is_never_the_last_word() -> None:
    """Where its section does not fit, the heading goes too."""
    html = "<p>Hook.</p><h2>Long</h2><p>" + "word " * 100 + "</p>"
    assert words(shorten(html, 200, None)) == ["Hook."]


def test_a_list_of_times_is_cut_between_its_lines() -> None:
    """A hundred chapters lose the last ones, not all of them."""
    lines = "<br>\n".join(f"({minute:02d}:00) Chapter {minute}" for minute in range(60))
    short = shorten(f"<p>Hook.</p><p>{lines}</p>", 400, None)
    assert "(00:00) Chapter 0<br>\n(01:00) Chapter 1" in short
    assert short.count("<br>") > 8
    assert short.endswith("</p>")


def test_a_first_block_that_is_too_long_is_cut_between_words() -> None:
    """A single paragraph of 40 KB still gives notes."""
    short = shorten("<p>" + "Curly “quotes” &amp; more. " * 2000 + "</p>", 4000, PAGE)
    assert 3800 < len(short.encode()) <= 4000
    assert re.search(r"(Curly|“quotes”|&amp;|more\.) …</p>\n<p><a", short)


def test_lists_keep_their_numbers_and_their_kind() -> None:
    """What stands inside a numbered item becomes lines of it, not items of their own."""
    html = (
        "<ol><li><p>One</p><p>more</p></li><li>Two<ul><li>a</li></ul></li></ol><ul><li>b</li></ul>"
    )
    assert shorten(html, 900, None) == (
        "<ol>\n<li>One<br>\nmore</li>\n<li>Two<br>\n– a</li>\n</ol>\n<ul>\n<li>b</li>\n</ul>"
    )


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (
            '<a href="https://x.example/?a=1&amp;b=ü">T</a>',
            '<a href="https://x.example/?a=1&amp;b=%C3%BC">T</a>',
        ),
        ('<a href="mailto:a@x.example">T</a>', '<a href="mailto:a@x.example">T</a>'),
        ('<a href="http://x.example">T</a>', "T (http://x.example)"),
        ('<a href="http://x.example">http://x.example</a>', "http://x.example"),
        ('<a href="/page">T</a>', "T"),
        ('<a href="javascript:alert(1)">T</a>', "T"),
        ('<a name="x">T</a>', "T"),
        ('<a href="https://x.example"><img src="y" alt="z"></a>', ""),
    ],
)
def test_only_safe_links_stay_links(link: str, shown: str) -> None:
    """An address that an app can't open is not lost where a person could still type it."""
    assert shorten(
        f"<p>Before {link} after</p>", 900, None
    ) == f"<p>Before {shown} after</p>".replace("  ", " ")


@given(st.lists(PIECE, max_size=12).map("".join), st.integers(0, 400))
def test_any_notes_fit_and_are_whole(html: str, limit: int) -> None:
    """Whatever the notes hold, the limit holds, and so does every tag."""
    short = shorten(html, limit, PAGE)
    assert len(short.encode()) <= limit
    assert_is_whole(short)


@given(
    st.lists(st.text("abc&<é ", min_size=1).filter(str.strip), min_size=1, max_size=9),
    st.integers(0, 300),
)
def test_words_are_never_cut_or_glued(paragraphs: list[str], limit: int) -> None:
    """What is kept are the leading words of the text, each of them whole."""
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    short = shorten("".join(f"<p>{text}</p>" for text in escaped), limit, None)
    kept = [word for word in words(short) if word != "…"]
    assert kept == [word for text in paragraphs for word in text.split()][: len(kept)]
