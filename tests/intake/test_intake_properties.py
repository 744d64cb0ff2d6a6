"""What holds for every text, however it was typed."""

from __future__ import annotations

import time
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from kept import lost

from segue import front_matter, intake
from segue.errors import SegueError
from segue.intake import Reading
from segue.intake.episode_text import written
from segue.intake.escaping import escaped
from segue.intake.plainly import plain
from segue.intake.source import Source

# What texts are made of that could be taken for something else.
PIECES = """\
# ¦## ¦#tag ¦- ¦* ¦• ¦1. ¦2) ¦> ¦> [!note] ¦```
¦~~~
¦/// call | T
¦///
¦[[¦]]¦![[a.png]]¦[a](b.md)¦[a](https://x.org)¦%%¦{{<¦{{%¦ %}}¦{%¦%}¦`¦``¦**¦*¦_¦__¦==¦~~¦<¦<b>¦<!--
¦-->¦---
¦+++
¦===
¦Title Case Words¦word¦Is it?¦REGISTER HERE¦Hi, I'm Bob¦About the author¦want it?
¦https://example.org/a_b¦@dr.name¦\\¦&amp;¦&¦^id¦[^1]¦[^1]: note¦{:toc}¦title: x
¦Title: x
¦é¦日本語¦😀¦"¦'¦“¦|¦ ¦\t¦
¦

¦\r\n¦\r¦\u00a0¦\u2028""".split("¦")  # noqa: SIM905 (a text of pieces is read as such)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
NAMES = st.sampled_from([None, Path("a.md"), Path("a.txt")])


def read(text: str, name: Path | None) -> Reading | None:
    """What comes of a text; None where it is refused, as it may be."""
    try:
        return intake.read(Source(text.encode(), name)) if text.strip() else None
    except SegueError:
        return None


@settings(max_examples=60)
@given(TEXTS, NAMES)
@example("want it?\ntitle: x\nwant it?\n# ", None)
@example("# {{< %}}", None)
@example("## # # ", None)
@example("{{%%}\n```\n", None)
@example("# \n#tag ", None)
@example("{{<![[a.png]] %}}# ", None)
def test_an_import_read_again_changes_nothing(text: str, name: Path | None) -> None:
    """Not a byte, with what was removed in a comment or without."""
    for imported in getattr(read(text, name), "imported", ()):
        for keep in (False, True):
            once = written(imported, keep_removed=keep)
            assert front_matter.split(once, Path("episode.md")).data["title"]
            (again,) = intake.read(Source(once.encode())).imported
            assert written(again) == once
            assert again.removed == ()


@settings(max_examples=60)
@given(TEXTS)
@example("https://example.org/a_b`Title Case Words")
@example("&REGISTER HERE")
def test_no_word_of_a_pasted_text_is_lost(text: str) -> None:
    """It stands in the article, in the front matter or in the report."""
    reading = read(text, Path("a.txt"))
    if reading and reading.title == "pasted text":
        assert lost(text, *reading.imported) == {}


@given(st.lists(st.sampled_from([*"ab1 .,*_[]()`<>#-+=~^|\\/:!&;@{}%$", *PIECES])).map("".join))
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    """Making Markdown of a text and taking its words again gives the text."""
    line = " ".join(text.split())
    assert plain(escaped(line)) == line


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "[",
            "![",
            "[a](",
            "[[",
            "> ",
            "`",
            "` ",
            "* a",
            "_a ",
            "~",
            "# ",
            "%%",
            "{{< a ",
            "{% a ",
        ),
        *(
            "<a",
            "<img ",
            "<!--",
            "/// call | x\n",
            "```a\n\n",
            "---\n",
            "+++\n",
            "a\n\n",
            "• a\n\n",
        ),
        *("1. a\n", "a\tb\n", "| a ", "Title: a\n", "&a", "\\", " ^a", "> [!a]\n", "GET IT\n\n"),
        *("Hi, I'm B\n\n", "Host: a\n\n", "Aa\nBb\n", "https://", "a.a@"),
    ],
)
def test_endless_signs_are_read_in_no_time(piece: str, name: str) -> None:
    """What an attacker, or a cat on the keyboard, may hand over: it takes seconds at most."""
    start = time.process_time()
    for imported in getattr(read(piece * (40_000 // len(piece)), Path(name)), "imported", ()):
        assert written(imported)
    assert time.process_time() - start < 5
