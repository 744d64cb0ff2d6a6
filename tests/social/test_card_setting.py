"""Type on cards: what stays on a line, where lines end, which figure, which marks, which fonts."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from segue.colours import READABLE, contrast
from segue.show import Look, Show
from segue.social.cards import fonts, quotation
from segue.social.cards.binding import units
from segue.social.cards.canvas import canvases
from segue.social.cards.figure import figure
from segue.social.cards.inks import inks
from segue.social.cards.lines import Piece, broken, fewest
from segue.social.cards.page import words

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "She was given 12 mg of Drug A on 3 May 2026, in Phase 1, by Dr. Abel (≥ 5 people).",
    "CAR-T does not set out to weaken the immune system; it aims to reset it, they say.",
    "Hope is not yet a finding.",
    "細胞は本を読みます。「はい」と言った。",
)
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
looks = st.builds(Look, accent=colours, text=colours, background=colours, page=colours)


def pieces(text: str) -> list[Piece]:
    """A text's pieces where every character is one wide."""
    return [Piece(one, len(one.rstrip()), float(one.endswith(" "))) for one in units(text)]


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    """Nothing is lost where a line may end."""
    assert "".join(units(text)) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a dose of 12 mg daily", "12 mg"),
        ("begun on 3 May 2026 in Ulm", "3 May 2026"),
        ("said Dr. Abel at last", "Dr. Abel"),
        ("given at ≥ 5 sites", "≥ 5 sites"),
        ("they call it CAR-T for short", "CAR-T "),
        ("write to @a.show-name now", "@a.show-name "),
        ("she took azer cel twice", "azer cel"),
        ("a case of Hepatitis B there", "Hepatitis B"),
        ("it is a reset of sorts", "a reset"),
    ],
)
def test_what_belongs_together_is_one_piece(text: str, whole: str) -> None:
    """Figures with units, dates, names, hyphened words, handles and the show's terms."""
    assert any(whole in piece for piece in units(text, ("azer cel",)))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [16, 20, 31, 60])
def test_lines_hold_all_words_and_fit(text: str, room: int) -> None:
    """Joined again they are the text, none is wider than the room, and there are as few as can."""
    lines = broken(pieces(text), room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, lines)) <= room
    assert len(lines) == fewest(pieces(text), room)


def test_a_headline_in_capitals_is_no_name() -> None:
    """It may be broken between any two words, or it could not be set large."""
    assert len(units("The Breakthrough Everyone Is Talking About")) > 4


def test_a_word_that_begins_a_sentence_is_no_part_of_a_name() -> None:
    """“Because CAR-T” may be broken, “Nebraska Medical” may not."""
    assert "Because " in units("Because CAR-T works.")
    assert "Then " in units("It works. Then Ada came.")
    assert "Nebraska Medical " in units("Nebraska Medical treated her.")


def test_lines_are_of_about_one_length() -> None:
    """A greedy break would leave a word alone; here no line is less than half of another."""
    lines = broken(pieces("Which of these many words will end up alone on its own little line"), 24)
    assert min(map(len, lines)) > max(map(len, lines)) / 2


def test_a_line_rather_ends_where_the_sentence_pauses() -> None:
    """The colon of a title ends its first line."""
    assert broken(pieces("CAR-T for MS: a reset, not a brake"), 24)[0] == "CAR-T for MS:"


def test_a_piece_wider_than_the_room_has_no_lines() -> None:
    """Then the words must be smaller."""
    assert fewest(pieces("Donaudampfschiff"), 9) is None


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Of 76 people, 62.5% walked better.", "62.5%"),
        ("About 4.5 million people live with it.", "4.5 million"),
        ("A dose of 12 mg was enough.", "12 mg"),
        ("It cost €20,000 last year.", "€20,000"),
        ("There were 1,250 of them.", "1,250"),
        ("It began in 2019.", ""),
        ("A woman of 37 was the first.", ""),
        ("At 10:30 they met at 1.2.3.", ""),
        ("COVID-19 changed that.", ""),
        ("Nobody knows.", ""),
    ],
)
def test_the_figure_of_a_sentence_is_one_that_tells(sentence: str, subject: str) -> None:
    """A share, an amount or a large number; a year or an age makes no picture."""
    assert figure(sentence) == subject
    assert figure(sentence) in sentence


@pytest.mark.parametrize(
    ("language", "set_so"),
    [
        ("en", "“It’s “so”, he said.”"),
        ("de-AT", "„It’s „so“, he said.“"),
        ("fr", "«\u00a0It’s «\u00a0so\u00a0», he said.\u00a0»"),
        ("xx", "“It’s “so”, he said.”"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, set_so: str) -> None:
    """Around the sentence and in it; apostrophes too."""
    text = quotation.typeset('It\'s "so", he said.', language)
    opening, closing = quotation.around(text, language)
    assert f"{opening}{text}{closing}" == set_so


def test_a_quotation_gets_no_second_marks() -> None:
    """A sentence that somebody says already has its own."""
    assert quotation.around("“So it is,” she said.", "en") == ("", "")


def test_what_cannot_be_seen_is_not_set() -> None:
    """Soft hyphens, marks of direction and zero-width spaces come out of web pages."""
    assert quotation.typeset("im\u00admune\u200b \u200esystem\u202f5", "en") == "immune system 5"


@given(look=looks)
def test_words_can_be_read_on_every_ground(look: Look) -> None:
    """Whatever the show's colours, contrast is 4.5 at least."""
    for ground in ("paper", "accent"):
        used = inks(look, ground)
        for ink in (used.text, used.muted, used.accent):
            assert contrast(ink, used.ground) >= READABLE


def test_colours_that_can_be_read_stay_the_show_s() -> None:
    """Nobody's brand is changed without need."""
    look = Look(accent="#0f5d5e", text="#17292d", page="#f4efe6", background="#ffffff")
    assert inks(look, "paper").accent == look.accent
    assert inks(look, "accent").ground == look.accent
    assert inks(look, "accent").text == look.background


@pytest.mark.parametrize("font", fonts.packaged(), ids=lambda font: font.file.name)
def test_a_font_holds_the_characters_that_are_listed_for_it(font: fonts.Font) -> None:
    """The list that tells what can be drawn is the fonts' own."""
    with TTFont(font.file) as opened:
        held = set(opened.getBestCmap())
    assert {code for first, last in font.runs for code in range(first, last + 1)} == held


def test_every_font_has_its_licence_beside_it() -> None:
    """The OFL asks for that."""
    for font in fonts.packaged():
        package = next(
            file
            for file in fonts.FOLDER.glob("*-LICENSE.txt")
            if font.file.name.startswith(file.name.removesuffix("-LICENSE.txt"))
        )
        assert "SIL Open Font License" in package.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Grüße, naïve Łódź",
        "Ελλάδα",
        "Привет",
        "שלום",
        "مرحبا",
        "नमस्ते",
        "สวัสดี",
        "→ ≥ ≈ CO₂ ✓",
        "👩‍👩‍👧 🇩🇪 1️⃣",
    ],
)
def test_the_packaged_fonts_draw_many_scripts(text: str, tmp_path: Path) -> None:
    """Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, signs and emoji."""
    assert fonts.faces(Show(root=tmp_path)).missing(text) == ""


def test_what_no_font_has_is_named_once(tmp_path: Path) -> None:
    """In the order in which it is read."""
    assert fonts.faces(Show(root=tmp_path)).missing("細胞の細 cell") == "細胞の"


def test_the_show_s_own_fonts_come_first() -> None:
    """Those that `[look]` names, by the names in their files."""
    look = Look(font="Figtree, sans-serif", heading_font="'Young Serif'")
    own = fonts.faces(Show(root=ROOT, look=look))
    assert own.headings[:2] == ("Young Serif", "Literata")
    assert own.others[0].startswith("Figtree")
    assert own.weight == 400


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    """Cards are then set in what is there."""
    folder = tmp_path / "assets" / "fonts"
    folder.mkdir(parents=True)
    (folder / "broken.ttf").write_bytes(b"no font")
    look = Look(heading_font="Broken")
    assert fonts.faces(Show(root=tmp_path, look=look)).headings[0] == "Literata"


def test_words_of_a_page_are_read_block_by_block() -> None:
    """Spans run on, blocks and pictures stand alone, and shapes say nothing."""
    page = '<div><img alt="A show"><p>One <b>two</b></p><svg><rect/></svg><p>3 &amp; 4</p></div>'
    assert words(page) == "A show\nOne two\n3 & 4"


def test_words_are_never_set_smaller_than_a_phone_shows() -> None:
    """28 pixels on a picture 1080 wide, and as much on the others."""
    for canvas in canvases().values():
        assert min(canvas.sizes(0.1)) >= 28 * canvas.width / 1080
