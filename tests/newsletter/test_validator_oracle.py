"""Our reading of MJML beside the official program's: what one refuses, the other does."""

from __future__ import annotations

import json

from conftest import ROOT, Oracle
from segue.newsletter import validator

COLUMN = "<mjml><mj-body><mj-section><mj-column>{}</mj-column></mj-section></mj-body></mjml>"
HEAD = "<mjml><mj-head>{}</mj-head><mj-body></mj-body></mjml>"
# In a column, but for those that say where.
REFUSED_BY_BOTH = (
    "<mj-buton>x</mj-buton>",
    "<mj-txt>x</mj-txt>",
    "<p>x</p>",
    "<mj-section></mj-section>",
    "<mj-column></mj-column>",
    "<mj-wrapper></mj-wrapper>",
    "<mj-body></mj-body>",
    "<mj-head></mj-head>",
    "<mj-accordion-element></mj-accordion-element>",
    '<mj-navbar-link href="x">x</mj-navbar-link>',
    '<mj-social-element name="x">x</mj-social-element>',
    '<mj-carousel-image src="x" />',
    "<mj-title>x</mj-title>",
    "<mj-preview>x</mj-preview>",
    "<mj-style>x</mj-style>",
    '<mj-text colour="red">x</mj-text>',
    '<mj-text class="x">x</mj-text>',
    '<mj-text style="x">x</mj-text>',
    '<mj-text href="x">x</mj-text>',
    '<mj-button link="x">x</mj-button>',
    '<mj-image source="x" />',
    '<mj-divider color="red" />',
    '<mj-spacer width="3px" />',
    '<mj-text color="blu">x</mj-text>',
    '<mj-text color="#12345">x</mj-text>',
    '<mj-text color="123456">x</mj-text>',
    '<mj-text color="">x</mj-text>',
    '<mj-text align="middle">x</mj-text>',
    '<mj-text align="Left">x</mj-text>',
    '<mj-text font-size="16">x</mj-text>',
    '<mj-text font-size="16pt">x</mj-text>',
    '<mj-text font-size="big">x</mj-text>',
    '<mj-text padding="1px 2px 3px 4px 5px">x</mj-text>',
    '<mj-text padding="10">x</mj-text>',
    '<mj-text padding="10px,5px;">x</mj-text>',
    '<mj-image width="50%" src="x" />',
    '<mj-image width="wide" src="x" />',
    '<mj-image height="tall" src="x" />',
    '<mj-button vertical-align="center">x</mj-button>',
    '<mj-button width="-10px">x</mj-button>',
    '<mj-divider border-color="red-ish" />',
    '<mj-table table-layout="wide"></mj-table>',
    '<mj-social mode="tower"></mj-social>',
    HEAD.format("<mj-text>x</mj-text>"),
    HEAD.format("<mj-section></mj-section>"),
    HEAD.format('<mj-breakpoint size="480px" />'),
    HEAD.format('<mj-attributes><mj-text colr="red" /></mj-attributes>'),
    '<mjml><mj-body widht="600px"></mj-body></mjml>',
    '<mjml><mj-body width="wide"></mj-body></mjml>',
    "<mjml><mj-body><mj-text>x</mj-text></mj-body></mjml>",
    "<mjml><mj-body><mj-section><mj-text>x</mj-text></mj-section></mj-body></mjml>",
    '<mjml><mj-body><mj-section direction="up"></mj-section></mj-body></mjml>',
    '<mjml><mj-body><mj-section full-width="yes"></mj-section></mj-body></mjml>',
    "<mj-section></mj-section>",
)
# The official program reads these as a browser would, mjml-python gives up on them or passes over.
REFUSED_BY_US = (
    COLUMN.format("<mj-text>x"),
    COLUMN.format("<mj-text>a < b</mj-text>"),
    COLUMN.format("<mj-text align=left>x</mj-text>"),
    COLUMN.format('<mj-text align="left" align="right">x</mj-text>'),
    COLUMN.format("<!-- a -- b -->"),
    COLUMN.format("words"),
)


def whole(text: str) -> str:
    """A document, with a fragment in a column."""
    return text if text.startswith("<mjml") else COLUMN.format(text)


def test_what_we_refuse_the_official_program_refuses(oracle: Oracle) -> None:
    """Each faulty template has a fault in both, and a way out in ours."""
    texts = [whole(text) for text in REFUSED_BY_BOTH]
    theirs = oracle("mjml", texts)
    ours = [list(validator.faults(text)) for text in texts]
    quiet = [
        (text, len(mine), said)
        for text, mine, said in zip(REFUSED_BY_BOTH, ours, theirs, strict=True)
        if not mine or not said
    ]
    assert quiet == []
    assert len(REFUSED_BY_BOTH) > 40


def test_what_would_fail_later_is_refused_too() -> None:
    """What the official program lets pass, and mjml-python does not or spoils."""
    assert [text for text in REFUSED_BY_US if not list(validator.faults(text))] == []


def test_a_value_that_the_official_program_takes_passes(oracle: Oracle) -> None:
    """Every kind of length, colour and word."""
    right = (
        *(
            f'<mj-text color="{each}">x</mj-text>'
            for each in ("red", "#fff", "#A1b2C3", "rgb(1, 2,3)")
        ),
        *(f'<mj-text padding="{each}">x</mj-text>' for each in ("0", "0 0 8px", "5% 0 1.5px 2px")),
        '<mj-text color="rgba(0, 0, 0, 0.5)" font-size="16px" line-height="1.5">x</mj-text>',
        '<mj-text letter-spacing="-0.5px" align="justify" height="20px">x</mj-text>',
        '<mj-text line-height="24px" letter-spacing="0.1em">x</mj-text>',
        '<mj-image src="x" alt="" width="300px" height="auto" />',
        '<mj-table table-layout="fixed" width="100%"></mj-table>',
        '<mj-button inner-padding="10px 25px" vertical-align="middle">x</mj-button>',
    )
    texts = [whole(text) for text in right]
    assert [found for found in oracle("mjml", texts) if found] == []
    assert [list(validator.faults(text)) for text in texts if list(validator.faults(text))] == []


def test_the_table_of_elements_is_the_official_one(oracle: Oracle) -> None:
    """Attributes, types, children, colours; what fails here or loads from elsewhere is left out."""
    file = ROOT / "cli" / "segue" / "newsletter" / "elements.json"
    ours, theirs = json.loads(file.read_text(encoding="utf-8")), oracle("elements", None)
    assert ours["colours"] == theirs["colours"]
    left_out_elements = {"mj-font", "mj-html-attributes"}
    assert set(theirs["elements"]) - set(ours["elements"]) == left_out_elements
    for name, official in theirs["elements"].items():
        mine = ours["elements"].get(name)
        if mine is None:
            continue
        left_out = {"inline"} if name == "mj-style" else set()
        expected = {k: v for k, v in official["attributes"].items() if k not in left_out}
        assert mine["attributes"] == expected, name
        children = {child for child in official["children"] if isinstance(child, str)}
        assert set(mine["children"]) == children - left_out_elements, name
        assert mine["content"] == official["content"], name
