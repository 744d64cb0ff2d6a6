"""Whatever an author pastes: right output or one clear error, and nothing unsafe in the HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import editions
from conftest import ShowMaker
from segue.build import build
from segue.errors import SegueError
from segue.model import Call, Guest
from segue.newsletter.cleaning import clean
from segue.request import Request

HARMFUL_TAGS = {"script", "iframe", "object", "embed", "base", "form", "svg", "math", "input"}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PASTED = {
    "script": "<script>alert(1)</script> hello\n\nx <script src=//evil.example></script> y",
    "event handlers": "<img src=x onerror=alert(1)> <a href=https://example.org onclick=x()>l</a>",
    "script addresses": "[x](javascript:alert(1)) <a href='java&#x73;cript:alert(1)'>y</a>"
    " [z](data:text/html,x)",
    "a way out of the slot": "</mj-text><mj-button href='https://evil.example'>Click</mj-button>",
    "a way out by an attribute": "![</mj-text><mj-button href=x>](https://example.org/x.png)",
    "unclosed tags": "<b>bold <i>it <div><table><tr><td>x\n\nnext </p></div></div></td>",
    "template tags": "{% if a < 3 %} yes {% endif %} {{ 7*7 }} {{ config }} {{ ''.__class__ }}",
    "scripts in merge tags": "{{ <script>alert(1)</script> }} {% </style><script> %}"
    " *|<img src=x onerror=1>|*",
    "a merge tag that ends an attribute": "[x](https://example.org/{{a'onmouseover='b}}) {{ b }}",
    "controls": "a\x00b\x01\x0b\x1b[31m\x85 \x92 \u2028 \ufeff \u200b x",
    "scripts of the world": "🎉👩‍👩‍👧‍👦 漢字かな交じり文。 مرحبا بالعالم שלום",
    "long words": f"{'w' * 2000} https://example.org/{'a' * 2000}",
    "nothing": "",
    "nesting": "> " * 50 + "deep\n\n" + "- " * 30 + "x",
    "many divs": "<div>" * 100 + "x",
    "comments": "<!-- {{ hidden }} --> text <!-- unclosed",
    "markup declarations": "<![CDATA[ x ]]> <?php echo 1 ?> <!DOCTYPE html>",
    "svg": "<svg><script>alert(1)</script></svg><math><mi//xlink:href='data:x'>",
    "style": "<style>body{display:none}</style><link rel=stylesheet href=//e><base href=//e>",
    "entities": "&lt;script&gt; &amp;lt; &#x3C;script&#x3E; AT&T",
    "mail boundaries": "--=_segue_x\nContent-Type: text/html\n\n.\nFrom me\n..",
    "calls without links": "/// call | REGISTER\n\n///\n\n/// call | X\n[go](https://example.org)\n///",
}


class Reader(HTMLParser):
    """Notes what in a mail could do harm, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that may not be there, or one with a harmful attribute."""
        if tag in HARMFUL_TAGS or tag.startswith("mj-"):
            self.harm.append(tag)
        for name, value in attrs:
            address = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on"):
                self.harm.append(name)
            if name in {"href", "src"} and address.startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                self.harm.append(address)


def harm(html: str) -> list[str]:
    """What in a mail could do harm."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.harm


@pytest.mark.parametrize("layout", ["digest", "full"])
@pytest.mark.parametrize("pasted", PASTED.values(), ids=PASTED.keys())
def test_pasted_harm_never_reaches_the_inbox(pasted: str, layout: str) -> None:
    """Scripts, handlers, MJML and controls are gone; what is wrong is one clear error."""
    episode = editions.an_episode(pasted, settings=editions.layout(layout))
    made = editions.files(episode)
    for name in ("newsletter.html", "fragment.html"):
        assert harm(made[name].decode()) == []
    for name, body in made.items():
        if name != "newsletter.eml":
            assert not CONTROLS.search(body.decode()), name
    assert max(map(len, made["newsletter.eml"].split(b"\r\n"))) <= 998


def test_braces_in_title_and_article_are_text_and_never_template_source() -> None:
    """`{{ 7*7 }}` comes out as it was typed, in every form."""
    typed = "{{ 7*7 }} and {% if a < 3 %}"
    episode = editions.an_episode(f"So {typed}.", settings=editions.layout("full"))
    made = editions.texts(replace(episode, title=typed, subject=typed))
    for name in ("newsletter.html", "newsletter.mjml"):
        assert made[name].count(typed) >= 3, name
    assert typed in made["newsletter.txt"]
    assert "49" not in made["newsletter.txt"]


def test_front_matter_is_escaped_wherever_it_goes() -> None:
    """A title, a guest or a label with markup in it is shown as typed."""
    typed = "</mj-text><script>alert('1')</script> & \"so\""
    episode = replace(editions.an_episode(), title=typed, subject=typed, preheader=typed)
    made = editions.texts(episode)
    assert harm(made["newsletter.html"]) == []
    assert "&lt;script&gt;" in made["newsletter.html"]


def test_a_heavy_article_is_made_whole() -> None:
    """100 KB of text come through without a loss."""
    text = "\n\n".join(f"Paragraph {at} says [so](https://example.org/{at})." for at in range(2000))
    episode = editions.an_episode(text, settings=editions.layout("full"), preheader="Long.")
    made = editions.texts(episode)
    assert made["newsletter.html"].count("Paragraph ") == 2000
    assert "https://example.org/1999" in made["newsletter.txt"]


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)
marked = st.lists(
    st.sampled_from(
        ["<b>", "</p>", "{{ x }}", "{% a < b %}", "*|A|*", "|", "\n\n", "- ", "> ", "[a](", ")"]
    )
    | words,
    max_size=12,
).map("".join)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(text=marked, title=words)
def test_any_text_gives_a_safe_newsletter_or_an_error(text: str, title: str) -> None:
    """No text brings the room down, and none gets harm into the HTML."""
    try:
        episode = editions.an_episode(text, settings=editions.layout("full"))
        made = editions.texts(replace(episode, title=title or "x", subject=None))
    except SegueError:
        return
    assert harm(made["newsletter.html"]) == []
    assert harm(made["fragment.html"]) == []
    for link in episode.article.links:
        shown = clean(link.url).removeprefix("mailto:").removeprefix("tel:")
        assert shown in made["newsletter.txt"].replace("\n", ""), link


WORDS = st.text("abcXYZ äé漢ש🎉 \t.,:;!?()[]<>&\"'`*_~#-=|\\/\n\r\0\u2028\u200b{}%$", max_size=40)
TAGS = ("*|FNAME|*", "*|MC:SUBJECT|*", "*|IF:FNAME|*")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, min_size=1, max_size=6), tags=st.lists(st.sampled_from(TAGS)))
def test_merge_tags_come_through_any_text_as_they_were_typed(
    words: list[str], tags: list[str]
) -> None:
    """As many in the HTML as in the article, byte for byte, whatever stands around them."""
    around = " ".join(f"plain {tag} words." for tag in tags)
    text = "\n\n".join([*(word.replace("*|", "").replace("|*", "") for word in words), around])
    settings = editions.layout("full", "mailchimp")
    episode = editions.an_episode(text, settings=settings, calls=(), preheader="So.")
    try:
        made = editions.texts(episode)
    except SegueError as error:
        assert error.problems[0].code in {"merge-tag-lost", "merge-tag-quotes"}
        return
    for form in ("newsletter.html", "fragment.html", "newsletter.txt", "newsletter.mjml"):
        for tag in set(tags):
            assert made[form].count(tag) == tags.count(tag), (form, tag)
        assert harm(made[form]) == [] or form in {"newsletter.txt", "newsletter.mjml"}


@pytest.mark.parametrize("layout", ["digest", "full"])
@pytest.mark.parametrize("pasted", PASTED.values(), ids=PASTED.keys())
def test_a_pasted_description_and_call_are_as_safe(pasted: str, layout: str) -> None:
    """The front matter's texts go into the letter too, and into its head."""
    call = Call(pasted, pasted, pasted, "https://example.org/go", 3)
    episode = editions.an_episode(settings=editions.layout(layout), calls=(call,))
    guests = (Guest(pasted or "x", pasted),)
    made = editions.texts(replace(episode, description=pasted, preheader=pasted, guests=guests))
    for name in ("newsletter.html", "fragment.html"):
        assert harm(made[name]) == []
        assert not CONTROLS.search(made[name])


def test_a_picture_that_is_not_there_is_one_line_and_the_letter_goes_out(
    make_show: ShowMaker,
) -> None:
    """The finding names file and line; the letter has the words and no broken picture."""
    root = make_show(article="We moved house.\n\n![The house](images/none.png)\n")
    report = build(Request(root=root, only=frozenset({"newsletter"}), dry_run=True))
    [missing] = [each for each in report.problems if each.code == "missing-file"]
    assert (missing.line, "images/none.png" in missing.message) == (8, True)
    html = report.bundle.releases[0].content("newsletter/newsletter.html")
    assert html is not None
    assert b"We moved house." in html
    assert b"none.png" not in html
