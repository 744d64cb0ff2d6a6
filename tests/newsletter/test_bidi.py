"""Letters that hold two writing directions."""

from __future__ import annotations

import pytest

import editions
from segue import markdown
from segue.languages import Direction
from segue.newsletter import bidi


def turned(html: str, direction: Direction) -> str:
    """The HTML after `bidi.turn`."""
    tree = markdown.parse(html)
    bidi.turn(tree, direction)
    return markdown.serialise(tree)


@pytest.mark.parametrize(
    ("html", "direction", "expected"),
    [
        ("<p>See this.</p>", "rtl", '<p dir="ltr" class="turned">See this.</p>'),
        ("<p>דבר.</p>", "ltr", '<p dir="rtl" class="turned">דבר.</p>'),
        ("<p>قلب CAR-T therapy here.</p>", "rtl", "<p>قلب CAR-T therapy here.</p>"),
        ("<p>The word דבר says it.</p>", "ltr", "<p>The word דבר says it.</p>"),
        ("<p>12 + 3</p>", "rtl", "<p>12 + 3</p>"),
        ("<ul><li>See.</li></ul>", "rtl", '<ul><li><span dir="ltr">See.</span></li></ul>'),
        (
            "<ul><li>قلب<ul><li>قلب</li></ul></li></ul>",
            "rtl",
            "<ul><li>قلب<ul><li>قلب</li></ul></li></ul>",
        ),
        ("<pre><code>x = 1</code></pre>", "ltr", "<pre><code>x = 1</code></pre>"),
        ("<pre><code>قلب</code></pre>", "rtl", '<pre dir="ltr"><code dir="ltr">قلب</code></pre>'),
    ],
)
def test_what_runs_the_other_way_says_so(html: str, direction: Direction, expected: str) -> None:
    """A foreign passage gets its direction; a foreign word in a sentence changes nothing."""
    assert turned(html, direction) == expected


def test_a_cell_is_turned_but_stays_in_its_column() -> None:
    """It must stand under its header, on the same side."""
    html = "<table><tbody><tr><td>obe-cel</td></tr></tbody></table>"
    assert '<td dir="ltr">' in turned(html, "rtl")


def test_names_and_links_of_a_right_to_left_letter_are_set_apart() -> None:
    """Without it "ClinicalTrials.gov (register)" would lose its bracket to the other side."""
    episode = editions.an_episode(show={"language": "ar", "handles": {"x": "@small_talk"}})
    html = editions.texts(episode)["newsletter.html"]
    for name in ("The first paper", "Ada Example"):
        assert f"<bdi>{name}</bdi>" in html
    assert "◀" in html
    assert "←" in html


def test_a_fragment_says_its_direction_itself() -> None:
    """The page that it is pasted into may be left to right."""
    made = editions.texts(editions.an_episode(show={"language": "he"}))["fragment.html"]
    assert made.startswith('<div dir="rtl" lang="he">')
    assert "dir=" not in editions.texts(editions.an_episode())["fragment.html"]
