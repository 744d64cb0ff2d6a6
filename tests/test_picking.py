"""Picking: whole sentences that stand alone, the author's first, and never what is no matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue import article
from segue.model import Article
from segue.picking import PER_SECTION, in_order, pick
from segue.release import Picks

ARTICLE = """\
Most kettles waste half of their heat before the tea is poured. A new kettle from a small workshop
keeps nearly all of it. That is a lot for a bit of cork.

## What does the cork do?

Cork holds more air than any other wood, and air carries hardly any heat away. It also weighs
little. In tests, the cork kettle lost 4 degrees in an hour while a steel kettle lost 21 degrees.

- Cork – A bark with many uses.
- Steel kettles may be cheaper, but they cool faster than a kettle made with cork.

## Is it safe?

Early tests suggest that cork may shed dust when a kettle is boiled dry, although nobody was hurt.
Subscribe to my newsletter for more about kettles and cork today.
Write to hello@example.org if your kettle of cork gives you trouble.

## Who made it?

I'm Dr. Example, a kettle maker and the founder of a workshop for cork.
The workshop sold its first kettle in 2019 and has repaired every one of them for free since.
"""


def picks_of(text: str, language: str = "en") -> Picks:
    """The picks of a Markdown text."""
    return pick(article.read(text, language=language), language)


def texts(picks: Picks) -> list[str]:
    """Every sentence that was picked for anything."""
    answers = [sentence for _, sentence in picks.questions]
    return [sentence.text for sentence in (*picks.hook, *picks.best, *answers)]


def test_the_authors_marks_come_first() -> None:
    """A highlighted sentence leads, even a plain one."""
    marked = ARTICLE.replace("It also weighs\nlittle.", "==Cork also weighs very little.==")
    assert picks_of(marked).best[0].text == "Cork also weighs very little."


def test_the_hook_is_two_or_three_sentences_in_a_row_from_the_opening() -> None:
    """The opening's sentences stay together and in order."""
    hook = picks_of(ARTICLE).hook
    assert 2 <= len(hook) <= 3
    joined = " ".join(sentence.text for sentence in hook)
    assert joined in " ".join(ARTICLE.split())


def test_what_is_picked_stands_in_the_article_word_for_word() -> None:
    """Nothing is cut or changed, hedges included."""
    known = {sentence.text for sentence in article.read(ARTICLE, language="en").sentences}
    found = texts(picks_of(ARTICLE))
    assert set(found) <= known
    assert any("Early tests suggest that cork may" in text for text in found)


@pytest.mark.parametrize(
    "unfit",
    [
        "Subscribe",  # a call to action
        "hello@example.org",  # an address
        "founder",  # a bio
        "That is a lot",  # leans on the sentence before
        "It also",  # the same
        "A bark with many uses",  # a term with its meaning
    ],
)
def test_what_is_no_matter_of_the_article_is_never_picked(unfit: str) -> None:
    """Calls, addresses, bios, leaning sentences and labels stay where they are."""
    picks = picks_of(ARTICLE)
    best = [sentence.text for sentence in picks.best]
    answers = [sentence.text for _, sentence in picks.questions]
    assert not any(unfit in text for text in (*best, *answers))


@pytest.mark.parametrize(
    "junk",
    [
        "The offer of {{ first_name }} is waiting for you in the kettle shop today.",
        "The offer of *|FNAME|* is waiting for you in the kettle shop today.",
        "The cork kettle is praised by @kettle_fan and many more of our friends.",
        "The cork kettle is described at www.example.org in very many words.",
        "THE CORK KETTLE IS THE BEST KETTLE IN THE WORLD AND BEYOND.",
        "The cork kettle keeps its heat (and this bracket never ends.",
        "Here's how the cork kettle keeps its heat for more than an hour:",
    ],
)
def test_scraped_leftovers_are_never_picked(junk: str) -> None:
    """Merge tags, handles, addresses, shouting, half quotations and lead-ins are left out."""
    assert junk not in texts(picks_of(f"{ARTICLE}\n\n{junk}\n"))


def test_a_passage_for_some_outputs_only_is_never_picked() -> None:
    """Picks are shared, so what only letters may say nobody picks."""
    secret = "Cork kettles were first built in 1871 by a baker without a stove."
    assert secret not in texts(picks_of(f"{ARTICLE}\n\n/// only | newsletter\n{secret}\n///\n"))


def test_a_question_is_paired_with_its_sections_best_sentence() -> None:
    """A heading that asks gets its answer; one that points elsewhere ("it") asks nothing alone."""
    questions = dict(picks_of(ARTICLE).questions)
    assert questions["What does the cork do?"].text.startswith(("Cork holds", "In tests"))
    assert "Is it safe?" not in questions


def test_no_section_crowds_out_the_others() -> None:
    """At most so many a section when an article has many sections."""
    sections = "\n\n".join(
        f"## Part {number}\n\n"
        + " ".join(
            f"Kettle {number} of kind {letter} boiled {number} litres of tea in {letter * 3}."
            for letter in "ABCDE"
        )
        for number in range(1, 9)
    )
    best = picks_of(sections).best
    assert best
    numbers = [sentence.section for sentence in best]
    assert max(map(numbers.count, numbers)) <= PER_SECTION


def test_the_same_article_gives_the_same_picks() -> None:
    """Nothing depends on the run."""
    assert picks_of(ARTICLE) == picks_of(ARTICLE)


@pytest.mark.parametrize(
    "text", ["", "Word", "One word.", "# Only a heading?\n", "- item\n- item\n"]
)
def test_an_article_of_next_to_nothing_is_picked_from_without_harm(text: str) -> None:
    """No words, one word, no paragraph."""
    assert picks_of(text).questions == ()


def test_sixty_words_are_enough_for_a_hook() -> None:
    """The first paragraphs of an article make a hook and something to say."""
    picks = picks_of(ARTICLE.split("- Cork", maxsplit=1)[0])
    assert picks.hook
    assert picks.best


def test_a_whole_book_is_picked_from() -> None:
    """20,000 words give as many picks as any article, none of them twice."""
    chapters = "\n\n".join(f"## Chapter {number}\n\n{ARTICLE}" for number in range(120))
    best = [sentence.text for sentence in picks_of(chapters).best]
    assert best
    assert len(best) == len(set(best))


def test_a_language_without_wordings_is_judged_by_what_holds_for_all() -> None:
    """Portuguese has no file of cues; its sentences are picked all the same."""
    text = "A chaleira de cortiça perdeu 4 graus em uma hora de testes. O aço perdeu 21 graus."
    assert picks_of(text, "pt").hook


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
@settings(max_examples=50)
def test_any_article_can_be_picked_from(text: str) -> None:
    """Whatever stands in it, picks are its own sentences."""
    read: Article = article.read(text, language="en")
    picks = pick(read, "en")
    assert {*picks.hook, *picks.best} <= set(read.sentences)


def test_a_very_short_text_offers_its_plain_sentences() -> None:
    """A post says more than the title even where no sentence is remarkable."""
    text = article.read("Hello *|FNAME|*.\n\nMost people dream, yet few recall.\n", language="en")
    assert [each.text for each in pick(text, "en").best] == ["Most people dream, yet few recall."]


def test_a_question_for_some_outputs_only_is_asked_nowhere() -> None:
    """Even where what follows its passage is for everybody."""
    text = """\
Most kettles waste half of their heat before the tea is poured.

/// only | notes
## What does the notes' cork do?

Cork holds more air than any other wood, and air carries hardly any heat away.
///

In tests, the cork kettle lost 4 degrees in an hour while a steel kettle lost 21 degrees.
"""
    assert picks_of(text).questions == ()


def test_reading_order_is_that_of_the_article_also_within_a_line() -> None:
    """Two sentences of one line are told apart."""
    read = article.read("One is first. Two is second.\n\nThree is third.\n", language="en")
    one, two, three = read.sentences
    assert in_order(read, [three, two, one]) == (one, two, three)


def test_a_short_sentence_is_picked_before_a_long_one_that_says_as_much() -> None:
    """Of two that differ in length alone, the shorter makes the better post."""
    opening = "Most kettles waste half of their heat before the tea is poured."
    short = "Green cork keeps 4 litres of soup warm for eleven hours in a stone cellar."
    long = f"{short[:-1]}, and painters, sailors, bakers, tailors and cooks {'gladly ' * 12}agree."
    read = picks_of(f"{opening}\n\n## Soup\n\n{long}\n\n## Cellars\n\n{short}\n")
    best = [sentence.text for sentence in read.best]
    assert best[0] == opening
    assert short in best
    assert long not in best or best.index(short) < best.index(long)
