"""Grounding: what a text says and its source does not, in any spelling and several languages."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.social.grounding import Ground, Told, findings
from segue.social.grounding.days import days
from segue.social.grounding.figures import figures
from segue.social.grounding.wording import wording

SENTENCES = (
    "In tests on 5 March 2024, the cork kettle lost 4 degrees in an hour.",
    "A steel kettle lost 21 degrees in the same time.",
    "The coat may last for ten winters, but nobody has proven it.",
    "The workshop was founded in 2019 by Wren Tallowby and sells 1,200 kettles a year.",
    "It keeps 70 percent of the heat and costs $85.",
    "The Exampletown Kettle Works (EKW) repairs twelve of them every week.",
    "“Nobody in town drinks cold tea,” she says.",
)
GROUND = Ground(map(Told, SENTENCES), "en", handles=["@kettles"], tags=["CorkKettle"])


def found(text: str, ground: Ground = GROUND) -> list[tuple[str, str]]:
    """What is found in a text, and its words."""
    return [(one.what.removeprefix("the "), one.text) for one in findings(text, ground)]


def values(text: str, language: str = "en") -> list[Fraction | str]:
    """The values of the numbers in a text."""
    return [one.value for one in figures(text, wording(language))]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,021 cells", "en", 1021),
        ("1.021 Zellen", "de", 1021),
        ("1 021 cellules", "fr", 1021),
        ("1\u202f021 cellules", "fr", 1021),
        ("3.5 litres", "en", Fraction("3.5")),
        ("3,5 Liter", "de", Fraction("3.5")),
        ("70%", "en", Fraction("0.7")),
        ("70 percent", "en", Fraction("0.7")),
        ("70 Prozent", "de", Fraction("0.7")),
        ("seventy percent", "en", Fraction("0.7")),
        ("$1.2 million", "en", 1_200_000),
        ("1.2M users", "en", 1_200_000),
        ("US$5bn", "en", 5_000_000_000),
        ("3×10^5", "en", 300_000),
        ("3 x 10⁵", "en", 300_000),
        ("3e5", "en", 300_000),
        ("twenty-one", "en", 21),
        ("two hundred and five", "en", 205),
        ("a hundred thousand", "en", 100_000),
        ("a dozen eggs", "en", 12),
        ("einundzwanzig", "de", 21),
        ("quatre-vingt-dix-sept", "fr", 97),
        ("treinta y uno", "es", 31),
        ("half", "en", Fraction(1, 2)),
        ("two thirds", "en", Fraction(2, 3)),
        ("2½ cups", "en", Fraction(5, 2)),
        ("twice", "en", 2),
        ("10x", "en", 10),
        ("21st", "en", 21),
        ("9:30 pm", "en", 21 * 60 + 30),
        ("9 a.m.", "en", 9 * 60),
        ("COVID-19", "en", "covid19"),
        ("version 3.1.0", "en", "3.1.0"),
    ],
)
def test_a_number_has_its_value_however_it_is_spelled(
    text: str, language: str, value: Fraction | str
) -> None:
    """Separators, scales, words, shares, ordinals, times and names with a number in them."""
    assert values(text, language) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2024",
        "5th of March 2024",
        "March 5, 2024",
        "Mar. 5, 2024",
        "2024-03-05",
        "5.3.2024",
    ],
)
def test_a_date_is_the_same_in_any_spelling(text: str) -> None:
    """The source says it in one of them, a post may in another; another day is found."""
    assert (3, 5, 2024) in [(d.month, d.day, d.year) for d in days(text, wording("en"))]
    assert found(f"It was tested on {text} in the workshop") == []
    assert found(f"It was tested on {text.replace('5', '6', 1)} in the workshop") != []


@pytest.mark.parametrize(
    "text",
    [
        "It lost just 4 degrees in one hour, a steel kettle 21.",
        "Founded in 2019, it sells 1200 kettles every year.",
        "Seventy percent of the heat stays, for 85 dollars.",
        "EKW repairs a dozen every week. The Kettle Works of Exampletown!",
        "Tallowby’s kettle was tested in March 2024. #CorkKettle #Exampletown @kettles",
        "As she says: “Nobody in town […] cold tea.”",
        "The coat could last for ten winters.",
        "Is the coat proven? Nobody has proven that.",
        "THE TRUTH ABOUT COLD TEA",
    ],
)
def test_what_the_source_says_in_other_words_is_left_alone(text: str) -> None:
    """Other spellings, other orders, acronyms, gaps in a quotation, hedges that are kept."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("The kettle lost 5 degrees in an hour.", ("number", "5")),
        ("It sells 1.2 kettles a year.", ("number", "1.2")),
        ("It keeps 75 percent of the heat.", ("number", "75 percent")),
        ("It keeps 85 percent of the heat.", ("number", "85 percent")),
        ("It costs $70 in the shop.", ("number", "$70")),
        ("They repair eleven every week.", ("number", "eleven")),
        ("Half of the heat is lost.", ("number", "Half")),
        ("It is twice as warm.", ("number", "twice")),
        ("The cork kettle lost 4 hours of heat: 4 weeks.", ("number", "4 hour")),
        ("A kettle that Jack made is warm.", ("name", "Jack")),
        ("A kettle by @nobody is warm.", ("handle", "@nobody")),
        ("A kettle is warm. #CoffeeMaker", ("hashtag", "#CoffeeMaker")),
        (
            "She says: “Everybody in town drinks cold tea.”",
            ("quotation", "Everybody in town drinks"),
        ),
        ("This kettle cures cold tea.", ("claim", "cures")),
        ("It is always warm.", ("claim", "always")),
        ("The coat is proven.", ("claim", "proven")),
        ("The coat lasts for ten winters.", ("claim", "lasts")),
    ],
)
def test_what_the_source_does_not_say_is_found(text: str, finding: tuple[str, str]) -> None:
    """Numbers, units, names, handles, hashtags, quotations, promises and doubts left out."""
    what, words = finding
    assert any(kind == what and said.startswith(words) for kind, said in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The cork kettle lost 21 degrees in an hour.",
        "A steel kettle lost 4 degrees in the same time.",
        "The cork kettle lost 21 degrees, a steel kettle lost 4 degrees.",
        "It sells 2019 kettles a year.",
        "The workshop was founded in 1,200 by friends.",
    ],
)
def test_a_number_in_another_numbers_place_is_found(text: str) -> None:
    """Each number is in the source, but each stands where the source has another."""
    slips = [one for one in findings(text, GROUND) if one.what == "the number"]
    assert slips
    assert all(one.near is not None and not one.is_certain for one in slips)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("In the #TeaTalk summit, potters met.", "Potters met at #TeaTalk."),
        ("MarketWatch tells why.", "It is told by Market Watch."),
        ("Write it in VS Code.", "You can write it in VSCode."),
        ("Many in the U.S. drink tea.", "There, Americans drink tea; in the US, many."),
        ("Many in the US drink tea.", "Tea is drunk in the U.S. by many."),
        ("Over 10.000 kettles were sold.", "They sold over 10,000 kettles."),
        ("A kettle keeps its heat.", "The first step is a kettle that keeps its heat."),
        ("Four of them, from #332 to #358, were settled.", "Of the issues, four were settled."),
        ("A potter answers.", "In a short Q&A, a potter answers."),
        ("Cups of the best potters.", "Meet the best and brightest potters."),
    ],
)
def test_one_thing_in_two_spellings_is_one(source: str, text: str) -> None:
    """Joined and parted names, a country and its people, thousands, tags of the title."""
    assert found(text, Ground([Told(source)], "en")) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Come with us for tea.", "Tea is what Americans drink."),
        ("A linked kettle in town.", "You can read of it on LinkedIn today."),
        ("A kettle of cork.", "A kettle. #TeaTalk"),
        ("Over 10.5 kettles.", "They sold 105 kettles."),
    ],
)
def test_likeness_alone_bears_nothing_out(source: str, text: str) -> None:
    """A pronoun is no country, two words apart are no name, a decimal is no thousand."""
    assert len(found(text, Ground([Told(source)], "en"))) == 1


@given(st.sampled_from(SENTENCES), st.integers(1, 9999))
def test_a_sentence_of_the_source_stands_and_with_another_number_it_does_not(
    sentence: str, number: int
) -> None:
    """Verbatim words are never found fault with; a number that is nowhere always is."""
    assert found(sentence) == []
    match = re.search(r"\d[\d,]*", sentence)
    known = {"4", "5", "21", "70", "85", "2019", "2024", "1200", "10", "12"}
    if match and str(number) not in known:
        assert found(sentence.replace(match[0], str(number), 1)) != []


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    """Whatever it holds, it is judged without a fault of the program's own."""
    list(findings(text, GROUND))
    for language in ("en", "de", "fr", "ja"):
        figures(text, wording(language))
        days(text, wording(language))


def test_other_languages_have_their_own_words() -> None:
    """Numbers, months and claims in German; a noun with a capital is no name there."""
    told = (
        "Am 5. März 2024 verlor der Kessel 4 Grad.",
        "Er hält vielleicht zehn Winter, sagt Wren.",
    )
    ground = Ground(map(Told, told), "de")
    assert found("Der Kessel verlor vier Grad im März 2024, eine gute Nachricht.", ground) == []
    assert found("Der Kessel verlor 6 Grad.", ground) == [("number", "6")]
    assert found("Das war am 6. März 2024 so.", ground) == [("date", "6. März 2024")]
    assert found("Das ist bewiesen.", ground) == [("claim", "bewiesen")]


def test_a_language_without_words_still_has_its_figures() -> None:
    """Numbers, dates in figures and handles need no list of words."""
    ground = Ground([Told("2024-03-05 に 4 度。")], "ja")
    assert found("4 度、 2024-03-05", ground) == []
    assert found("6 度", ground) == [("number", "6")]
    assert found("@nobody", ground) == [("handle", "@nobody")]


PAIRED = Ground(
    map(
        Told,
        [
            "The Kettle Plan 2020-2025 began at KettleCon 2020 in Porto.",
            "The fair lasts from June 12 to 14, and Cork 2 is shown there with Cork 1.",
            "The workshop has made kettles since 1998, and 70 of them are lent out.",
            "The next KettleCon may be in 2030; anyone may nominate a town for it in May.",
            "A kettle may be kept for two weeks.",
        ],
    ),
    "en",
)


def test_a_sentence_made_of_names_is_no_headline() -> None:
    """In a headline capitals mean nothing; in a sentence each name has to be somebody's."""
    assert found("Professor John Miller of Mayo Clinic agrees.") != []
    assert found("Every Professor in Exampletown Loves Kettles") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("What became of the Kettle Plan 2020–2024", "2024"),
        ("What became of the Kettle Plan 2025-2020", "2025"),
        ("What became of the Kettle Plan 2025-2025", "2025"),
        ("The fair of June 12-70 is open to all", "70"),
        ("All the news of KettleCon 70", "70"),
        ("Cork kettles have been made in town since 70.", "70"),
        ("A kettle is lent out for 70 weeks", "70 week"),
    ],
)
def test_a_number_beside_another_one_or_a_name_is_compared_with_that(
    text: str, number: str
) -> None:
    """Ranges, editions and years are told where the source has others in their place."""
    assert ("number", number) in found(text, PAIRED)


@pytest.mark.parametrize(
    "text",
    [
        "What became of the Kettle Plan from 2020 to 2025?",
        "The fair of June 12–14 shows Cork 2.",
        "KettleCon 2020 was in Porto, and one in 70 kettles leaked.",
        "Kettles of cork since 1998",
        "Nominations are open, Dr. Ada says, and I’ll send one.",
        "The Kettle Con of 2020",
    ],
)
def test_what_the_source_pairs_alike_is_found_fault_with_nowhere(text: str) -> None:
    """Other dashes, `to`, a share and a name written as two words."""
    assert not found(text, Ground([*PAIRED.told, Told("Ada and her kettlecon kettles.")], "en"))


@pytest.mark.parametrize(
    ("text", "code"), [("arm64-ready", "arm64"), ("CD19-positive", "cd19"), ("Q3-2020", "q32020")]
)
def test_a_word_behind_a_code_is_none_of_it(text: str, code: str) -> None:
    """A code goes on behind a hyphen where figures do."""
    assert values(text)[0] == code


def test_one_of_many_sentences_alike_is_bound_to_itself() -> None:
    """Also behind a bullet, and where another one stands first."""
    many = (f"The cork kettle of room {one} keeps its heat for {one} hours." for one in range(9))
    ground = Ground([*map(Told, many), Told("A cork kettle is small.")], "en")
    assert not found("→ The cork kettle of room 7 keeps its heat for 7 hours.", ground)
    assert not found("The cork kettle of a room 7 keeps its heat for 7 hours.", ground)
    assert found("The cork kettle of a room 7 keeps its heat for 8 hours.", ground)


YEARS = Ground(
    [
        *map(Told, ("Kettles in 2020", "In 2020 the kettle fair moved.", "We met in June 2020.")),
        *map(Told, ("Much of what we did in 2020 was new.", "A potter in town left in 2018.")),
        Told("The 2019 kettle report was read aloud."),
    ],
    "en",
)


def test_a_year_alone_is_bound_to_the_year_that_the_text_is_about() -> None:
    """Hardly a word stands around it, so the year of most sentences is the likelier one."""
    assert not found("A look back on the kettle in 2020.", YEARS)
    assert found("A look back on the kettle in 2018.", YEARS) == [("number", "2018")]
    assert found("What the town did in 2018.", YEARS) == [("number", "2018")]


def test_a_year_that_its_own_sentence_bears_out_is_left_alone() -> None:
    """However often the text tells of another; and so is one beside that other year."""
    assert not found("Read the kettle report of 2019.", YEARS)
    assert not found("It was in 2018 that a potter in town left.", YEARS)
    assert not found("Kettles from 2019 and 2020.", YEARS)


@pytest.mark.parametrize(
    "text",
    [
        "Join us from June 25 to 27, 2024.",
        "Join us, 25–27 June 2024!",
        "Join us on 25 and 27 June.",
        "Join us June 25-27.",
    ],
)
def test_both_days_that_share_a_month_are_dates(text: str) -> None:
    """Each is looked up as a whole; another day is found at either end."""
    ground = Ground([Told("It begins on June 25th, 2024, and ends on June 27th, 2024.")], "en")
    assert not found(text, ground)
    assert [what for what, _ in found(text.replace("25", "24"), ground)] == ["date"]
    assert [what for what, _ in found(text.replace("27", "26"), ground)] == ["date"]


def test_a_month_and_a_count_are_no_two_days() -> None:
    """What follows `and` is a day only where nothing is counted with it."""
    assert [one.day for one in days("On May 3 and 12 kettles later, tea.", wording("en"))] == [3]


def test_codes_of_other_letters_are_not_mixed_up() -> None:
    """Q3 may stand for Q4, but no v1 for L7."""
    ground = Ground([Told("Requests to the tea rule v1 are denied."), Told("An L7 rule.")], "en")
    assert not found("Requests to the tea rule L7 are denied, or so.", ground)


def test_a_version_stands_where_the_source_tells_more_of_it() -> None:
    """1.13 is borne out by 1.13.0 and by v1.13, and no other one is."""
    ground = Ground([Told("Kettle v1.13 is out."), Told("Coat 0.17.0 was there before.")], "en")
    assert not found("What is new: kettle 1.13 and coat 0.17.", ground)
    assert found("What is new: kettle 1.1 and coat 0.7.", ground)
