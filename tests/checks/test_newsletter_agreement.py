"""The two forms of a letter say the same."""

from __future__ import annotations

import letters
import pytest

import samples

MORE = "A passage that a designer wrote into one of the two templates only."


@pytest.mark.parametrize("layout", ["digest", "full"])
def test_forms_made_from_one_article_agree(layout: str) -> None:
    """Lists, tables, quotations, code, footnotes, pictures and calls alike."""
    text = (
        samples.TEXT
        + """
| Drug under trial | Dose that was given |
|---|---|
| Obecabtagene autoleucel | Two infusions of the same |

> Somebody said so at length.

`code of some length here`, a note[^1] and **words in bold letters**.

![A picture of a cell that reads](https://example.org/cell.png)

[^1]: The note that explains all of this in full.

/// call | Take it with you
Everything on one sheet: [Get the sheet](https://example.org/sheet)
///
"""
    )
    assert letters.codes(letters.with_settings(text, layout=layout)) == []


@pytest.mark.parametrize(
    "passage",
    [
        " ".join(f"[{letter}](https://example.org/{letter})" for letter in "abcdefghijklmnopqrst"),
        " and ".join(f"![a drawing of a cell](https://example.org/{at}.png)" for at in range(9)),
    ],
)
def test_numbers_of_links_and_words_of_pictures_are_no_difference(passage: str) -> None:
    """Only the plain text has them, however many stand in one passage."""
    text = f"{passage}\n\n{samples.TEXT}"
    assert "newsletter-forms-differ" not in letters.codes(
        letters.with_settings(text, layout="full")
    )


def test_a_passage_in_one_form_only_is_told() -> None:
    """Whichever of the two it is in."""
    episode = letters.an_episode()
    files = {"newsletter.html": f"<p>{MORE}</p>"}
    said = [problem.message for problem in letters.found(episode, replaced=files)]
    assert "the plain text lacks “A passage that a designer wrote into one…”" in said
    assert any(message.startswith("the HTML lacks “Every cell") for message in said)


def test_a_link_in_one_form_only_is_told() -> None:
    """A reader of plain text could not follow it."""
    episode = letters.an_episode()
    html = '<p><a href="https://example.org/new?a=1&amp;b=2">new</a></p>'
    said = letters.found(episode, replaced={"newsletter.html": html})
    messages = [problem.message for problem in said]
    assert "the plain text lacks the link to https://example.org/new?a=1&b=2" in messages
    assert "the HTML lacks the link to https://example.org/unsubscribe" in messages
    assert "newsletter-forms-differ" in {problem.code for problem in said}


def test_what_is_hidden_is_no_part_of_a_letter() -> None:
    """The preheader, styles and comments for Outlook are not compared."""
    episode = letters.an_episode("One short sentence here.\n")
    hidden = f'<div style="display:none;">{MORE}</div><style>{MORE}</style><!-- {MORE} -->'
    said = letters.found(episode, replaced={"newsletter.html": hidden})
    assert not any("designer" in problem.message for problem in said)
