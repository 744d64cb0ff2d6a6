"""The points of a digest: picked sentences that can be understood alone."""

from __future__ import annotations

from segue import article
from segue.newsletter import points

TEXT = """\
Opening words.

## First

Cells hear signals. They answer at once. It takes an hour.

## Second

Pages close for life. These are the pages:

- One page.

## Third

A third thing is known.
"""


def chosen(*texts: str, without: tuple[str, ...] = ()) -> list[str]:
    """The points made of the sentences with those words."""
    read = article.read(TEXT, language="en")
    by_text = {sentence.text: sentence for sentence in read.sentences}
    best = [by_text[text] for text in texts]
    return [p.text for p in points.choose(read, best, {by_text[text] for text in without})]


def test_a_sentence_brings_what_it_leans_on() -> None:
    """A picked "It …" comes with the sentences before it in its paragraph."""
    assert chosen("It takes an hour.") == [
        "Cells hear signals. They answer at once. It takes an hour."
    ]


def test_points_stand_in_reading_order_one_a_section() -> None:
    """The best of each section first, whatever the order they were picked in."""
    made = chosen("A third thing is known.", "They answer at once.", "Pages close for life.")
    assert [text.split(".")[0] for text in made] == [
        "Cells hear signals",
        "Pages close for life",
        "A third thing is known",
    ]


def test_a_sentence_that_leads_over_to_a_list_is_not_brought_along() -> None:
    """Without its list it would lead nowhere."""
    assert chosen("Pages close for life.") == ["Pages close for life."]


def test_what_was_said_already_is_not_said_again() -> None:
    """Neither hook nor quote comes a second time, alone or in company."""
    made = chosen("Cells hear signals.", "It takes an hour.", without=("They answer at once.",))
    assert made == ["Cells hear signals.", "It takes an hour."]


def test_neighbouring_sentences_are_one_paragraph() -> None:
    """A hook of two sentences reads as its author wrote it."""
    read = article.read(TEXT, language="en")
    first, second = read.sentences[1:3]
    assert list(points.paragraphs(read, (read.sentences[0], first, second))) == [
        "Opening words.",
        "Cells hear signals. They answer at once.",
    ]
