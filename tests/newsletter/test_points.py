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


LONG = """\
A first passage opens the letter. It is short.

## Steps

1. **Reset.** The cells seek out and clear what feeds the inflammation in the body.

Early work hints that a single treatment might have effects that last for years.

## Numbers

They were few. The second study of this kind counted three hundred people in two years.
"""


def points_of(text: str, *wanted: str, language: str = "en") -> list[str]:
    """The points of a text, where the sentences that hold those words were picked."""
    read = article.read(text, language=language)
    best = [next(s for s in read.sentences if word in s.text) for word in wanted]
    return [point.text for point in points.choose(read, best, frozenset(), language)]


def test_a_list_item_gives_way_to_a_sentence_of_the_same_section() -> None:
    """An item is torn from its list."""
    made = points_of(LONG, "The cells seek", "Early work", "The second study")
    assert made[0].startswith("Early work")


def test_the_label_of_an_item_is_not_brought_along() -> None:
    """`Reset.` before the sentence reads as a torn fragment."""
    assert points_of(LONG, "The cells seek")[0].startswith("The cells seek")


def test_a_passage_never_begins_with_what_leans_on_text_that_is_not_there() -> None:
    """`They were few.` says nothing without the sentence before."""
    assert points_of(LONG, "The second study")[0].startswith("The second study")


def test_sentences_are_joined_as_their_language_does() -> None:
    """Japanese puts no space between sentences."""
    text = "## 何か\n\n長い名前の裏にある考えは単純です。免疫を弱めるのではなく作り直します。\n"
    assert points_of(text, "免疫", language="ja") == [text.splitlines()[2]]


def test_the_quote_is_the_author_s_mark_or_a_sentence_that_the_points_can_spare() -> None:
    """It is never said twice: what the hook holds is no quote."""
    sentences = [
        f"Sentence number {at} tells of the cells and of all that they can do." for at in range(8)
    ]
    read = article.read("\n\n".join(sentences), language="en")
    assert points.quote(read, read.sentences, read.sentences[:1]) == read.sentences[1]
    assert points.quote(read, read.sentences[:4], ()) is None
    marked = article.read("Plain words here. ==The marked sentence.==", language="en")
    assert points.quote(marked, marked.sentences, ()) == marked.sentences[1]
    assert points.quote(marked, marked.sentences, marked.sentences) is None
