"""Web pages: the article is found among all that a page has around it."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from dressed import PASTED, page, visible
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from kept import lost

from segue import intake, markdown
from segue.errors import SegueError
from segue.intake.manuscript import Imported
from segue.intake.markup import article
from segue.intake.markup import page as page_of
from segue.intake.source import Source

pytest.importorskip("trafilatura")


def imported(markup: str | bytes, name: str = "page.html") -> Imported:
    """The one episode that a page makes."""
    content = markup.encode() if isinstance(markup, str) else markup
    (made,) = intake.read(Source(content, Path(name))).imported
    return made


@pytest.fixture(scope="module")
def pasted() -> Imported:
    """The article as it comes when it is pasted."""
    (made,) = intake.read(Source(PASTED.encode())).imported
    return made


@pytest.fixture(scope="module")
def headings(pasted: Imported) -> list[str]:
    """The lines that are headings, the call's among them."""
    return [block.text or block.title for block in pasted.blocks if block.kind == "heading"] + [
        block.title for block in pasted.blocks if block.kind == "call"
    ]


def test_a_page_makes_the_article_that_its_pasted_text_makes(
    pasted: Imported, headings: list[str]
) -> None:
    """Nothing of the page's furniture, each paragraph, list and heading, and the call linked."""
    made = imported(page(headings))
    wanted = [block.markdown for block in pasted.blocks]
    linked = [
        each.replace("\nDOWNLOAD HERE", "\n[DOWNLOAD HERE](https://sleep.example/checklist)")
        for each in wanted
    ]
    assert linked != wanted
    assert [block.markdown for block in made.blocks] == linked
    assert made.title == pasted.title
    assert made.settings == pasted.settings


def test_every_word_of_a_page_is_in_the_article_or_reported(headings: list[str]) -> None:
    """What the page has around its article is told."""
    markup = page(headings)
    assert lost(visible(markup), imported(markup)) == {}


def test_what_is_around_the_article_is_told_with_its_reason(headings: list[str]) -> None:
    """Each part of the page by its name."""
    reasons = {each.reason for each in imported(page(headings)).removed}
    assert reasons >= {
        "cookie banner",
        "page header",
        "share buttons",
        "related posts",
        "comments",
        "sidebar",
        "page footer",
    }


def test_a_page_tells_its_date_description_and_address(headings: list[str]) -> None:
    """They go into the front matter."""
    front = imported(page(headings)).front
    assert front["category"] == "Sleep Science"
    assert front["date"] == "2026-02-03T09:30:00+01:00"
    assert front["description"] == "Why a cool room beats a new mattress."
    assert "https://sleep.example/cool-rooms" in str(front["links"])


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "latin1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("utf-16", "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_has(
    headings: list[str], encoding: str, named: str
) -> None:
    """The byte order mark is believed first, then the page's own word, then the bytes."""
    markup = page(headings).replace('charset="utf-8"', f'charset="{named}"')
    made = imported(markup.encode(encoding))
    assert made.blocks == imported(page(headings)).blocks


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<html><body>" + "<div>" * 10_000 + "<p>Deep.</p>", "page-too-deep"),
        ("<html><body>" + "<p>word</p>\n" * 200_000, "page-too-large"),
        ("<html><body>" + "<p>word</p>" * 60_000, "page-too-large"),
        (
            "<html><body><p " + " ".join(f'a{n}="<"' for n in range(40_000)) + ">Word.</p>",
            "page-too-large",
        ),
        ("<!-- a -->" * 400 + "<htm", "import-empty"),
        ("<!DOCTYPE html><html><body></body></html>", "import-empty"),
        ("<html><body>" + "<p>word</p>" * 500 + "\0", "encoding"),
    ],
    ids=["nested", "large", "elements", "attributes", "comments", "empty", "binary"],
)
def test_a_page_that_can_not_be_read_is_refused(markup: str, code: str) -> None:
    """One clear error, whatever is wrong."""
    with pytest.raises(SegueError) as caught:
        imported(markup)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.hint


def test_quotations_deeper_than_anybody_means_keep_their_words() -> None:
    """They are no reason to refuse a page."""
    made = imported("<html><body>" + "<blockquote>" * 200 + "Deep words.")
    assert [block.text.strip("> ") for block in made.blocks] == ["Deep words."]


def test_marks_captions_and_code_are_written() -> None:
    """A highlight, a picture's caption and a listing come out as their own kinds."""
    made = imported(
        "<article><h1>Cells</h1><p>Every cell reads. <mark>It only opens pages.</mark></p>"
        "<p>There is more to say of it, and this paragraph says a little of that.</p>"
        "<pre>let x = 1</pre>"
        '<figure><img src="https://e.example/a.png" alt="A">'
        "<figcaption>A cell</figcaption></figure></article>"
    )
    text = "\n".join(block.markdown for block in made.blocks)
    assert "==It only opens pages.==" in text
    assert "```\nlet x = 1\n```" in text
    assert "*A cell*" in text


LOOKS = """
<h1>All kinds</h1><p>Words are <b>strong</b>, <i>slanted</i>, <s>struck</s>, <mark>marked</mark>
and <code>a_code`</code>; H<sub>2</sub>O; 3 * 4 and a_name, <a href="/here">a link</a>, wow!<a
href="https://x.example/a (b)">this</a>.</p>
<figure><img src="bed.png" alt="A bed"><figcaption>In the <em>cold</em></figcaption></figure>
<pre><code class="language-py">if hot:
    open(window)  # *now*
</code></pre>
<blockquote><p>One.</p><p>Two.</p></blockquote>
<ul><li>A<ol><li>B</li><li>C<p>More of C.</p></li></ol></li><li><p>D</p></li></ul>
<table><thead><tr><th>Room</th><th>Heat</th></tr></thead>
<tbody><tr><td>Bed</td><td>a|b</td></tr></table>
<dl><dt>Cool</dt><dd>Below 19.</dd></dl>
<p>Line one<br>line two<br><br>A new paragraph</p><p># no heading</p><p>1. no list</p><p>- none</p>
<p>Noted<sup id="r1"><a href="#n1">1</a></sup> once.</p>
<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0" title="A film"></iframe>
<ol class="footnotes"><li id="n1">The note. <a href="#r1">back</a></li></ol>"""
FIRST = (
    "Words are **strong**, *slanted*, ~~struck~~, ==marked== and `` a_code` ``; H<sub>2</sub>O;"
    " 3 \\* 4 and a_name, [a link](/here), wow\\![this](https://x.example/a%20%28b%29)."
)


def test_all_that_a_text_can_have_becomes_markdown() -> None:
    """Each kind of element as our engine reads it; signs that mean nothing stay so."""
    made = imported(LOOKS, "piece.html")
    assert made.title == "All kinds"
    assert [block.markdown for block in made.blocks] == [
        FIRST,
        "![A bed](bed.png)\n\nIn the *cold*",
        "```py\nif hot:\n    open(window)  # *now*\n```",
        "> One.\n>\n> Two.",
        "- A\n  1. B\n  2. C\n\n     More of C.\n- D",
        "| Room | Heat |\n| --- | --- |\n| Bed | a\\|b |",
        "Cool\n:   Below 19.",
        "Line one\\\nline two",
        "A new paragraph",
        "\\# no heading",
        "1\\. no list",
        "\\- none",
        "Noted[^1] once.",
        "[A film](https://www.youtube.com/watch?v=abcdefghijk)",
        "[^1]: The note.",
    ]


@pytest.mark.parametrize(
    "within",
    [
        "<ol>" + "<li>One of many</li>" * 2500 + "</ol>",
        "<p>" + "[" * 20_000 + "</p>",
        "<p>" + "a<br>" * 5000 + "</p>",
        "<table>" + "<tr><td colspan=1000>One</td><td>Two</td></tr>" * 100 + "</table>",
        '<img src="data:image/png;base64,' + "A" * 4_000_000 + '">',
    ],
    ids=["items", "brackets", "breaks", "columns", "picture"],
)
def test_a_page_with_much_of_one_thing_is_read_in_time(within: str) -> None:
    """Each of these once took a minute, or all memory; words before and after are kept."""
    made = imported(f"<html><body><p>Words before it.</p>{within}<p>Words after it.</p>")
    texts = [block.text for block in made.blocks]
    assert texts[0] == "Words before it."
    assert texts[-1] == "Words after it."


@pytest.mark.parametrize("sign", ["&#1;", "&#xFFFE;", "&#55296;", "\x01", "\x85", "&#0;"])
def test_signs_that_no_text_may_hold_are_left_out(sign: str) -> None:
    """The words around them stay."""
    made = imported(f"<html><body><h1>Signs</h1><p class='a{sign}b'>Before {sign} after.</p>")
    assert [" ".join(block.text.split()) for block in made.blocks] == ["Before after."]


SIGNS = st.text("ab1.)(*_`[]<>&#~=+-|!\\/:{}^\"'%• ", min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(text=SIGNS, tag=st.sampled_from(["p", "li", "h2", "blockquote"]))
def test_what_a_page_says_is_what_its_markdown_says(text: str, tag: str) -> None:
    """Signs that mean something in Markdown, and nothing on the page, mean nothing afterwards."""
    assume(text.strip() and "@" not in text and "<•" not in text)
    markup = f"<h1>Title</h1><{tag}>{html.escape(text)}</{tag}>"
    (block,) = article.whole(page_of.parsed(markup, Path("x")), Path("x")).blocks
    said = "".join(markdown.parse(markdown.to_html(block.markdown)).itertext())
    for curly, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        said = said.replace(curly, straight)
    assert "".join(said.split()) == "".join(text.split())


BUTTON = '<p><a class="btn" href="https://sleep.example/checklist">DOWNLOAD HERE</a></p>'


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ('<p><button class="btn">Get it now</button></p>', "Get it now"),
        (
            '<form class="signup"><input type="email"><button>Get it now</button></form>',
            "Get it now",
        ),
        (
            '<div><a role="button" href="https://x.example/a">Get it now</a></div>',
            "[Get it now](https://x.example/a)",
        ),
    ],
    ids=["button", "form", "role"],
)
def test_whatever_a_button_is_made_of_it_becomes_a_call(
    headings: list[str], button: str, said: str
) -> None:
    """With its heading and words; one that leads nowhere is told."""
    markup = page(headings)
    assert BUTTON in markup
    made = imported(markup.replace(BUTTON, button))
    (call,) = [block for block in made.blocks if block.kind == "call"]
    assert call.title == "Bedroom Checklist Guide"
    assert call.text.endswith(said)
    told = [note for note in made.notes if note.code == "import-call-link"]
    assert len(told) == ("](" not in said)


def test_bold_lines_are_the_headings_of_a_page_that_has_no_others(
    pasted: Imported, headings: list[str]
) -> None:
    """Editors of many sites know no headings."""
    markup = page(headings).replace("<h2>", "<p><strong>").replace("</h2>", "</strong></p>")
    found = [block.text for block in imported(markup).blocks if block.kind == "heading"]
    assert found == [block.text for block in pasted.blocks if block.kind == "heading"]
