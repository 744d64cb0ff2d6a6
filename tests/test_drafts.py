"""`social.md`: what is written is read back exactly, and faults are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue import drafts
from segue.characters import printable
from segue.model import Drafts

FILE = Path("/show/episodes/pilot/social.md")
HAND_MADE = """\
<!-- A note to
myself. -->

---
platform: x
---
Hello, kettle.

---
Platform : "Bluesky"
kind: question
---

One. (1/2)

---

Note: a colon begins no head here.
"""

line_ends = st.sampled_from(["\n", "\n\n", "\n---\n", "\n<!-- x -->\n", "\n\\---\n", "\nkey: b\n"])
words = st.lists(
    st.one_of(st.text(max_size=20), line_ends, st.sampled_from(["---", "platform: x", "-->"])),
    max_size=8,
).map("".join)


def settled(text: str) -> str:
    """A text as a post keeps it."""
    return "\n".join(line.rstrip() for line in printable(text).split("\n")).strip()


def complaints(text: str) -> list[tuple[int | None, str]]:
    """Line and message of each problem."""
    return [(one.line, one.message) for one in drafts.parse(text, FILE).problems]


def test_a_head_with_a_platform_and_words_is_enough() -> None:
    """A person's own post needs one key; threads are parted by a line of dashes."""
    read = drafts.parse(HAND_MADE, FILE)
    assert read.problems == ()
    first, second = read.sections
    assert (first.platform, first.id, first.kind, first.is_edited) == ("x", "x-own-1", "own", True)
    assert [(part.text, part.line) for part in first.parts] == [("Hello, kettle.", 7)]
    assert (second.platform, second.kind) == ("bluesky", "question")
    assert [part.text for part in second.parts] == [
        "One. (1/2)",
        "Note: a colon begins no head here.",
    ]


@given(st.lists(words.map(settled).filter(bool), min_size=1, max_size=4), words)
def test_any_words_come_back_as_they_were_offered(texts: list[str], opening: str) -> None:
    """Also dashes, comments, backslashes and lines that look like a head."""
    made = drafts.section("x", "x-thread", "thread", texts, [(3, "A source."), (9, "Another.")])
    other = drafts.section("x", "x-next", "fact", ["The next one."], [])
    comment = f"<!-- {opening.replace('-->', '')} -->".replace("offered:", "")
    text = drafts.written(Drafts(FILE, (made, other), frozenset({"x-thread", "gone-1"}), comment))
    read = drafts.parse(text, FILE)
    assert read.problems == ()
    assert [part.text for part in read.sections[0].parts] == texts
    assert read.sections[0].source == made.source
    assert [one.is_edited for one in read.sections] == [False, False]
    assert read.offered == {"x-thread", "gone-1"}


@given(words)
def test_what_was_typed_is_written_back_as_typed(text: str) -> None:
    """Whatever a person types below a head stays, and nothing is added by writing it again."""
    typed = f"<!-- top -->\n\n---\nplatform: x\n---\n{printable(text)}\n"
    read = drafts.parse(typed, FILE)
    if not read.problems:
        again = drafts.parse(drafts.written(read), FILE)
        assert [one.parts and one.parts[0].text for one in again.sections] == [
            one.parts and one.parts[0].text for one in read.sections
        ]
        assert drafts.written(again) == drafts.written(read)
        for line in printable(text).split("\n"):
            assert line.strip() in drafts.written(read) or "offered:" in text


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    """Whatever the file holds, it is read or complained about."""
    read = drafts.parse(text, FILE)
    assert all(problem.line for problem in read.problems)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Words.\n\n---\nplatform: x\n---\nHello.", 1, "belong to no post"),
        ("---\nplatfrom: x\n---\nHello.", 2, 'unknown key "platfrom"'),
        ("---\nid: x-1\n---\nHello.", 1, "names no platform"),
        ("---\nplatform: x\nHello there.\n---\n", 1, "not closed"),
        ("---\nplatform: x\nkind: a\nkind: b\n---\nHello.", 4, "stands twice"),
        ("<!-- never closed\n---\nplatform: x\n---\n", 1, "comment is not closed"),
        (
            "---\nplatform: x\nid: a\n---\nOne.\n\n---\nplatform: x\nid: a\n---\nTwo.",
            7,
            "stands in line 1 already",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, said: str) -> None:
    """Each says what is wrong and, in the hint, what to type."""
    assert (line, True) in [(at, said in message) for at, message in complaints(text)]
    assert all(problem.hint for problem in drafts.parse(text, FILE).problems)


def test_an_unreadable_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    """A file that is no UTF-8 is told as such, with its line."""
    file = tmp_path / "social.md"
    file.write_bytes(b"---\nplatform: x\n---\n\xff\n")
    read = drafts.read(file)
    assert read is not None
    assert [problem.line for problem in read.problems] == [4]


def test_a_section_is_edited_once_its_words_or_its_network_differ() -> None:
    """White space that an editor takes away is no edit; a word or another network is."""
    text = drafts.section("x", "x-fact", "fact", ["One word.  \nTwo."], []).typed
    assert not drafts.parse(text, FILE).sections[0].is_edited
    assert not drafts.parse(text + "\n\n\n", FILE).sections[0].is_edited
    assert drafts.parse(text.replace("word", "world"), FILE).sections[0].is_edited
    assert (
        drafts.parse(text.replace("platform: x", "platform: threads"), FILE).sections[0].is_edited
    )
