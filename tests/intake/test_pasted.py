"""Text pasted from a page: what is the article, what is around it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from kept import lost

from conftest import Golden
from segue import intake
from segue.intake.episode_text import written
from segue.intake.manuscript import Imported
from segue.intake.source import Source

# What somebody pastes from a web page: an article, and all that such a page has around it.
PASTED = (Path(__file__).parent / "sources/pasted.txt").read_text(encoding="utf-8")

PASTES = sorted((Path(__file__).parent / "pastes").glob("*.txt"))


def imported(text: str | bytes) -> Imported:
    """The one episode that a pasted text makes."""
    content = text.encode() if isinstance(text, str) else text
    (made,) = intake.read(Source(content)).imported
    return made


def test_a_pasted_page_becomes_an_article() -> None:
    """Title, category, headings, paragraphs, lists and the call are what a reader sees."""
    made = imported(PASTED)
    assert made.title == "Cool Rooms for Hot Heads: The Sleep Trick Nobody’s Selling"
    assert made.front["category"] == "Sleep Science"
    kinds = Counter(block.kind for block in made.blocks)
    assert kinds == {"paragraph": 30, "heading": 7, "list": 2, "call": 1}
    assert [block.text.count("\n") for block in made.blocks if block.kind == "list"] == [3, 3]
    assert {block.level for block in made.blocks if block.kind == "heading"} == {2}


def test_no_word_of_it_is_lost() -> None:
    """What the article does not hold is reported."""
    assert lost(PASTED, imported(PASTED)) == {}


def test_what_is_not_the_article_is_told_with_its_reason() -> None:
    """Repeated lines, the bio and the advertisement are out, each with its line."""
    made = imported(PASTED)
    reasons = Counter(each.reason for each in made.removed)
    assert reasons.pop("this line stands there 14 times") == 14
    assert list(reasons.values()) == [4, 6]
    assert all(PASTED.split("\n")[(each.line or 0) - 1] == each.text for each in made.removed)


def test_the_call_without_a_link_is_told() -> None:
    """Its line, and what to write in its place."""
    made = imported(PASTED)
    (note,) = [each for each in made.notes if each.code == "import-call-link"]
    assert note.line == PASTED.split("\n").index("Bedroom Checklist Guide") + 1
    assert note.hint == "write [DOWNLOAD HERE](https://…) in its place"


def test_a_handle_that_the_bio_spells_otherwise_is_told() -> None:
    """The bio goes, so nobody could compare them later; neither is taken for the right one."""
    made = imported(PASTED)
    (note,) = [each for each in made.notes if each.code == "import-handle"]
    assert note.message == "Instagram is @dr.wren here, and @doctor.wren in the author's bio"
    assert "@dr.wren" in PASTED.split("\n")[(note.line or 0) - 1]
    assert made.front["handles"] == {"instagram": "@doctor.wren"}


def test_what_a_bio_says_of_the_show_is_told_for_the_settings() -> None:
    """Handles, name and address go to whoever edits segue.toml."""
    assert imported(PASTED).settings == {
        "show.author": "Dr. Wren",
        "show.email": "Hello@DoctorWren.example",
        "handles.instagram": "@doctor.wren",
        "handles.youtube": "@DoctorWrenSleeps",
    }


@pytest.mark.parametrize(
    "content",
    [
        PASTED.replace("\n", "\r\n").encode(),
        PASTED.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + PASTED.encode(),
        PASTED.replace("  1", "\t1").replace("  •", "\t•").encode(),
        PASTED.replace(". ", ".\t").encode(),
        PASTED.encode("cp1252"),
    ],
    ids=["CRLF", "CR", "BOM", "tabs before", "tabs between", "cp1252"],
)
def test_however_it_was_saved_the_article_is_the_same(content: bytes) -> None:
    """Line ends, byte order marks, tabs and Windows letters change not a word."""
    made, expected = imported(content), imported(PASTED)
    assert [each.markdown for each in made.blocks] == [each.markdown for each in expected.blocks]
    assert made.front == expected.front


@pytest.mark.parametrize("paste", PASTES, ids=[paste.stem for paste in PASTES])
def test_pastes_of_every_kind_become_what_their_author_meant(paste: Path, golden: Golden) -> None:
    """Each file in pastes/ beside the episode.md that is made of it; no word is lost."""
    text = paste.read_text(encoding="utf-8")
    made = imported(text)
    golden(paste.with_suffix(".md"), written(made, keep_removed=True))
    assert lost(text, made) == {}
