"""What the article reader finds, and on which line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import article, markdown

TEXT = """\
The first words. A second sentence, ==which counts most==, is here.

## What is it?

- one thing
- another thing with [a link](https://example.org/a)

![A cell](images/cell.png)

/// call | Get the guide
It is free. [Download it](https://example.org/guide)
///

/// only | newsletter
Hello reader.
///

> Somebody said this.
"""


def read(text: str, first_line: int = 1) -> article.Article:
    """The article of an English text."""
    return article.read(text, language="en", first_line=first_line)


def test_sections_hold_their_heading_anchor_and_blocks() -> None:
    """The words before the first heading are a section of their own."""
    opening, section = read(TEXT).sections
    assert (opening.heading, len(opening.blocks)) == (None, 1)
    assert (section.heading, section.level, section.anchor) == ("What is it?", 2, "what-is-it")
    assert [block.kind for block in section.blocks] == ["item", "item", "paragraph", "quote"]


def test_every_sentence_knows_its_line_and_its_section() -> None:
    """Lines count in the file, so that a finding can name them."""
    found = [(each.text, each.line, each.section) for each in read(TEXT, first_line=11).sentences]
    assert found == [
        ("The first words.", 11, 0),
        ("A second sentence, which counts most, is here.", 11, 0),
        ("one thing", 15, 1),
        ("another thing with a link", 16, 1),
        ("Hello reader.", 25, 1),
        ("Somebody said this.", 28, 1),
    ]


def test_a_highlight_marks_its_whole_sentence() -> None:
    """`==…==` around some words highlights the sentence that they stand in."""
    assert [each.text for each in read(TEXT).sentences if each.highlighted] == [
        "A second sentence, which counts most, is here."
    ]


def test_a_call_gives_its_one_link_as_the_button() -> None:
    """Title, text, button and address come apart; its words are no sentences of the article."""
    (call,) = read(TEXT).calls
    assert (call.title, call.text, call.button, call.url, call.line) == (
        "Get the guide",
        "It is free.",
        "Download it",
        "https://example.org/guide",
        10,
    )


def test_links_and_images_are_found_with_their_lines() -> None:
    """A call's link belongs to the call, not to the article's links."""
    text = read(TEXT)
    assert [(link.text, link.url, link.line) for link in text.links] == [
        ("a link", "https://example.org/a", 6)
    ]
    assert [(image.url, image.alt) for image in text.images] == [("images/cell.png", "A cell")]


def test_an_output_sees_only_what_is_meant_for_it() -> None:
    """A passage for the newsletter is in the newsletter, and nowhere else."""
    text = read(TEXT)
    assert "Hello reader." in markdown.serialise(article.body(text, "newsletter"))
    assert "Hello reader." not in markdown.serialise(article.body(text, "notes"))
    assert next(
        block.only for section in text.sections for block in section.blocks if block.only
    ) == frozenset({"newsletter"})


def test_links_and_calls_know_whom_they_are_meant_for() -> None:
    """An address in a passage for the notes is not for the newsletter."""
    text = read("/// only | notes\n[Members](https://e.org/m)\n///\n\n[All](https://e.org/a)\n")
    shown = article.meant_for(text.links, "newsletter")
    assert [link.text for link in shown] == ["All"]
    assert len(article.meant_for(text.links, "notes")) == 2


def test_a_highlighted_word_marks_its_own_sentence_alone() -> None:
    """The same letters in another sentence are not highlighted."""
    text = read("Tomatoes cannot swim. They ==can== grow.")
    assert [each.highlighted for each in text.sentences] == [False, True]


def test_words_around_a_passage_for_others_are_kept() -> None:
    """Dropping the passage drops nothing beside it."""
    shown = markdown.serialise(article.body(read(TEXT), "social"))
    assert "another thing" in shown
    assert "Somebody said this." in shown


def test_a_footnotes_number_is_no_word_of_its_sentence() -> None:
    """`cycle[^1]` is the word "cycle", not "cycle1"."""
    text = read("Most dream in every cycle[^1], yet few know.\n\n[^1]: Waking helps.\n")
    assert [each.text for each in text.sentences] == ["Most dream in every cycle, yet few know."]


def test_repeated_words_do_not_lead_the_lines_astray() -> None:
    """The same sentence twice has two lines."""
    text = read("Again and again.\n\nOther words.\n\nAgain and again.\n")
    assert [each.line for each in text.sentences] == [1, 3, 5]


@given(st.text(max_size=400))
def test_any_text_is_an_article(text: str) -> None:
    """Whatever is typed, its sentences have lines that the text has."""
    found = read(text)
    last = text.count("\n") + 1
    assert all(1 <= sentence.line <= last for sentence in found.sentences)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("One page. [Get it](https://example.org/)", "One page."),
        ("[Get it](https://example.org/).", ""),
        ("Take [the sheet](https://example.org/) with you.", "Take the sheet with you."),
        ("No link.", "No link."),
    ],
)
def test_a_call_s_text_is_whole_without_its_button(typed: str, said: str) -> None:
    """Only a link that stands last goes; from within a sentence its words stay."""
    [call] = article.read(f"/// call | T\n{typed}\n///\n", language="en").calls
    assert call.text == said
