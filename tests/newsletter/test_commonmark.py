"""A tree as Markdown again: the same words, links and blocks when it is read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segue import article, markdown
from segue.newsletter.commonmark import to_markdown

TEXTS = [
    "A *word*, a **strong** one, ~~gone~~ and `co*de`.",
    "[a link](https://example.org/a(b)?c=d&e=f) and ![alt *text*](https://example.org/i.png)",
    "- one\n- two\n    - nested\n- three",
    "3. three\n4. four",
    "> a quote\n>\n> in two parts",
    "```\na < b\n  `x`\n```",
    "| a | b |\n|---|---|\n| 1 | [2](https://example.org) |",
    "## Heading with *emphasis*\n\nText.",
    "1986\\. A great year.\n\n\\# no heading\n\n\\- no list\n\n\\* nor this\n\n2 \\* 3 \\_ 4",
    "Line one  \nline two",
    "a &lt;b&gt; &amp;amp; c",
    "---",
]


def shape(text: str) -> list[tuple[str, str | None]]:
    """The elements of a text, with the addresses in them."""
    tree = markdown.parse(markdown.to_html(text))
    return [(node.tag, node.get("href") or node.get("src")) for node in tree.iter()]


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_written_again_means_the_same(text: str) -> None:
    """Words, elements and addresses of the second reading are those of the first."""
    tree = markdown.parse(markdown.to_html(text))
    again = to_markdown(tree)
    assert article.plain(markdown.parse(markdown.to_html(again))) == article.plain(tree)
    assert shape(again) == shape(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(codec="ascii", min_codepoint=32), max_size=60))
def test_any_words_stay_the_same_words(text: str) -> None:
    """A paragraph of any signs comes back as that paragraph."""
    tree = markdown.parse("<p></p>")
    tree[0].text = text
    words = article.plain(tree)
    again = markdown.parse(markdown.to_html(to_markdown(tree)))
    assert article.plain(again).translate(QUOTES) == words.translate(QUOTES)


# Markdown makes straight quotes curly.
QUOTES = str.maketrans("“”‘’", "\"\"''")


def test_nothing_gives_nothing() -> None:
    """An empty article is an empty text."""
    assert to_markdown(markdown.parse("")) == ""
