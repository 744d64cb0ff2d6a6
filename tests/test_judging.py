"""Judging: a language is a file of wordings, and each of them matches what it is meant for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import segue
from segue.judging import judge

CUES = sorted((Path(segue.__file__).parent / "cues").glob("*.toml"))


@pytest.mark.parametrize("file", CUES, ids=lambda file: file.stem)
def test_a_file_of_wordings_has_lists_that_are_known_and_patterns_that_work(file: Path) -> None:
    """Every key is one that English has, and every list compiles."""
    english = tomllib.loads((file.parent / "en.toml").read_text(encoding="utf-8"))
    assert set(tomllib.loads(file.read_text(encoding="utf-8"))) <= set(english)
    assert judge(file.stem).common


@pytest.mark.parametrize(
    ("language", "leaning", "alone"),
    [
        ("en", "It also weighs little.", "Instead of steel, the kettle has cork."),
        ("en", "As a rule, they look for cork.", "Early kettles were made of steel."),
        ("en", "In that trial, a kettle broke.", "This year, a kettle broke."),
        ("en", "If it holds, tea stays hot.", "If you like tea, buy cork."),
        ("en", "Fill it with tea at noon.", "Make it a habit to drink tea."),
        ("en", "If a spoon of it floats, drink.", "If a spoon of cork floats, drink."),
        ("en", "In Lisbon they’ve built a kettle.", "In Lisbon tea stays hot."),
        ("en", "Within two hours, she felt warmer.", "Within two hours, Ada felt warmer."),
        ("en", "Made of cork, the coat keeps.", "Made by hand, every kettle differs."),
        ("en", "Praise the heat they keep.", "Praise kettles for the heat they keep."),
        ("en", "A workshop fits them with cork.", "A workshop fits kettles with cork."),
        ("en", "The research is young.", "Research on cork is young."),
        ("en", "The kettle cools, however.", "A kettle cools in time."),
        ("en", "You can also use a cup.", "Cups keep tea hot too long."),
        ("en", "(Cups are sold as well as pots.)", "Cups (and pots) are sold in spring."),
        ("en", "Ask those federal kettle shops.", "Ask those selling kettles."),
        ("en", "The goal is better tea.", "Better tea is a goal."),
        ("en", "In the second, water boils.", "In the second hour, water boils."),
        ("en", "You find the kettles here.", "You find kettles in shops."),
        ("en", "Now 10 kettles are lost.", "Now is the time for tea."),
        ("en", "Shops sell those as gifts.", "Name those requiring repair."),
        ("de", "Große Kessel nützen dabei mehr.", "Ein Kessel steht dafür, dass Tee warm bleibt."),
        ("ja", "ただし冷めるのも早いです。", "コルクのやかんは長持ちします。"),
        ("ar", "لكن الغلاية صغيرة.", "الغلاية الصغيرة تكفي."),
        ("de", "Dieser Kessel hält lange.", "Ein Kessel aus Kork hält lange."),
        ("fr", "Cette bouilloire dure longtemps.", "Une bouilloire en liège dure longtemps."),
        ("es", "Esta tetera dura mucho.", "Una tetera de corcho dura mucho."),
    ],
)
def test_a_leaning_sentence_is_told_from_one_that_stands_alone(
    language: str, leaning: str, alone: str
) -> None:
    """What points at something outside of it leans."""
    assert judge(language).leans(leaning)
    assert not judge(language).leans(alone)


@pytest.mark.parametrize(
    ("language", "call"),
    [
        ("en", "Get your copy of the kettle book before Sunday comes."),
        ("en", "Ada’s The Kettle offers a comprehensive guide to making better tea."),
        ("en", "For more information about kettles, ask at the workshop."),
        ("en", "Read the privacy policy of the shop before you buy."),
        ("de", "Abonniere jetzt den Brief über Kessel aus Kork."),
        ("fr", "Abonnez-vous à la lettre sur les bouilloires."),
        ("es", "Suscríbete al boletín sobre teteras de corcho."),
    ],
)
def test_a_call_to_action_is_no_matter(language: str, call: str) -> None:
    """Calls have their own place in every output."""
    assert judge(language).is_junk(call)


@pytest.mark.parametrize(
    "matter",
    [
        "Thanks to a coat of cork, the tea stays hot for hours.",
        "Most shops need a telephone number to sign up a buyer.",
        "A privacy policy tells which names a kettle shop keeps.",
        "Good makers listen to people who drink tea every day.",
        "Sellers share this data with the makers of the cups.",
    ],
)
def test_what_speaks_of_a_call_is_none(matter: str) -> None:
    """A word that calls use is no call where a sentence tells of something else."""
    assert not judge("en").is_junk(matter)


def test_a_hedge_costs_a_sentence_nothing() -> None:
    """`may` and `early` neither help nor hurt: a careful sentence is as good as a bold one."""
    by = judge("en")
    topic = frozenset({"kettle", "cork"})
    bold = "A kettle of cork keeps its heat twice as long as a kettle of steel does."
    careful = "A kettle of cork may keep its heat twice as long as a kettle of steel does."
    values = [by.appeal(text, "paragraph", by.words(text), topic) for text in (bold, careful)]
    assert values[0] == values[1] > 0


@pytest.mark.parametrize(
    "text",
    [
        "For years, most kettles have lost half of their heat before tea.",
        "If you drink tea every day, you may have heard of the cork kettle.",
        "Most of their 24 hours had little to do with boiling any water.",
        "The cork kettle of the small workshop takes a different approach.",
        "“We stopped making things that nobody wanted to have anyway.”",
        "The kettle, the cork and a hot stove in the kitchen did the rest.",
        "Most aim to keep the water of the kettle hot for more than an hour.",
    ],
)
def test_what_only_prepares_or_continues_another_sentence_stands_alone_nowhere(text: str) -> None:
    """Set-ups, half comparisons and speech without its speaker are no posts."""
    by = judge("en")
    assert by.appeal(text, "paragraph", by.words(text), frozenset()) < 0


def test_a_short_step_of_a_list_stands_alone_nowhere() -> None:
    """It is thin without the others; a longer item may be said."""
    by = judge("en")
    short = "Doctors collect some cells through a simple blood draw."
    long = (
        "Steel kettles may be cheaper, but they cool faster than a kettle made with a coat of cork."
    )
    assert by.appeal(short, "item", by.words(short), frozenset()) < 0
    assert by.appeal(long, "item", by.words(long), frozenset()) >= 0
