"""What is wrong with an article is told where it stands; what only looks so is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import samples
from segue import article, checks
from segue.errors import Code, Problem
from segue.model import Call, Episode
from segue.release import Bundle, Release
from segue.show import CheckSettings, Show

LONG = "word " * 34 + "and the last."
HEALTHY = samples.a_show(category="Health & Fitness > Medicine")
OTHER = samples.a_show(category="Society & Culture", check=CheckSettings(severity={}))


def an_episode(text: str, show: Show = HEALTHY, **changes: object) -> Episode:
    """An episode of this article alone."""
    read = article.read(text, language=show.language)
    values = {"article": read, "calls": read.calls, "links": (), "show": show}
    return samples.an_episode(**{**values, **changes})


def problems(episode: Episode) -> list[Problem]:
    """What the checks say, without any output made."""
    release = Release(episode, samples.shared(episode), ())
    return list(checks.check(Bundle(episode.show, (release,))))


def found(text: str, show: Show = HEALTHY, **changes: object) -> list[tuple[str, int | None]]:
    """Code and line of each finding."""
    return [(one.code, one.line) for one in problems(an_episode(text, show, **changes))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A\n\nText.\n\n#### B\n\nText.\n", [("heading-skipped", 5)]),
        ("## A\n\nText.\n\n### B\n\nText.\n\n## C\n\nText.\n", []),
        ("### A\n\nText.\n\n## B\n\nText.\n", []),
        ("## A\n\n## B\n\nText.\n", [("section-empty", 1)]),
        ("Text.\n\n## A\n", [("section-empty", 3)]),
        ("## A\n\n<!-- to be written -->\n\n## B\n\nText.\n", [("section-empty", 1)]),
        ("## A\n\n### B\n\nText.\n", []),
        ("Text.\n\n## See you there!\n", []),
        ("T.\n\n## A\n\n![What it shows](https://e.org/a.png)\n\n## B\n\n```\ncode\n```\n", []),
        ("## A\n\n/// only | notes\nText.\n///\n", []),
        ("## A\n\n/// call | Go\n[Now](https://e.org)\n///\n", []),
        ("A\n---\n\nB\n---\n\nText.\n", [("section-empty", 1)]),
    ],
)
def test_headings_follow_each_other_and_head_something(
    text: str, expected: Sequence[tuple[str, int]]
) -> None:
    """A level left out on the way down, and a heading over nothing; pictures and code are there."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read it [here](https://e.org/a).\n", [("link-text", 1)]),
        ("For more [click here!](https://e.org/a)\n", [("link-text", 1)]),
        ("[**Read more →**](https://e.org/a)\n", [("link-text", 1)]),
        ("We meet [here in Berlin](https://e.org/a).\n", []),
        ("The NHS says [so](https://e.org/a).\n", []),
        ("See https://example.org/a/very/long/address/of/a/page.html\n", [("link-bare", 1)]),
        ("See https://example.org and [https://e.org](https://e.org).\n", []),
        ("- https://example.org/a/very/long/address/of/a/page.html\n", []),
        ("https://example.org/a/very/long/address/of/a/page.html\n", []),
        ("A. Writer (2020). https://example.org/a/very/long/address/of/a.html\n", []),
        ("## Sources\n\n- https://example.org/a/very/long/address/of/a/page.html\n", []),
        ("A.\n\n/// call | Get it\nREGISTER HERE\n///\n", [("call-link", 3)]),
        ("A.\n\n/// call | Get it\n[Register](https://e.org/a)\n///\n", []),
    ],
)
def test_links_say_where_they_lead(text: str, expected: Sequence[tuple[str, int]]) -> None:
    """Words that tell nothing, an address in the text, a call that leads nowhere."""
    assert found(text) == expected


def test_a_call_of_the_front_matter_needs_a_link_too() -> None:
    """Its line is that of the front matter, and the hint says what to write there."""
    call = Call("Tell a friend", "It helps.", "Share", "", 7)
    (one,) = problems(an_episode("Text.\n", calls=(call,)))
    assert (one.code, one.line, one.hint) == ("call-link", 7, 'add url: "https://…" to it')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Short.\n\n{LONG}\n", [("long-sentence", 3)]),
        (f"- {LONG}\n", [("long-sentence", 1)]),
        (f"> {LONG}\n", []),
        ("word " * 33 + "the last.\n", []),
        ("a line  \n" * 20, []),
        ("word " * 20 + "package. knitr " + "word " * 20 + "end.\n", []),
        ("It is the the end.\n", [("word-twice", 1)]),
        ("The the end.\n", [("word-twice", 1)]),
        ("We wrote a blog post post about it.\n", [("word-twice", 1)]),
        ("It had had a very very long way; I know that that is so. Bye bye!\n", []),
        ("In New York New York was sung, and Duran Duran.\n", []),
        ("A story is “done done” in time, and done done it is.\n", []),
        ("Say it, it is well-well known.\n", []),
        ("`the the` is a command.\n", []),
        ("| A | B | C |\n|---|---|---|\n| author | author | the |\n", []),
        ("the " * 30, [("word-twice", 1)]),
        ("Then Will will read the The Stars of Science.\n", []),
    ],
)
def test_sentences_can_be_read_once(text: str, expected: Sequence[tuple[str, int]]) -> None:
    """Over 35 words, or a word by mistake twice; quotations, verses, names and emphasis are not."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das ist ein ein Fehler, und die, die es sehen, sehen ihn sehr sehr gut.\n", 1),
        ("fr", "Nous nous voyons dans dans la ville.\n", 1),
        ("es", "Es un error de de ayer.\n", 1),
        ("fi", "Tämä on on hyvä.\n", 0),
    ],
)
def test_words_stand_twice_by_the_rules_of_their_language(
    language: str, text: str, expected: int
) -> None:
    """Each has its own words that may; of a language that nobody taught, nothing is told."""
    told = found(text, replace(HEALTHY, language=language))
    assert [code for code, _ in told if code != "language-rules"] == ["word-twice"] * expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Get the MS Mobility Equipment Guide.\n\nMy MS Mobility Tools Guide is free.\n", 3),
        ("Get the MS Mobility Tools Guide.\n\nMy MS Mobility Tools Guide is free.\n", None),
        ("Take the Data Science Python Course or the Art History Summer Course.\n", None),
        ("The University of North Carolina and the University of South Carolina.\n", None),
    ],
)
def test_one_thing_has_one_name(text: str, expected: int | None) -> None:
    """Names that differ in a word inside are told with both places."""
    told = problems(an_episode(text, OTHER))
    assert [(one.code, one.line) for one in told] == [("name-differs", expected)][: bool(expected)]
    assert all("MS Mobility Equipment Guide” on line 1" in one.message for one in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GitHub is a site.\n\nPush to Github.\n", [("name-spelling", 3)]),
        ("Github is a site.\n\nPush to GitHub, not to GitHub's twin.\n", [("name-spelling", 3)]),
        ("GitHub is a site; see github.com/a and `Github` and @Github.\n", []),
        ("Every word here is Plain and plain.\n", []),
    ],
)
def test_a_name_has_one_spelling(text: str, expected: Sequence[tuple[str, int]]) -> None:
    """A capital inside a name is no chance; code, handles and addresses have their own rules."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EDSS rose.\n", ["EDSS"]),
        ("Two EDSSs and the EDSS.\n", ["EDSS"]),
        ("He rose on the EDSS.\n", ["EDSS"]),
        ("The EDSS (a scale) rose.\n", []),
        ("A scale (EDSS) rose. The EDSS fell.\n", []),
        ("The expanded disability status scale, in short the EDSS.\n", []),
        ("EDSS stands for a scale.\n", []),
        ("The EDSS rose.\n\n*[EDSS]: a scale\n", []),
        ("The HAND was in JAMA, by JS.\n", []),
        ("EF is EF, and EF stays.\n", ["EF"]),
        ("The MRI was in the UK, and YES, we are NOT done.\n", []),
        ("`EDSS` is a variable, EDSS.\n", []),
        ("REGISTER HERE NOW\n", []),
        ("T-EDSS, EDSS-2 and @EDSS are other things.\n", []),
    ],
)
def test_an_acronym_is_written_out_once(text: str, expected: list[str]) -> None:
    """Somewhere in the episode, in words, brackets or a definition; common ones need nothing."""
    told = problems(an_episode(text))
    assert [one.message.partition(" ")[0] for one in told] == expected


def test_thousands_of_names_take_no_longer_for_each() -> None:
    """Neither names nor acronyms are compared each with each."""
    letters = "BCDFGHJKLM"
    names = [f"{one}{two}{three}Z" for one in letters for two in letters for three in letters]
    text = " ".join(f"The Big {name.title()} Green Guide has {name}." for name in names)
    told = [code for code, _ in found(text)]
    assert told.count("name-differs") == len(names) - 1
    assert told.count("acronym-undefined") == len(names)


def test_a_show_names_the_acronyms_that_its_readers_know() -> None:
    """In its settings, or by an episode's tags."""
    known = replace(HEALTHY, check=CheckSettings(acronyms=("EDSS",)))
    assert found("The EDSS rose.\n", known) == []
    assert found("The EDSS rose.\n", tags=("EDSS",)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It helped 60% of them.\n", "a figure"),
        ("Of 49 people, half walked better.\n", "a figure"),
        ("A study of May 2024 showed it.\n", "a date"),
        ("Researchers at the University of Nebraska treated a patient.\n", "an institution"),
        ("She was the first patient to get it.\n", "a first"),
        (
            "In May 2024, the University of Oslo treated the first patient.\n",
            "a date, an institution and a first",
        ),
        ("- Pain: 60% less\n", "a figure"),
        ("It helped [60% of them](https://e.org/a).\n", None),
        ("It helped 60% of them.[^1]\n\n[^1]: A paper.\n", None),
        ("- It helped 60%, says [a paper](https://e.org/a).\n    - Inside.\n", None),
        ("It helped 60% of them.\n\n## References\n\n- A paper.\n", None),
        ("It helped 60% of them (Smith, 2024).\n", None),
        ("Does it help 60% of people?\n", None),
        ("It is 100% plant-based, or 60%+ cacao.\n", None),
        ("I have seen 200 patients in 10 years.\n", None),
        ("Aim for 60% of your pace.\n", None),
        ("Write to the University of Oslo.\n", None),
        ("Take the first step at 7 pm, in room 12.\n", None),
        ("> It helped 60% of them.\n", None),
    ],
)
def test_a_claim_about_health_has_a_source(text: str, expected: str | None) -> None:
    """In its paragraph: a link or a footnote; questions, advice and one's own story need none."""
    told = [one.message.partition(" without")[0] for one in problems(an_episode(text))]
    assert told == [expected][: expected is not None]


def test_only_shows_about_health_are_asked_for_sources() -> None:
    """Others are where they ask for it."""
    text = "It helped 60% of them, and the EDSS rose.\n"
    assert found(text, OTHER) == []
    asking = {Code("claim-unsourced"): "warning", Code("acronym-undefined"): "error"}
    told = found(text, replace(OTHER, check=CheckSettings(severity=asking)))  # type: ignore[arg-type]
    assert {code for code, _ in told} == {"claim-unsourced", "acronym-undefined"}


def test_an_episode_of_another_category_is_still_about_health() -> None:
    """An imported page brings a category of its own, which is none of Apple's."""
    episode = an_episode("It helped 60% of them.\n", samples.a_show(category="MS Research"))
    release = Release(episode, samples.shared(episode), ())
    told = checks.check(Bundle(HEALTHY, (release,)))
    assert [one.code for one in told] == ["claim-unsourced"]


def test_a_show_about_health_has_a_disclaimer() -> None:
    """In its settings or in the article; it is told once for the show."""
    without = replace(HEALTHY, disclaimer=None)
    first, second = an_episode("Text.\n", without), an_episode("Text.\n", without, slug="second")
    releases = tuple(Release(one, samples.shared(one), ()) for one in (first, second))
    (told,) = checks.check(Bundle(without, releases))
    assert (told.code, told.file) == ("disclaimer-missing", samples.ROOT / "segue.toml")
    assert found("This is general information, not medical advice.\n", without) == []
    assert found("Text.\n", replace(OTHER, disclaimer=None)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May 2026 we will meet.\n", 1),
        ("Join us on May 3, 2026!\n", 1),
        ("We will meet on Tuesday, 3 May.\n", 1),
        ("The trial will start in April 2026.\n", 1),
        ("On 10 May 2026 we will meet.\n", 0),
        ("On 3 June we will meet.\n", 0),
        ("The trial will start in May 2026.\n", 0),
        ("On 3 May 2026 we met.\n", 0),
        ("On 3 December we will meet.\n", 0),
        ("A paper of 3 May 2020 says that it will help.\n", 0),
        ("The May 2020 trial will help.\n", 0),
        ("It will replace the old one, which was issued in May 2020.\n", 0),
        ("Write “Alex will have it done by 3 May 2026” into the notes.\n", 0),
        ("Will is the author of a talk given in May 2020.\n", 0),
    ],
)
def test_what_is_to_come_is_not_over_when_the_episode_comes_out(text: str, expected: int) -> None:
    """The day is compared with the episode's, never with the clock."""
    told = found(text, OTHER, date=datetime(2026, 5, 10, 7, 0, tzinfo=UTC))
    assert told == [("date-passed", 1)][:expected]
    assert found(text, OTHER, date=None) == []


def test_the_same_picture_twice_is_told(tmp_path: Path) -> None:
    """Under one name, or under two with the same bytes; another picture of that size is none."""
    for name, content in (("a.png", b"one"), ("b.png", b"one"), ("c.png", b"two")):
        (tmp_path / name).write_bytes(content)
    text = "".join(f"![A {name}]({name}.png)\n\n" for name in ("a", "b", "c", "a"))
    read = article.read(text, language="en")
    images = tuple(replace(one, file=tmp_path / one.url) for one in read.images)
    told = problems(an_episode("", article=replace(read, images=images)))
    twice = [(one.line, one.message) for one in told if one.code == "image-twice"]
    assert twice == [
        (3, "the picture b.png stands on line 1 already as a.png"),
        (7, "the picture a.png stands on line 1 already"),
    ]


def test_reading_ease_is_told_where_it_is_asked_for() -> None:
    """The finding names the score and the sentence that costs most."""
    easy = "We went out. The sun was up. It was a good day. " * 10
    hard = (
        "Immunomodulatory pharmaceuticals characteristically necessitate individualised evaluation."
    )
    asking = replace(HEALTHY, check=CheckSettings(reading_ease=60))
    assert found(easy, asking) == []
    assert found(f"{hard} " * 15) == []
    (told,) = problems(
        an_episode(f"{easy[:200]}\n\n{hard}\n\n{'Pharmaceutical evaluation. ' * 40}", asking)
    )
    assert (told.code, told.line) == ("reading-ease", 3)
    assert "Immunomodulatory" in told.message
    assert found(f"{hard} " * 15, replace(asking, language="ja")) == []
