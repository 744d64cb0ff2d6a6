"""MJML faults, each found and told with its place."""

from __future__ import annotations

import re

import pytest

from segue.newsletter import validator

COLUMN = "<mjml><mj-body><mj-section><mj-column>{}</mj-column></mj-section></mj-body></mjml>"


def told(mjml: str) -> list[str]:
    """The messages of the faults in a text."""
    return [fault.message for fault in validator.faults(mjml)]


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<mj-buton>x</mj-buton>", "<mj-buton> is no MJML element"),
        ('<mj-text colour="red">x</mj-text>', '<mj-text> takes no attribute "colour"'),
        ("<mj-section></mj-section>", "<mj-section> can't stand in <mj-column>"),
        ("<p>x</p>", "<p> is no MJML element"),
        ("<mj-text>x", "<mj-text> is never closed"),
        ("<mj-text>a</mj-image></mj-text>", "</mj-image> closes what was never opened"),
        ("<mj-text>a < b</mj-text>", "a < that begins no tag: < b</mj-text></mj-column></mj-…"),
        ('<mj-text align="left" align="right">x</mj-text>', "<mj-text> has align twice"),
        ("<mj-text align=left>x</mj-text>", "the value of align has no quotes"),
        ('<mj-text align="left"color="red">x</mj-text>', "a space is missing before color"),
        ("<mj-text font-family='\"A\"'>x</mj-text>", 'the value of font-family holds a "'),
        ('<mj-image alt="a<b" />', "the value of alt holds a <"),
        ("words", 'the text "words" stands in <mj-column>'),
        ("<!-- a -- b -->", "a comment holds --"),
        ("<!--[if mso]>x<![endif]-->", "a conditional comment can't stand in a template"),
        (
            "<mj-text><mj-button>x</mj-button></mj-text>",
            "<mj-button> stands in <mj-text>, which holds HTML only",
        ),
        ("<mj-text><BR>x</mj-text>", "<BR> is in capital letters"),
        ('<mj-include path="x" />', "<mj-include> is no MJML element"),
    ],
)
def test_a_fault_is_told(inside: str, message: str) -> None:
    """Each kind of fault that mjml-python passes over or tells without a place."""
    assert message in told(COLUMN.format(inside))


@pytest.mark.parametrize(
    "inside",
    [
        '<mj-text align="left">a<br>b<img src="x" alt=""><b>c</b> &nbsp; &lt; > </mj-text>',
        '<mj-image src="x" alt="a &lt; b" css-class="y" mj-class="z" />',
        "<!-- a note --><mj-spacer/>",
        "<mj-raw><o:p>x</o:p></mj-raw>",
        '<mj-table><tr><td style="a:b">x</td></tr></mj-table>',
        "<mj-text><p disabled>x</p></mj-text>",
    ],
)
def test_right_mjml_has_no_fault(inside: str) -> None:
    """HTML within content is HTML: void elements, bare attributes, entities."""
    assert told(COLUMN.format(inside)) == []


def test_defaults_may_name_any_element_and_class() -> None:
    """`mj-attributes` holds elements, `mj-all` and classes."""
    head = '<mj-all color="red" /><mj-class name="x" align="left" /><mj-text padding="0" />'
    defaults = f"<mj-attributes>{head}</mj-attributes>"
    assert told(f"<mjml><mj-head>{defaults}</mj-head><mj-body></mj-body></mjml>") == []
    wrong = told(
        "<mjml><mj-head><mj-attributes><mj-all colour='red' /></mj-attributes></mj-head></mjml>"
    )
    assert wrong == ['<mj-all> takes no attribute "colour"']


@pytest.mark.parametrize(
    "text", ["", "words", "<mj-body></mj-body>", "<mjml></mjml><mjml></mjml>", "<mjml>"]
)
def test_what_is_no_document_has_a_fault(text: str) -> None:
    """One `<mjml>` and nothing beside it."""
    assert told(text)


def test_a_font_from_elsewhere_is_refused_with_the_way_to_set_one() -> None:
    """No inbox is made to load anything from a foreign host."""
    head = '<mjml><mj-head><mj-font name="A" href="https://a.example/f.css" /></mj-head></mjml>'
    fault = next(validator.faults(head))
    assert "mj-font" in fault.message
    assert fault.hint is not None
    assert "[look] font" in fault.hint


def test_a_hint_names_the_nearest_word() -> None:
    """A slip in a name is mended by reading the hint."""
    fault = next(validator.faults(COLUMN.format('<mj-text colr="x">a</mj-text>')))
    assert fault.hint == 'did you mean "color"?'


def test_a_fault_s_place_is_where_it_stands() -> None:
    """The offset points at the tag or the attribute itself."""
    text = COLUMN.format('<mj-text>x</mj-text>\n<mj-text\n  paddin="0">y</mj-text>')
    fault = next(validator.faults(text))
    assert text[fault.offset :].startswith("paddin=")


def test_the_table_of_elements_is_whole() -> None:
    """Every child is an element itself, so that nothing can be allowed and unknown at once."""
    table = validator.elements()
    children = {child for element in table.values() for child in element.children}
    assert children <= set(table)
    assert all(re.fullmatch(r"mjml|mj-[a-z-]+", name) for name in table)
